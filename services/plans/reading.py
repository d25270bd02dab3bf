"""What the screens of plans show."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from sqlmodel import Session, col, func, select

from models import Association, ImplementerRole, Kind, Plan, PlanAction, PlanField, PlanPart, PlanState, Task
from services import journal, paging
from services.actors import Actor
from services.journal import Step
from services.plans.access import Part, actions_for, fetch, may, taking_part, visible
from services.plans.fields import SHARED
from services.plans.form import FIELDS, SHARED_KEYS, keys_of, needed_of
from services.plans.parts import rows_in

# As far back as a person looks; the screen says when there is more.
HISTORY_LENGTH = 100


class NextStep(StrEnum):
    """What a person could do next in a plan; the first that holds."""

    BEGIN = "begin"
    WRITE_SHARED = "write_shared"
    WRITE_PART = "write_part"
    ADD_TASKS = "add_tasks"
    CONFIRM = "confirm"
    FOLLOW = "follow"


@dataclass(frozen=True)
class PlanCard:
    id: int
    name: str
    state: PlanState
    lead: str
    # The role of the reader's own association; none for a facilitator.
    role: ImplementerRole | None
    next_step: NextStep


@dataclass(frozen=True)
class PartView:
    id: int
    association_id: int
    association: str
    role: ImplementerRole
    # The reader belongs to this association.
    mine: bool
    writes: bool
    may_add_tasks: bool


@dataclass(frozen=True)
class PlanView:
    id: int
    idea_id: int
    name: str
    state: PlanState
    lead: str
    shared: bool
    # The lead first, then in the order of joining.
    parts: list[PartView]
    actions: list[PlanAction]
    writes_shared: bool
    sets_milestones: bool
    # The reader may move the whole timeline.
    shifts: bool = False


def opened(session: Session, actor: Actor, plan_id: int) -> PlanView:
    plan = fetch(session, actor, plan_id)
    parts = [part_view(actor, plan, part, part.association) for part in rows_in(session, plan)]
    return PlanView(
        id=plan.id,
        idea_id=plan.idea_id,
        name=plan.name,
        state=plan.state,
        lead=next(part.association for part in parts if part.association_id == plan.lead_association_id),
        shared=plan.shared_at is not None,
        parts=parts,
        actions=actions_for(actor, plan),
        writes_shared=may(actor, PlanAction.EDIT_SHARED, plan),
        sets_milestones=may(actor, PlanAction.ADD_MILESTONE, plan),
        shifts=may(actor, PlanAction.SHIFT, plan),
    )


class _Part(Part, Protocol):
    @property
    def id(self) -> int: ...


def part_view(actor: Actor, plan: Plan, part: _Part, association: str) -> PartView:
    return PartView(
        id=part.id,
        association_id=part.association_id,
        association=association,
        role=part.role,
        mine=actor.belongs_to(part.association_id),
        writes=may(actor, PlanAction.EDIT_PART, plan, part),
        may_add_tasks=may(actor, PlanAction.ADD_TASK, plan, part),
    )


def visible_to(session: Session, actor: Actor, *, after: str = "") -> paging.Page[PlanCard]:
    """The plans that this person sees, newest first; the same number of queries for one and for many."""
    page: paging.Page[Plan] = paging.paged(
        session, visible(actor), key=[col(Plan.id)], after=after, descending=True
    )
    ids = [plan.id for plan in page.rows]
    parts = _parts(session, ids)
    needed = col(PlanField.key).in_([key for key, field in FIELDS.items() if field.needed])
    filled = _counts(session, PlanField.plan_id, PlanField.place, ids, col(PlanField.text) != "", needed)
    tasks = _counts(session, Task.plan_id, Task.part_id, ids)
    return paging.carded(page, lambda plan: _card(actor, plan, parts, filled, tasks))


def history(session: Session, actor: Actor, plan_id: int) -> list[Step]:
    """The newest steps and edits, newest first."""
    plan = fetch(session, actor, plan_id)
    return journal.history(session, [(Kind.PLAN, plan.id)], most=HISTORY_LENGTH)


def _parts(session: Session, plan_ids: Iterable[int]) -> list[tuple[PlanPart, str]]:
    rows = session.exec(
        select(PlanPart, Association.name)
        .join(Association, col(Association.id) == PlanPart.association_id)
        .where(col(PlanPart.plan_id).in_(plan_ids), taking_part())
        .order_by(col(PlanPart.id))
    )
    return [(part, name) for part, name in rows]


Counts = dict[tuple[int, int], int]


def _counts(session: Session, plan: Any, place: Any, ids: list[int], *where: Any) -> Counts:
    """How many of something each place of each plan holds."""
    rows = session.exec(select(plan, place, func.count()).where(plan.in_(ids), *where).group_by(plan, place))
    return {(plan_id, at): count for plan_id, at, count in rows}


def _card(
    actor: Actor, plan: Plan, parts: list[tuple[PlanPart, str]], filled: Counts, tasks: Counts
) -> PlanCard:
    of_plan = [(part, name) for part, name in parts if part.plan_id == plan.id]
    mine = [part for part, _ in of_plan if actor.belongs_to(part.association_id)]
    # Somebody of two associations reads as the one that the switch stands at.
    mine.sort(key=lambda part: part.association_id != actor.acting_for)
    own = mine[0] if mine else None
    return PlanCard(
        id=plan.id,
        name=plan.name,
        state=plan.state,
        lead=next(name for part, name in of_plan if part.association_id == plan.lead_association_id),
        role=own.role if own else None,
        next_step=_next_step(actor, plan, own, filled, tasks),
    )


def _next_step(actor: Actor, plan: Plan, own: PlanPart | None, filled: Counts, tasks: Counts) -> NextStep:
    if PlanAction.BEGIN in actions_for(actor, plan):
        return NextStep.BEGIN
    if plan.state in (PlanState.CONFIRMING, PlanState.READY):
        return NextStep.CONFIRM
    if may(actor, PlanAction.EDIT_SHARED, plan) and filled.get((plan.id, SHARED), 0) < needed_of(SHARED_KEYS):
        return NextStep.WRITE_SHARED
    if own is None or not may(actor, PlanAction.EDIT_PART, plan, own):
        return NextStep.FOLLOW
    if filled.get((plan.id, own.id), 0) < needed_of(keys_of(own.role)):
        return NextStep.WRITE_PART
    return NextStep.FOLLOW if (plan.id, own.id) in tasks else NextStep.ADD_TASKS
