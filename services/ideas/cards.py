"""Ideas as they are listed, and one as it is read."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlmodel import Session, col

from models import (
    Association,
    Comment,
    CommentState,
    Endorsement,
    Idea,
    IdeaAction,
    IdeaNeed,
    IdeaState,
    IdeaTag,
    Kind,
    RevisionAction,
    RevisionState,
    TagKind,
)
from services.actors import Actor
from services.ideas import access, versions
from services.ideas.content import Content
from services.paging import PAGE_SIZE, Page, carded, paged
from services.search.conditions import condition
from services.words import excerpt


@dataclass(frozen=True)
class IdeaCard:
    id: int
    title: str
    summary: str
    association_id: int
    association: str
    municipality: str
    state: IdeaState
    # What this reader can do next: `idea_next.<word>`.
    next_step: str
    needs: int
    endorsements: int
    comments: int
    reply_by: date | None
    published_at: datetime | None
    saved_at: datetime


def visible_to(
    session: Session,
    actor: Actor,
    *,
    words: str = "",
    municipality: str = "",
    target_group: str = "",
    priority: str = "",
    competence_sought: str = "",
    call: str = "",
    group: int = 0,
    association: int = 0,
    mine: bool = False,
    state: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
    after: str = "",
    size: int = PAGE_SIZE,
) -> Page[IdeaCard]:
    """Published ideas, newest first; with `mine` those of own associations, or a state, the latest saved first.

    `since` and `until`: only those published after the one, and not after the other.
    """
    query = _cards(actor).where(
        *([col(Idea.association_id).in_(actor.roles)] if mine else []),
        *([col(Idea.state) == (_state(state) or IdeaState.PUBLISHED)] if state or not mine else []),
        *_words(session, actor, words),
        *_where(municipality, group, association),
        *_for_call(call),
        *_tagged(TagKind.TARGET_GROUP, target_group),
        *_tagged(TagKind.PRIORITY, priority),
        *_seeking(competence_sought),
        *_published_between(since, until),
    )
    public = not mine and (_state(state) or IdeaState.PUBLISHED) == IdeaState.PUBLISHED
    at = col(Idea.published_at) if public else col(Idea.saved_at)
    page = paged(session, query, key=[at, col(Idea.id)], after=after, descending=True, size=size)
    return _as_handed_in(session, actor, carded(page, lambda row: _card(actor, *row)))


def _as_handed_in(session: Session, actor: Actor, page: Page[IdeaCard]) -> Page[IdeaCard]:
    """A returned idea's edits are its own people's: others see the words that were returned."""
    returned = [
        card.id
        for card in page.rows
        if card.state == IdeaState.RETURNED and not actor.belongs_to(card.association_id)
    ]
    handed_in = versions.latest_of(session, returned) if returned else {}
    return carded(page, lambda card: _told_as(card, handed_in.get(card.id)))


def _told_as(card: IdeaCard, words: Content | None) -> IdeaCard:
    if words is None:
        return card
    return replace(card, title=words.title, summary=excerpt(words.summary), municipality=words.municipality)


def _cards(actor: Actor) -> Any:
    """Idea, association and the three counts, in one query whatever the number of rows."""
    return access.visible(
        actor,
        Idea,
        col(Association.name),
        _count(IdeaNeed, col(IdeaNeed.idea_id) == Idea.id),
        _count(Endorsement, col(Endorsement.idea_id) == Idea.id),
        _count(
            Comment,
            col(Comment.subject_kind) == Kind.IDEA,
            col(Comment.subject_id) == Idea.id,
            col(Comment.state) == CommentState.VISIBLE,
        ),
    ).join(Association, col(Association.id) == Idea.association_id)


def _count(table: Any, *where: Any) -> Any:
    return select(func.count()).select_from(table).where(*where).correlate(Idea).scalar_subquery()


def _state(word: str) -> IdeaState | None:
    return IdeaState(word) if word in set(IdeaState) else None


def _words(session: Session, actor: Actor, words: str) -> list[ColumnElement[bool]]:
    """Found by its words; a returned idea, whose words are its own people's, by them alone."""
    if not words.strip():
        return []
    readable = or_(col(Idea.state) != IdeaState.RETURNED, col(Idea.association_id).in_(actor.roles))
    return [condition(session, Kind.IDEA, words), readable]


def _where(municipality: str, group: int, association: int) -> list[ColumnElement[bool]]:
    """Of this municipality, group and association; what is empty asks nothing."""
    asked = {Idea.municipality: municipality, Idea.group_id: group, Idea.association_id: association}
    return [col(column) == value for column, value in asked.items() if value]


def _for_call(call: str) -> list[ColumnElement[bool]]:
    return [col(Idea.call_id) == int(call)] if call.isdecimal() and len(call) < 10 else []


def _published_between(since: datetime | None, until: datetime | None) -> list[ColumnElement[bool]]:
    """After the one and not after the other."""
    at = col(Idea.published_at)
    return [*([at > since] if since else []), *([at <= until] if until else [])]


def _tagged(kind: TagKind, slug: str) -> list[ColumnElement[bool]]:
    if not slug:
        return []
    found = and_(col(IdeaTag.idea_id) == Idea.id, col(IdeaTag.kind) == kind, col(IdeaTag.slug) == slug)
    return [exists().where(found)]


def _seeking(competence: str) -> list[ColumnElement[bool]]:
    if not competence:
        return []
    found = and_(col(IdeaNeed.idea_id) == Idea.id, col(IdeaNeed.competence) == competence)
    return [exists().where(found)]


def _card(
    actor: Actor, idea: Idea, association: str, needs: int, endorsements: int, comments: int
) -> IdeaCard:
    return IdeaCard(
        id=idea.id,
        title=idea.title,
        summary=excerpt(idea.summary),
        association_id=idea.association_id,
        association=association,
        municipality=idea.municipality,
        state=idea.state,
        next_step=next_step(actor, idea, needs),
        needs=needs,
        endorsements=endorsements,
        comments=comments,
        reply_by=idea.reply_by,
        published_at=idea.published_at,
        saved_at=idea.saved_at,
    )


def next_step(actor: Actor, idea: Idea, needs: int) -> str:
    """What this reader would do with the idea now, in a word."""
    steps = {*access.actions_for(actor, idea)}
    if IdeaAction.SUBMIT in steps:
        return "finish" if idea.state == IdeaState.DRAFT else "mend"
    if IdeaAction.PUBLISH in steps:
        return "review"
    if RevisionAction.ACCEPT in access.revision_actions_for(actor, idea):
        return "review_edit"
    if IdeaAction.TAKE_BACK in steps:
        return "wait"
    if idea.state != IdeaState.PUBLISHED:
        return "read"
    return _next_of_published(actor, idea, needs)


def _next_of_published(actor: Actor, idea: Idea, needs: int) -> str:
    if actor.acts_for(idea.association_id):
        if idea.revision_state == RevisionState.DRAFT:
            return "submit_edit"
        return "find_partners" if needs else "discuss"
    return "offer" if needs and not actor.belongs_to(idea.association_id) else "discuss"
