"""One thing that waits, and how many of a kind are shown."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlmodel import Session

from models import FINLAND

MOST = 6
SOON = timedelta(days=14)


@dataclass(frozen=True)
class Waiting:
    title: str
    link: str
    # Who asks, or what it belongs to.
    who: str = ""
    due: date | None = None
    # When it begins: nothing is due by then.
    begins: datetime | None = None


def rows_of(session: Session, query: Any, path: str) -> list[Waiting]:
    """Rows of (id, title, who, due) under the path; who and due may be missing."""
    return [
        Waiting(title, f"/{path}?id={thing_id}", *rest)
        for thing_id, title, *rest in session.execute(query.limit(MOST))
    ]


def day_of(moment: datetime) -> date:
    return moment.astimezone(FINLAND).date()
