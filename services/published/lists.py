"""The public lists by the name that each has in an address, and one thing of a list."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, select
from sqlmodel import Session, col

from models import (
    Association,
    Call,
    Event,
    EventAction,
    EventState,
    Group,
    GroupState,
    Idea,
    IdeaState,
    IdeaVersion,
    JournalEntry,
    Kind,
    Story,
    StoryState,
)
from services import associations, calls, events, groups, ideas, places, stories
from services.actors import VISITOR
from services.paging import Page, carded, paged
from services.published.shapes import (
    PublicAssociation,
    PublicCall,
    PublicEvent,
    PublicGroup,
    PublicIdea,
    PublicStory,
)
from services.settings import settings

SIZE = 50


@dataclass(frozen=True)
class Listed:
    """A list: what its rows are, which there are, and their order, by columns of their table."""

    shape: type[Any]
    table: type[Any]
    query: Callable[[], Any]
    made: Callable[[Any], Any]
    order: tuple[str, ...]
    descending: bool = True


def page(session: Session, name: str, after: str = "", *, size: int = SIZE) -> Page[Any]:
    found = LISTS[name]
    key = [getattr(found.table, column) for column in found.order]
    rows = paged(session, found.query(), key=key, after=after, descending=found.descending, size=size)
    return carded(rows, found.made)


def one(session: Session, name: str, number: int) -> Any | None:
    """The thing as it stands in its list; None when it is in none."""
    found = LISTS[name]
    row = session.execute(found.query().where(found.table.id == number)).first()
    if row is None:
        return None
    return found.made(row[0] if len(row) == 1 else tuple(row))


def address(screen: str, number: int) -> str:
    return f"{settings().base_url}/{screen}?id={number}"


def _ideas() -> Any:
    renewed = (
        select(func.max(col(IdeaVersion.published_at)))
        .where(col(IdeaVersion.idea_id) == Idea.id)
        .correlate(Idea)
        .scalar_subquery()
    )
    query = ideas.visible(VISITOR, Idea, col(Association.name), renewed)
    return _with_name(query, Idea).where(
        col(Idea.state) == IdeaState.PUBLISHED, col(Idea.published_at).is_not(None)
    )


def _events() -> Any:
    """Also those that were called off or have been held: who has noted one must find out."""
    renewed = (
        select(func.max(col(JournalEntry.at)))
        .where(
            col(JournalEntry.kind) == Kind.EVENT,
            col(JournalEntry.thing_id) == Event.id,
            col(JournalEntry.action).in_(tuple(EventAction)),
        )
        .correlate(Event)
        .scalar_subquery()
    )
    return events.visible(VISITOR, Event, renewed).where(col(Event.published_at).is_not(None))


def _groups() -> Any:
    return groups.visible(VISITOR).where(col(Group.state) == GroupState.ACTIVE)


def _stories() -> Any:
    query = stories.visible(VISITOR, Story, col(Association.name))
    return _with_name(query, Story).where(
        col(Story.state) == StoryState.PUBLISHED, col(Story.published_at).is_not(None)
    )


def _with_name(query: Any, table: Any) -> Any:
    """With the association's name, where everybody may know it."""
    known = and_(col(Association.id) == table.association_id, associations.known_to(VISITOR))
    return query.join(Association, known, isouter=True)


def _idea(row: tuple[Idea, str | None, datetime | None]) -> PublicIdea:
    idea, association, renewed = row
    assert idea.published_at is not None
    return PublicIdea(
        id=idea.id,
        url=address("idea", idea.id),
        title=idea.title,
        summary=idea.summary,
        need=idea.need,
        association=association or "",
        municipality=idea.municipality,
        municipality_name=_named(idea.municipality),
        reply_by=idea.reply_by,
        published_at=idea.published_at,
        updated_at=max(idea.published_at, renewed or idea.published_at),
    )


def _event(row: tuple[Event, datetime | None]) -> PublicEvent:
    event, renewed = row
    assert event.published_at is not None
    return PublicEvent(
        id=event.id,
        url=address("event", event.id),
        title=event.title,
        body=event.body,
        topic=event.topic,
        state=EventState(event.state).value,
        place=event.place,
        municipality=event.municipality,
        municipality_name=_named(event.municipality),
        online=bool(event.link),
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        published_at=event.published_at,
        updated_at=max(event.published_at, renewed or event.published_at),
    )


def _association(row: Association) -> PublicAssociation:
    url = address("association", row.id)
    place = row.municipality
    return PublicAssociation(row.id, url, row.name, row.description, place, _named(place))


def _group(row: Group) -> PublicGroup:
    place = row.municipality
    return PublicGroup(row.id, address("group", row.id), row.name, row.purpose, place, _named(place))


def _call(row: Call) -> PublicCall:
    url = address("call", row.id)
    days = row.opens_on, row.closes_on
    return PublicCall(row.id, url, row.name, row.programme, row.authority, *days, row.link)


def _story(row: tuple[Story, str | None]) -> PublicStory:
    story, association = row
    assert story.published_at is not None
    url = address("story", story.id)
    return PublicStory(story.id, url, story.title, story.body, association or "", story.published_at)


def _named(code: str) -> str:
    found = places.municipalities().get(code)
    return found.names["fi"] if found else ""


_NEWEST = ("published_at", "id")
_BY_NAME = ("sort_key", "id")
LISTS: dict[str, Listed] = {
    "ideas": Listed(PublicIdea, Idea, _ideas, _idea, _NEWEST),
    "events": Listed(PublicEvent, Event, _events, _event, _NEWEST),
    "associations": Listed(
        PublicAssociation,
        Association,
        lambda: associations.visible(VISITOR),
        _association,
        _BY_NAME,
        descending=False,
    ),
    "groups": Listed(PublicGroup, Group, _groups, _group, _BY_NAME, descending=False),
    "calls": Listed(PublicCall, Call, lambda: calls.visible(VISITOR), _call, ("opens_on", "id")),
    "stories": Listed(PublicStory, Story, _stories, _story, _NEWEST),
}
