"""Two people at once on one time, and two advisers on one case: one gets it, on both kinds of database."""

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from models import AdviceSeat, AdviceSeatRole, AdviceSlot, ServiceRole, Table
from services import advice, database
from services.database import open_engine
from tests import postgres
from tests.cast import Cast, cast_in, make_person
from tests.conftest import DATABASES
from tests.services.advice_world import ask, slots
from tests.services.test_races import House


@pytest.fixture(params=DATABASES)
def engine(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Engine]:
    """A database that two connections really share."""
    if request.param == "sqlite":
        engine = open_engine(f"sqlite:///{tmp_path / 'kanto.db'}")
    else:
        address = request.getfixturevalue("postgresql_address")
        engine = open_engine(postgres.new_database(address, f"advice-{uuid.uuid4().hex}"))
    Table.metadata.create_all(engine)
    monkeypatch.setattr(database, "engine", lambda: engine)
    yield engine
    engine.dispose()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    with Session(engine, expire_on_commit=False) as session:
        yield session


@pytest.fixture
def cast(session: Session) -> Cast:
    found = cast_in(session)
    found.people["fiia"] = make_person(session, "Fiia", ServiceRole.FACILITATOR)
    return found


@pytest.fixture
def house(engine: Engine, cast: Cast) -> House:
    return House(engine, {name: person.id for name, person in cast.people.items()})


def test_of_two_people_on_one_time_one_gets_it(session: Session, cast: Cast, house: House) -> None:
    (slot,) = slots(cast)
    mine, theirs = ask(cast), ask(cast, "sami")
    session.commit()

    first, second = house.meet(
        ("aino", lambda session, actor: advice.book(session, actor, mine.id, slot.id)),
        ("sami", lambda session, actor: advice.book(session, actor, theirs.id, slot.id)),
    )

    assert first is None
    assert second is not None
    assert second.key == "advice_slot_taken"
    session.expire_all()
    assert session.get_one(AdviceSlot, slot.id).case_id == mine.id
    seats = select(AdviceSeat.case_id).where(col(AdviceSeat.role) == AdviceSeatRole.ADVISER)
    assert session.exec(seats).all() == [mine.id]


def test_of_two_advisers_on_one_case_one_gets_it_and_the_other_learns_nothing(
    session: Session, cast: Cast, house: House
) -> None:
    case = ask(cast)
    session.commit()

    first, second = house.meet(
        ("fanni", lambda session, actor: advice.take(session, actor, case.id)),
        ("fiia", lambda session, actor: advice.take(session, actor, case.id)),
    )

    assert first is None
    assert second is not None
    assert second.key == "advice_taken"
    session.expire_all()
    seats = select(AdviceSeat.person_id).where(col(AdviceSeat.role) == AdviceSeatRole.ADVISER)
    assert session.exec(seats).all() == [cast.fanni.id]
