from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlmodel import Session, select

from models import (
    Forbidden,
    Invalid,
    JournalEntry,
    Mail,
    NotFound,
    Plan,
    PlanAction,
    PlanState,
    WrongState,
    today,
)
from services import plans
from services.actors import Actor
from services.confirmations.touched import bring_up_to_date
from tests.cast import Cast
from tests.services.confirmation_world import ready, write
from tests.services.search.world import make_call
from tests.worlds import begins_with

DAY = timedelta(days=1)


def submit(session: Session, actor: Actor, plan: Plan) -> Plan:
    return plans.submit(session, actor, plan.id, today(), "HAK-7")


def fund(session: Session, actor: Actor, plan: Plan) -> Plan:
    return plans.fund(session, actor, plan.id, Decimal("161438.59"), today(), "PÄÄ-7")


def refuse(session: Session, actor: Actor, plan: Plan) -> Plan:
    return plans.refuse(session, actor, plan.id, today(), "Kohderyhmä jäi ohueksi.", "")


def step(action: PlanAction, why: str = "") -> Callable[[Session, Actor, Plan], Plan]:
    return lambda session, actor, plan: plans.move(session, actor, plan.id, action, why=why)


def revise(session: Session, actor: Actor, plan: Plan) -> Plan:
    return plans.revise(session, actor, plan.id, None)


@begins_with(ready)
def test_from_ready_to_the_end_and_each_step_taken_back(session: Session, cast: Cast, plan: Plan) -> None:
    back = step(PlanAction.TAKE_BACK, "Painoin väärää.")
    walked = []

    for act in (
        *(submit, back, submit, fund, back, fund),
        *(step(PlanAction.START), back, step(PlanAction.START)),
        *(step(PlanAction.COMPLETE), back, step(PlanAction.COMPLETE)),
    ):
        act(session, cast.eero, plan)
        bring_up_to_date(session)
        walked.append(plan.state.value)

    assert walked == [
        *("submitted", "ready", "submitted", "funded", "submitted", "funded"),
        *("running", "funded", "running", "completed", "running", "completed"),
    ]
    last, first = plans.sendings(session, cast.pekka, plan.id)
    assert (last.reference, last.granted, last.decision_reference) == ("HAK-7", Decimal("161438.59"), "PÄÄ-7")
    assert (first.taken_back, first.granted) == (True, None)
    reasons = session.exec(select(JournalEntry.why).where(JournalEntry.action == "take_back")).all()
    assert reasons == ["Painoin väärää."] * 4
    funded = session.exec(select(JournalEntry.why).where(JournalEntry.action == "fund")).first()
    assert (funded or "").startswith("161\N{NO-BREAK SPACE}438,59 € · ")
    assert "pekka@example.org" in session.exec(select(Mail.address).where(Mail.key == "plan_funded")).all()


@begins_with(ready)
def test_what_was_not_funded_keeps_why_and_goes_to_another_call(
    session: Session, cast: Cast, plan: Plan
) -> None:
    call = make_call(cast, "Toinen haku")
    submit(session, cast.aino, plan)
    refuse(session, cast.aino, plan)

    refused = plan.state
    plans.revise(session, cast.aino, plan.id, call.id, why="Parannetaan kohderyhmää.")
    write(cast, plan, "aino", None, "target_groups", "Yksin asuvat")

    assert (refused, plan.state, plan.call_id) == (PlanState.NOT_FUNDED, PlanState.DRAFTING, call.id)
    assert [sent.reason for sent in plans.sendings(session, cast.aino, plan.id)] == [
        "Kohderyhmä jäi ohueksi."
    ]


@pytest.mark.parametrize("act", [submit, step(PlanAction.CALL_BACK, "Kesken.")])
@pytest.mark.parametrize(
    ("who", "refusal"),
    [
        ("pekka", Forbidden),
        ("veera", Forbidden),
        ("uuno", Forbidden),
        ("fanni", NotFound),
        ("arvo", NotFound),
    ],
)
@begins_with(ready)
def test_only_the_lead_takes_steps(
    session: Session,
    cast: Cast,
    act: Callable[[Session, Actor, Plan], Plan],
    who: str,
    refusal: type[Exception],
    plan: Plan,
) -> None:
    with pytest.raises(refusal):
        act(session, getattr(cast, who), plan)

    assert plan.state == PlanState.READY


@begins_with(ready)
def test_steps_refuse_what_is_not_their_turn(session: Session, cast: Cast, plan: Plan) -> None:
    for act in (fund, refuse, revise, step(PlanAction.START), step(PlanAction.COMPLETE)):
        with pytest.raises(WrongState):
            act(session, cast.aino, plan)
    submit(session, cast.aino, plan)
    with pytest.raises(WrongState) as stands:
        write(cast, plan, "aino", None, "goals", "Liian myöhään")

    assert stands.value.key == "plan_stands_submitted"
    assert plan.state == PlanState.SUBMITTED


INVALID: list[tuple[str, str, Callable[[Session, Actor, Plan], object]]] = [
    ("submitted_on", "needed", lambda s, who, plan: plans.submit(s, who, plan.id, None, "")),
    (
        "submitted_on",
        "plan_day_bounds",
        lambda s, who, plan: plans.submit(s, who, plan.id, today() + DAY, ""),
    ),
    ("why", "needed", lambda s, who, plan: plans.move(s, who, plan.id, PlanAction.CALL_BACK)),
]
INVALID_LATER: list[tuple[str, str, Callable[[Session, Actor, Plan], object]]] = [
    ("granted", "needed", lambda s, who, plan: plans.fund(s, who, plan.id, None, today(), "")),
    (
        "granted",
        "plan_granted_bounds",
        lambda s, who, plan: plans.fund(s, who, plan.id, Decimal(0), today(), ""),
    ),
    (
        "granted",
        "plan_granted_bounds",
        lambda s, who, plan: plans.fund(s, who, plan.id, Decimal("1.005"), today(), ""),
    ),
    (
        "decided_on",
        "plan_day_bounds",
        lambda s, who, plan: plans.fund(s, who, plan.id, Decimal(1), today() - DAY, ""),
    ),
    ("decided_on", "needed", lambda s, who, plan: plans.refuse(s, who, plan.id, None, "Syy", "")),
    ("reason", "needed", lambda s, who, plan: plans.refuse(s, who, plan.id, today(), "", "")),
    ("why", "needed", lambda s, who, plan: plans.move(s, who, plan.id, PlanAction.TAKE_BACK)),
]


@begins_with(ready)
def test_each_step_says_beside_which_field_something_is_wrong(
    session: Session, cast: Cast, plan: Plan
) -> None:
    refused = [_refused(session, cast, plan, act) for _, _, act in INVALID]
    submit(session, cast.aino, plan)
    refused += [_refused(session, cast, plan, act) for _, _, act in INVALID_LATER]

    assert refused == [(field, key) for field, key, _ in (*INVALID, *INVALID_LATER)]
    assert plan.state == PlanState.SUBMITTED


def _refused(session: Session, cast: Cast, plan: Plan, act: Callable[..., object]) -> tuple[str, str]:
    with pytest.raises(Invalid) as error:
        act(session, cast.aino, plan)
    return error.value.field, error.value.key
