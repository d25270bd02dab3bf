"""What happens to an idea after it has been written: decisions, taking back, withdrawing, revising."""

from sqlmodel import Session, col, select

from models import (
    PARTNER_REQUEST_OPEN,
    FlagReason,
    Forbidden,
    Idea,
    IdeaAction,
    IdeaState,
    Invalid,
    Kind,
    PartnerRequest,
    PartnerRequestState,
    RevisionAction,
    RevisionState,
    WithdrawReason,
    now,
)
from services import journal, notices, reviews
from services import words as written
from services.actors import Actor
from services.ideas import content
from services.ideas.access import fetch, may, may_react
from services.ideas.drafts import record_revision, revisable, submit
from services.ideas.versions import let_out


def move(session: Session, actor: Actor, idea_id: int, action: IdeaAction, *, why: str = "") -> Idea:
    """Takes a step; telling the authors of a decision is the moderation's, which knows the reason."""
    match action:
        case IdeaAction.SUBMIT:
            return submit(session, actor, idea_id)
        case IdeaAction.TAKE_BACK:
            return take_back(session, actor, idea_id)
        case IdeaAction.WITHDRAW:
            return withdraw(session, actor, idea_id, WithdrawReason.OTHER, why=why)
    return _step(session, actor, idea_id, action, why)


def take_back(session: Session, actor: Actor, idea_id: int) -> Idea:
    """Back to a draft: nobody needs to decide it now."""
    idea = _step(session, actor, idea_id, IdeaAction.TAKE_BACK)
    reviews.close_item(session, Kind.IDEA, idea.id)
    return idea


def withdraw(
    session: Session,
    actor: Actor,
    idea_id: int,
    reason: WithdrawReason,
    *,
    duplicate_of: int | None = None,
    why: str = "",
) -> Idea:
    """Ends a published idea, with a reason; a duplicate names the idea that goes on."""
    why = written.body(why, field="why", most=1000, needed=False)
    other = _duplicate(session, actor, idea_id, duplicate_of) if reason == WithdrawReason.DUPLICATE else None
    idea = _step(session, actor, idea_id, IdeaAction.WITHDRAW, why)
    idea.withdrawn_because = reason
    idea.duplicate_of = other
    reviews.close_item(session, Kind.IDEA, idea.id)
    _tell_partners(session, actor, idea)
    return idea


def _tell_partners(session: Session, actor: Actor, idea: Idea) -> None:
    """Whoever has a letter open, or has promised to come along, hears that the idea has ended."""
    standing = (*PARTNER_REQUEST_OPEN, PartnerRequestState.ACCEPTED)
    pairs = session.exec(
        select(PartnerRequest.from_association_id, PartnerRequest.to_association_id).where(
            PartnerRequest.idea_id == idea.id, col(PartnerRequest.state).in_(standing)
        )
    )
    others = {side for pair in pairs for side in pair} - {idea.association_id}
    people = [person for side in others for person in notices.people_of(session, side)]
    entry = journal.newest(session, Kind.IDEA, idea.id)
    notices.tell(
        session, entry, people, "idea_withdrawn", f"/idea?id={idea.id}", by_mail=True, idea=idea.title
    )


def _duplicate(session: Session, actor: Actor, idea_id: int, other_id: int | None) -> int:
    if not other_id:
        raise Invalid("needed", field="duplicate_of")
    if other_id == idea_id:
        raise Invalid("idea_duplicate_of_itself", field="duplicate_of")
    other = fetch(session, actor, other_id)
    if other.state != IdeaState.PUBLISHED:
        raise Invalid("idea_duplicate_not_published", field="duplicate_of")
    return other.id


def _step(session: Session, actor: Actor, idea_id: int, action: IdeaAction, why: str = "") -> Idea:
    idea = fetch(session, actor, idea_id)
    if not may(actor, action, idea):
        raise Forbidden
    before = idea.state
    idea.move(action)
    if idea.state == IdeaState.PUBLISHED:
        idea.published_at = idea.published_at or now()
        let_out(session, idea.id)
    elif idea.revision_state == RevisionState.SUBMITTED:
        # Only a published idea has a revision to decide; its writers keep it and hand it in again.
        idea.move_revision(RevisionAction.TAKE_BACK)
    session.flush()
    journal.record(session, actor, Kind.IDEA, idea.id, action, before=before, after=idea.state, why=why)
    return idea


def take_back_revision(session: Session, actor: Actor, idea_id: int) -> Idea:
    idea = revisable(session, actor, idea_id, RevisionAction.TAKE_BACK)
    idea.move_revision(RevisionAction.TAKE_BACK)
    reviews.close_item(session, Kind.IDEA, idea.id)
    record_revision(session, actor, idea, RevisionAction.TAKE_BACK)
    return idea


def discard_revision(session: Session, actor: Actor, idea_id: int) -> Idea:
    idea = revisable(session, actor, idea_id, RevisionAction.DISCARD)
    idea.move_revision(RevisionAction.DISCARD)
    record_revision(session, actor, idea, RevisionAction.DISCARD)
    return idea


def accept_revision(session: Session, actor: Actor, idea_id: int, *, why: str = "") -> Idea:
    """The edits become what everybody reads."""
    idea = revisable(session, actor, idea_id, RevisionAction.ACCEPT)
    words = content.being_written(session, idea)
    idea.move_revision(RevisionAction.ACCEPT)
    content.store(session, idea, words)
    let_out(session, idea.id)
    record_revision(session, actor, idea, RevisionAction.ACCEPT, why)
    return idea


def return_revision(session: Session, actor: Actor, idea_id: int, *, why: str = "") -> Idea:
    """The edits go back to their writers; readers keep the words they have."""
    idea = revisable(session, actor, idea_id, RevisionAction.RETURN)
    idea.move_revision(RevisionAction.RETURN)
    record_revision(session, actor, idea, RevisionAction.RETURN, why)
    return idea


def flag(
    session: Session, actor: Actor, idea_id: int, why: str, *, reason: FlagReason = FlagReason.OTHER
) -> None:
    """Asks the facilitators to look at a published idea."""
    idea = fetch(session, actor, idea_id)
    if not may_react(actor, idea):
        raise Forbidden
    why = written.body(why, field="why", most=1000)
    reviews.flag(session, actor, Kind.IDEA, idea.id, why, reason=reason)
