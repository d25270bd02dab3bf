"""A plan of the cast that is ready but for its confirmations: each test spoils one thing of it."""

from datetime import date, timedelta
from typing import Any

from sqlmodel import Session, col, select

from models import (
    Call,
    CostModel,
    IdeaNeed,
    IndicatorTarget,
    Milestone,
    PartnerRequest,
    Plan,
    PlanAction,
    PlanField,
    PlanPart,
    RequestNeed,
    Risk,
    Task,
    TaskDependency,
    WorkPackage,
)
from services import calls, plans, readiness
from services.plans.form import SHARED_KEYS, keys_of
from services.readiness import Check, CheckKind
from tests.cast import Cast
from tests.services.budget_world import follow, make_group, write_t6

STARTS = date(2027, 3, 1)
ENDS = date(2029, 2, 28)
CRITERIA = [
    {"slug": "mukainen", "kind": "general", "name": {"fi": "Ohjelman mukainen"}, "weight": "1"},
    {"slug": "tarve", "kind": "content", "name": {"fi": "Tarve"}, "weight": "2"},
    {"slug": "tasa_arvo", "kind": "horizontal", "name": {"fi": "Tasa-arvo"}, "weight": "1"},
]
TERMS: dict[str, Any] = {
    "slug": "valmius",
    "closes_on": date(2099, 1, 29),
    "project_forms": ["group"],
    "criteria": CRITERIA,
    "limits": {"summary": 100},
    "starts_earliest": STARTS,
    "ends_latest": date(2029, 8, 31),
    "longest_months": 24,
}


def make_whole(cast: Cast) -> Plan:
    """Three implementers with the T6 figures; everything is done but the confirming."""
    session = cast.session
    plan = make_group(cast, others=2)
    follow(session, plan, **TERMS)
    plans.move(session, cast.aino, plan.id, PlanAction.BEGIN)
    plan.starts_on, plan.ends_on, plan.area = STARTS, ENDS, ["176"]
    plan.cost_model = CostModel.FLAT_40
    session.flush()
    _promise(session, plan)
    for part in parts_of(session, plan):
        _fill(session, cast, plan, part)
    carried = set(
        session.exec(select(PlanField.key).where(PlanField.plan_id == plan.id, PlanField.place == 0))
    )
    for key in [key for key in SHARED_KEYS if key not in carried]:
        session.add(PlanField(plan_id=plan.id, key=key, text="Teksti.", edited_by=cast.aino.id))
    _schedule(session, plan)
    write_t6(cast, plan)
    for row in CRITERIA:
        score = 1 if row["kind"] == "general" else 3
        readiness.assess(session, cast.aino, plan.id, str(row["slug"]), score, "Näin on.", version=0)
    session.flush()
    return plan


def parts_of(session: Session, plan: Plan) -> list[PlanPart]:
    return list(session.exec(select(PlanPart).where(PlanPart.plan_id == plan.id).order_by(col(PlanPart.id))))


def undone(cast: Cast, plan: Plan, who: str = "aino") -> list[Check]:
    found = readiness.of_plan(cast.session, getattr(cast, who), plan.id)
    return [check for check in found.checks if not check.ok]


def kinds(checks: Any) -> list[CheckKind]:
    return [check.kind for check in checks]


def _promise(session: Session, plan: Plan) -> None:
    """The idea sought a guide; Toivonsilta has promised one."""
    session.add(IdeaNeed(idea_id=plan.idea_id, competence="ohjaus", words="Ryhmänohjaaja"))
    request = session.exec(select(PartnerRequest).where(PartnerRequest.idea_id == plan.idea_id)).first()
    assert request is not None
    session.add(RequestNeed(request_id=request.id, competence="ohjaus", words="Ryhmänohjaaja"))


def _fill(session: Session, cast: Cast, plan: Plan, part: PlanPart) -> None:
    for key in keys_of(part.role):
        session.add(
            PlanField(plan_id=plan.id, place=part.id, key=key, text="Teksti.", edited_by=cast.aino.id)
        )
    session.add(IndicatorTarget(plan_id=plan.id, part_id=part.id, code="EECO01", count=20))


def _schedule(session: Session, plan: Plan) -> None:
    """A package and a task for each, one after the other; a milestone; one high risk with an answer."""
    session.add(Milestone(plan_id=plan.id, title="Alku", due_on=STARTS + timedelta(days=30)))
    session.add(Risk(plan_id=plan.id, title="Väki vaihtuu", likelihood=4, effect=4, response="Sijaiset."))
    made = []
    for number, part in enumerate(parts_of(session, plan)):
        package = WorkPackage(plan_id=plan.id, position=number, part_id=part.id, title=f"Paketti {number}")
        package.goal, package.action, package.result = "G", "A", "R"
        session.add(package)
        starts = STARTS + timedelta(days=40 * number)
        ends = starts + timedelta(days=30)
        made.append(
            Task(plan_id=plan.id, part_id=part.id, title=f"Tehtävä {number}", starts_on=starts, ends_on=ends)
        )
    session.add_all(made)
    session.flush()
    session.add(TaskDependency(plan_id=plan.id, task_id=made[1].id, needs_id=made[0].id))


def change_call(session: Session, plan: Plan, **changes: Any) -> None:
    """The call changes, and the plan takes it."""
    call = session.get_one(Call, plan.call_id)
    for name, value in changes.items():
        setattr(call, name, value)
    session.flush()
    plan.call_version_id = calls.keep_version(session, None, call).id
    session.flush()
