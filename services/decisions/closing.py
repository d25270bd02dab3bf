"""A vote ends: all have voted, its time has come, or somebody ends it. The outcome is counted, kept and told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import case, func
from sqlmodel import Session, col, select

from models import (
    Ballot,
    Forbidden,
    JournalEntry,
    Kind,
    Outcome,
    Proposal,
    ProposalAction,
    ProposalOption,
    ProposalSeat,
    ProposalStage,
    QuorumKind,
    Visibility,
    now,
)
from services import circles, journal, notices, spoken, words
from services.actors import VISITOR, Actor
from services.circles import Circle
from services.decisions import access
from services.decisions.opening import waiting_voters

# One day before the end, but never in the first half of a short vote.
REMINDED_BEFORE = timedelta(days=1)
REASON_LENGTH = 1000
# So many in one transaction; the next run takes the rest.
MOST = 100
_REMIND = "remind"


@dataclass(frozen=True)
class Count:
    """How the votes fell."""

    option_id: int
    position: int
    text: str
    abstains: bool
    votes: int


@dataclass(frozen=True)
class Turnout:
    entitled: int
    voted: int


def close(session: Session, actor: Actor, proposal_id: int) -> Proposal:
    """Ends the vote before its time, with the votes that have been cast."""
    proposal, circle = _may_take(session, actor, proposal_id, ProposalAction.CLOSE)
    finish(session, actor, circle, proposal)
    return proposal


def withdraw(session: Session, actor: Actor, proposal_id: int, *, why: str) -> Proposal:
    """Takes the proposal back with a reason that those who were to vote get; what was voted is never counted."""
    proposal, circle = _may_take(session, actor, proposal_id, ProposalAction.WITHDRAW)
    reason = words.body(why, field="why", most=REASON_LENGTH)
    before = proposal.stage
    proposal.step(ProposalAction.WITHDRAW)
    proposal.reason, proposal.closed_at = reason, now()
    entry = journal.record(
        session,
        actor,
        Kind.DECISION,
        proposal.id,
        ProposalAction.WITHDRAW,
        before=before,
        after=proposal.stage,
        why=reason,
    )
    _tell(session, circle, proposal, entry, "decision_withdrawn", reason=reason)
    return proposal


def finish(session: Session, actor: Actor | None, circle: Circle, proposal: Proposal) -> None:
    """Counts, keeps the outcome, writes it in the journals and tells everybody."""
    before = proposal.stage
    proposal.step(ProposalAction.CLOSE)
    counts, turnout = counts_of(session, proposal), turnout_of(session, proposal)
    proposal.outcome, proposal.chosen = _outcome(proposal, counts, turnout)
    proposal.closed_at = now()
    chosen = next((count.text for count in counts if count.position == proposal.chosen), "")
    entry = journal.record(
        session,
        actor,
        Kind.DECISION,
        proposal.id,
        ProposalAction.CLOSE,
        before=before,
        after=proposal.outcome,
        why=chosen,
    )
    # The group's or the plan's own history tells it, too.
    told = f"{proposal.title}: {chosen}" if chosen else proposal.title
    journal.record(session, actor, circle.kind, circle.id, "decide", after=proposal.outcome, why=told)
    _tell(session, circle, proposal, entry, f"decision_{proposal.outcome}", option=chosen)


def counts_of(session: Session, proposal: Proposal) -> list[Count]:
    """The votes of each option in its order. The caller has checked that they may be shown."""
    cast = (
        select(ProposalSeat.option_id, func.count().label("votes"))
        .where(ProposalSeat.proposal_id == proposal.id)
        .group_by(col(ProposalSeat.option_id))
        .subquery()
    )
    in_box = proposal.ballot == Ballot.CLOSED
    votes: Any = col(ProposalOption.votes) if in_box else func.coalesce(cast.c.votes, 0)
    rows = session.exec(
        select(ProposalOption, votes)
        .join(cast, cast.c.option_id == ProposalOption.id, isouter=True)
        .where(ProposalOption.proposal_id == proposal.id)
        .order_by(col(ProposalOption.position))
    )
    return [Count(row.id, row.position, row.text, row.abstains, number) for row, number in rows]


def turnout_of(session: Session, proposal: Proposal) -> Turnout:
    voted = func.coalesce(func.sum(case((col(ProposalSeat.has_voted), 1), else_=0)), 0)
    query = select(func.count(), voted).where(col(ProposalSeat.proposal_id) == proposal.id)
    entitled, cast = session.exec(query).one()
    return Turnout(entitled, cast)


def needed(proposal: Proposal, entitled: int) -> int:
    """How many must vote: a share is of those on the roll when the vote was opened, rounded up."""
    match proposal.quorum_kind:
        case QuorumKind.NONE:
            return 0
        case QuorumKind.NUMBER:
            return proposal.quorum
        case QuorumKind.SHARE:
            return -(-entitled * proposal.quorum // 100)


def _outcome(proposal: Proposal, counts: Sequence[Count], turnout: Turnout) -> tuple[Outcome, int | None]:
    """Most votes win; abstentions count for the quorum and for nothing else."""
    if turnout.voted < needed(proposal, turnout.entitled):
        return Outcome.NO_QUORUM, None
    sides = [count for count in counts if not count.abstains]
    most = max(count.votes for count in sides)
    if not most:
        return Outcome.NO_VOTES, None
    first, *others = [count for count in sides if count.votes == most]
    return (Outcome.TIE, None) if others else (Outcome.CHOSEN, first.position)


def close_due(session: Session) -> int:
    """Ends the votes whose time has come; how many."""
    due = _open(session, col(Proposal.closes_at) <= now())
    for proposal in due:
        finish(session, None, circles.around(session, VISITOR, proposal), proposal)
    return len(due)


def remind_due(session: Session) -> int:
    """Reminds those who have not voted, once for each vote; how many votes."""
    reminded = select(JournalEntry.thing_id).where(
        JournalEntry.kind == Kind.DECISION,
        JournalEntry.thing_id == Proposal.id,
        JournalEntry.action == _REMIND,
    )
    near = col(Proposal.closes_at).between(now(), now() + REMINDED_BEFORE)
    due = [each for each in _open(session, near & ~reminded.exists()) if _half_over(each)]
    for proposal in due:
        circle = circles.around(session, VISITOR, proposal)
        entry = journal.record(session, None, Kind.DECISION, proposal.id, _REMIND, after=proposal.stage)
        people = waiting_voters(session, circle, proposal)
        notices.tell(
            session,
            entry,
            people,
            "decision_remind",
            access.address(proposal.id),
            by_mail=True,
            title=proposal.title,
            place=circle.name,
            closes=spoken.moment(proposal.closes_at),
        )
    return len(due)


def _open(session: Session, when: object) -> list[Proposal]:
    query = (
        select(Proposal)
        .where(
            Proposal.stage == ProposalStage.OPEN,
            Proposal.state == Visibility.VISIBLE,
            when,  # type: ignore[arg-type]
        )
        .order_by(col(Proposal.closes_at), col(Proposal.id))
        .limit(MOST)
        .with_for_update(skip_locked=True)
    )
    return list(session.exec(query.execution_options(populate_existing=True)))


def _half_over(proposal: Proposal) -> bool:
    return now() - proposal.created_at >= (proposal.closes_at - proposal.created_at) / 2


def _may_take(
    session: Session, actor: Actor, proposal_id: int, action: ProposalAction
) -> tuple[Proposal, Circle]:
    proposal = access.fetch(session, actor, proposal_id)
    circle = circles.around(session, actor, proposal)
    if not access.may(actor, action, proposal, circle):
        raise Forbidden
    access.hold(session, proposal)
    return proposal, circle


def _tell(
    session: Session, circle: Circle, proposal: Proposal, entry: JournalEntry, key: str, **told: str
) -> None:
    # A facilitator may have put it to a group's vote without being a member.
    outside = {proposal.author_id}.intersection(notices.facilitators(session))
    people = outside.union(circles.people_in(session, circle))
    params: dict[str, str] = {"title": proposal.title, "place": circle.name, **told}
    notices.tell(session, entry, people, key, access.address(proposal.id), by_mail=True, **params)
