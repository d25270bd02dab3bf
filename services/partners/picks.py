"""A facilitator's word on a partner for an idea: put first, or left out, with a reason that the idea's people read."""

from sqlmodel import Session

from models import (
    Association,
    AssociationState,
    Forbidden,
    Idea,
    IdeaState,
    Kind,
    NotFound,
    PartnerPick,
    Pick,
    WrongState,
    now,
)
from services import associations, ideas, journal, notices, words
from services.actors import Actor

REASON_LENGTH = 500


def may_pick(actor: Actor, idea: Idea) -> bool:
    """Nobody steers the partners of their own association's idea, not even a facilitator."""
    return actor.is_facilitator and not actor.belongs_to(idea.association_id)


def pick(
    session: Session, actor: Actor, idea_id: int, association_id: int, choice: Pick, reason: str
) -> PartnerPick:
    """Puts the association first in the idea's list, or leaves it out; an earlier word is replaced."""
    idea = _open(session, actor, idea_id)
    partner = _partner(session, actor, idea, association_id)
    reason = words.body(reason, field="reason", most=REASON_LENGTH)
    row = session.get(PartnerPick, (idea.id, partner.id))
    if row and (row.pick, row.reason) == (choice, reason):
        return row
    row = session.merge(
        PartnerPick(
            idea_id=idea.id,
            association_id=partner.id,
            pick=choice,
            reason=reason,
            picked_by=actor.id,
            created_at=now(),
        )
    )
    session.flush()
    _record(session, actor, idea, partner, choice, reason)
    return row


def unpick(session: Session, actor: Actor, idea_id: int, association_id: int) -> None:
    """Takes the word back; NotFound when there is none."""
    idea = _open(session, actor, idea_id)
    row = session.get(PartnerPick, (idea.id, association_id))
    if row is None:
        raise NotFound
    session.delete(row)
    session.flush()
    journal.record(
        session, actor, Kind.IDEA, idea.id, f"partner_un{row.pick}", before=idea.state, after=idea.state
    )


def _open(session: Session, actor: Actor, idea_id: int) -> Idea:
    idea = ideas.fetch(session, actor, idea_id)
    if not may_pick(actor, idea):
        raise Forbidden
    if idea.state != IdeaState.PUBLISHED:
        raise WrongState("request_idea_closed")
    return idea


def _partner(session: Session, actor: Actor, idea: Idea, association_id: int) -> Association:
    partner = associations.fetch(session, actor, association_id)
    if partner.state != AssociationState.VERIFIED or partner.id == idea.association_id:
        raise NotFound
    return partner


def _record(
    session: Session, actor: Actor, idea: Idea, partner: Association, choice: Pick, reason: str
) -> None:
    entry = journal.record(
        session,
        actor,
        Kind.IDEA,
        idea.id,
        f"partner_{choice}",
        before=idea.state,
        after=idea.state,
        why=f"{partner.name}: {reason}",
    )
    if choice == Pick.PIN:
        notices.tell(
            session,
            entry,
            notices.people_of(session, idea.association_id),
            "partner_pinned",
            f"/partners?idea={idea.id}",
            association=partner.name,
            idea=idea.title,
        )
