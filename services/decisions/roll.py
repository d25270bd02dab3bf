"""The roll of a vote: which votes are this person's, and who voted what when the ballot is open."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlmodel import Session, col

from models import Association, Ballot, Forbidden, Person, Proposal, ProposalOption, ProposalSeat
from services import associations
from services.actors import Actor
from services.circles import Circle
from services.decisions.access import fetch
from services.paging import Page, carded, paged


@dataclass(frozen=True)
class MySeat:
    """A vote that this person may cast."""

    id: int
    # Empty when it is the person's own.
    association: str
    has_voted: bool
    # What stands there, in an open ballot.
    option_id: int | None


@dataclass(frozen=True)
class SeatRow:
    """A line of the roll of an open ballot."""

    name: str
    option: str
    abstained: bool
    has_voted: bool
    cast_by: str
    cast_at: datetime | None


def roll(session: Session, actor: Actor, proposal_id: int, *, after: str = "") -> Page[SeatRow]:
    """Who voted what in an open ballot, for everybody who sees the proposal."""
    if fetch(session, actor, proposal_id).ballot == Ballot.CLOSED:
        raise Forbidden("vote_secret")
    return carded(
        paged(session, _seats(actor, proposal_id), key=[col(ProposalSeat.id)], after=after), _seat_row
    )


def empty_seats(session: Session, proposal: Proposal) -> int:
    query = select(func.count()).where(
        col(ProposalSeat.proposal_id) == proposal.id, col(ProposalSeat.has_voted).is_(False)
    )
    found: int = session.execute(query).scalar_one()
    return found


def mine(session: Session, actor: Actor, proposal: Proposal, circle: Circle) -> list[MySeat]:
    if actor.is_visitor or not circle.takes_part:
        return []
    query: Any = (
        select(ProposalSeat, col(Association.name))
        .join(Association, col(Association.id) == ProposalSeat.association_id, isouter=True)
        .where(col(ProposalSeat.proposal_id) == proposal.id, _my_seat(actor))
        .order_by(col(ProposalSeat.id))
        .execution_options(populate_existing=True)
    )
    return [
        MySeat(seat.id, name or "", seat.has_voted, seat.option_id) for seat, name in session.execute(query)
    ]


def _seats(actor: Actor, proposal_id: int) -> Any:
    return (
        select(
            ProposalSeat,
            # An association that nobody may know of any more is a line without a name.
            func.coalesce(col(Association.name), _VOTER.c.name, ""),
            col(ProposalOption.text),
            col(ProposalOption.abstains),
            _CASTER.c.name,
        )
        .join(
            Association,
            and_(col(Association.id) == ProposalSeat.association_id, associations.known_to(actor)),
            isouter=True,
        )
        .join(_VOTER, _VOTER.c.id == ProposalSeat.person_id, isouter=True)
        .join(_CASTER, _CASTER.c.id == ProposalSeat.cast_by, isouter=True)
        .join(ProposalOption, col(ProposalOption.id) == ProposalSeat.option_id, isouter=True)
        .where(col(ProposalSeat.proposal_id) == proposal_id)
    )


_VOTER = select(col(Person.id), col(Person.name)).subquery("voter")
_CASTER = select(col(Person.id), col(Person.name)).subquery("caster")


def _seat_row(row: Any) -> SeatRow:
    seat, name, option, abstains, cast_by = row
    return SeatRow(name, option or "", bool(abstains), seat.has_voted, cast_by or "", seat.cast_at)


def _my_seat(actor: Actor) -> Any:
    ours = [association_id for association_id in actor.roles if actor.acts_for(association_id)]
    return or_(col(ProposalSeat.person_id) == actor.person_id, col(ProposalSeat.association_id).in_(ours))


def my_empty_seat(actor: Actor) -> Any:
    return (
        select(col(ProposalSeat.id))
        .where(
            col(ProposalSeat.proposal_id) == Proposal.id,
            col(ProposalSeat.has_voted).is_(False),
            _my_seat(actor),
        )
        .exists()
    )
