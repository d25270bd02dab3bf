"""Events as they are listed, and one as it is read."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col

from models import Event, EventAction, EventState, Kind, now
from services.actors import Actor
from services.events import access
from services.paging import PAGE_SIZE, Page, carded, paged
from services.search.conditions import condition
from services.words import excerpt


@dataclass(frozen=True)
class EventCard:
    id: int
    title: str
    summary: str
    place: str
    municipality: str
    online: bool
    starts_at: datetime
    ends_at: datetime
    state: EventState
    published_at: datetime | None


@dataclass(frozen=True)
class EventView:
    id: int
    title: str
    body: str
    place: str
    municipality: str
    link: str
    starts_at: datetime
    ends_at: datetime
    state: EventState
    # Why it was cancelled.
    reason: str
    over: bool
    version: int
    actions: list[EventAction]


def visible_to(
    session: Session,
    actor: Actor,
    *,
    words: str = "",
    municipality: str = "",
    past: bool = False,
    since: datetime | None = None,
    until: datetime | None = None,
    after: str = "",
    size: int = PAGE_SIZE,
) -> Page[EventCard]:
    """What is to come, the soonest first, or what has been, the latest first.

    `since` and `until`: only what was published after the one, and not after the other.
    """
    ended = col(Event.ends_at) <= now()
    query = access.visible(actor).where(ended if past else ~ended)
    if words:
        query = query.where(condition(session, Kind.EVENT, words))
    if municipality:
        query = query.where(col(Event.municipality) == municipality)
    if since:
        query = query.where(col(Event.published_at) > since, col(Event.state) == EventState.PUBLISHED)
    if until:
        query = query.where(col(Event.published_at) <= until)
    key = [col(Event.starts_at), col(Event.id)]
    return carded(paged(session, query, key=key, after=after, descending=past, size=size), _card)


def view(session: Session, actor: Actor, event_id: int) -> EventView:
    event = access.fetch(session, actor, event_id)
    return EventView(
        id=event.id,
        title=event.title,
        body=event.body,
        place=event.place,
        municipality=event.municipality,
        link=event.link,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        state=event.state,
        reason=event.reason,
        over=event.ends_at <= now(),
        version=event.version,
        actions=_open_actions(actor, event),
    )


def _open_actions(actor: Actor, event: Event) -> list[EventAction]:
    """Without those that its end has closed, though the clock has not come round yet."""
    over = event.state == EventState.PUBLISHED and event.ends_at <= now()
    return [] if over else access.actions_for(actor, event)


def _card(event: Event) -> EventCard:
    return EventCard(
        id=event.id,
        title=event.title,
        summary=excerpt(event.body),
        place=event.place,
        municipality=event.municipality,
        online=bool(event.link),
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        state=event.state,
        published_at=event.published_at,
    )
