"""Who may know of an idea, and who may do what with it."""

from typing import Any

from sqlalchemy import Select, and_, or_, select
from sqlmodel import Session, col

from models import (
    IDEA_LIFECYCLE,
    REVISION_LIFECYCLE,
    Idea,
    IdeaAction,
    IdeaState,
    NotFound,
    PartnerRequest,
    RevisionAction,
)
from services.actors import Actor

# A facilitator never sees a draft: what somebody tries out is theirs until they submit it.
SUBMITTED_ONCE = (
    IdeaState.SUBMITTED,
    IdeaState.RETURNED,
    IdeaState.PUBLISHED,
    IdeaState.REJECTED,
    IdeaState.HIDDEN,
    IdeaState.WITHDRAWN,
)


def visible(actor: Actor, *selected: Any) -> Select[Any]:
    """The ideas that this person may know of: every read starts here."""
    mine = col(Idea.association_id).in_(actor.roles)
    allowed = SUBMITTED_ONCE if actor.is_facilitator else (IdeaState.PUBLISHED,)
    # Whoever was asked or came along still reads what the idea was when it has been withdrawn.
    ended_for_partner = and_(col(Idea.state) == IdeaState.WITHDRAWN, col(Idea.id).in_(_asked_about(actor)))
    return select(*(selected or (Idea,))).where(or_(mine, col(Idea.state).in_(allowed), ended_for_partner))


def _asked_about(actor: Actor) -> Select[Any]:
    return select(col(PartnerRequest.idea_id)).where(
        or_(
            col(PartnerRequest.from_association_id).in_(actor.roles),
            col(PartnerRequest.to_association_id).in_(actor.roles),
        )
    )


def fetch(session: Session, actor: Actor, idea_id: int) -> Idea:
    """The idea; NotFound for who may not know of it."""
    found: Idea | None = session.execute(visible(actor).where(col(Idea.id) == idea_id)).scalar_one_or_none()
    if found is None:
        raise NotFound
    return found


def may(actor: Actor, action: IdeaAction, idea: Idea) -> bool:
    match action:
        case IdeaAction.SUBMIT | IdeaAction.TAKE_BACK | IdeaAction.WITHDRAW:
            return actor.acts_for(idea.association_id)
        case (
            IdeaAction.PUBLISH
            | IdeaAction.RETURN
            | IdeaAction.REJECT
            | IdeaAction.HIDE
            | IdeaAction.RESTORE
            | IdeaAction.REOPEN
        ):
            return may_judge(actor, idea)


def may_revise(actor: Actor, action: RevisionAction, idea: Idea) -> bool:
    match action:
        case RevisionAction.EDIT | RevisionAction.SUBMIT | RevisionAction.TAKE_BACK | RevisionAction.DISCARD:
            return actor.acts_for(idea.association_id)
        case RevisionAction.ACCEPT | RevisionAction.RETURN:
            return may_judge(actor, idea)


def may_judge(actor: Actor, idea: Idea) -> bool:
    # Nobody judges an idea of their own association, not even a facilitator.
    return actor.is_facilitator and not actor.belongs_to(idea.association_id)


def actions_for(actor: Actor, idea: Idea) -> list[IdeaAction]:
    """The steps open to this person now: the page draws one button for each."""
    return [step for step in IDEA_LIFECYCLE.actions(idea.state) if may(actor, step, idea)]


def revision_actions_for(actor: Actor, idea: Idea) -> list[RevisionAction]:
    """The steps open for the edits of a published idea."""
    if idea.state != IdeaState.PUBLISHED:
        return []
    return [step for step in REVISION_LIFECYCLE.actions(idea.revision_state) if may_revise(actor, step, idea)]


def may_edit(actor: Actor, idea: Idea) -> bool:
    """A draft and what was returned are written in place; a published idea through its revision."""
    if idea.state == IdeaState.PUBLISHED:
        return RevisionAction.EDIT in revision_actions_for(actor, idea)
    return IdeaAction.SUBMIT in actions_for(actor, idea)


def may_react(actor: Actor, idea: Idea) -> bool:
    """Endorse, or ask for a look: anybody with an account, for a published idea of others."""
    return (
        not actor.is_visitor
        and idea.state == IdeaState.PUBLISHED
        and not actor.belongs_to(idea.association_id)
    )
