"""Defence against what is sent in bulk: how fast one person writes, and how many links a text has.

Everything is counted here and in our own tables; no text leaves the house.
"""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select
from sqlmodel import Session, col

from models import Invalid, Table, WorkspaceError, now
from services.actors import Actor

_LINK = re.compile(r"https?://|www\.", re.IGNORECASE)
# Somebody whom no verified association stands behind writes seldom of more than one place.
MOST_LINKS, MOST_LINKS_UNKNOWN = 5, 1


@dataclass(frozen=True)
class Pace:
    most: int
    within: timedelta


# A lively discussion fits in; a machine does not.
TALK = Pace(15, timedelta(minutes=10))
FLAGS = Pace(20, timedelta(days=1))
NEW_THINGS = Pace(30, timedelta(hours=1))


def check_pace(session: Session, table: type[Table], pace: Pace, **by: Any) -> None:
    """Refused when this person has made so many of these already; with the minutes after which it goes on."""
    born: Any = table.created_at  # type: ignore[attr-defined]
    made = select(col(born)).filter_by(**by).where(col(born) > now() - pace.within)
    newest = made.order_by(col(born).desc()).limit(pace.most).subquery()
    count, oldest = session.execute(select(func.count(), func.min(newest.c[0])).select_from(newest)).one()
    if count >= pace.most:
        left = oldest + pace.within - now()
        raise WorkspaceError("too_fast", n=max(1, round(left / timedelta(minutes=1))))


def check_links(actor: Actor, text: str, *, field: str) -> None:
    most = MOST_LINKS if actor.verified_associations or actor.is_facilitator else MOST_LINKS_UNKNOWN
    if len(_LINK.findall(text)) > most:
        raise Invalid("too_many_links", field=field, n=most)
