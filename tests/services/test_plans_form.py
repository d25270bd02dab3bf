from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlmodel import Session, select

from models import (
    Call,
    Conflict,
    CostModel,
    Forbidden,
    ImplementerRole,
    Invalid,
    JournalEntry,
    NotFound,
    Plan,
    WorkspaceError,
)
from services import calls, plans
from services.calls import CallTerms
from services.plans import SHARED, Frame
from tests.cast import Cast
from tests.services.plan_world import make_plan, part_of
from tests.worlds import begins_with

STARTS, ENDS = date(2027, 3, 1), date(2028, 12, 31)


def test_form_has_the_thirteen_sections_and_each_field_once() -> None:
    keys = [key for section in plans.SECTIONS for key in (*section.shared_keys, *section.part_keys)]

    assert [section.number for section in plans.SECTIONS] == list(range(1, 14))
    assert len(keys) == len(set(keys)) == len(plans.FIELDS)
    assert plans.section_of("goals").number == 6
    assert plans.SECTIONS[6].keys_of(ImplementerRole.COOPERATION_PARTNER) == plans.keys_of(
        ImplementerRole.COOPERATION_PARTNER
    )
    assert plans.SECTIONS[1].keys_of(ImplementerRole.COOPERATION_PARTNER) == ()


def test_limit_is_the_calls_and_else_the_usual() -> None:
    terms = CallTerms(limits={"summary": 500, "need": 0, "goals": 99_999})

    assert plans.limit_of(terms, "summary") == 500
    assert plans.limit_of(terms, "need") == plans.FIELDS["need"].limit
    assert plans.limit_of(terms, "goals") == plans.LONGEST


@begins_with(make_plan)
def test_text_over_the_limit_of_the_call_is_kept(session: Session, cast: Cast, plan: Plan) -> None:
    long = "x" * (plans.FIELDS["goals"].limit + 1)

    plans.save_field(session, cast.aino, plan.id, SHARED, "goals", long, number=0)

    texts = {text.key: text.text for text in plans.texts_of(session, cast.aino, plan.id)[SHARED]}
    assert texts["goals"] == long


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("FI2112345600000785", "FI21 1234 5600 0007 85"), ("fi21 1234 5600 0007 85", None), ("", "")],
)
@begins_with(make_plan)
def test_account_number_is_kept_in_groups(
    session: Session, cast: Cast, typed: str, kept: str | None, plan: Plan
) -> None:
    part = part_of(session, plan, cast.toivonsilta)

    plans.save_field(session, cast.pekka, plan.id, part.id, "iban", typed, number=0)

    texts = {text.key: text.text for text in plans.texts_of(session, cast.pekka, plan.id)[part.id]}
    assert texts["iban"] == ("FI21 1234 5600 0007 85" if kept is None else kept)


@pytest.mark.parametrize("typed", ["FI2112345600000784", "FI21", "tili on pankissa"])
@begins_with(make_plan)
def test_account_number_that_does_not_add_up_is_refused(
    session: Session, cast: Cast, typed: str, plan: Plan
) -> None:
    part = part_of(session, plan, cast.toivonsilta)

    with pytest.raises(Invalid) as refused:
        plans.save_field(session, cast.pekka, plan.id, part.id, "iban", typed, number=0)

    assert (refused.value.key, refused.value.field) == ("plan_iban", "iban")


@begins_with(make_plan)
def test_lead_sets_the_frame_and_the_history_says_what_changed(
    session: Session, cast: Cast, plan: Plan
) -> None:
    seen = plans.frame_of(session, cast.pekka, plan.id)
    assert seen == Frame()

    typed = Frame(STARTS, ENDS, CostModel.FLAT_40, ("309", "167", "309"))
    set_now = plans.edit_frame(session, cast.aino, plan.id, typed, seen=seen)

    assert set_now == Frame(STARTS, ENDS, CostModel.FLAT_40, ("167", "309"))
    assert plans.frame_of(session, cast.pekka, plan.id) == set_now
    plans.edit_frame(session, cast.aino, plan.id, set_now, seen=set_now)
    entry = session.exec(select(JournalEntry).where(JournalEntry.action == "edit_frame")).one()
    assert entry.why == "starts_on ends_on cost_model area"


@begins_with(make_plan)
def test_two_people_on_different_parts_of_the_frame_never_meet(
    session: Session, cast: Cast, plan: Plan
) -> None:
    seen = Frame()
    plans.edit_frame(session, cast.aino, plan.id, replace(seen, starts_on=STARTS), seen=seen)

    plans.edit_frame(session, cast.eero, plan.id, replace(seen, area=("167",)), seen=seen)

    assert plans.frame_of(session, cast.aino, plan.id) == Frame(STARTS, area=("167",))
    with pytest.raises(Conflict) as refused:
        plans.edit_frame(session, cast.eero, plan.id, replace(seen, starts_on=ENDS), seen=seen)
    assert refused.value.key == "plan_frame_meanwhile"


@pytest.mark.parametrize(
    ("changes", "key", "field"),
    [
        ({"starts_on": date(1026, 3, 1)}, "plan_date_bounds", "starts_on"),
        ({"starts_on": ENDS, "ends_on": STARTS}, "plan_ends_before_start", "ends_on"),
        ({"area": ("091",)}, "unknown_choice", "area"),
        ({"cost_model": CostModel.UNIT}, "plan_cost_model_not_allowed", "cost_model"),
    ],
)
@begins_with(make_plan)
def test_frame_that_does_not_hold_is_refused_beside_its_field(
    session: Session, cast: Cast, changes: dict[str, Any], key: str, field: str, plan: Plan
) -> None:
    calls.load(session)
    call = session.exec(select(Call)).first()
    assert call is not None
    version = calls.newest_version(session, call.id)
    assert version is not None
    plan.call_version_id = version.id

    with pytest.raises(Invalid) as refused:
        plans.edit_frame(session, cast.aino, plan.id, replace(Frame(), **changes), seen=Frame())

    assert (refused.value.key, refused.value.field) == (key, field)
    assert plans.frame_of(session, cast.aino, plan.id) == Frame()


@pytest.mark.parametrize(
    ("who", "refusal"), [("pekka", Forbidden), ("veera", Forbidden), ("sami", NotFound), ("arvo", NotFound)]
)
@begins_with(make_plan)
def test_only_the_lead_sets_the_frame(
    session: Session, cast: Cast, who: str, refusal: type[WorkspaceError], plan: Plan
) -> None:
    with pytest.raises(refusal):
        plans.edit_frame(session, getattr(cast, who), plan.id, Frame(STARTS), seen=Frame())

    assert plan.starts_on is None
