"""Which acts are open in which state of a plan, and who is still in it."""

import pytest
from sqlmodel import Session

from models import PLAN_LIFECYCLE, NotFound, Plan, PlanAction, PlanPart, PlanState, WrongState, now
from services import plans
from services.plans.access import WHEN, require
from tests.cast import Cast
from tests.services.plan_world import make_plan, part_of
from tests.worlds import begins_with

A = PlanAction
TEXTS = [A.EDIT_SHARED, A.EDIT_PART, A.EDIT_FRAME, A.EDIT_MONEY, A.EDIT_PACKAGE, A.EDIT_RISK]
RUN = [A.COUNT, A.REPORT]
# "-" open, else the words of the refusal.
OPEN_WHEN = [
    # state                   texts and money             counting and reporting  tasks
    (PlanState.FORMING,       "-",                        "plan_not_funded_yet",  "-"),
    (PlanState.DRAFTING,      "-",                        "plan_not_funded_yet",  "-"),
    (PlanState.CONFIRMING,    "-",                        "plan_not_funded_yet",  "-"),
    (PlanState.READY,         "-",                        "plan_not_funded_yet",  "-"),
    (PlanState.SUBMITTED,     "plan_stands_submitted",    "plan_not_funded_yet",  "-"),
    (PlanState.FUNDED,        "plan_stands_funded",       "-",                    "-"),
    (PlanState.NOT_FUNDED,    "plan_stands_not_funded",   "plan_not_funded_yet",  "plan_stands_not_funded"),
    (PlanState.RUNNING,       "plan_stands_running",      "-",                    "-"),
    (PlanState.COMPLETED,     "plan_stands_completed",    "-",                    "plan_stands_completed"),
]  # fmt: skip


@pytest.mark.parametrize(("state", "texts", "counting", "tasks"), OPEN_WHEN)
@begins_with(make_plan)
def test_what_is_open_when(
    session: Session, cast: Cast, state: PlanState, texts: str, counting: str, tasks: str, plan: Plan
) -> None:
    plan.state = state
    part = part_of(session, plan, cast.satusuo)

    refused = {action: _refusal(cast, plan, part, action) for action in [*TEXTS, *RUN, A.ADD_TASK]}

    assert refused == dict.fromkeys(TEXTS, texts) | dict.fromkeys(RUN, counting) | {A.ADD_TASK: tasks}


def _refusal(cast: Cast, plan: Plan, part: PlanPart, action: PlanAction) -> str:
    try:
        require(cast.aino, action, plan, part)
    except WrongState as refused:
        return refused.key
    return "-"


def test_every_act_is_a_step_or_says_when_it_is_open() -> None:
    steps = {action for _, action in PLAN_LIFECYCLE.steps}

    assert steps.isdisjoint(WHEN)
    assert steps | set(WHEN) == set(PlanAction)


@begins_with(make_plan)
def test_who_has_left_is_no_longer_in_it(session: Session, cast: Cast, plan: Plan) -> None:
    part = part_of(session, plan, cast.toivonsilta)
    plans.save_field(session, cast.pekka, plan.id, part.id, "our_people", "Kaksi ohjaajaa", number=0)

    part.left_at = now()
    session.flush()

    assert [each.association_id for each in plans.parts_in(session, plan)] == [cast.satusuo.id]
    assert [each.association_id for each in plans.opened(session, cast.aino, plan.id).parts] == [
        cast.satusuo.id
    ]
    assert "Kaksi ohjaajaa" in {text.text for text in plans.texts_of(session, cast.aino, plan.id)[part.id]}
    with pytest.raises(NotFound):
        plans.opened(session, cast.pekka, plan.id)
