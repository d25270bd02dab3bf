"""What the clock does about seats; it may come round as often as it likes."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, update
from sqlmodel import Session, col, delete, or_, select

from models import Event, EventSeat, EventState, Kind, SeatState, now
from services import journal
from services.events import feedback, queue
from services.events.letters import tell
from services.events.seats import ANSWERED_WITHIN

AHEAD = timedelta(days=1)
# The organisers mark first who was there.
ASKED_AFTER = timedelta(hours=18)
# Who signed up without an account is forgotten so long after the event.
KEPT = timedelta(days=90)
_REMIND, _ASK = "remind", "ask_feedback"


def remind_due(session: Session) -> int:
    """Reminds of the events of the next day, each seat once; how many."""
    due = _seats(
        session,
        EventSeat.state == SeatState.REGISTERED,
        Event.state == EventState.PUBLISHED,
        col(EventSeat.reminded_at).is_(None),
        col(Event.starts_at).between(now(), now() + AHEAD),
    )
    for event, seats in due:
        # Who signed up today knows it still.
        old = [seat for seat in seats if seat.queued_at <= now() - AHEAD / 2]
        for seat in seats:
            seat.reminded_at = now()
        if old:
            entry = journal.record(session, None, Kind.EVENT, event.id, _REMIND, after=event.state)
            where = event.place or event.link
            tell(session, entry, old, "event_remind", event, by_mail=True, where=where)
    return sum(len(seats) for _, seats in due)


def ask_feedback_due(session: Session) -> int:
    """Asks those who were there what they thought, each once; how many."""
    due = _seats(
        session,
        col(EventSeat.state).in_(feedback.ANSWERING),
        Event.state == EventState.HELD,
        col(EventSeat.asked_at).is_(None),
        col(EventSeat.gave_feedback).is_(False),
        col(Event.ends_at).between(now() - feedback.OPEN_FOR, now() - ASKED_AFTER),
    )
    for event, seats in due:
        for seat in seats:
            seat.asked_at = now()
        entry = journal.record(session, None, Kind.EVENT, event.id, _ASK, after=event.state)
        tell(session, entry, seats, "event_feedback", event, by_mail=True)
    return sum(len(seats) for _, seats in due)


def offer_due(session: Session) -> int:
    """Moves the queues whose offers are over, or whose events have room without anybody having moved them."""
    lapsed = queue.lapse_due(session)
    waiting = select(EventSeat.event_id).where(EventSeat.state == SeatState.WAITLISTED).distinct()
    query = select(Event).where(
        col(Event.id).in_(waiting), Event.state == EventState.PUBLISHED, col(Event.starts_at) > now()
    )
    for event in session.exec(query.order_by(col(Event.id)).limit(queue.MOST)).all():
        queue.lock(session, event)
        queue.move_up(session, event)
    return lapsed


def forget_due(session: Session) -> int:
    """Deletes what those without an account typed, when its time is over; the number of people stays."""
    session.exec(
        delete(EventSeat).where(
            col(EventSeat.state) == SeatState.UNCONFIRMED,
            col(EventSeat.created_at) < now() - ANSWERED_WITHIN,
        )
    )
    past = select(Event.id).where(col(Event.ends_at) < now() - KEPT)
    told: Any = session.connection().execute(
        update(EventSeat)
        .where(
            col(EventSeat.event_id).in_(past),
            col(EventSeat.forgotten_at).is_(None),
            or_(col(EventSeat.person_id).is_(None), col(EventSeat.note) != ""),
        )
        .values(name="", email=None, association="", note="", salt="", forgotten_at=now())
    )
    return int(told.rowcount)


def _seats(session: Session, *where: ColumnElement[bool] | bool) -> list[tuple[Event, Sequence[EventSeat]]]:
    """The seats that are due, by event, held until the end."""
    rows = session.exec(
        select(EventSeat, Event)
        .join(Event, col(Event.id) == EventSeat.event_id)
        .where(*where)
        .order_by(col(Event.starts_at), col(Event.id), col(EventSeat.id))
        .limit(queue.MOST)
        .with_for_update(skip_locked=True, of=EventSeat)
    ).all()
    grouped = groupby(rows, key=lambda row: row[1].id)
    return [(found[0][1], [seat for seat, _ in found]) for found in (list(group) for _, group in grouped)]
