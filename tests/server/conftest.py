"""A database in a file, anew for each test, and settings that point at it."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Engine

from models import Table
from services import database
from services.database import open_engine
from services.settings import settings
from tests.conftest import STATEMENTS


@pytest.fixture(scope="session")
def served_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """One for all tests: each new one would put every statement together again."""
    folder = tmp_path_factory.mktemp("served")
    engine = open_engine(f"sqlite:///{folder / 'kanto.db'}", query_cache_size=STATEMENTS)
    Table.metadata.create_all(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def engine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sqlite_engine: Engine, served_engine: Engine
) -> Iterator[Engine]:
    """The engine of the server itself, on an empty database; other threads may use it."""
    monkeypatch.setenv("KANTO_DATABASE_URL", str(served_engine.url))
    monkeypatch.setenv("KANTO_MAIL_FOLDER", str(tmp_path / "mail"))
    monkeypatch.setenv("KANTO_BASE_URL", "http://kanto.example")
    monkeypatch.setenv("KANTO_SMTP_URL", "")
    monkeypatch.setattr(database, "engine", lambda: served_engine)
    settings.cache_clear()
    lay_into(served_engine, sqlite_engine)
    yield served_engine
    settings.cache_clear()


def lay_into(engine: Engine, other: Engine) -> None:
    """All that another database holds, in place of what was here."""
    with closing(engine.raw_connection()) as to, closing(other.raw_connection()) as of:
        of.driver_connection.backup(to.driver_connection)  # type: ignore[union-attr]
