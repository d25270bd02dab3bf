"""Who knows of a proposal, and who may do what with it."""

from sqlmodel import Session

from models import PROPOSAL_LIFECYCLE, Kind, Proposal, ProposalAction
from services.actors import Actor
from services.circles import Circle
from services.sight import Sight

_SIGHT = Sight(Kind.DECISION, Proposal)
visible, fetch = _SIGHT.visible, _SIGHT.fetch
may_judge, may_flag = _SIGHT.may_judge, _SIGHT.may_flag
# Nobody votes on what is hidden.
move, flag = _SIGHT.move, _SIGHT.flag


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


def address(proposal_id: int) -> str:
    return f"/decision?id={proposal_id}"
