"""A database in a file of its own, and settings that point at it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from models import Table
from services import database
from services.settings import settings


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """The engine that the server itself opens; other threads may use it."""
    monkeypatch.setenv("KANTO_DATABASE_URL", f"sqlite:///{tmp_path / 'kanto.db'}")
    monkeypatch.setenv("KANTO_MAIL_FOLDER", str(tmp_path / "mail"))
    monkeypatch.setenv("KANTO_BASE_URL", "http://kanto.example")
    monkeypatch.setenv("KANTO_SMTP_URL", "")
    settings.cache_clear()
    database.engine.cache_clear()
    made = database.engine()
    Table.metadata.create_all(made)
    yield made
    made.dispose()
    settings.cache_clear()
    database.engine.cache_clear()
