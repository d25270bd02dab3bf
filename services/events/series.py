"""Events that repeat: each day is an event of its own, and a change holds for one or for all that follow.

Times are those of the clocks of Finland: what begins at 17 begins at 17 after the clocks were turned, too.
"""

from calendar import monthrange
from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from sqlmodel import Session, col, select

from models import (
    FINLAND,
    Conflict,
    Event,
    EventAction,
    EventSeries,
    EventState,
    Forbidden,
    Invalid,
    Kind,
    Repeats,
    WrongState,
    today,
)
from services import journal
from services.actors import Actor
from services.events import acts
from services.events.access import fetch, may_hold
from services.events.acts import EventWords

MOST = 52
LONGEST = timedelta(days=400)
_DAYS = {Repeats.WEEKLY: 7, Repeats.FORTNIGHTLY: 14}


def days(first: date, repeats: Repeats, until: date) -> list[date]:
    """The days after the first on which it comes round, `until` with it: in a month on the same weekday of it."""
    found: list[date] = []
    day = first
    while len(found) < MOST and (day := _next(first, repeats, len(found) + 1)) <= until:
        found.append(day)
    return found


def day_of(event_starts: datetime) -> date:
    return event_starts.astimezone(FINLAND).date()


def repeat(
    session: Session,
    actor: Actor,
    event_id: int,
    repeats: Repeats,
    until: date,
    *,
    skip: Collection[date] = (),
) -> list[Event]:
    """Makes the events that follow, in the state that this one is in, without the days that are skipped."""
    event = _mine(session, actor, event_id)
    session.refresh(event, with_for_update=True)
    if event.series_id is not None:
        raise Conflict("event_repeats_already")
    first = day_of(event.starts_at)
    if until > today() + LONGEST:
        raise Invalid("event_series_long", field="until", most=MOST)
    coming = [day for day in days(first, repeats, until) if day not in skip]
    if not coming:
        raise Invalid("event_series_empty", field="until")
    series = EventSeries(repeats=repeats, skipped=sorted(map(str, skip)), created_by=actor.id)
    session.add(series)
    session.flush()
    event.series_id = series.id
    return [_copy(session, actor, event, day - first) for day in coming]


def following(session: Session, actor: Actor, event_id: int) -> list[Event]:
    """Those of the same series that come after this one and can still be changed."""
    event = fetch(session, actor, event_id)
    if event.series_id is None or not may_hold(actor):
        return []
    query = select(Event).where(
        Event.series_id == event.series_id,
        Event.starts_at > event.starts_at,
        col(Event.state).in_((EventState.DRAFT, EventState.PUBLISHED)),
    )
    return list(session.exec(query.order_by(col(Event.starts_at), col(Event.id)).limit(MOST)))


def edit_following(
    session: Session,
    actor: Actor,
    event_id: int,
    written: EventWords,
    *,
    version: int,
    publish: bool = False,
) -> list[Event]:
    """Changes this one and all that follow; their days move by as much as this one's does."""
    later = following(session, actor, event_id)
    event = fetch(session, actor, event_id)
    before = event.starts_at
    acts.edit(session, actor, event_id, written, version=version)
    clean = acts.cleaned(written)
    for each in later:
        starts = _shifted(each.starts_at, before, clean.starts_at)
        ends = starts + (clean.ends_at - clean.starts_at)
        acts.rewrite(session, actor, each, replace(clean, starts_at=starts, ends_at=ends))
    drafts = [each for each in (event, *later) if each.state == EventState.DRAFT]
    for each in drafts if publish else []:
        acts.move(session, actor, each.id, EventAction.PUBLISH)
    return [event, *later]


def cancel_following(session: Session, actor: Actor, event_id: int, *, why: str) -> list[Event]:
    """Calls off this one and all published ones that follow."""
    later = [each for each in following(session, actor, event_id) if each.state == EventState.PUBLISHED]
    first = acts.move(session, actor, event_id, EventAction.CANCEL, why=why)
    return [first] + [acts.move(session, actor, each.id, EventAction.CANCEL, why=why) for each in later]


def _mine(session: Session, actor: Actor, event_id: int) -> Event:
    event = fetch(session, actor, event_id)
    if not may_hold(actor):
        raise Forbidden
    if event.state not in (EventState.DRAFT, EventState.PUBLISHED):
        raise WrongState
    return event


def _copy(session: Session, actor: Actor, event: Event, later: timedelta) -> Event:
    starts_at = _later(event.starts_at, later)
    written = EventWords(**{name: getattr(event, name) for name in EventWords.__dataclass_fields__})
    clean = replace(written, starts_at=starts_at, ends_at=starts_at + (event.ends_at - event.starts_at))
    made = Event(**vars(clean), series_id=event.series_id, created_by=actor.id)
    session.add(made)
    session.flush()
    journal.record(session, actor, Kind.EVENT, made.id, "create", after=made.state)
    if event.state == EventState.PUBLISHED:
        acts.move(session, actor, made.id, EventAction.PUBLISH)
    return made


def _next(first: date, repeats: Repeats, turn: int) -> date:
    if repeats in _DAYS:
        return first + timedelta(days=_DAYS[repeats] * turn)
    months = first.month - 1 + turn
    year, month = first.year + months // 12, months % 12 + 1
    return _same_weekday(first, year, month)


def _same_weekday(first: date, year: int, month: int) -> date:
    """Such as the second Tuesday; the fifth one is the last one of a month that has only four."""
    begins, length = monthrange(year, month)
    day = 1 + (first.weekday() - begins) % 7 + 7 * ((first.day - 1) // 7)
    return date(year, month, day if day <= length else day - 7)


def _later(moment: datetime, by: timedelta) -> datetime:
    """So much later on the clocks of Finland."""
    there = moment.astimezone(FINLAND).replace(tzinfo=None) + by
    return there.replace(tzinfo=FINLAND).astimezone(UTC)


def _shifted(moment: datetime, before: datetime, after: datetime) -> datetime:
    old, new = (each.astimezone(FINLAND).replace(tzinfo=None) for each in (before, after))
    return _later(moment, new - old)
