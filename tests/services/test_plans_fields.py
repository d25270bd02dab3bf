from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, insert, update
from sqlmodel import Session, col, select

from models import (
    Conflict,
    Forbidden,
    ImplementerRole,
    Invalid,
    JournalEntry,
    NotFound,
    Plan,
    PlanField,
    PlanFieldAside,
    PlanState,
)
from services import plans
from services.plans import SHARED, FieldConflict, FieldText
from tests.cast import Cast
from tests.conftest import Clock
from tests.services.plan_world import make_idea, make_plan, make_request, part_of
from tests.worlds import begins_with


def field(
    session: Session, cast: Cast, plan: Plan, key: str, who: str = "aino", place: int = SHARED
) -> FieldText:
    texts = plans.texts_of(session, getattr(cast, who), plan.id)[place]
    return next(text for text in texts if text.key == key)


def save(
    session: Session, cast: Cast, who: str, plan: Plan, text: str, number: int, key: str = "goals"
) -> int:
    return plans.save_field(session, getattr(cast, who), plan.id, SHARED, key, text, number=number)


@begins_with(make_plan)
def test_saved_field_says_who_and_when(session: Session, cast: Cast, plan: Plan) -> None:
    number = save(session, cast, "aino", plan, "  Kohtaamispaikka  ", 0)

    saved = field(session, cast, plan, "goals", "pekka")
    assert (saved.text, saved.who, saved.number) == ("Kohtaamispaikka", "Aino", number)
    assert saved.at is not None


@begins_with(make_plan)
def test_edit_is_journalled_with_its_place_and_field(session: Session, cast: Cast, plan: Plan) -> None:
    part = part_of(session, plan, cast.toivonsilta)

    plans.save_field(session, cast.pekka, plan.id, part.id, "our_people", "Kaksi ohjaajaa", number=0)

    entry = session.exec(select(JournalEntry).where(JournalEntry.action == "edit_part")).one()
    assert (entry.thing_id, entry.after, entry.why) == (plan.id, str(part.id), "our_people")


@begins_with(make_plan)
def test_two_people_on_different_fields_never_meet(session: Session, cast: Cast, plan: Plan) -> None:
    save(session, cast, "aino", plan, "Tavoite", 0, "goals")
    save(session, cast, "eero", plan, "Riski", 0, "risks")
    save(session, cast, "aino", plan, "Tavoite 2", 1, "goals")

    assert field(session, cast, plan, "goals").text == "Tavoite 2"
    assert field(session, cast, plan, "risks").text == "Riski"


@begins_with(make_plan)
def test_second_person_on_the_same_field_gets_both_texts(session: Session, cast: Cast, plan: Plan) -> None:
    save(session, cast, "aino", plan, "Yhteinen alku", 0)
    save(session, cast, "aino", plan, "Ainon teksti", 1)

    with pytest.raises(FieldConflict) as refused:
        save(session, cast, "eero", plan, "Eeron teksti", 1)

    assert refused.value.mine == "Eeron teksti"
    theirs = refused.value.theirs
    assert (theirs.text, theirs.who, theirs.number) == ("Ainon teksti", "Aino", 2)
    assert theirs.at is not None
    assert field(session, cast, plan, "goals").text == "Ainon teksti"


@begins_with(make_plan)
def test_first_words_of_two_people_are_a_conflict_too(session: Session, cast: Cast, plan: Plan) -> None:
    save(session, cast, "aino", plan, "Ainon teksti", 0)

    with pytest.raises(FieldConflict) as refused:
        save(session, cast, "eero", plan, "Eeron teksti", 0)

    assert (refused.value.theirs.text, refused.value.mine) == ("Ainon teksti", "Eeron teksti")


@begins_with(make_plan)
def test_first_words_that_arrive_between_look_and_write_are_a_conflict(
    session: Session, cast: Cast, plan: Plan
) -> None:
    rival = insert(PlanField).values(
        plan_id=plan.id, place=SHARED, key="goals", text="Ainon teksti", number=1, edited_by=cast.aino.id
    )
    seen_once: list[bool] = []

    def arrive(state: Any) -> Any:
        if "plan_field" not in str(state.statement) or seen_once:
            return None
        seen_once.append(True)
        seen = state.invoke_statement().freeze()
        session.connection().execute(rival)
        return seen()

    event.listen(session, "do_orm_execute", arrive)
    with pytest.raises(FieldConflict) as refused:
        save(session, cast, "eero", plan, "Eeron teksti", 0)

    assert (refused.value.theirs.text, refused.value.mine) == ("Ainon teksti", "Eeron teksti")


@begins_with(make_plan)
def test_words_that_arrive_between_look_and_write_are_a_conflict(
    session: Session, cast: Cast, plan: Plan
) -> None:
    save(session, cast, "aino", plan, "Alku", 0)
    rival = update(PlanField).where(col(PlanField.key) == "goals").values(text="Ainon teksti", number=2)

    def arrive(state: Any) -> None:
        if state.is_update:
            session.connection().execute(rival)

    event.listen(session, "do_orm_execute", arrive)
    with pytest.raises(FieldConflict) as refused:
        save(session, cast, "eero", plan, "Eeron teksti", 1)

    assert (refused.value.theirs.text, refused.value.mine) == ("Ainon teksti", "Eeron teksti")
    assert plans.earlier(session, cast.aino, plan.id, SHARED, "goals") == []


@begins_with(make_plan)
def test_same_text_twice_is_no_conflict(session: Session, cast: Cast, plan: Plan) -> None:
    save(session, cast, "aino", plan, "Sama", 0)

    assert save(session, cast, "eero", plan, "Sama", 0) == 1

    assert field(session, cast, plan, "goals").who == "Aino"


@begins_with(make_plan)
def test_nothing_typed_in_an_empty_field_writes_nothing(session: Session, cast: Cast, plan: Plan) -> None:
    assert save(session, cast, "aino", plan, "  ", 0) == 0

    assert field(session, cast, plan, "goals") == FieldText("goals")


@begins_with(make_plan)
def test_replaced_texts_are_kept_newest_first(session: Session, cast: Cast, plan: Plan) -> None:
    for number, (who, text) in enumerate([("aino", "Yksi"), ("eero", "Kaksi"), ("aino", "")]):
        save(session, cast, who, plan, text, number)

    kept = plans.earlier(session, cast.veera, plan.id, SHARED, "goals")

    assert [(text.text, text.who) for text in kept] == [("Kaksi", "Eero"), ("Yksi", "Aino")]
    with pytest.raises(NotFound):
        plans.earlier(session, cast.sami, plan.id, SHARED, "goals")


@begins_with(make_plan)
def test_text_set_aside_waits_for_its_writer_alone(session: Session, cast: Cast, plan: Plan) -> None:
    save(session, cast, "aino", plan, "Ainon teksti", 0)

    plans.set_aside(session, cast.eero, plan.id, SHARED, "goals", "Eeron teksti")
    plans.set_aside(session, cast.eero, plan.id, SHARED, "goals", "Eeron toinen teksti")

    assert field(session, cast, plan, "goals", "eero").aside == "Eeron toinen teksti"
    assert field(session, cast, plan, "goals", "aino").aside is None


@begins_with(make_plan)
def test_keeping_mine_writes_it_and_keeps_theirs_among_the_earlier(
    session: Session, cast: Cast, plan: Plan
) -> None:
    save(session, cast, "aino", plan, "Ainon teksti", 0)
    plans.set_aside(session, cast.eero, plan.id, SHARED, "goals", "Eeron teksti")

    save(session, cast, "eero", plan, "Eeron teksti", 1)

    kept = field(session, cast, plan, "goals", "eero")
    assert (kept.text, kept.aside) == ("Eeron teksti", None)
    assert [text.text for text in plans.earlier(session, cast.eero, plan.id, SHARED, "goals")] == [
        "Ainon teksti"
    ]


@begins_with(make_plan)
def test_keeping_theirs_lets_mine_go(session: Session, cast: Cast, plan: Plan) -> None:
    save(session, cast, "aino", plan, "Ainon teksti", 0)
    plans.set_aside(session, cast.eero, plan.id, SHARED, "goals", "Eeron teksti")

    plans.keep_theirs(session, cast.eero, plan.id, SHARED, "goals")

    kept = field(session, cast, plan, "goals", "eero")
    assert (kept.text, kept.aside) == ("Ainon teksti", None)
    assert session.exec(select(PlanFieldAside)).all() == []


def test_conflict_is_one_of_the_conflicts() -> None:
    refused = FieldConflict(FieldText("goals", who="Aino"), "Minun")

    assert isinstance(refused, Conflict)
    assert refused.params == {"who": "Aino"}


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("x" * (plans.LONGEST + 1), "too_long"),
        ("merkki \x07", "control_characters"),
        ("Tunnus 131052-308T", "identity_code"),
    ],
)
@begins_with(make_plan)
def test_text_that_does_not_hold_is_refused_beside_its_field(
    session: Session, cast: Cast, text: str, key: str, plan: Plan
) -> None:
    with pytest.raises(Invalid) as refused:
        save(session, cast, "aino", plan, text, 0)

    assert (refused.value.key, refused.value.field) == (key, "goals")
    assert field(session, cast, plan, "goals").text == ""


def test_cooperation_partner_has_a_shorter_part(session: Session, cast: Cast) -> None:
    idea = make_idea(cast)
    make_request(cast, idea, cast.toivonsilta, ImplementerRole.COOPERATION_PARTNER)
    plan = plans.begin(session, cast.aino, idea.id)
    part = part_of(session, plan, cast.toivonsilta)

    keys = [text.key for text in plans.texts_of(session, cast.pekka, plan.id)[part.id]]

    assert keys == ["our_tasks", "our_people", "our_resources"]
    with pytest.raises(NotFound):
        plans.save_field(session, cast.pekka, plan.id, part.id, "our_results", "x", number=0)


@pytest.mark.parametrize("key", ["our_tasks", "nothing", ""])
@begins_with(make_plan)
def test_field_that_is_not_of_the_place_is_not_found(
    session: Session, cast: Cast, key: str, plan: Plan
) -> None:
    with pytest.raises(NotFound):
        save(session, cast, "aino", plan, "x", 0, key)


def test_part_of_another_plan_is_not_found(session: Session, cast: Cast) -> None:
    plan, other = make_plan(cast), make_plan(cast, "Toinen")
    part = part_of(session, other, cast.toivonsilta)

    with pytest.raises(NotFound):
        plans.save_field(session, cast.pekka, plan.id, part.id, "our_tasks", "x", number=0)


@begins_with(make_plan)
def test_pauses_of_one_writer_leave_one_earlier_text(
    session: Session, cast: Cast, clock: Clock, plan: Plan
) -> None:
    for number, text in enumerate(
        ("Kohtaamisp", "Kohtaamispaikka", "Kohtaamispaikka kylälle", "Kerho kylälle")
    ):
        save(session, cast, "aino", plan, text, number)

    kept = plans.earlier(session, cast.aino, plan.id, SHARED, "goals")
    assert [(text.number, text.text) for text in kept] == [(3, "Kohtaamispaikka kylälle")]
    clock.at += timedelta(minutes=11)
    save(session, cast, "aino", plan, "Kerho kylälle ja kaupunkiin", 4)
    save(session, cast, "eero", plan, "Kerho kylälle ja kaupunkiin asti", 5)
    plan.state = PlanState.CONFIRMING
    save(session, cast, "eero", plan, "Kerho kylälle ja kaupunkiin asti taas", 6)

    kept = plans.earlier(session, cast.aino, plan.id, SHARED, "goals")
    assert [text.number for text in kept] == [6, 5, 4, 3]


@begins_with(make_plan)
def test_restored_text_is_a_new_one_and_can_be_taken_back(session: Session, cast: Cast, plan: Plan) -> None:
    for number, text in enumerate(("Ensimmäinen", "Toinen")):
        save(session, cast, "aino", plan, text, number)

    restored = plans.restore_field(session, cast.eero, plan.id, SHARED, "goals", 1, number=2)

    found = field(session, cast, plan, "goals")
    assert (found.text, found.who, found.number, restored) == ("Ensimmäinen", "Eero", 3, 3)
    plans.restore_field(session, cast.aino, plan.id, SHARED, "goals", 2, number=3)
    assert field(session, cast, plan, "goals").text == "Toinen"
    with pytest.raises(FieldConflict):
        plans.restore_field(session, cast.aino, plan.id, SHARED, "goals", 1, number=2)
    with pytest.raises(NotFound):
        plans.restore_field(session, cast.aino, plan.id, SHARED, "goals", 99, number=4)
    with pytest.raises(Forbidden):
        plans.restore_field(session, cast.pekka, plan.id, SHARED, "goals", 1, number=4)
    with pytest.raises(NotFound):
        plans.restore_field(session, cast.sami, plan.id, SHARED, "goals", 1, number=4)
