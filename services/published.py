"""What everybody may read, for other programmes: each noun with its words and its address, a page at a time.

Every list asks as a visitor, so that nothing is in it which a visitor could not open. People and their addresses are in
none of it, nor links that are for participants.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import Field
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
from services.settings import settings

SIZE = 50

_Id = Annotated[int, Field(description="Stays the same as long as the thing exists.")]
_Url = Annotated[str, Field(description="The page for people.")]
_Code = Annotated[str, Field(description="The municipality's official three-digit code, or empty.")]
_Place = Annotated[str, Field(description="The municipality's name in Finnish, or empty.")]
_Name = Annotated[str, Field(description="The association's name; empty when it is not verified now.")]
_Published = Annotated[datetime, Field(description="When it became public, in UTC.")]
_Updated = Annotated[datetime, Field(description="When what stands here last changed, in UTC.")]


@dataclass(frozen=True)
class PublicIdea:
    """A published project idea."""

    id: _Id
    url: _Url
    title: str
    summary: str
    need: Annotated[str, Field(description="Why it is needed.")]
    association: _Name
    municipality: _Code
    municipality_name: _Place
    reply_by: Annotated[date | None, Field(description="By when partners are asked to answer.")]
    published_at: _Published
    updated_at: _Updated


@dataclass(frozen=True)
class PublicEvent:
    """A training or an info session, also when it was called off or has been held."""

    id: _Id
    url: _Url
    title: str
    body: str
    topic: str
    state: Annotated[str, Field(description="published, cancelled or held.")]
    place: str
    municipality: _Code
    municipality_name: _Place
    online: Annotated[bool, Field(description="There is a link to join by; the page says who gets it.")]
    starts_at: datetime
    ends_at: datetime
    published_at: _Published
    updated_at: _Updated


@dataclass(frozen=True)
class PublicAssociation:
    """A verified association, without its people."""

    id: _Id
    url: _Url
    name: str
    description: str
    municipality: _Code
    municipality_name: _Place


@dataclass(frozen=True)
class PublicGroup:
    """A peer group that meets."""

    id: _Id
    url: _Url
    name: str
    purpose: str
    municipality: _Code
    municipality_name: _Place


@dataclass(frozen=True)
class PublicCall:
    """A funder's call for applications."""

    id: _Id
    url: _Url
    name: str
    programme: str
    authority: str
    opens_on: date
    closes_on: date
    link: Annotated[str, Field(description="The funder's own page, or empty.")]


@dataclass(frozen=True)
class PublicStory:
    """What came of something, told by an association."""

    id: _Id
    url: _Url
    title: str
    body: str
    association: _Name
    published_at: _Published


def ideas_page(session: Session, after: str = "", *, size: int = SIZE) -> Page[PublicIdea]:
    """The newest first."""
    renewed = (
        select(func.max(col(IdeaVersion.published_at)))
        .where(col(IdeaVersion.idea_id) == Idea.id)
        .correlate(Idea)
        .scalar_subquery()
    )
    query = _with_name(ideas.visible(VISITOR, Idea, col(Association.name), renewed), Idea).where(
        col(Idea.state) == IdeaState.PUBLISHED, col(Idea.published_at).is_not(None)
    )
    return carded(_newest(session, query, Idea, after, size), lambda row: _idea(*row))


def events_page(session: Session, after: str = "", *, size: int = SIZE) -> Page[PublicEvent]:
    """The newest first, by when they were announced."""
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
    query = events.visible(VISITOR, Event, renewed).where(col(Event.published_at).is_not(None))
    return carded(_newest(session, query, Event, after, size), lambda row: _event(*row))


def associations_page(session: Session, after: str = "", *, size: int = SIZE) -> Page[PublicAssociation]:
    """In Finnish order."""
    key = [col(Association.sort_key), col(Association.id)]
    page = paged(session, associations.visible(VISITOR), key=key, after=after, size=size)
    return carded(page, _association)


def groups_page(session: Session, after: str = "", *, size: int = SIZE) -> Page[PublicGroup]:
    """In Finnish order."""
    query = groups.visible(VISITOR).where(col(Group.state) == GroupState.ACTIVE)
    key = [col(Group.sort_key), col(Group.id)]
    return carded(paged(session, query, key=key, after=after, size=size), _group)


def calls_page(session: Session, after: str = "", *, size: int = SIZE) -> Page[PublicCall]:
    """The latest to open first."""
    key = [col(Call.opens_on), col(Call.id)]
    page = paged(session, calls.visible(VISITOR), key=key, after=after, descending=True, size=size)
    return carded(page, _call)


def stories_page(session: Session, after: str = "", *, size: int = SIZE) -> Page[PublicStory]:
    """The newest first."""
    query = _with_name(stories.visible(VISITOR, Story, col(Association.name)), Story).where(
        col(Story.state) == StoryState.PUBLISHED, col(Story.published_at).is_not(None)
    )
    return carded(_newest(session, query, Story, after, size), lambda row: _story(*row))


# What a programme may ask for, by the name that it has in an address.
LISTS: dict[str, tuple[type[Any], Callable[[Session, str], Page[Any]]]] = {
    "ideas": (PublicIdea, ideas_page),
    "events": (PublicEvent, events_page),
    "associations": (PublicAssociation, associations_page),
    "groups": (PublicGroup, groups_page),
    "calls": (PublicCall, calls_page),
    "stories": (PublicStory, stories_page),
}


def address(page: str, number: int) -> str:
    return f"{settings().base_url}/{page}?id={number}"


def _with_name(query: Any, table: Any) -> Any:
    """With the association's name, where everybody may know it."""
    known = and_(col(Association.id) == table.association_id, associations.known_to(VISITOR))
    return query.join(Association, known, isouter=True)


def _newest(session: Session, query: Any, table: Any, after: str, size: int) -> Page[Any]:
    key = [col(table.published_at), col(table.id)]
    return paged(session, query, key=key, after=after, descending=True, size=size)


def _named(code: str) -> str:
    found = places.municipalities().get(code)
    return found.names["fi"] if found else ""


def _idea(idea: Idea, association: str | None, renewed: datetime | None) -> PublicIdea:
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


def _story(story: Story, association: str | None) -> PublicStory:
    assert story.published_at is not None
    url = address("story", story.id)
    return PublicStory(story.id, url, story.title, story.body, association or "", story.published_at)


def _event(event: Event, renewed: datetime | None) -> PublicEvent:
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
    place = row.municipality
    return PublicAssociation(
        row.id, address("association", row.id), row.name, row.description, place, _named(place)
    )


def _group(row: Group) -> PublicGroup:
    place = row.municipality
    return PublicGroup(row.id, address("group", row.id), row.name, row.purpose, place, _named(place))


def _call(row: Call) -> PublicCall:
    return PublicCall(
        row.id,
        address("call", row.id),
        row.name,
        row.programme,
        row.authority,
        row.opens_on,
        row.closes_on,
        row.link,
    )
