"""How far the confirming is: who has said what, to which words, and which words have changed since."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select as sql_select
from sqlmodel import Session, col, func, select

from models import (
    PLAN_OPEN,
    Association,
    Call,
    CallVersion,
    Confirmation,
    ConfirmationRound,
    ConfirmationState,
    ImplementerRole,
    Person,
    Plan,
    PlanAction,
    PlanPart,
    PlanState,
)
from services.actors import Actor
from services.confirmations.lines import circle_of, digest, lines_of, words_for
from services.differences import Piece, compared
from services.plans import fetch, may

State = ConfirmationState


@dataclass(frozen=True)
class Asking:
    who: str
    at: datetime
    reply_by: date
    words: str


@dataclass(frozen=True)
class Change:
    """One line that reads otherwise than it was confirmed; empty before or after when it was not or is no more."""

    key: str
    before: str
    after: str

    @property
    def pieces(self) -> list[Piece]:
        return compared(self.before, self.after)


@dataclass(frozen=True)
class Standing:
    """One implementer's confirmation."""

    part_id: int
    association_id: int
    association: str
    role: ImplementerRole
    mine: bool
    state: ConfirmationState
    # Who said yes or no, and when.
    who: str
    at: datetime | None
    reason: str
    # What it confirms as it stands now, by line, and the digest to confirm it with.
    words: Mapping[str, str]
    seen: str
    # What has changed since its last yes.
    changes: tuple[Change, ...]
    actions: tuple[PlanAction, ...]

    @property
    def holds(self) -> bool:
        return self.state == State.CONFIRMED


@dataclass(frozen=True)
class Names:
    """What stands in the lines as a number, by name."""

    associations: Mapping[int, str]
    parts: Mapping[int, str]
    calls: Mapping[int, str]


@dataclass(frozen=True)
class Confirmations:
    plan_id: int
    state: PlanState
    # None before the lead has first asked.
    asking: Asking | None
    standings: list[Standing]
    names: Names
    may_ask: bool

    @property
    def holding(self) -> int:
        return sum(standing.holds for standing in self.standings)


@dataclass(frozen=True)
class Short:
    """How many of how many implementers stand behind the words as they are now."""

    holding: int
    all: int
    # Whose yes is still missing, the lead's first.
    missing: tuple[str, ...]


def of_plan(session: Session, actor: Actor, plan_id: int) -> Confirmations:
    plan = fetch(session, actor, plan_id)
    return Confirmations(
        plan_id=plan.id,
        state=plan.state,
        asking=_asking(session, plan),
        standings=_standings(session, actor, plan),
        names=_names(session, plan),
        may_ask=may(actor, PlanAction.ASK, plan),
    )


@dataclass(frozen=True)
class Awaited:
    plan_id: int
    plan: str
    association: str
    reply_by: date


def waiting_for(session: Session, actor: Actor, *, most: int) -> list[Awaited]:
    """The confirmations that this person's yes is asked for, the most urgent first."""
    owned = [association_id for association_id in actor.roles if actor.owns(association_id)]
    newest = select(func.max(ConfirmationRound.id)).group_by(col(ConfirmationRound.plan_id))
    rows = session.execute(
        sql_select(col(Plan.id), col(Plan.name), col(Association.name), col(ConfirmationRound.reply_by))
        .join(PlanPart, col(PlanPart.plan_id) == Plan.id)
        .join(Association, col(Association.id) == PlanPart.association_id)
        .join(Confirmation, col(Confirmation.part_id) == PlanPart.id)
        .join(ConfirmationRound, col(ConfirmationRound.plan_id) == Plan.id)
        .where(
            col(ConfirmationRound.id).in_(newest),
            col(Plan.state) == PlanState.CONFIRMING,
            col(PlanPart.association_id).in_(owned),
            col(PlanPart.left_at).is_(None),
            col(PlanPart.role) != ImplementerRole.COOPERATION_PARTNER,
            col(Confirmation.state).in_((State.WAITING, State.TOUCHED)),
        )
        .order_by(col(ConfirmationRound.reply_by), col(Plan.id))
        .limit(most)
    )
    return [Awaited(*row) for row in rows]


def state_in(session: Session, plan: Plan) -> Short:
    """The same in short, for those who compose; the caller has checked that the plan may be seen."""
    found = _standings(session, Actor(), plan)
    missing = tuple(each.association for each in found if not each.holds)
    return Short(len(found) - len(missing), len(found), missing)


def _asking(session: Session, plan: Plan) -> Asking | None:
    found = session.exec(
        select(ConfirmationRound, Person.name)
        .join(Person, col(Person.id) == ConfirmationRound.asked_by)
        .where(ConfirmationRound.plan_id == plan.id)
        .order_by(col(ConfirmationRound.id).desc())
        .limit(1)
    ).first()
    return Asking(found[1], found[0].asked_at, found[0].reply_by, found[0].words) if found else None


def _standings(session: Session, actor: Actor, plan: Plan) -> list[Standing]:
    """Of everybody who implements, the lead first, then in the order of joining."""
    circle = circle_of(session, plan)
    lines = lines_of(session, plan, circle)
    rows = session.exec(
        select(PlanPart, Association.name, Confirmation)
        .join(Association, col(Association.id) == PlanPart.association_id)
        .join(Confirmation, col(Confirmation.part_id) == PlanPart.id, isouter=True)
        .where(col(PlanPart.id).in_(circle.implementers))
        .order_by(col(PlanPart.id))
    ).all()
    people = _people(session, [row for _, _, row in rows if row])
    found = [
        _standing(
            actor,
            plan,
            part,
            name,
            row or Confirmation(plan_id=plan.id, part_id=part.id),
            words_for(lines, part.id),
            people,
        )
        for part, name, row in rows
    ]
    return sorted(found, key=lambda each: each.part_id != circle.lead)


def _standing(
    actor: Actor,
    plan: Plan,
    part: PlanPart,
    name: str,
    row: Confirmation,
    words: dict[str, str],
    people: Mapping[int, str],
) -> Standing:
    declined = row.state == State.DECLINED
    found = Standing(
        part_id=part.id,
        association_id=part.association_id,
        association=name,
        role=part.role,
        mine=actor.belongs_to(part.association_id),
        state=row.state,
        who=people.get((row.declined_by if declined else row.confirmed_by) or 0, ""),
        at=row.declined_at if declined else row.confirmed_at,
        reason=row.reason,
        words=words,
        seen=digest(words),
        changes=changes(row.words, words) if row.confirmed_at and plan.state in PLAN_OPEN else (),
        actions=tuple(
            action for action in (PlanAction.CONFIRM, PlanAction.DECLINE) if may(actor, action, plan, part)
        ),
    )
    # While the plan is being written nobody looks at the confirmations: a change opens them at the next asking.
    return replace(found, state=State.TOUCHED) if found.holds and found.changes else found


def changes(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[Change, ...]:
    """The lines that differ, in the order in which they stand now; those that are gone come last."""
    keys = [*after, *(key for key in before if key not in after)]
    return tuple(
        Change(key, before.get(key, ""), after.get(key, ""))
        for key in keys
        if before.get(key, "") != after.get(key, "")
    )


def _people(session: Session, rows: Iterable[Confirmation]) -> dict[int, str]:
    ids = {person for row in rows for person in (row.confirmed_by, row.declined_by) if person}
    return dict(session.exec(select(Person.id, Person.name).where(col(Person.id).in_(ids))).all())


def _names(session: Session, plan: Plan) -> Names:
    """Of everybody who is or was in the plan: what was confirmed may name who has left."""
    rows = session.exec(
        select(PlanPart.id, Association.id, Association.name)
        .join(Association, col(Association.id) == PlanPart.association_id)
        .where(PlanPart.plan_id == plan.id)
    ).all()
    calls = session.exec(
        select(CallVersion.id, Call.name, CallVersion.number).join(Call, col(Call.id) == CallVersion.call_id)
    )
    return Names(
        {association_id: name for _, association_id, name in rows},
        {part_id: name for part_id, _, name in rows},
        {version_id: f"{name} ({number})" for version_id, name, number in calls},
    )
