"""How far each work package has come, told by the implementer that answers for it."""

from typing import Any

from sqlmodel import Session, func, select

from models import (
    Invalid,
    JournalEntry,
    Kind,
    NotFound,
    PackageReport,
    Plan,
    PlanAction,
    PlanPart,
    WorkPackage,
    WrongState,
)
from services import anonymous, clicks, journal, notices
from services.actors import Actor
from services.plans.access import address, fetch, require
from services.plans.acts import writers

# Of one plan: forty packages, a report each month for five years.
MOST = 2400
LONGEST = 3000


def report(
    session: Session, actor: Actor, plan_id: int, package_id: int | None, percent: int, done: str
) -> PackageReport:
    """Tells how far it is, in per cent, and what was done; no package means the project as a whole.

    Nothing told is changed afterwards: who was mistaken reports anew.
    """
    plan = fetch(session, actor, plan_id)
    package = package_of(session, plan, package_id)
    part = answering(session, plan, package)
    require(actor, PlanAction.REPORT, plan, part)
    said: dict[str, Any] = {
        "plan_id": plan.id,
        "part_id": part.id,
        "package_id": package_id,
        "percent": _percent(percent),
        "done": anonymous.body(done, field="done", most=LONGEST, staff=True),
        "reported_by": actor.id,
    }
    if made := clicks.just_made(session, PackageReport, **said):
        return made
    if session.exec(select(func.count()).where(PackageReport.plan_id == plan.id)).one() >= MOST:
        raise WrongState("plan_full", most=MOST)
    made = PackageReport(**said)
    session.add(made)
    title = package.title if package else ""
    entry = journal.record(
        session, actor, Kind.PLAN, plan.id, PlanAction.REPORT, after=str(made.percent), why=title
    )
    _tell(session, entry, plan, title, made.percent)
    return made


def package_of(session: Session, plan: Plan, package_id: int | None) -> WorkPackage | None:
    """The package of this plan; None for the project as a whole."""
    if package_id is None:
        return None
    package = session.get(WorkPackage, package_id)
    if package is None or package.plan_id != plan.id:
        raise NotFound
    return package


def answering(session: Session, plan: Plan, package: WorkPackage | None) -> PlanPart:
    """The implementer that answers for it: the lead where nobody else is named."""
    if package and package.part_id:
        return session.get_one(PlanPart, package.part_id)
    return session.exec(
        select(PlanPart).where(
            PlanPart.plan_id == plan.id, PlanPart.association_id == plan.lead_association_id
        )
    ).one()


def _percent(percent: int) -> int:
    if not 0 <= percent <= 100:
        raise Invalid("percent_bounds", field="percent")
    return percent


def _tell(session: Session, entry: JournalEntry, plan: Plan, title: str, percent: int) -> None:
    """The lead hears of what others report; a whole project's report goes to everybody."""
    people = notices.people_of(session, plan.lead_association_id) if title else writers(session, plan)
    key = "package_reported" if title else "project_reported"
    link = address(plan.id, "running", "progress")
    notices.tell(session, entry, people, key, link, plan=plan.name, package=title, percent=percent)
