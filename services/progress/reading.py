"""What the screen of a project under way shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from models import (
    CHANGE_LIFECYCLE,
    PLAN_RUNS,
    Association,
    ChangeAction,
    ChangeState,
    ChangeSubject,
    Deviation,
    ImplementerRole,
    PackageReport,
    Person,
    Plan,
    PlanAction,
    PlanChange,
    PlanPart,
    WorkPackage,
)
from services.actors import Actor
from services.plans.access import fetch, may, taking_part


@dataclass(frozen=True)
class ReportRow:
    percent: int
    done: str
    who: str
    at: datetime


@dataclass(frozen=True)
class PackageProgress:
    # None: the project as a whole.
    package_id: int | None
    title: str
    association: str
    # Of the newest report; 0 before the first.
    percent: int
    # Newest first.
    reports: list[ReportRow]
    may_report: bool


@dataclass(frozen=True)
class DeviationRow:
    id: int
    part_id: int
    association: str
    package_id: int | None
    package: str
    what: str
    reason: str
    effect: str
    settled_on: date | None
    at: datetime
    version: int
    may_edit: bool


@dataclass(frozen=True)
class ChangeRow:
    id: int
    subject: ChangeSubject
    what: str
    why: str
    state: ChangeState
    # Who applies for it.
    association: str
    by_lead: bool
    applied_on: date | None
    decided_on: date | None
    answer: str
    at: datetime
    version: int
    # The steps that are open to the reader now.
    actions: list[ChangeAction]
    may_edit: bool


@dataclass(frozen=True)
class PartProgress:
    """An implementer that the reader may note things for."""

    part_id: int
    association: str
    role: ImplementerRole
    mine: bool


@dataclass(frozen=True)
class Progress:
    packages: list[PackageProgress]
    whole: PackageProgress
    # The plain mean of the packages; of the whole project's own reports where it has no packages.
    percent: int
    deviations: list[DeviationRow]
    changes: list[ChangeRow]
    # The parts that the reader may note deviations and changes for.
    notes_for: list[PartProgress]


@dataclass(frozen=True)
class _House:
    """The plan, and everything that its rows point at."""

    actor: Actor
    plan: Plan
    parts: Mapping[int, tuple[PlanPart, str]]
    packages: list[WorkPackage]

    @property
    def lead(self) -> tuple[PlanPart, str]:
        return next(
            pair for pair in self.parts.values() if pair[0].association_id == self.plan.lead_association_id
        )

    def title(self, package_id: int | None) -> str:
        return next((one.title for one in self.packages if one.id == package_id), "")

    def may(self, action: PlanAction, part: PlanPart) -> bool:
        return may(self.actor, action, self.plan, part)


def of_plan(session: Session, actor: Actor, plan_id: int) -> Progress:
    """Six queries whatever the number of packages, reports and changes."""
    plan = fetch(session, actor, plan_id)
    house = _House(actor, plan, _parts(session, plan), _packages(session, plan))
    reports = _reports(session, plan)
    packages = [_package(house, one, reports) for one in house.packages]
    whole = _package(house, None, reports)
    return Progress(
        packages=packages,
        whole=whole,
        percent=round(sum(one.percent for one in packages) / len(packages)) if packages else whole.percent,
        deviations=_deviations(session, house),
        changes=_changes(session, house),
        notes_for=[
            PartProgress(part.id, name, part.role, actor.belongs_to(part.association_id))
            for part, name in house.parts.values()
            if house.may(PlanAction.CHANGE, part)
        ],
    )


def changes_to_apply(session: Session, actor: Actor, *, most: int) -> list[tuple[int, str, str]]:
    """What this person's associations have to apply for, the oldest first: the plan, what changes, the plan's name."""
    mine = [association_id for association_id in actor.roles if actor.acts_for(association_id)]
    query = (
        select(Plan.id, PlanChange.what, Plan.name)
        .join(PlanChange, col(PlanChange.plan_id) == Plan.id)
        .join(PlanPart, col(PlanPart.id) == PlanChange.part_id)
        .where(
            PlanChange.state == ChangeState.NOTED,
            col(Plan.state).in_(PLAN_RUNS),
            col(PlanPart.association_id).in_(mine),
            taking_part(),
        )
        .order_by(col(PlanChange.id))
    )
    return [(plan_id, what, plan) for plan_id, what, plan in session.exec(query.limit(most))]


def _parts(session: Session, plan: Plan) -> dict[int, tuple[PlanPart, str]]:
    rows = session.exec(
        select(PlanPart, Association.name)
        .join(Association, col(Association.id) == PlanPart.association_id)
        .where(PlanPart.plan_id == plan.id, taking_part())
        .order_by(col(PlanPart.id))
    )
    return {part.id: (part, name) for part, name in rows}


def _packages(session: Session, plan: Plan) -> list[WorkPackage]:
    query = select(WorkPackage).where(WorkPackage.plan_id == plan.id)
    return list(session.exec(query.order_by(col(WorkPackage.position), col(WorkPackage.id))))


Reports = dict[int | None, list[ReportRow]]


def _reports(session: Session, plan: Plan) -> Reports:
    found: Reports = {}
    rows = session.exec(
        select(PackageReport, Person.name)
        .join(Person, col(Person.id) == PackageReport.reported_by)
        .where(PackageReport.plan_id == plan.id)
        .order_by(col(PackageReport.created_at).desc(), col(PackageReport.id).desc())
    )
    for row, who in rows:
        found.setdefault(row.package_id, []).append(ReportRow(row.percent, row.done, who, row.created_at))
    return found


def _package(house: _House, package: WorkPackage | None, reports: Reports) -> PackageProgress:
    part, name = house.parts.get(package.part_id or 0, house.lead) if package else house.lead
    told = reports.get(package.id if package else None, [])
    return PackageProgress(
        package_id=package.id if package else None,
        title=package.title if package else "",
        association=name,
        percent=told[0].percent if told else 0,
        reports=told,
        may_report=house.may(PlanAction.REPORT, part),
    )


def _deviations(session: Session, house: _House) -> list[DeviationRow]:
    """Those that last first, then the settled ones; the newest first among each."""
    rows = session.exec(
        select(Deviation)
        .where(Deviation.plan_id == house.plan.id)
        .order_by(col(Deviation.created_at).desc(), col(Deviation.id).desc())
    )
    return sorted((_deviation(house, row) for row in rows), key=lambda row: row.settled_on is not None)


def _deviation(house: _House, row: Deviation) -> DeviationRow:
    part, name = house.parts.get(row.part_id, house.lead)
    return DeviationRow(
        id=row.id,
        part_id=row.part_id,
        association=name,
        package_id=row.package_id,
        package=house.title(row.package_id),
        what=row.what,
        reason=row.reason,
        effect=row.effect,
        settled_on=row.settled_on,
        at=row.created_at,
        version=row.version,
        may_edit=house.may(PlanAction.DEVIATE, part),
    )


def _changes(session: Session, house: _House) -> list[ChangeRow]:
    """What waits for somebody first, then what is settled; the newest first among each."""
    rows = session.exec(
        select(PlanChange)
        .where(PlanChange.plan_id == house.plan.id)
        .order_by(col(PlanChange.created_at).desc(), col(PlanChange.id).desc())
    )
    waiting = (ChangeState.NOTED, ChangeState.APPLIED)
    return sorted((_change(house, row) for row in rows), key=lambda row: row.state not in waiting)


def _change(house: _House, row: PlanChange) -> ChangeRow:
    part, name = house.parts.get(row.part_id, house.lead)
    open_to_me = house.may(PlanAction.CHANGE, part)
    return ChangeRow(
        id=row.id,
        subject=row.subject,
        what=row.what,
        why=row.why,
        state=row.state,
        association=name,
        by_lead=part.association_id == house.plan.lead_association_id,
        applied_on=row.applied_on,
        decided_on=row.decided_on,
        answer=row.answer,
        at=row.created_at,
        version=row.version,
        actions=CHANGE_LIFECYCLE.actions(row.state) if open_to_me else [],
        may_edit=open_to_me and row.state == ChangeState.NOTED,
    )
