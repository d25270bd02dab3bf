"""The migrations make exactly the tables that the models describe, on both kinds of database."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import JSON, Boolean, Date, DateTime, Engine, Integer, MetaData, inspect, text
from sqlalchemy import Table as SqlTable
from sqlmodel import Session, select

from models import Kind, PartnerRequest, Plan, PlanField, RequestNeed, Table, Task
from server import schema
from services.actors import VISITOR
from services.database import open_engine
from services.search import upkeep
from services.search.searching import everything
from tests import postgres
from tests.conftest import DATABASES


@contextmanager
def emptied(request: pytest.FixtureRequest, folder: Path) -> Iterator[Engine]:
    """A database without a table, of the kind that the fixture's parameter names."""
    if request.param == "sqlite":
        engine = open_engine(f"sqlite:///{folder / 'new' / 'kanto.db'}")
    else:
        address = request.getfixturevalue("postgresql_address")
        engine = open_engine(postgres.new_database(address, uuid.uuid4().hex))
    yield engine
    engine.dispose()


@pytest.fixture(params=DATABASES)
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    with emptied(request, tmp_path) as engine:
        yield engine


@dataclass
class Migrated:
    engine: Engine
    in_step_before: bool


@pytest.fixture(params=DATABASES, scope="module")
def migrated(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Migrated]:
    """Brought from nothing to the newest migration, once for all that look at it."""
    with emptied(request, tmp_path_factory.mktemp("migrated")) as engine:
        before = schema.in_step(engine)
        schema.upgrade(engine)
        yield Migrated(engine, before)


def described(thing: Any, _name: str | None, kind: str, reflected: bool, _compared_to: Any) -> bool:
    """The search index is a table of the database's own kind, which no model describes."""
    return not (kind == "table" and reflected and thing.name.startswith("search_terms"))


def test_migrations_make_what_the_models_describe(migrated: Migrated) -> None:
    with migrated.engine.connect() as connection:
        options = {"compare_type": True, "include_object": described}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, Table.metadata) == []


def test_migrating_twice_changes_nothing(migrated: Migrated) -> None:
    before = inspect(migrated.engine).get_table_names()

    schema.upgrade(migrated.engine)

    assert inspect(migrated.engine).get_table_names() == before


def test_a_database_is_in_step_after_migrating_and_not_before(migrated: Migrated) -> None:
    assert (migrated.in_step_before, schema.in_step(migrated.engine)) == (False, True)


def migrate(engine: Engine, way: Callable[[Config, str], None], revision: str) -> None:
    config = Config(toml_file=schema.ROOT / "pyproject.toml")
    with engine.execution_options(writes=True).connect() as connection:
        config.attributes["connection"] = connection
        way(config, revision)


def row_of(table: SqlTable, **given: Any) -> dict[str, Any]:
    """The given values, and something of the right sort wherever the table needs a value."""
    made = {column.name: plain(column.type) for column in table.columns if not column.nullable}
    return {**{name: value for name, value in made.items() if name != "id"}, **given}


def plain(kind: Any) -> Any:
    if isinstance(kind, Boolean):
        return False
    if isinstance(kind, Integer):
        return 1
    if isinstance(kind, DateTime):
        return datetime(2026, 5, 1, 9)
    if isinstance(kind, Date):
        return date(2026, 6, 1)
    return {} if isinstance(kind, JSON) else ""


def fill_as_before(engine: Engine) -> None:
    """A person, an association with an idea, a letter about it and a plan of it, as the release before wrote them."""
    there = MetaData()
    there.reflect(engine)
    rows: dict[str, dict[str, Any]] = {
        "person": {"email": "aino@satusuo.example", "name": "Aino", "role": "member"},
        "association": {"name": "Satusuon kyläyhdistys ry", "sort_key": "satusuo", "state": "verified"},
        "idea": {"title": "Kylätuvan kahvila", "municipality": "176", "state": "published"},
        "partner_request": {"direction": "invitation", "role": "co_implementer", "state": "sent"},
        "request_need": {"competence": "digiosaaminen"},
        "call": {"slug": "osallisuus", "name": "Osallisuushaku", "project_forms": [], "cost_models": []},
        "call_priority": {"slug": "arki"},
        "plan": {"name": "Kylätuvan kahvila", "state": "drafting", "call_id": 1},
        "plan_part": {"role": "lead"},
        "plan_field": {"key": "need", "text": "Kauppa lähti."},
        "task": {"title": "Keittiö kuntoon", "state": "todo"},
        "milestone": {"title": "Ovet auki"},
    }
    with engine.begin() as connection:
        for name, given in rows.items():
            connection.execute(there.tables[name].insert(), row_of(there.tables[name], **given))


def test_the_release_before_is_led_here_with_its_rows_and_back(empty: Engine) -> None:
    migrate(empty, command.upgrade, "0002")
    fill_as_before(empty)

    schema.upgrade(empty)

    kept_and_found(empty)
    references_hold(empty)

    migrate(empty, command.downgrade, "0002")

    with empty.connect() as connection:
        for name in ("request_need", "plan_part", "plan_field", "task", "milestone"):
            assert connection.execute(text(f"SELECT count(*) FROM {name}")).scalar() == 1
    assert not {"event", "search_terms", "search_text"} & set(inspect(empty).get_table_names())


def kept_and_found(engine: Engine) -> None:
    with Session(engine.execution_options(writes=True)) as session:
        while upkeep.write_next(session):
            session.commit()
        letter = session.exec(select(PartnerRequest)).one()
        assert (letter.idea_id, letter.set_id) == (1, None)
        assert len(session.exec(select(RequestNeed)).all()) == 1
        assert [(task.title, task.package_id) for task in session.exec(select(Task))] == [
            ("Keittiö kuntoon", None)
        ]
        assert session.exec(select(PlanField.text).where(PlanField.key == "need")).all() == ["Kauppa lähti."]
        assert session.exec(select(Plan.cost_model)).all() == [None]
        found = everything(session, VISITOR, "kylätuvat").groups
        assert [(group.kind, group.count) for group in found] == [(Kind.IDEA, 1)]
        assert everything(session, VISITOR, "Satusuo").groups


def references_hold(engine: Engine) -> None:
    named = {key["name"] for key in inspect(engine).get_foreign_keys("partner_request")}
    # SQLite gives a reference that stands in its column no name.
    assert "fk_partner_request_set_id_partner_set" in named or engine.dialect.name == "sqlite"
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
