"""A double click is one act: the second one finds what the first has made."""

from datetime import timedelta
from typing import Any, TypeVar

from sqlmodel import Session, col, select

from models import Table, now

Made = TypeVar("Made", bound=Table)

# As long as a slow connection can keep somebody clicking.
DOUBLE_CLICK = timedelta(seconds=30)


def just_made(session: Session, table: type[Made], **same: Any) -> Made | None:
    """The row with the same words by the same person, when it is that new."""
    born: Any = table.created_at  # type: ignore[attr-defined]
    query = select(table).filter_by(**same).where(col(born) > now() - DOUBLE_CLICK)
    return session.exec(query.limit(1)).first()
