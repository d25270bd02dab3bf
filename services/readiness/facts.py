"""Everything that the checks look at, read once: a fixed number of queries, whatever the plan holds."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import and_
from sqlalchemy import select as sql_select
from sqlmodel import Session, col, func, select

from models import (
    Assessment,
    Association,
    AssociationState,
    IdeaNeed,
    ImplementerRole,
    Milestone,
    Plan,
    PlanField,
    PlanPart,
    PlanState,
    RequestNeed,
    Risk,
    Task,
    WorkPackage,
    today,
)
from services import budgets, calls, confirmations, participants
from services.budgets import GroupBudget
from services.calls import CallTerms
from services.confirmations import Short
from services.plans.access import taking_part
from services.plans.critical import Edge
from services.plans.dependencies import edges_of
from services.plans.frame import Frame, frame_in

# The prefix of an assessment that says how a need without a partner is met.
GAP = "need-"


@dataclass(frozen=True)
class PartFacts:
    id: int
    association_id: int
    association: str
    role: ImplementerRole
    registered: bool
    verified: bool

    @property
    def implements(self) -> bool:
        return self.role != ImplementerRole.COOPERATION_PARTNER


@dataclass(frozen=True)
class Need:
    id: int
    competence: str
    words: str
    # A partner of the plan has promised it, or somebody has said how it is met without one.
    covered: bool
    named: bool


class Package(NamedTuple):
    part_id: int | None
    # It has its goal, its action and its result.
    whole: bool


class Stint(NamedTuple):
    id: int
    part_id: int
    starts_on: date
    ends_on: date


class Danger(NamedTuple):
    score: int
    answered: bool


class Said(NamedTuple):
    score: int | None
    evidence: str


@dataclass(frozen=True)
class Facts:
    """Plain values alone: what the checks find of them is remembered."""

    plan: Frame
    today: date
    terms: CallTerms
    # The number of the call's version that holds now; 0 without a call.
    newest: int
    # The lead first, then in the order of joining.
    parts: tuple[PartFacts, ...]
    # How many characters each text holds, by place and key; empty ones are not among them.
    lengths: Mapping[tuple[int, str], int]
    packages: tuple[Package, ...]
    tasks: tuple[Stint, ...]
    edges: tuple[Edge, ...]
    milestones: tuple[date, ...]
    risks: tuple[Danger, ...]
    budget: GroupBudget
    targets: Mapping[int, Mapping[str, int]]
    needs: tuple[Need, ...]
    assessments: Mapping[str, Said]
    # None while nobody is asked to confirm.
    confirmed: Short | None

    @property
    def implementers(self) -> list[PartFacts]:
        return [part for part in self.parts if part.implements]


# Columns and not rows of the tables: there may be hundreds, and they are read whenever the overview opens.
_PACKAGE = (
    WorkPackage.part_id,
    and_(col(WorkPackage.goal) != "", col(WorkPackage.action) != "", col(WorkPackage.result) != ""),
)
_TASK = (Task.id, Task.part_id, Task.starts_on, Task.ends_on)
_PART: tuple[Any, ...] = (
    PlanPart.id,
    PlanPart.association_id,
    Association.name,
    PlanPart.role,
    Association.registered,
    col(Association.state) == AssociationState.VERIFIED,
)
_RISK = (col(Risk.likelihood) * col(Risk.effect), col(Risk.response) != "")


def facts_in(session: Session, plan: Plan) -> Facts:
    """For services that compose; the caller has checked that the plan may be seen."""
    parts = _parts(session, plan)
    assessments = _assessments(session, plan)
    asked = plan.state in (PlanState.CONFIRMING, PlanState.READY)
    return Facts(
        plan=frame_in(plan),
        today=today(),
        terms=calls.terms_of(session, plan.call_version_id),
        newest=calls.newest_number(session, plan.call_id),
        parts=tuple(parts),
        lengths=_lengths(session, plan),
        packages=tuple(Package(*row) for row in _rows(session, plan, WorkPackage, *_PACKAGE)),
        tasks=tuple(Stint(*row) for row in _rows(session, plan, Task, *_TASK)),
        edges=tuple(edges_of(session, plan.id)),
        milestones=tuple(day for (day,) in _rows(session, plan, Milestone, Milestone.due_on)),
        risks=tuple(Danger(*row) for row in _rows(session, plan, Risk, *_RISK)),
        budget=budgets.figures_in(session, plan),
        targets=participants.targets_in(session, plan),
        needs=tuple(needs_in(session, plan, {name for name, said in assessments.items() if said.evidence})),
        assessments=assessments,
        confirmed=confirmations.state_in(session, plan) if asked else None,
    )


def _rows(session: Session, plan: Plan, table: Any, *columns: Any) -> Sequence[Any]:
    return session.execute(sql_select(*columns).where(table.plan_id == plan.id)).all()


def _parts(session: Session, plan: Plan) -> list[PartFacts]:
    rows = session.execute(
        sql_select(*_PART)
        .join(Association, col(Association.id) == PlanPart.association_id)
        .where(col(PlanPart.plan_id) == plan.id, taking_part())
        .order_by(col(PlanPart.id))
    )
    found = [PartFacts(*row) for row in rows]
    return sorted(found, key=lambda part: part.association_id != plan.lead_association_id)


def _lengths(session: Session, plan: Plan) -> dict[tuple[int, str], int]:
    rows = session.execute(
        sql_select(col(PlanField.place), col(PlanField.key), func.length(PlanField.text)).where(
            col(PlanField.plan_id) == plan.id, col(PlanField.text) != ""
        )
    )
    return {(place, key): length for place, key, length in rows}


def _assessments(session: Session, plan: Plan) -> dict[str, Said]:
    rows = _rows(session, plan, Assessment, Assessment.subject, Assessment.score, Assessment.evidence)
    return {subject: Said(score, evidence) for subject, score, evidence in rows}


def needs_in(session: Session, plan: Plan, named: Container[str]) -> list[Need]:
    """What the idea sought partners for, and which of it somebody who takes part has promised.

    `named` are the assessments with words in them.
    """
    promised = session.exec(
        select(RequestNeed.competence, RequestNeed.words)
        .join(PlanPart, col(PlanPart.request_id) == RequestNeed.request_id)
        .where(PlanPart.plan_id == plan.id, taking_part())
    ).all()
    competences = {competence for competence, _ in promised if competence}
    rows = session.exec(
        select(IdeaNeed)
        .where(IdeaNeed.idea_id == plan.idea_id)
        .order_by(col(IdeaNeed.position), col(IdeaNeed.id))
    )
    return [
        Need(
            row.id,
            row.competence,
            row.words,
            covered=row.competence in competences or (row.competence, row.words) in promised,
            named=f"{GAP}{row.id}" in named,
        )
        for row in rows
    ]
