"""The engine and the two kinds of transaction: reading, and changing."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm.exc import StaleDataError
from sqlmodel import Session, create_engine

from models import Conflict
from services import named as _named  # noqa: F401  (the notices know what things are called)
from services.confirmations import touched as _confirmed  # noqa: F401  (every session compares what was confirmed)
from services.plans import revisions
from services.search import touched as _touched  # noqa: F401  (every session writes what is found by)
from services.settings import settings
from services.statistics import facts as _noted  # noqa: F401  (every session notes what the statistics divide by)

# After what the imports above have set to listen: those hold and wait for rows before a commit.
event.listen(Session, "before_commit", revisions.renew)

# A whole small database fits; a bound all the same, since each pooled connection has its own.
SQLITE_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = NORMAL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA busy_timeout = 5000",
    "PRAGMA cache_size = -8000",
    "PRAGMA mmap_size = 67108864",
)


@cache
def engine() -> Engine:
    """The one engine of this process, for the database that the settings name."""
    return open_engine(settings().database_url)


def open_engine(url: str, **options: Any) -> Engine:
    # What people typed, and hashes of passwords, would otherwise stand in the log beside an error.
    options = {"hide_parameters": True} | options
    address = make_url(url)
    if address.get_backend_name() == "postgresql":
        return create_engine(address.set(drivername="postgresql+psycopg"), pool_pre_ping=True, **options)
    if address.database:
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    made = create_engine(address, **options)
    event.listen(made, "connect", _prepare_sqlite)
    event.listen(made, "begin", _begin_sqlite)
    return made


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # The driver's own BEGIN comes too late for a write that reads first; we say it ourselves.
    connection.isolation_level = None
    for pragma in SQLITE_PRAGMAS:
        connection.execute(pragma)


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def reading() -> Iterator[Session]:
    """A session whose changes go nowhere."""
    with Session(engine(), expire_on_commit=False) as session:
        yield session


@contextmanager
def changing() -> Iterator[Session]:
    """A session that is committed at the end, or rolled back whole; Conflict when somebody was faster."""
    writer = engine().execution_options(writes=True)
    try:
        with Session(writer, expire_on_commit=False) as session, session.begin():
            yield session
    except StaleDataError:
        raise Conflict from None
    except DBAPIError as error:
        if not _lost_race(error.orig):
            raise
        raise Conflict from error


# What PostgreSQL says when two transactions cannot both hold: not unique, deadlock, not serializable.
_RACES = {"23505", "40P01", "40001"}
_UNIQUE = {sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY}


def _lost_race(cause: BaseException | None) -> bool:
    return getattr(cause, "sqlstate", "") in _RACES or getattr(cause, "sqlite_errorcode", 0) in _UNIQUE
