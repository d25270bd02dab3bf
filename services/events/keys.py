"""The link of a seat: whoever has it may do with the seat what its person may, without signing in.

It is signed with the server's secret, so the database holds nothing that would open it, and it can be written again
into each letter. Opening it changes nothing: the screen that it leads to has a button.
"""

import hashlib
import hmac

from sqlmodel import Session, select

from models import EventSeat
from services.actors import Actor
from services.settings import settings

_SIGNED = 32


def key_of(seat: EventSeat) -> str:
    return f"{seat.id}-{_signature(seat)}"


def address(event_id: int, seat: EventSeat | None = None) -> str:
    """The event's screen, as the one who has this seat opens it from a letter."""
    path = f"/event?id={event_id}"
    return f"{path}&seat={key_of(seat)}" if seat else path


def of_key(session: Session, event_id: int, key: str) -> EventSeat | None:
    """The seat that this key opens; None for a wrong, an old or another event's key."""
    number, _, signature = key.partition("-")
    seat = session.get(EventSeat, int(number)) if number.isdecimal() and len(number) < 10 else None
    if seat is None or seat.event_id != event_id or seat.forgotten_at is not None:
        return None
    return seat if hmac.compare_digest(_signature(seat).encode(), signature.encode()) else None


def seat_of(session: Session, actor: Actor, event_id: int, key: str = "") -> EventSeat | None:
    """The seat of the key, else the person's own."""
    if key and (found := of_key(session, event_id, key)):
        return found
    if actor.is_visitor:
        return None
    return session.exec(
        select(EventSeat).where(EventSeat.event_id == event_id, EventSeat.person_id == actor.id)
    ).one_or_none()


def _signature(seat: EventSeat) -> str:
    said = f"event-seat:{seat.id}:{seat.event_id}:{seat.salt}"
    return hmac.new(settings().secret_key.encode(), said.encode(), hashlib.sha256).hexdigest()[:_SIGNED]
