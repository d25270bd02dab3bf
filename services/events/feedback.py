"""What people thought of an event: anonymous, and told from five answers on.

An answer knows neither who gave it nor when; the seat knows only that it has answered. The answers stand in the order
of their words, so that not even their order tells who came first.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import Session, col, select

from models import Event, EventFeedback, EventState, Forbidden, Invalid, NotFound, SeatState, WrongState, now
from services import words
from services.actors import Actor
from services.events.access import fetch, may_hold
from services.events.keys import seat_of
from services.participants.suppression import SMALLEST_SHOWN

SCALE = range(1, 6)
WORDS_LENGTH = 2000
OPEN_FOR = timedelta(days=30)
# The seats of those who were there, or of whom nobody has said otherwise.
ANSWERING = (SeatState.REGISTERED, SeatState.ATTENDED)
MOST_WORDS = 500


@dataclass(frozen=True)
class Results:
    answers: int
    # None when there are too few answers to show what they say.
    useful: dict[int, int] | None
    clear: dict[int, int] | None
    good: list[str]
    better: list[str]


def is_open(event: Event) -> bool:
    """People can answer when it is over, for a month."""
    over = event.ends_at <= now() < event.ends_at + OPEN_FOR
    return over and event.state in (EventState.PUBLISHED, EventState.HELD)


def give(
    session: Session,
    actor: Actor,
    event_id: int,
    useful: int | None,
    clear: int | None,
    good: str = "",
    better: str = "",
    *,
    key: str = "",
) -> None:
    """Keeps an answer; once for each seat."""
    event = fetch(session, actor, event_id)
    seat = seat_of(session, actor, event.id, key)
    if seat is None:
        raise NotFound("seat_gone")
    session.refresh(seat, with_for_update=True)
    if not is_open(event) or seat.state not in ANSWERING:
        raise WrongState("feedback_closed")
    if seat.gave_feedback:
        raise WrongState("feedback_given")
    seat.gave_feedback = True
    answer = EventFeedback(
        event_id=event.id,
        useful=_on_scale(useful, "useful"),
        clear=_on_scale(clear, "clear"),
        good=words.body(good, field="good", most=WORDS_LENGTH, needed=False),
        better=words.body(better, field="better", most=WORDS_LENGTH, needed=False),
    )
    session.add(answer)
    session.flush()


def results(session: Session, actor: Actor, event_id: int) -> Results:
    """For the organisers."""
    event = fetch(session, actor, event_id)
    if not may_hold(actor):
        raise Forbidden
    query = select(EventFeedback).where(EventFeedback.event_id == event.id)
    rows = session.exec(query.order_by(col(EventFeedback.id)).limit(MOST_WORDS)).all()
    if len(rows) < SMALLEST_SHOWN:
        return Results(len(rows), None, None, [], [])
    return Results(
        answers=len(rows),
        useful=_counted([row.useful for row in rows]),
        clear=_counted([row.clear for row in rows]),
        good=sorted(filter(None, (row.good for row in rows))),
        better=sorted(filter(None, (row.better for row in rows))),
    )


def _counted(given: list[int]) -> dict[int, int]:
    found = Counter(given)
    return {value: found[value] for value in SCALE}


def _on_scale(value: int | None, field: str) -> int:
    if value is None or value not in SCALE:
        raise Invalid("needed", field=field)
    return value
