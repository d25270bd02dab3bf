"""Something is put to the vote: its words, its options, and the roll of those who may vote, frozen now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, col, select

from models import (
    AgendaItem,
    Ballot,
    Forbidden,
    Invalid,
    Kind,
    Meeting,
    NotFound,
    Proposal,
    ProposalOption,
    ProposalSeat,
    QuorumKind,
    VoteBy,
    WrongState,
    now,
)
from services import circles, clicks, journal, notices, reviews, spoken, words
from services.actors import Actor
from services.circles import Circle
from services.decisions.access import address

TITLE_LENGTH = 160
BODY_LENGTH = 5000
OPTION_LENGTH = 300
FEWEST, MOST = 2, 10
SHORTEST, LONGEST = timedelta(minutes=10), timedelta(days=90)
_WHOLE = 100


@dataclass(frozen=True)
class ProposalWords:
    """What is put to the vote, as it was typed."""

    title: str
    options: Sequence[str]
    closes_at: datetime
    body: str = ""
    # One may vote without taking sides; it counts for the quorum.
    abstention: bool = True
    vote_by: VoteBy = VoteBy.ASSOCIATION
    ballot: Ballot = Ballot.OPEN
    quorum_kind: QuorumKind = QuorumKind.NONE
    quorum: int = 0
    # The matter of a meeting whose minutes get the outcome.
    item_id: int | None = None


def propose(session: Session, actor: Actor, kind: Kind, place_id: int, typed: ProposalWords) -> Proposal:
    """Opens the vote and tells those who have one."""
    circle = circles.fetch(session, actor, kind, place_id)
    if not circle.decides:
        raise Forbidden
    if not circle.meets:
        raise WrongState
    _check_item(session, circle, typed.item_id)
    clean = _clean(typed)
    options = _options(typed)
    same = {"author_id": actor.id, **circle.columns, "title": clean["title"], "body": clean["body"]}
    if made := clicks.just_made(session, Proposal, **same):
        return made
    proposal = Proposal(
        **circle.columns, **clean, item_id=typed.item_id, author_id=actor.id, association_id=circle.speaks_for
    )
    session.add(proposal)
    session.flush()
    session.add_all(_rows(proposal, options, typed))
    _write_roll(session, circle, proposal)
    session.flush()
    if circle.is_group:
        open_review(session, proposal, circle)
    _announce(session, actor, circle, proposal)
    return proposal


def waiting_voters(session: Session, circle: Circle, proposal: Proposal) -> list[int]:
    """The people who may fill the seats that are still empty; who has left is not asked any more."""
    empty = session.exec(
        select(ProposalSeat).where(
            ProposalSeat.proposal_id == proposal.id, col(ProposalSeat.has_voted).is_(False)
        )
    ).all()
    inside = set(circles.people_in(session, circle))
    people = {seat.person_id for seat in empty if seat.person_id in inside}
    associations = [seat.association_id for seat in empty if seat.association_id is not None]
    return sorted({*filter(None, people), *circles.people_of(session, circle, associations)})


def _check_item(session: Session, circle: Circle, item_id: int | None) -> None:
    if item_id is None:
        return
    query = (
        select(AgendaItem.id)
        .join(Meeting, col(Meeting.id) == AgendaItem.meeting_id)
        .where(AgendaItem.id == item_id, circles.of(Meeting, circle))
    )
    if session.exec(query).first() is None:
        raise NotFound


def _clean(typed: ProposalWords) -> dict[str, Any]:
    ahead = typed.closes_at - now()
    if not SHORTEST <= ahead <= LONGEST:
        raise Invalid("decision_closing", field="closes_at", least=SHORTEST.seconds // 60, most=LONGEST.days)
    return {
        "title": words.line(typed.title, field="title", most=TITLE_LENGTH),
        "body": words.body(typed.body, field="body", most=BODY_LENGTH, needed=False),
        "vote_by": typed.vote_by,
        "ballot": typed.ballot,
        "quorum_kind": typed.quorum_kind,
        "quorum": 0 if typed.quorum_kind == QuorumKind.NONE else typed.quorum,
        "closes_at": typed.closes_at,
    }


def _options(typed: ProposalWords) -> list[str]:
    clean = [words.line(text, field="options", most=OPTION_LENGTH, needed=False) for text in typed.options]
    options = [text for text in clean if text]
    if len(options) < FEWEST:
        raise Invalid("decision_options_few", field="options", least=FEWEST)
    if len(options) > MOST:
        raise Invalid("decision_options_many", field="options", most=MOST)
    if len({text.casefold() for text in options}) < len(options):
        raise Invalid("decision_options_same", field="options")
    return options


def _rows(proposal: Proposal, options: Sequence[str], typed: ProposalWords) -> list[ProposalOption]:
    rows = [
        ProposalOption(proposal_id=proposal.id, position=place, text=text)
        for place, text in enumerate(options, start=1)
    ]
    last = ProposalOption(proposal_id=proposal.id, position=len(options) + 1, abstains=True)
    return [*rows, last] if typed.abstention else rows


def _write_roll(session: Session, circle: Circle, proposal: Proposal) -> None:
    """Who may vote from now on: whoever comes later does not, and whoever leaves still counts for the quorum."""
    seats: list[dict[str, Any]]
    if proposal.vote_by == VoteBy.ASSOCIATION:
        there = circles.associations_in(session, circle, deciding=True)
        seats = [{"association_id": each.id} for each in there]
    else:
        seats = [{"person_id": person} for person in circles.people_in(session, circle, deciding=True)]
    if not seats:
        raise Invalid("decision_nobody", field="vote_by")
    _check_quorum(proposal, len(seats))
    session.add_all(ProposalSeat(proposal_id=proposal.id, **seat) for seat in seats)


def _check_quorum(proposal: Proposal, entitled: int) -> None:
    most = {QuorumKind.NONE: 0, QuorumKind.NUMBER: entitled, QuorumKind.SHARE: _WHOLE}[proposal.quorum_kind]
    if proposal.quorum_kind != QuorumKind.NONE and not 1 <= proposal.quorum <= most:
        raise Invalid("decision_quorum", field="quorum", most=most)


def _announce(session: Session, actor: Actor, circle: Circle, proposal: Proposal) -> None:
    entry = journal.record(session, actor, Kind.DECISION, proposal.id, "open", after=proposal.stage)
    notices.tell(
        session,
        entry,
        waiting_voters(session, circle, proposal),
        "decision_opened",
        address(proposal.id),
        by_mail=True,
        who=actor.name,
        title=proposal.title,
        place=circle.name,
        closes=spoken.moment(proposal.closes_at),
    )


def open_review(session: Session, proposal: Proposal, circle: Circle) -> None:
    """A group's proposal is seen at once and looked at afterwards, as its discussions are."""
    reviews.open_item(
        session,
        Kind.DECISION,
        proposal.id,
        title=proposal.title,
        association_id=proposal.association_id,
        author_id=proposal.author_id,
        municipality=circle.municipality,
    )
