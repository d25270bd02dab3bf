"""What nobody reads of a closed ballot: neither on a screen, nor in the journal, nor from the rows themselves."""

from typing import Any

import pytest
from sqlmodel import Session, select

from models import (
    Ballot,
    Conflict,
    Forbidden,
    JournalEntry,
    Kind,
    Mail,
    Notice,
    Outcome,
    Proposal,
    ProposalSeat,
    QuorumKind,
    VoteBy,
)
from services import decisions, groups, plans
from tests.cast import Cast
from tests.services.circle_world import a_group, a_plan, propose, seat, vote

READERS = ("aino", "eero", "pekka", "uuno", "fanni", "frans", "arvo")


def closed(cast: Cast, **more: Any) -> Proposal:
    return propose(cast, a_group(cast), vote_by=VoteBy.PERSON, ballot=Ballot.CLOSED, **more)


def test_before_the_closing_everybody_reads_the_turnout_and_no_count(session: Session, cast: Cast) -> None:
    proposal = closed(cast)
    vote(cast, proposal, "pekka", "Koli", person=True)

    for who in READERS:
        view = decisions.view(session, getattr(cast, who), proposal.id)

        assert view.counts is None
        assert (view.turnout.voted, view.turnout.entitled) == (1, 4)
        assert [mine.option_id for mine in view.mine] in ([], [None])
        # Whether they voted is each one's own.
        assert [mine.has_voted for mine in view.mine] in ([], [who == "pekka"])
        with pytest.raises(Forbidden):
            decisions.roll(session, getattr(cast, who), proposal.id)


def test_nothing_that_is_written_joins_a_voter_and_a_vote(session: Session, cast: Cast) -> None:
    proposal = closed(cast)
    before = len(session.exec(select(JournalEntry)).all())

    vote(cast, proposal, "pekka", "Koli", person=True)

    mine = seat(session, proposal, person_id=cast.pekka.id)
    assert mine.has_voted
    assert (mine.option_id, mine.cast_by, mine.cast_at) == (None, None, None)
    assert len(session.exec(select(JournalEntry)).all()) == before
    for reader in READERS:
        steps = decisions.history(session, getattr(cast, reader), proposal.id)
        assert [step.action for step in steps] == ["open"]


def test_a_cast_vote_stands(session: Session, cast: Cast) -> None:
    proposal = closed(cast)
    vote(cast, proposal, "pekka", "Koli", person=True)

    for text in ("Koli", "Valamo"):
        with pytest.raises(Conflict) as refused:
            vote(cast, proposal, "pekka", text, person=True)
        assert refused.value.key == "vote_cast_already"

    decisions.close(session, cast.aino, proposal.id)
    view = decisions.view(session, cast.uuno, proposal.id)
    assert view.counts is not None
    assert [(count.text, count.votes) for count in view.counts] == [("Koli", 1), ("Valamo", 0), ("", 0)]


@pytest.mark.parametrize("end", ["withdrawn", "too few"])
def test_what_is_not_to_be_counted_is_never_shown(session: Session, cast: Cast, end: str) -> None:
    proposal = closed(cast, quorum_kind=QuorumKind.NUMBER, quorum=3)
    vote(cast, proposal, "pekka", "Koli", person=True)

    if end == "withdrawn":
        decisions.withdraw(session, cast.aino, proposal.id, why="Väärä kysymys.")
    else:
        decisions.close(session, cast.aino, proposal.id)

    for who in READERS:
        view = decisions.view(session, getattr(cast, who), proposal.id)
        assert (view.counts, view.chosen) == (None, "")
        assert view.outcome == (None if end == "withdrawn" else Outcome.NO_QUORUM)


def test_an_associations_closed_vote_is_cast_once_by_whichever_of_its_people(
    session: Session, cast: Cast
) -> None:
    plan = a_plan(cast)
    proposal = propose(cast, plan, ballot=Ballot.CLOSED)
    vote(cast, proposal, "aino", "Koli")

    with pytest.raises(Conflict):
        vote(cast, proposal, "eero", "Valamo")
    vote(cast, proposal, "pekka", "Koli")

    assert proposal.outcome == Outcome.CHOSEN
    plans.share(session, cast.aino, plan.id)
    steps = [
        *decisions.history(session, cast.fanni, proposal.id),
        *plans.history(session, cast.fanni, plan.id),
    ]
    assert {step.action for step in steps} == {"open", "close", "decide", "form", "share"}
    # The last vote ends it; that it was Pekka's is not written.
    assert {step.who for step in steps if step.action in ("close", "decide")} == {""}


def test_the_outcome_is_told_without_a_voter(session: Session, cast: Cast) -> None:
    proposal = closed(cast)
    for who, text in (("aino", "Koli"), ("eero", "Koli"), ("pekka", "Valamo"), ("uuno", "")):
        vote(cast, proposal, who, text, person=True)

    sent: list[Any] = [*session.exec(select(Notice)).all(), *session.exec(select(Mail)).all()]
    words = [str(each.params) for each in sent if each.key == "decision_chosen"]

    assert len(words) == 8
    assert not [
        text for text in words for name in ("Aino", "Eero", "Pekka", "Uuno", "Valamo") if name in text
    ]
    steps = groups.history(session, cast.aino, proposal.group_id or 0)
    assert [step.who for step in steps if step.action == "decide"] == [""]
    rows = session.exec(select(ProposalSeat).where(ProposalSeat.proposal_id == proposal.id)).all()
    assert {(row.option_id, row.cast_by, row.cast_at) for row in rows} == {(None, None, None)}
    assert [
        card.chosen for card in decisions.of(session, cast.aino, Kind.GROUP, proposal.group_id or 0).rows
    ] == ["Koli"]
