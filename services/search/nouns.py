"""What a search shows of each kind, and to whom. A new kind needs an entry here, and a document."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, true
from sqlmodel import Session, col

from models import (
    ActionPoint,
    AgendaItem,
    Article,
    ArticleState,
    Association,
    AssociationState,
    Call,
    CallState,
    Event,
    EventState,
    Group,
    GroupState,
    Idea,
    IdeaState,
    Kind,
    Meeting,
    Plan,
    Proposal,
    ProposalOption,
    Story,
    StoryState,
    Thread,
    ThreadState,
    Visibility,
)
from services import threads
from services.actors import Actor
from services.articles import access as articles
from services.associations import access as associations
from services.calls import access as calls
from services.decisions import access as decisions
from services.events import access as events
from services.groups import access as groups
from services.ideas import access as ideas
from services.meetings import access as meetings
from services.plans import access as plans
from services.stories import access as stories


@dataclass(frozen=True)
class Noun:
    model: type[Any]
    # The select that every read of the noun starts from; of its own table alone.
    visible: Callable[[Actor], Select[Any]]
    title: Any
    # The texts that an excerpt may be taken of, in this order.
    texts: tuple[Any, ...]
    # What anybody works with now: neither a draft nor past. Only such are proposed as similar.
    live: ColumnElement[bool]
    at: Any
    association_id: Any = None
    municipality: Any = None


def seen(
    session: Session, actor: Actor, kind: Kind, ids: Collection[int], *where: ColumnElement[bool]
) -> set[int]:
    """Those of the ids whose things this person may see."""
    if not ids:
        return set()
    noun = NOUNS[kind]
    visible = noun.visible(actor).whereclause
    # As one truth value: SQLite would look for all that are published before it looks for the few asked for.
    allowed = and_(true() if visible is None else visible, *where).is_(true())
    return set(session.scalars(select(noun.model.id).where(noun.model.id.in_(ids), allowed)))


def _ideas(actor: Actor) -> Select[Any]:
    # The words of a returned idea are its own people's: others read it as it was handed in.
    readable = or_(col(Idea.state) != IdeaState.RETURNED, col(Idea.association_id).in_(actor.roles))
    return ideas.visible(actor).where(readable)


def _articles(actor: Actor) -> Select[Any]:
    return articles.visible(actor).where(articles.readable(actor))


def _stories(actor: Actor) -> Select[Any]:
    return stories.visible(actor).where(stories.readable(actor))


def _threads(actor: Actor) -> Select[Any]:
    return threads.visible(actor, Thread)


def _together(text: Any, belongs: Any) -> Any:
    """The texts of the rows that belong to the thing, as one."""
    joined = select(func.coalesce(func.aggregate_strings(col(text), ". "), "")).where(belongs)
    return joined.scalar_subquery()


NOUNS: Mapping[Kind, Noun] = {
    Kind.IDEA: Noun(
        Idea,
        _ideas,
        Idea.title,
        (Idea.summary, Idea.need, Idea.offers),
        live=col(Idea.state) == IdeaState.PUBLISHED,
        at=Idea.published_at,
        association_id=Idea.association_id,
        municipality=Idea.municipality,
    ),
    Kind.ASSOCIATION: Noun(
        Association,
        associations.visible,
        Association.name,
        (Association.description,),
        live=col(Association.state) == AssociationState.VERIFIED,
        at=Association.created_at,
        municipality=Association.municipality,
    ),
    Kind.GROUP: Noun(
        Group,
        groups.visible,
        Group.name,
        (Group.purpose,),
        live=col(Group.state) == GroupState.ACTIVE,
        at=Group.created_at,
        association_id=Group.association_id,
        municipality=Group.municipality,
    ),
    Kind.PLAN: Noun(
        Plan,
        plans.visible,
        Plan.name,
        (),
        live=true(),
        at=Plan.created_at,
        association_id=Plan.lead_association_id,
    ),
    Kind.EVENT: Noun(
        Event,
        events.visible,
        Event.title,
        (Event.body, Event.place),
        live=col(Event.state) == EventState.PUBLISHED,
        at=Event.starts_at,
        municipality=Event.municipality,
    ),
    Kind.CALL: Noun(
        Call,
        calls.visible,
        Call.name,
        (Call.programme, Call.notes),
        live=col(Call.state) == CallState.PUBLISHED,
        at=Call.closes_on,
    ),
    Kind.THREAD: Noun(
        Thread,
        _threads,
        Thread.title,
        (Thread.body,),
        live=col(Thread.state) == ThreadState.VISIBLE,
        at=Thread.active_at,
        association_id=Thread.association_id,
    ),
    Kind.ARTICLE: Noun(
        Article,
        _articles,
        Article.title,
        (Article.body,),
        live=col(Article.state) == ArticleState.PUBLISHED,
        at=Article.published_at,
    ),
    Kind.STORY: Noun(
        Story,
        _stories,
        Story.title,
        (Story.body,),
        live=col(Story.state) == StoryState.PUBLISHED,
        at=Story.published_at,
        association_id=Story.association_id,
    ),
    Kind.DECISION: Noun(
        Proposal,
        decisions.visible,
        Proposal.title,
        (Proposal.body, _together(ProposalOption.text, ProposalOption.proposal_id == Proposal.id)),
        live=col(Proposal.state) == Visibility.VISIBLE,
        at=Proposal.created_at,
        association_id=Proposal.association_id,
    ),
    Kind.MEETING: Noun(
        Meeting,
        meetings.visible,
        Meeting.title,
        (
            Meeting.body,
            Meeting.place,
            _together(AgendaItem.title, AgendaItem.meeting_id == Meeting.id),
            _together(AgendaItem.minutes, AgendaItem.meeting_id == Meeting.id),
            _together(ActionPoint.title, ActionPoint.meeting_id == Meeting.id),
        ),
        live=col(Meeting.state) == Visibility.VISIBLE,
        at=Meeting.starts_at,
        association_id=Meeting.association_id,
    ),
}
