"""Two people at the same moment, on the database where they truly meet."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from models import Confirmation, ConfirmationState, Conflict, Plan, PlanState, WrongState, today
from services import confirmations, plans
from services.actors import Actor
from tests.cast import Cast, cast_in, make_member
from tests.conftest import DATABASES
from tests.services.confirmation_world import asked, own, ready, say_yes, states
from tests.services.plan_world import part_of
from tests.services.test_races import House, arranging, house, shared

__all__ = ["arranging", "house", "shared"]

pytestmark = pytest.mark.skipif("postgresql" not in DATABASES, reason="PostgreSQL is left out")


@pytest.fixture
def cast(arranging: Session) -> Cast:
    return cast_in(arranging)


def now_in(session: Session, plan: Plan) -> PlanState:
    session.expire_all()
    return PlanState(session.exec(select(Plan.state).where(Plan.id == plan.id)).one())


def yes(plan: Plan, part_id: int, seen: str) -> Any:
    return lambda session, actor: confirmations.confirm(session, actor, plan.id, part_id, seen)


def writing(plan: Plan, part_id: int, key: str, text: str) -> Any:
    def act(session: Session, actor: Actor) -> None:
        plans.save_field(session, actor, plan.id, part_id, key, text, number=0)

    return act


def test_of_two_owners_who_confirm_at_once_the_second_reads_who_was_first(
    arranging: Session, cast: Cast, house: House
) -> None:
    plan = asked(cast)
    make_member(arranging, cast.toivonsilta, cast.people["sami"])
    mine = own(arranging, cast.pekka, plan)
    arranging.commit()

    first, second = house.meet(
        ("pekka", yes(plan, mine.part_id, mine.seen)), ("sami", yes(plan, mine.part_id, mine.seen))
    )

    assert first is None
    assert isinstance(second, WrongState)
    assert (second.key, second.params) == ("confirmed_already", {"who": "Pekka"})


@pytest.mark.parametrize("written_first", [True, False])
def test_nobody_confirms_words_that_do_not_stand(
    arranging: Session, cast: Cast, house: House, written_first: bool
) -> None:
    """A text is saved while it is confirmed: the yes is refused, or opened at once."""
    plan = asked(cast)
    mine = own(arranging, cast.pekka, plan)
    arranging.commit()

    acts = [("aino", writing(plan, 0, "goals", "Uusi")), ("pekka", yes(plan, mine.part_id, mine.seen))]
    ended = house.meet(*(acts if written_first else reversed(acts)))

    arranging.expire_all()
    held = arranging.exec(select(Confirmation).where(Confirmation.part_id == mine.part_id)).one()
    if written_first:
        assert [type(error) for error in ended] == [type(None), Conflict]
        assert held.state == ConfirmationState.WAITING
    else:
        assert ended == [None, None]
        assert held.state == ConfirmationState.TOUCHED


def test_the_last_two_who_confirm_at_once_make_the_plan_ready(
    arranging: Session, cast: Cast, house: House
) -> None:
    plan = asked(cast)
    say_yes(cast, plan, "aino")
    one, other = own(arranging, cast.pekka, plan), own(arranging, cast.sami, plan)
    arranging.commit()

    ended = house.meet(
        ("pekka", yes(plan, one.part_id, one.seen)), ("sami", yes(plan, other.part_id, other.seen))
    )

    assert ended == [None, None]
    assert now_in(arranging, plan) == PlanState.READY


@pytest.mark.parametrize("written_first", [True, False])
def test_a_text_saved_while_the_plan_is_sent_is_in_it_or_refused(
    arranging: Session, cast: Cast, house: House, written_first: bool
) -> None:
    plan = ready(cast)
    part = part_of(arranging, plan, cast.toivonsilta)
    arranging.commit()

    acts = [
        ("pekka", writing(plan, part.id, "our_people", "Kaksi")),
        ("aino", lambda session, actor: plans.submit(session, actor, plan.id, today(), "")),
    ]
    first, second = house.meet(*(acts if written_first else reversed(acts)))

    assert first is None
    assert isinstance(second, Conflict)
    assert now_in(arranging, plan) == (PlanState.CONFIRMING if written_first else PlanState.SUBMITTED)
    if not written_first:
        assert second.key == "plan_sent_meanwhile"


def test_two_who_write_at_once_do_not_wait_in_a_ring_and_open_it_once(
    arranging: Session, cast: Cast, house: House
) -> None:
    plan = ready(cast)
    part = part_of(arranging, plan, cast.toivonsilta)
    arranging.commit()

    ended = house.meet(
        ("aino", writing(plan, 0, "goals", "Uusi")), ("pekka", writing(plan, part.id, "our_people", "Kaksi"))
    )

    assert ended == [None, None]
    assert now_in(arranging, plan) == PlanState.CONFIRMING
    assert set(states(cast, plan).values()) == {ConfirmationState.TOUCHED}


def test_asking_twice_at_once_is_asking_once(arranging: Session, cast: Cast, house: House) -> None:
    plan = ready(cast)
    plan.state = PlanState.DRAFTING
    arranging.commit()

    def ask(session: Session, actor: Actor) -> Any:
        return confirmations.ask(session, actor, plan.id, today() + timedelta(days=5), "")

    first, second = house.meet(("aino", ask), ("eero", ask))

    assert first is None
    assert isinstance(second, Conflict)
