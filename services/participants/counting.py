"""How many people took part, by stretches of time: each person counted once, when they begin, and never by name."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, delete, func, select

from models import (
    Conflict,
    CountPeriod,
    ImplementerRole,
    Invalid,
    Kind,
    NotFound,
    ParticipantCount,
    Plan,
    PlanAction,
    PlanPart,
    WrongState,
    now,
    today,
)
from services import anonymous, journal
from services.actors import Actor
from services.participants import figures
from services.participants.figures import Warning
from services.participants.indicators import known
from services.participants.targets import implementers
from services.plans.access import fetch, may, part_of, require
from services.plans.dates import period

# Of one implementer: a period a month for ten years.
MOST_PERIODS = 120
LONGEST_NOTE = 500


@dataclass(frozen=True)
class Counted:
    """What a person typed of one period; a code that is left out was not counted."""

    starts_on: date | None
    ends_on: date | None
    counts: Mapping[str, int]
    note: str = ""


@dataclass(frozen=True)
class PeriodRow:
    id: int
    part_id: int
    starts_on: date
    ends_on: date
    counts: dict[str, int]
    note: str
    counted_at: datetime
    version: int
    warnings: list[Warning]


@dataclass(frozen=True)
class PartCounts:
    part_id: int
    association: str
    role: ImplementerRole
    mine: bool
    may_count: bool
    # Newest first.
    periods: list[PeriodRow]
    counts: dict[str, int]


@dataclass(frozen=True)
class Counts:
    parts: list[PartCounts]
    total: dict[str, int]


def counts_of(session: Session, actor: Actor, plan_id: int) -> Counts:
    """What has been counted, for the people of the plan; three queries whatever the number of periods."""
    plan = fetch(session, actor, plan_id)
    rows = periods_in(session, plan)
    parts = [_part(actor, plan, part, name, rows) for part, name in implementers(session, plan)]
    return Counts(parts, figures.summed(part.counts for part in parts))


def _part(actor: Actor, plan: Plan, part: PlanPart, name: str, rows: list[PeriodRow]) -> PartCounts:
    own = [row for row in rows if row.part_id == part.id]
    return PartCounts(
        part_id=part.id,
        association=name,
        role=part.role,
        mine=actor.belongs_to(part.association_id),
        may_count=may(actor, PlanAction.COUNT, plan, part),
        periods=own,
        counts=figures.summed(row.counts for row in own),
    )


def periods_in(session: Session, plan: Plan) -> list[PeriodRow]:
    """Every period of the plan, newest first."""
    counts: dict[int, dict[str, int]] = {}
    rows = session.exec(
        select(ParticipantCount)
        .join(CountPeriod, col(CountPeriod.id) == ParticipantCount.period_id)
        .where(CountPeriod.plan_id == plan.id)
        .order_by(col(ParticipantCount.code))
    )
    for row in rows:
        counts.setdefault(row.period_id, {})[row.code] = row.count
    periods = session.exec(
        select(CountPeriod)
        .where(CountPeriod.plan_id == plan.id)
        .order_by(col(CountPeriod.starts_on).desc(), col(CountPeriod.id).desc())
    )
    return [_row(one, counts.get(one.id, {})) for one in periods]


def _row(one: CountPeriod, counts: dict[str, int]) -> PeriodRow:
    same = {
        name: getattr(one, name)
        for name in PeriodRow.__dataclass_fields__
        if name in CountPeriod.model_fields
    }
    return PeriodRow(**same, counts=counts, warnings=figures.warnings(counts))


def count(session: Session, actor: Actor, plan_id: int, part_id: int, typed: Counted) -> CountPeriod:
    """A new period's numbers; the same once more is a second click on the same button."""
    plan = fetch(session, actor, plan_id)
    part = _countable(session, actor, plan, part_id)
    clean = _clean(session, part, typed)
    if found := _same(session, part, clean):
        return found
    _refuse_overlap(session, part, clean)
    if _how_many(session, part) >= MOST_PERIODS:
        raise WrongState("periods_full", most=MOST_PERIODS)
    made = CountPeriod(
        plan_id=plan.id,
        part_id=part.id,
        starts_on=clean.first,
        ends_on=clean.last,
        note=clean.note,
        counted_by=actor.id,
    )
    try:
        with session.begin_nested():
            session.add(made)
    except IntegrityError:
        raise Conflict("period_overlaps") from None
    _fill(session, made, clean.counts)
    _record(session, actor, made, after=_days(made))
    return made


def recount(session: Session, actor: Actor, period_id: int, typed: Counted, *, version: int) -> CountPeriod:
    """Other numbers, days or words for a period; Conflict when somebody else has changed it since it was seen."""
    one, part = _period(session, actor, period_id, version)
    clean = _clean(session, part, typed)
    _refuse_overlap(session, part, clean, but=one.id)
    before = _days(one)
    one.starts_on, one.ends_on, one.note = clean.first, clean.last, clean.note
    one.counted_by, one.counted_at = actor.id, now()
    session.exec(delete(ParticipantCount).where(col(ParticipantCount.period_id) == one.id))
    _fill(session, one, clean.counts)
    _record(session, actor, one, before=before, after=_days(one))
    return one


def uncount(session: Session, actor: Actor, period_id: int, *, version: int) -> None:
    """Takes a period away whole; that it was there stays in the history."""
    one, _ = _period(session, actor, period_id, version)
    _record(session, actor, one, before=_days(one))
    session.exec(delete(ParticipantCount).where(col(ParticipantCount.period_id) == one.id))
    session.delete(one)
    session.flush()


@dataclass(frozen=True)
class _Clean:
    first: date
    last: date
    counts: dict[str, int]
    note: str


def _clean(session: Session, part: PlanPart, typed: Counted) -> _Clean:
    first, last = period(typed.starts_on, typed.ends_on)
    if first > today():
        raise Invalid("period_not_begun", field="starts_on")
    counts = {known(code).code: figures.checked(code, number) for code, number in typed.counts.items()}
    if not counts:
        raise Invalid("nothing_counted", field="counts")
    note = anonymous.body(typed.note, field="note", most=LONGEST_NOTE, needed=False)
    return _Clean(first, last, counts, note)


def _countable(session: Session, actor: Actor, plan: Plan, part_id: int) -> PlanPart:
    part = part_of(session, plan, part_id)
    require(actor, PlanAction.COUNT, plan, part)
    return part


def _period(session: Session, actor: Actor, period_id: int, version: int) -> tuple[CountPeriod, PlanPart]:
    one = session.get(CountPeriod, period_id)
    if one is None:
        raise NotFound
    plan = fetch(session, actor, one.plan_id)
    part = _countable(session, actor, plan, one.part_id)
    if one.version != version:
        raise Conflict("period_meanwhile")
    return one, part


def _same(session: Session, part: PlanPart, clean: _Clean) -> CountPeriod | None:
    found = session.exec(
        select(CountPeriod).where(
            CountPeriod.part_id == part.id,
            CountPeriod.starts_on == clean.first,
            CountPeriod.ends_on == clean.last,
            CountPeriod.note == clean.note,
        )
    ).first()
    if found is None:
        return None
    rows = session.exec(select(ParticipantCount).where(ParticipantCount.period_id == found.id))
    return found if {row.code: row.count for row in rows} == clean.counts else None


def _refuse_overlap(session: Session, part: PlanPart, clean: _Clean, *, but: int = 0) -> None:
    """Two periods that share a day would count its people twice."""
    crossing = session.exec(
        select(CountPeriod.id).where(
            CountPeriod.part_id == part.id,
            CountPeriod.id != but,
            CountPeriod.starts_on <= clean.last,
            CountPeriod.ends_on >= clean.first,
        )
    ).first()
    if crossing:
        raise Invalid("period_overlaps", field="starts_on")


def _how_many(session: Session, part: PlanPart) -> int:
    return session.exec(select(func.count()).where(CountPeriod.part_id == part.id)).one()


def _fill(session: Session, one: CountPeriod, counts: Mapping[str, int]) -> None:
    session.add_all(
        ParticipantCount(period_id=one.id, code=code, count=number) for code, number in counts.items()
    )
    session.flush()


def _days(one: CountPeriod) -> str:
    return f"{one.starts_on}/{one.ends_on}"


def _record(session: Session, actor: Actor, one: CountPeriod, *, before: str = "", after: str = "") -> None:
    # Which days, and never how many: the history outlives the numbers.
    journal.record(session, actor, Kind.PLAN, one.plan_id, PlanAction.COUNT, before=before, after=after)
