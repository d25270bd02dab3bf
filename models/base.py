from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Enum, MetaData
from sqlalchemy.orm import registry
from sqlmodel import SQLModel

FINLAND = ZoneInfo("Europe/Helsinki")

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


# The registry is rebuilt with the module, so that saving a model while the app runs does not
# end in "table already defined".
class Table(SQLModel, registry=registry(metadata=MetaData(naming_convention=NAMES))):
    pass


def now() -> datetime:
    """The one clock of the product, in UTC; tests set it by replacing `models.base.clock`."""
    return _told.get() or clock()


def today() -> date:
    """The day that it is in Finland: a date that somebody has to keep ends at midnight there."""
    return now().astimezone(FINLAND).date()


def clock() -> datetime:
    return datetime.now(UTC)


_told: ContextVar[datetime | None] = ContextVar("told", default=None)


@contextmanager
def as_of(moment: datetime) -> Iterator[None]:
    """Inside it, `now()` is this moment: how demo data gets a past through the ordinary use-cases."""
    token = _told.set(moment)
    try:
        yield
    finally:
        _told.reset(token)


def stored(words: type[StrEnum]) -> Any:
    """A column type that keeps an enum as its own words, so that a new member needs no migration."""
    return Enum(
        words,
        native_enum=False,
        create_constraint=False,
        length=40,
        values_callable=lambda members: [member.value for member in members],
    )


class Moderated:
    """Marks what other people read: its every row has an item in the one review queue."""
