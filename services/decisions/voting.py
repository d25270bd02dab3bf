"""A vote is cast: seen by everybody in an open ballot, and by nobody in a closed one."""

from sqlalchemy import update
from sqlmodel import Session, col

from models import (
    Ballot,
    Conflict,
    Forbidden,
    Invalid,
    Kind,
    NotFound,
    Proposal,
    ProposalAction,
    ProposalOption,
    ProposalSeat,
    WrongState,
    now,
)
from services import circles, journal
from services.actors import Actor
from services.decisions import access, closing
from services.decisions.roll import empty_seats


def vote(
    session: Session, actor: Actor, proposal_id: int, seat_id: int, option_id: int | None, *, seen: int | None
) -> None:
    """Fills one seat of the roll, and closes the vote when it was the last empty one.

    In an open ballot a vote may be changed until the closing: `seen` is the option that stood there when the person
    looked, and Conflict tells that another of the association's people has voted meanwhile. In a closed ballot a vote
    stands: nobody, we neither, knows which one to take back.
    """
    proposal = access.fetch(session, actor, proposal_id)
    circle = circles.around(session, actor, proposal)
    if not access.may(actor, ProposalAction.VOTE, proposal, circle):
        raise Forbidden
    access.hold(session, proposal)
    if not proposal.takes_votes:
        raise WrongState("vote_over")
    seat = _seat(session, actor, proposal, seat_id)
    option = _option(session, proposal, option_id)
    proposal.step(ProposalAction.VOTE)
    if proposal.ballot == Ballot.CLOSED:
        _drop_in(session, seat, option)
    else:
        _raise_hand(session, actor, seat, option, seen)
    session.flush()
    if not empty_seats(session, proposal):
        closing.finish(session, None, circle, proposal)


def may_fill(actor: Actor, seat: ProposalSeat) -> bool:
    if seat.person_id is not None:
        return seat.person_id == actor.person_id
    return actor.acts_for(seat.association_id)


def _seat(session: Session, actor: Actor, proposal: Proposal, seat_id: int) -> ProposalSeat:
    seat = session.get(ProposalSeat, seat_id, populate_existing=True)
    if seat is None or seat.proposal_id != proposal.id:
        raise NotFound
    if not may_fill(actor, seat):
        raise Forbidden
    return seat


def _option(session: Session, proposal: Proposal, option_id: int | None) -> ProposalOption:
    if option_id is None:
        raise Invalid("needed", field="option")
    option = session.get(ProposalOption, option_id)
    if option is None or option.proposal_id != proposal.id:
        raise NotFound
    return option


def _drop_in(session: Session, seat: ProposalSeat, option: ProposalOption) -> None:
    """The mark on the roll and the ballot in the box: two rows that nothing joins, without a time or a name.

    No journal row either: who voted at 14.02 and which count grew then would tell it all.
    """
    if seat.has_voted:
        raise Conflict("vote_cast_already")
    seat.has_voted = True
    session.connection().execute(
        update(ProposalOption)
        .where(col(ProposalOption.id) == option.id)
        .values(votes=ProposalOption.votes + 1)
    )
    session.expire(option, ["votes"])


def _raise_hand(
    session: Session, actor: Actor, seat: ProposalSeat, option: ProposalOption, seen: int | None
) -> None:
    before = seat.option_id
    if before == option.id:
        return
    if before != seen:
        raise Conflict("vote_meanwhile")
    seat.has_voted, seat.option_id = True, option.id
    seat.cast_by, seat.cast_at = actor.id, now()
    journal.record(
        session,
        actor,
        Kind.DECISION,
        seat.proposal_id,
        ProposalAction.VOTE,
        before=str(before or ""),
        after=str(option.id),
        why=option.text,
    )
