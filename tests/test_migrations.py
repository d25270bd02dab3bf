"""The migrations make exactly the tables that the models describe, on both kinds of database."""

import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, inspect

from models import Table
from server import schema
from services.database import open_engine
from tests import postgres
from tests.conftest import DATABASES


@pytest.fixture(params=DATABASES)
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database without a table."""
    if request.param == "sqlite":
        engine = open_engine(f"sqlite:///{tmp_path / 'new' / 'kanto.db'}")
    else:
        address = request.getfixturevalue("postgresql_address")
        engine = open_engine(postgres.new_database(address, uuid.uuid4().hex))
    yield engine
    engine.dispose()


def described(thing: Any, _name: str | None, kind: str, reflected: bool, _compared_to: Any) -> bool:
    """The search index is a table of the database's own kind, which no model describes."""
    return not (kind == "table" and reflected and thing.name.startswith("search_terms"))


def test_migrations_make_what_the_models_describe(empty: Engine) -> None:
    schema.upgrade(empty)

    with empty.connect() as connection:
        options = {"compare_type": True, "include_object": described}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, Table.metadata) == []


def test_migrating_twice_changes_nothing(empty: Engine) -> None:
    schema.upgrade(empty)
    before = inspect(empty).get_table_names()

    schema.upgrade(empty)

    assert inspect(empty).get_table_names() == before


def test_a_database_is_in_step_after_migrating_and_not_before(empty: Engine) -> None:
    before = schema.in_step(empty)

    schema.upgrade(empty)

    assert (before, schema.in_step(empty)) == (False, True)
