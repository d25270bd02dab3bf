"""The seats of an account that goes."""

from sqlmodel import Session, col, select

from models import Event, EventSeat, EventState, SeatState, now
from services.actors import Actor
from services.events import seats


def give_back_all(session: Session, actor: Actor) -> None:
    """Gives the seats at coming events back, and the places in queues: the next ones are asked."""
    coming = session.exec(
        select(Event.id)
        .join(EventSeat, col(EventSeat.event_id) == Event.id)
        .where(
            EventSeat.person_id == actor.person_id,
            col(EventSeat.state).in_((SeatState.REGISTERED, SeatState.WAITLISTED, SeatState.OFFERED)),
            Event.state == EventState.PUBLISHED,
            Event.starts_at > now(),
        )
        .order_by(col(Event.id))
    ).all()
    for event_id in coming:
        seats.cancel(session, actor, event_id)
