"""Who may know of an event, and who may do what with it."""

from typing import Any

from sqlalchemy import Select, select, true
from sqlmodel import Session, col

from models import EVENT_LIFECYCLE, Event, EventAction, EventState, NotFound
from services.actors import Actor

# A cancelled event stays in sight: those who had it in mind must find out.
PUBLIC = (EventState.PUBLISHED, EventState.CANCELLED, EventState.HELD)


def visible(actor: Actor, *selected: Any) -> Select[Any]:
    """The events that this person may know of: every read starts here."""
    known = true() if may_hold(actor) else col(Event.state).in_(PUBLIC)
    return select(*(selected or (Event,))).where(known)


def fetch(session: Session, actor: Actor, event_id: int) -> Event:
    """The event; NotFound for who may not know of it."""
    found: Event | None = session.execute(
        visible(actor).where(col(Event.id) == event_id)
    ).scalar_one_or_none()
    if found is None:
        raise NotFound
    return found


def may_hold(actor: Actor) -> bool:
    """May hold trainings and info sessions for everybody."""
    return actor.is_facilitator or actor.is_admin


def may(actor: Actor, action: EventAction, _event: Event) -> bool:
    match action:
        case EventAction.EDIT | EventAction.PUBLISH | EventAction.CANCEL:
            return may_hold(actor)
        case EventAction.HOLD:
            # The clock's alone.
            return False


def actions_for(actor: Actor, event: Event) -> list[EventAction]:
    """The steps open to this person now: the page draws one button for each."""
    return [step for step in EVENT_LIFECYCLE.actions(event.state) if may(actor, step, event)]
