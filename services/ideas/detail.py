"""One idea with all that its page shows."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from models import (
    Association,
    AssociationState,
    Call,
    CallPriority,
    Endorsement,
    Group,
    GroupState,
    Idea,
    IdeaAction,
    IdeaNeed,
    IdeaState,
    Kind,
    Person,
    ReasonCode,
    ReviewItem,
    RevisionAction,
    RevisionState,
    WithdrawReason,
)
from services import journal, reviews
from services.actors import Actor
from services.ideas import access, content
from services.ideas.content import Content
from services.ideas.endorsements import endorsed_by
from services.ideas.versions import latest
from services.journal import Step


@dataclass(frozen=True)
class NeedRow:
    id: int
    competence: str
    words: str
    essential: bool


@dataclass(frozen=True)
class Verdict:
    """What the facilitators said last, for the idea's own people."""

    reason: ReasonCode | None
    words: str
    at: datetime | None


@dataclass(frozen=True)
class IdeaDetail:
    id: int
    content: Content
    association_id: int
    association: str
    author: str
    state: IdeaState
    revision_state: RevisionState
    published_at: datetime | None
    saved_at: datetime
    call: str
    # Slug → heading by language, for the priorities of the idea.
    headings: dict[str, dict[str, str]]
    group: str
    withdrawn_because: WithdrawReason | None
    duplicate_of: int | None
    endorsements: int
    endorsed: bool
    # May endorse it, and ask for a look.
    may_react: bool
    may_edit: bool
    may_offer: bool
    own: bool
    actions: list[IdeaAction]
    revision_actions: list[RevisionAction]
    verdict: Verdict | None
    steps: list[Step]


def detail(session: Session, actor: Actor, idea_id: int) -> IdeaDetail:
    idea = access.fetch(session, actor, idea_id)
    words = read_by(session, actor, idea)
    own = actor.belongs_to(idea.association_id)
    home = session.get_one(Association, idea.association_id)
    call = session.get(Call, words.call_id) if words.call_id else None
    return IdeaDetail(
        id=idea.id,
        content=words,
        association_id=idea.association_id,
        association=home.name,
        author=session.exec(select(Person.name).where(Person.id == idea.author_id)).one(),
        state=idea.state,
        revision_state=idea.revision_state if own or actor.is_facilitator else RevisionState.NONE,
        published_at=idea.published_at,
        saved_at=idea.saved_at,
        call=call.name if call else "",
        headings=_headings(session, words),
        group=_group(session, words.group_id),
        withdrawn_because=idea.withdrawn_because,
        duplicate_of=idea.duplicate_of,
        endorsements=endorsements_of(session, actor, idea.id),
        endorsed=endorsed_by(session, actor, idea.id),
        may_react=access.may_react(actor, idea),
        may_edit=access.may_edit(actor, idea),
        may_offer=may_offer(actor, idea, home),
        own=own,
        actions=access.actions_for(actor, idea),
        revision_actions=access.revision_actions_for(actor, idea),
        verdict=verdict_on(session, idea) if own else None,
        steps=journal.history(session, [(Kind.IDEA, idea.id)]) if own or actor.is_facilitator else [],
    )


def read_by(session: Session, actor: Actor, idea: Idea) -> Content:
    """The words for this reader: a returned idea's edits are its own people's until they hand them in."""
    if idea.state == IdeaState.RETURNED and not actor.belongs_to(idea.association_id):
        version = latest(session, idea.id)
        return content.from_plain(version.content) if version else Content()
    return content.of_row(session, idea)


def needs_of(session: Session, actor: Actor, idea_id: int) -> list[NeedRow]:
    """What the idea seeks, in the order of its writers."""
    idea = access.fetch(session, actor, idea_id)
    rows = session.exec(
        select(IdeaNeed).where(IdeaNeed.idea_id == idea.id).order_by(col(IdeaNeed.position))
    ).all()
    return [NeedRow(row.id, row.competence, row.words, row.essential) for row in rows]


def may_offer(actor: Actor, idea: Idea, home: Association) -> bool:
    """May offer an association of one's own as a partner; an archived association seeks none."""
    return (
        idea.state == IdeaState.PUBLISHED
        and home.state == AssociationState.VERIFIED
        and not actor.belongs_to(idea.association_id)
        and any(actor.acts_for(association_id) for association_id in actor.roles)
    )


def endorsements_of(session: Session, _actor: Actor, idea_id: int) -> int:
    query = select(func.count()).select_from(Endorsement).where(Endorsement.idea_id == idea_id)
    return session.exec(query).one()


def _headings(session: Session, words: Content) -> dict[str, dict[str, str]]:
    if not words.priorities:
        return {}
    rows = session.exec(
        select(CallPriority)
        .where(CallPriority.call_id == words.call_id, col(CallPriority.slug).in_(words.priorities))
        .order_by(col(CallPriority.position))
    )
    return {row.slug: row.heading for row in rows}


def _group(session: Session, group_id: int | None) -> str:
    found = session.get(Group, group_id) if group_id else None
    return found.name if found and found.state == GroupState.ACTIVE else ""


def verdict_on(session: Session, idea: Idea) -> Verdict | None:
    item: ReviewItem | None = reviews.item_of(session, Kind.IDEA, idea.id)
    if item is None or item.decided_at is None or not item.words:
        return None
    return Verdict(item.reason, item.words, item.decided_at)
