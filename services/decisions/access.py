"""Who knows of a proposal, who may do what with it, and how a facilitator takes it out of sight."""

from typing import Any

from sqlalchemy import Select, or_, select, true
from sqlmodel import Session, col

from models import (
    PROPOSAL_LIFECYCLE,
    FlagReason,
    Forbidden,
    Kind,
    NotFound,
    Proposal,
    ProposalAction,
    Visibility,
    VisibilityAction,
)
from services import circles, journal, reviews, words
from services.actors import Actor
from services.circles import Circle

WHY_LENGTH = 1000


def visible(actor: Actor, *selected: Any) -> Select[Any]:
    """The proposals that this person may know of: every read starts here."""
    readable = or_(col(Proposal.state) == Visibility.VISIBLE, col(Proposal.author_id) == actor.person_id)
    return (
        select(*(selected or (Proposal,)))
        .where(circles.inside(actor, Proposal))
        .where(true() if actor.is_facilitator else readable)
    )


def fetch(session: Session, actor: Actor, proposal_id: int) -> Proposal:
    """The proposal; NotFound for who may not know of it."""
    found: Proposal | None = session.execute(
        visible(actor).where(col(Proposal.id) == proposal_id)
    ).scalar_one_or_none()
    if found is None:
        raise NotFound
    return found


def hold(session: Session, proposal: Proposal) -> None:
    """Votes and the closing are taken one after the other until the end of the act."""
    session.refresh(proposal, with_for_update=True)


def may(actor: Actor, action: ProposalAction, proposal: Proposal, circle: Circle) -> bool:
    """The verdict; whether one of the votes is this person's, the roll says."""
    match action:
        case ProposalAction.VOTE:
            return circle.takes_part
        case ProposalAction.CLOSE | ProposalAction.WITHDRAW:
            return proposal.author_id == actor.person_id or circle.runs


def actions_for(actor: Actor, proposal: Proposal, circle: Circle) -> list[ProposalAction]:
    return [step for step in PROPOSAL_LIFECYCLE.actions(proposal.stage) if may(actor, step, proposal, circle)]


def may_judge(actor: Actor, _action: VisibilityAction, proposal: Proposal) -> bool:
    """A plan's are its people's own; nobody judges the words of their own association, nor their own."""
    return (
        actor.is_facilitator
        and proposal.group_id is not None
        and proposal.author_id != actor.person_id
        and not actor.belongs_to(proposal.association_id)
    )


def may_flag(actor: Actor, proposal: Proposal) -> bool:
    return proposal.group_id is not None and proposal.is_visible and proposal.author_id != actor.person_id


def move(
    session: Session, actor: Actor, proposal_id: int, action: VisibilityAction, *, why: str = ""
) -> Proposal:
    """Hides or restores; nobody votes on what is hidden. Telling the author is the moderation's."""
    proposal = fetch(session, actor, proposal_id)
    if not may_judge(actor, action, proposal):
        raise Forbidden
    why = words.body(why, field="why", most=WHY_LENGTH, needed=False)
    before = proposal.state
    proposal.move(action)
    journal.record(
        session, actor, Kind.DECISION, proposal.id, action, before=before, after=proposal.state, why=why
    )
    return proposal


def flag(
    session: Session, actor: Actor, proposal_id: int, why: str, *, reason: FlagReason = FlagReason.OTHER
) -> None:
    """Asks the facilitators to look at it."""
    proposal = fetch(session, actor, proposal_id)
    if not may_flag(actor, proposal):
        raise Forbidden
    why = words.body(why, field="why", most=WHY_LENGTH)
    reviews.flag(session, actor, Kind.DECISION, proposal.id, why, reason=reason)


def address(proposal_id: int) -> str:
    return f"/decision?id={proposal_id}"
