"""What is shown of proposals: the register of a place, one of them with its outcome, and the roll of an open ballot."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, case
from sqlmodel import Session, col

from models import (
    Association,
    Ballot,
    Kind,
    Meeting,
    NotFound,
    Outcome,
    Person,
    Proposal,
    ProposalAction,
    ProposalOption,
    ProposalStage,
    QuorumKind,
    Visibility,
    VisibilityAction,
    VoteBy,
    now,
)
from models.meeting import AgendaItem
from services import associations, circles, journal, reviews
from services.actors import Actor
from services.decisions.access import actions_for, may_flag, may_judge, visible
from services.decisions.closing import Count, Turnout, counts_of, needed, turnout_of
from services.decisions.roll import MySeat, mine, my_empty_seat
from services.paging import Page, carded, paged


@dataclass(frozen=True)
class ProposalCard:
    id: int
    title: str
    stage: ProposalStage
    outcome: Outcome | None
    # The words of the option that was chosen.
    chosen: str
    closes_at: datetime
    closed_at: datetime | None
    # The reader has a vote that is not cast yet.
    waits: bool
    state: Visibility


@dataclass(frozen=True)
class Option:
    id: int
    text: str
    abstains: bool


@dataclass(frozen=True)
class ProposalView:
    id: int
    kind: Kind
    place_id: int
    place: str
    meeting_id: int | None
    meeting: str
    item: str
    title: str
    body: str
    author: str
    association: str
    created_at: datetime
    closes_at: datetime
    closed_at: datetime | None
    vote_by: VoteBy
    ballot: Ballot
    quorum_kind: QuorumKind
    quorum: int
    needed: int
    stage: ProposalStage
    outcome: Outcome | None
    chosen: str
    reason: str
    options: list[Option]
    turnout: Turnout
    # None while a closed ballot is under way, and when its votes are not to be counted at all.
    counts: list[Count] | None
    mine: list[MySeat]
    takes_votes: bool
    actions: list[ProposalAction]
    decides: bool
    state: Visibility
    may_flag: bool
    # The place in the review queue, for who may judge it; 0 for others.
    review: int


def of(session: Session, actor: Actor, kind: Kind, place_id: int, *, after: str = "") -> Page[ProposalCard]:
    """The decisions of a group or a plan, the newest first."""
    circle = circles.fetch(session, actor, kind, place_id)
    query = _cards(actor).where(circles.of(Proposal, circle))
    return carded(paged(session, query, key=[col(Proposal.id)], after=after, descending=True), _card)


def of_items(session: Session, actor: Actor, item_ids: Collection[int]) -> dict[int, list[ProposalCard]]:
    """The decisions that belong to the matters of a meeting, by matter."""
    query = _cards(actor, col(Proposal.item_id)).where(col(Proposal.item_id).in_(item_ids))
    found: dict[int, list[ProposalCard]] = {}
    for *row, item_id in session.execute(query.order_by(col(Proposal.id))):
        found.setdefault(item_id, []).append(_card(row))
    return found


def waiting_for(session: Session, actor: Actor, *, most: int) -> list[tuple[int, str, datetime]]:
    """The votes that wait for this person by id and title, the one that ends first before the others."""
    query = (
        visible(actor, col(Proposal.id), col(Proposal.title), col(Proposal.closes_at))
        .where(
            my_empty_seat(actor),
            col(Proposal.stage) == ProposalStage.OPEN,
            col(Proposal.state) == Visibility.VISIBLE,
            col(Proposal.closes_at) > now(),
        )
        .order_by(col(Proposal.closes_at), col(Proposal.id))
    )
    return [(proposal_id, title, at) for proposal_id, title, at in session.execute(query.limit(most))]


def view(session: Session, actor: Actor, proposal_id: int) -> ProposalView:
    """One proposal with what this person may do; of a closed ballot nothing that tells who voted what."""
    proposal, author, association, meeting_id, meeting, item = _row(session, actor, proposal_id)
    circle = circles.around(session, actor, proposal)
    counts, turnout = counts_of(session, proposal), turnout_of(session, proposal)
    return ProposalView(
        id=proposal.id,
        kind=circle.kind,
        place_id=circle.id,
        place=circle.name,
        meeting_id=meeting_id,
        meeting=meeting or "",
        item=item or "",
        title=proposal.title,
        body=proposal.body,
        author=author,
        association=association or "",
        created_at=proposal.created_at,
        closes_at=proposal.closes_at,
        closed_at=proposal.closed_at,
        vote_by=proposal.vote_by,
        ballot=proposal.ballot,
        quorum_kind=proposal.quorum_kind,
        quorum=proposal.quorum,
        needed=needed(proposal, turnout.entitled),
        stage=proposal.stage,
        outcome=proposal.outcome,
        chosen=next((count.text for count in counts if count.position == proposal.chosen), ""),
        reason=proposal.reason,
        options=[Option(count.option_id, count.text, count.abstains) for count in counts],
        turnout=turnout,
        counts=counts if _may_be_counted(proposal) else None,
        mine=mine(session, actor, proposal, circle),
        takes_votes=proposal.takes_votes,
        actions=actions_for(actor, proposal, circle),
        decides=circle.decides and circle.meets,
        state=proposal.state,
        may_flag=may_flag(actor, proposal),
        review=_review(session, actor, proposal),
    )


def history(session: Session, actor: Actor, proposal_id: int) -> list[journal.Step]:
    proposal, *_ = _row(session, actor, proposal_id)
    return journal.history(session, [(Kind.DECISION, proposal.id)])


def _may_be_counted(proposal: Proposal) -> bool:
    """A closed ballot is counted once, at its end; when too few voted, their few votes stay theirs."""
    if proposal.ballot == Ballot.OPEN:
        return True
    return proposal.stage == ProposalStage.CLOSED and proposal.outcome != Outcome.NO_QUORUM


def _cards(actor: Actor, *more: Any) -> Any:
    waits = case((and_(col(Proposal.stage) == ProposalStage.OPEN, my_empty_seat(actor)), True), else_=False)
    return visible(actor, Proposal, col(ProposalOption.text), waits, *more).join(
        ProposalOption,
        and_(
            col(ProposalOption.proposal_id) == Proposal.id,
            col(ProposalOption.position) == Proposal.chosen,
        ),
        isouter=True,
    )


def _card(row: Any) -> ProposalCard:
    proposal, chosen, waits = row
    return ProposalCard(
        id=proposal.id,
        title=proposal.title,
        stage=proposal.stage,
        outcome=proposal.outcome,
        chosen=chosen or "",
        closes_at=proposal.closes_at,
        closed_at=proposal.closed_at,
        waits=bool(waits) and proposal.takes_votes,
        state=proposal.state,
    )


def _row(session: Session, actor: Actor, proposal_id: int) -> Any:
    query = (
        visible(
            actor,
            Proposal,
            col(Person.name),
            col(Association.name),
            col(Meeting.id),
            col(Meeting.title),
            col(AgendaItem.title),
        )
        .join(Person, col(Person.id) == Proposal.author_id)
        .join(
            Association,
            and_(col(Association.id) == Proposal.association_id, associations.known_to(actor)),
            isouter=True,
        )
        .join(AgendaItem, col(AgendaItem.id) == Proposal.item_id, isouter=True)
        .join(Meeting, col(Meeting.id) == AgendaItem.meeting_id, isouter=True)
    )
    found = session.execute(query.where(col(Proposal.id) == proposal_id)).one_or_none()
    if found is None:
        raise NotFound
    return found


def _review(session: Session, actor: Actor, proposal: Proposal) -> int:
    if not may_judge(actor, VisibilityAction.HIDE, proposal):
        return 0
    item = reviews.item_of(session, Kind.DECISION, proposal.id)
    return item.id if item else 0
