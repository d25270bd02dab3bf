"""Two associations are made one while a vote is open: they have one vote."""

from sqlmodel import Session, col, select

from models import Association, Conflict, Kind, Proposal, ProposalSeat
from services import circles, journal
from services.actors import VISITOR, Actor
from services.decisions import access, closing
from services.decisions.roll import empty_seats


def one_seat(
    session: Session, actor: Actor, *, proposal: Proposal, survivor: Association, merged: Association
) -> None:
    """Leaves the seat that is filled, or the survivor's; Conflict when both are, for nobody knows which one holds.

    The vote ends when no empty seat is left by it.
    """
    access.hold(session, proposal)
    seats = select(ProposalSeat).where(
        col(ProposalSeat.proposal_id) == proposal.id,
        col(ProposalSeat.association_id).in_((survivor.id, merged.id)),
    )
    found = session.exec(seats.execution_options(populate_existing=True)).all()
    if all(seat.has_voted for seat in found):
        raise Conflict("merge_vote", title=proposal.title)
    stays, goes = sorted(found, key=lambda seat: (not seat.has_voted, seat.association_id != survivor.id))
    session.delete(goes)
    session.flush()
    stays.association_id = survivor.id
    session.flush()
    journal.record(session, actor, Kind.DECISION, proposal.id, "merge", after=proposal.stage, why=merged.name)
    if proposal.takes_votes and not empty_seats(session, proposal):
        closing.finish(session, None, circles.around(session, VISITOR, proposal), proposal)
