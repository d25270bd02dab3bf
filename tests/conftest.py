"""A house for each test: in-memory SQLite, and a cast of people who are known by name."""

import gc
import logging
import os
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, StaticPool, event
from sqlmodel import Session

from models import Table, base
from services.database import open_engine
from services.partners import store
from services.statistics import keeping, ledger
from tests import demo_house, postgres
from tests.cast import Cast, cast_in, cast_of
from tests.worlds import Worlds, beginning_of, session_on

# What the tests attach is nobody's; read before the settings are.
os.environ["KANTO_FILES_URL"] = "memory:"
# What the tests seal, this opens, which guards nothing.
os.environ["KANTO_ADVICE_KEYS"] = "dGhlIGtleSBvZiB0aGUgdGVzdHMsIG9mIDMyIGJ5dGU="

# `KANTO_TEST_DATABASES=sqlite` leaves PostgreSQL out, for a quick look while writing.
DATABASES = os.environ.get("KANTO_TEST_DATABASES", "sqlite,postgresql").split(",")
# Every statement that the whole suite asks: to put one together takes longer than to ask it.
STATEMENTS = 5_000


def pytest_collection_finish() -> None:
    """What is here before the first test stays to the last: the collector need not look at it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    # At each step of each test pytest goes to every logger that keeps what it hears; Streamlit has seventy of them.
    for logger in logging.root.manager.loggerDict.values():
        if isinstance(logger, logging.Logger):
            logger.propagate = True


@pytest.fixture(scope="session")
def sqlite_engine() -> Iterator[Engine]:
    engine = memory_engine()
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def cast_content() -> bytes:
    """The cast and nothing else: to make it anew takes longer than most tests."""
    engine = memory_engine()
    _seat_cast(engine)
    content = content_of(engine)
    engine.dispose()
    return content


@pytest.fixture(scope="session")
def sqlite_cast_engine(cast_content: bytes, worlds: Worlds) -> Iterator[Engine]:
    """The cast stands in it already, for all tests that have one."""
    engine = memory_engine(cast_content)
    yield engine
    worlds.end(engine)
    engine.dispose()


def memory_engine(content: bytes = b"") -> Engine:
    """A database in memory with its tables, or with all that another one held: `content_of` gives that."""
    engine = open_engine(
        "sqlite://",
        poolclass=StaticPool,
        connect_args={"check_same_thread": False},
        query_cache_size=STATEMENTS,
    )
    if content:
        fill(engine, content)
    else:
        Table.metadata.create_all(engine)
    return engine


def fill(engine: Engine, content: bytes) -> None:
    """Nothing of what it held stays; the engine remembers the statements that it has put together."""
    with closing(engine.raw_connection()) as connection:
        connection.rollback()
        connection.driver_connection.deserialize(content)  # type: ignore[union-attr]


def content_of(engine: Engine) -> bytes:
    with closing(engine.raw_connection()) as connection:
        return bytes(connection.driver_connection.serialize())  # type: ignore[union-attr]


def _seat_cast(engine: Engine) -> None:
    """Before any clock of a test begins, so that nobody of the cast comes from its future."""
    with pytest.MonkeyPatch.context() as patched, Session(engine) as session:
        patched.setattr(base, "clock", Clock())
        cast_in(session)
        session.commit()


@pytest.fixture(scope="session")
def postgresql_address() -> Iterator[str]:
    """A PostgreSQL server, started when a test first asks for it; each worker has its own."""
    with postgres.served() as address:
        yield address


@pytest.fixture(scope="session")
def postgresql_engine(postgresql_address: str) -> Iterator[Engine]:
    engine = open_engine(postgres.new_database(postgresql_address, "kanto"), query_cache_size=STATEMENTS)
    Table.metadata.create_all(engine)
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def postgresql_cast_engine(postgresql_address: str, worlds: Worlds) -> Iterator[Engine]:
    engine = open_engine(postgres.new_database(postgresql_address, "kanto_cast"), query_cache_size=STATEMENTS)
    Table.metadata.create_all(engine)
    _seat_cast(engine)
    yield engine
    worlds.end(engine)
    engine.dispose()


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo on SQLite and its files, to copy and never to open."""
    return demo_house.folder_of(tmp_path_factory)


@pytest.fixture
def engine(request: pytest.FixtureRequest) -> Engine:
    """The database of a test; `tests/services` runs its tests on both kinds."""
    return engine_for(request, "sqlite")


def engine_for(request: pytest.FixtureRequest, database: str) -> Engine:
    """An empty one, or for a test with the cast the one where it is seated."""
    seated = "_cast" if "cast" in request.fixturenames else ""
    found: Engine = request.getfixturevalue(f"{database}{seated}_engine")
    if beginning_of(request) is None:
        request.getfixturevalue("worlds").end(found)
    return found


@pytest.fixture(scope="session")
def worlds() -> Worlds:
    return Worlds()


@pytest.fixture
def session(request: pytest.FixtureRequest, engine: Engine, worlds: Worlds) -> Iterator[Session]:
    """A session whose every change is undone after the test."""
    beginning = beginning_of(request)
    if beginning and beginning.clocked:
        request.getfixturevalue("clock")
    with worlds.entered(engine, beginning) as connection, session_on(connection) as session:
        yield session


@pytest.fixture
def cast(session: Session) -> Cast:
    return cast_of(session)


@pytest.fixture(autouse=True)
def columns_of_their_own() -> None:
    """What a test has not committed is in no other test's ranking, nor in its statistics."""
    store.forget()
    keeping.forget()
    ledger.forget()


class Clock:
    def __init__(self) -> None:
        self.at = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The time of the test: `clock.at += timedelta(...)` moves it."""
    made = Clock()
    monkeypatch.setattr(base, "clock", made)
    return made


class Queries:
    def __init__(self) -> None:
        self.statements: list[str] = []

    def __len__(self) -> int:
        return len(self.statements)


@pytest.fixture
def queries(session: Session) -> Iterator[Queries]:
    """Counts what is asked of the database: `queries.statements.clear()`, act, `len(queries)`."""
    made = Queries()
    connection = session.connection()

    def note(_c: Any, _cur: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith(("SAVEPOINT", "RELEASE")):
            made.statements.append(statement)

    event.listen(connection, "before_cursor_execute", note)
    yield made
    event.remove(connection, "before_cursor_execute", note)
