"""Several senders at the same moment, on the database where they truly meet: each mail goes to one of them."""

import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from models import Table
from services import database, outbox
from services.database import open_engine
from services.outbox import Waiting
from tests import postgres
from tests.conftest import DATABASES

pytestmark = pytest.mark.skipif("postgresql" not in DATABASES, reason="PostgreSQL is left out")


@pytest.fixture
def house(postgresql_address: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    engine = open_engine(postgres.new_database(postgresql_address, f"outbox-{uuid.uuid4().hex}"))
    Table.metadata.create_all(engine)
    monkeypatch.setattr(database, "engine", lambda: engine)
    with Session(engine) as session:
        for number in range(40):
            outbox.put(session, f"person{number}@example.org", "verify", kind="idea")
        session.commit()
    yield engine
    engine.dispose()


def test_a_sender_does_not_wait_for_what_another_one_is_taking(house: Engine) -> None:
    with database.changing() as first, database.changing() as second:
        second.connection().exec_driver_sql("SET LOCAL lock_timeout = '200ms'")
        mine = outbox.take(first)
        theirs = outbox.take(second)

    assert len(mine) == len(theirs) == 20
    assert {mail.id for mail in mine} & {mail.id for mail in theirs} == set()


def test_no_mail_is_taken_twice_by_many(house: Engine) -> None:
    def taken(_: int) -> list[Waiting]:
        with database.changing() as session:
            return outbox.take(session, most=7)

    with ThreadPoolExecutor(4) as pool:
        ids = [mail.id for mails in pool.map(taken, range(12)) for mail in mails]

    assert len(ids) == len(set(ids)) == 40
