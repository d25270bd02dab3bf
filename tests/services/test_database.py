"""The two kinds of transaction, and how a lost race ends."""

from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from models import Conflict, Person, Table
from services import database
from services.database import open_engine


@pytest.fixture
def file_engine(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> Engine:
    made = open_engine(f"sqlite:///{tmp_path}/race.db")
    Table.metadata.create_all(made)
    monkeypatch.setattr(database, "engine", lambda: made)
    return made


NOTHING: Any = None


def person(email: Any) -> Person:
    return Person(name="Aino", email=email, password_hash="")


def test_what_is_there_already_is_a_conflict_and_keeps_nothing(file_engine: Engine) -> None:
    with database.changing() as session:
        session.add(person("aino@example.org"))

    with pytest.raises(Conflict), database.changing() as session:
        session.add_all([person("eero@example.org"), person("aino@example.org")])

    with database.reading() as session:
        assert session.connection().exec_driver_sql("SELECT count(*) FROM person").scalar() == 1


def test_a_missing_value_is_a_bug_and_looks_like_one(file_engine: Engine) -> None:
    with pytest.raises(IntegrityError), database.changing() as session:
        session.add(person(None))


def test_an_error_does_not_tell_the_log_what_was_typed(file_engine: Engine) -> None:
    with pytest.raises(IntegrityError) as bug, database.changing() as session:
        session.add(Person(name="Salainen nimi", email=NOTHING, password_hash="hash"))

    assert "Salainen" not in str(bug.value)
