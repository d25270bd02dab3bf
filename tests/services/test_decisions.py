"""Votes of groups and plans: who proposes, who votes, when it ends, and what comes of it."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session, col, select

from models import (
    AgendaItem,
    AssociationMember,
    Ballot,
    Conflict,
    Forbidden,
    GroupAction,
    Invalid,
    JournalEntry,
    Kind,
    Mail,
    MembershipState,
    NotFound,
    Notice,
    Outcome,
    PlanState,
    Proposal,
    ProposalSeat,
    ProposalStage,
    QuorumKind,
    ReviewState,
    VisibilityAction,
    VoteBy,
    WorkspaceError,
    WrongState,
)
from services import decisions, groups, plans, reviews
from tests.cast import Cast
from tests.conftest import Clock, Queries
from tests.services.circle_world import a_group, a_plan, call, join, option, propose, seat, vote

EVERYBODY = ["aino", "eero", "veera", "pekka", "sami", "uuno", "fanni", "frans", "arvo", "visitor"]
IN_GROUP = {"aino", "eero", "pekka", "uuno", "fanni", "frans", "arvo"}
IN_PLAN = {"aino", "eero", "veera", "frans", "pekka", "sami"}


def outcome_of(act: Any, *args: Any, **more: Any) -> str:
    try:
        act(*args, **more)
    except WorkspaceError as error:
        return type(error).__name__
    return "done"


def told(session: Session, key: str) -> set[int]:
    return set(session.exec(select(Notice.person_id).where(Notice.key == key)))


def names(cast: Cast, ids: set[int]) -> set[str]:
    return {name for name, person in cast.people.items() if person.id in ids}


def test_members_of_a_group_and_implementers_of_a_plan_propose(session: Session, cast: Cast) -> None:
    group, plan = a_group(cast), a_plan(cast)

    in_group = {who: outcome_of(propose, cast, group, who) for who in EVERYBODY}
    in_plan = {who: outcome_of(propose, cast, plan, who) for who in EVERYBODY}

    assert in_group == {who: "done" if who in IN_GROUP else "Forbidden" for who in EVERYBODY}
    # A viewer and a cooperation partner read; an editor of the lead and the other implementer propose.
    writers = dict.fromkeys(("aino", "eero", "frans", "pekka"), "done")
    readers = dict.fromkeys(("veera", "sami"), "Forbidden")
    assert in_plan == {who: {**writers, **readers}.get(who, "NotFound") for who in EVERYBODY}


def test_a_proposal_is_read_by_those_who_take_part(session: Session, cast: Cast) -> None:
    group, plan = a_group(cast), a_plan(cast)
    in_group, in_plan = propose(cast, group), propose(cast, plan)

    for who in EVERYBODY:
        actor = getattr(cast, who)
        found = [
            outcome_of(decisions.view, session, actor, in_group.id),
            outcome_of(decisions.roll, session, actor, in_group.id),
            outcome_of(decisions.of, session, actor, Kind.GROUP, group.id),
            outcome_of(decisions.view, session, actor, in_plan.id),
            outcome_of(decisions.history, session, actor, in_plan.id),
            outcome_of(decisions.of, session, actor, Kind.PLAN, plan.id),
        ]

        # That there is such a group everybody knows.
        of_group = ["done"] * 3 if who in IN_GROUP else ["NotFound", "NotFound", "Forbidden"]
        of_plan = ["done" if who in IN_PLAN else "NotFound"] * 3
        assert found == [*of_group, *of_plan], who


def test_facilitators_read_a_shared_plans_votes_and_have_none(session: Session, cast: Cast) -> None:
    plan = a_plan(cast)
    proposal = propose(cast, plan)
    plans.share(session, cast.aino, plan.id)

    view = decisions.view(session, cast.fanni, proposal.id)

    assert (view.mine, view.actions, view.decides, view.may_flag, view.review) == ([], [], False, False, 0)
    theirs = seat(session, proposal, association_id=cast.satusuo.id)
    chosen = option(session, proposal, "Koli").id
    with pytest.raises(Forbidden):
        decisions.vote(session, cast.fanni, proposal.id, theirs.id, chosen, seen=None)


@pytest.mark.parametrize(
    ("vote_by", "where", "roll"),
    [
        (VoteBy.ASSOCIATION, "group", {"satusuo", "toivonsilta"}),
        (VoteBy.PERSON, "group", {"aino", "eero", "pekka", "uuno"}),
        (VoteBy.ASSOCIATION, "plan", {"satusuo", "toivonsilta"}),
        (VoteBy.PERSON, "plan", {"aino", "eero", "frans", "pekka"}),
    ],
)
def test_the_roll_is_frozen_when_the_vote_is_opened(
    session: Session, cast: Cast, vote_by: VoteBy, where: str, roll: set[str]
) -> None:
    place = a_group(cast) if where == "group" else a_plan(cast)

    proposal = propose(cast, place, vote_by=vote_by)
    if where == "group":
        join(cast, place, "sami", cast.keksila.id)  # type: ignore[arg-type]

    seats = session.exec(select(ProposalSeat).where(ProposalSeat.proposal_id == proposal.id)).all()
    associations = {getattr(cast, name).id: name for name in ("satusuo", "toivonsilta", "keksila")}
    people = {person.id: name for name, person in cast.people.items()}
    assert {
        associations.get(each.association_id or 0) or people[each.person_id or 0] for each in seats
    } == roll
    late = decisions.view(session, cast.sami, proposal.id)
    assert (late.mine, late.turnout.entitled) == ([], len(roll))


@pytest.mark.parametrize(
    ("typed", "field", "key"),
    [
        ({"title": " "}, "title", "needed"),
        ({"title": "a" * 161}, "title", "too_long"),
        ({"body": "Tunnus 131052-308T"}, "body", "identity_code"),
        ({"options": ["Koli", " "]}, "options", "decision_options_few"),
        ({"options": ["Koli", "koli"]}, "options", "decision_options_same"),
        ({"options": [f"Kohde {n}" for n in range(11)]}, "options", "decision_options_many"),
        ({"quorum_kind": QuorumKind.NUMBER, "quorum": 3}, "quorum", "decision_quorum"),
        ({"quorum_kind": QuorumKind.SHARE, "quorum": 101}, "quorum", "decision_quorum"),
        ({"quorum_kind": QuorumKind.SHARE, "quorum": 0}, "quorum", "decision_quorum"),
        ({"ahead": timedelta(minutes=9)}, "closes_at", "decision_closing"),
        ({"ahead": timedelta(days=91)}, "closes_at", "decision_closing"),
    ],
)
def test_a_bad_proposal_is_refused_beside_its_field(
    session: Session, cast: Cast, clock: Clock, typed: dict[str, Any], field: str, key: str
) -> None:
    group = a_group(cast)
    words = {name: value for name, value in typed.items() if name != "ahead"}
    ahead = typed.get("ahead", timedelta(days=7))

    with pytest.raises(Invalid) as refused:
        propose(cast, group, closes_at=clock.at + ahead, **words)

    assert (refused.value.field, refused.value.key) == (field, key)


def test_nothing_is_put_to_the_vote_where_nobody_could_vote_or_nobody_meets(
    session: Session, cast: Cast
) -> None:
    group, plan = a_group(cast), a_plan(cast)
    for member in groups.members_of(session, cast.aino, group.id).rows:
        if not member.mine:
            groups.remove(session, cast.aino, member.id, why="Pois.")
    cast.satusuo.state = "pending"  # type: ignore[assignment]
    session.flush()

    with pytest.raises(Invalid) as nobody:
        propose(cast, group)
    assert nobody.value.key == "decision_nobody"

    groups.move(session, cast.aino, group.id, GroupAction.ARCHIVE)
    plan.state = PlanState.COMPLETED
    session.flush()
    for place in (group, plan):
        with pytest.raises(WrongState):
            propose(cast, place)


def test_a_second_click_opens_no_second_vote(session: Session, cast: Cast) -> None:
    group = a_group(cast)

    assert propose(cast, group).id == propose(cast, group).id
    assert len(session.exec(select(Proposal)).all()) == 1


def test_those_who_have_a_vote_are_told_by_mail_and_the_others_not(session: Session, cast: Cast) -> None:
    group = a_group(cast)

    proposal = propose(cast, group)

    assert names(cast, told(session, "decision_opened")) == {"eero", "pekka"}
    assert session.exec(select(Mail).where(Mail.key == "decision_opened")).first()
    (notice, *_) = session.exec(select(Notice).where(Notice.key == "decision_opened")).all()
    assert notice.link == f"/decision?id={proposal.id}"


def test_an_associations_vote_is_cast_once_and_may_be_changed(session: Session, cast: Cast) -> None:
    group = a_group(cast)
    proposal = propose(cast, group)
    vote(cast, proposal, "aino", "Koli")

    vote(cast, proposal, "eero", "Valamo")

    view = decisions.view(session, cast.pekka, proposal.id)
    assert view.counts is not None
    assert [(count.text, count.votes) for count in view.counts] == [("Koli", 0), ("Valamo", 1), ("", 0)]
    assert view.turnout.voted == 1
    rows = decisions.roll(session, cast.pekka, proposal.id).rows
    assert [(row.name, row.option, row.cast_by) for row in rows] == [
        ("Satusuon kyläyhdistys ry", "Valamo", "Eero"),
        ("Toivonsillan kriisituki ry", "", ""),
    ]
    steps = decisions.history(session, cast.pekka, proposal.id)
    assert [(step.action, step.who, step.why) for step in steps] == [
        ("vote", "Eero", "Valamo"),
        ("vote", "Aino", "Koli"),
        ("open", "Aino", ""),
    ]


def test_who_voted_on_what_another_had_changed_meanwhile_reads_so(session: Session, cast: Cast) -> None:
    proposal = propose(cast, a_group(cast))
    vote(cast, proposal, "aino", "Koli")

    with pytest.raises(Conflict) as refused:
        vote(cast, proposal, "eero", "Valamo", seen=None)

    assert refused.value.key == "vote_meanwhile"
    # The same vote again is a second click.
    vote(cast, proposal, "eero", "Koli", seen=None)
    assert seat(session, proposal, association_id=cast.satusuo.id).cast_by == cast.aino.id


@pytest.mark.parametrize(
    ("who", "whose", "refusal"),
    [
        ("pekka", "satusuo", Forbidden),
        ("uuno", "satusuo", Forbidden),
        ("fanni", "satusuo", Forbidden),
        ("arvo", "satusuo", Forbidden),
        ("sami", "satusuo", NotFound),
        ("visitor", "satusuo", NotFound),
        ("aino", "other", NotFound),
        ("aino", "no option", Invalid),
        ("aino", "other option", NotFound),
    ],
)
def test_nobody_casts_anothers_vote(
    session: Session, cast: Cast, who: str, whose: str, refusal: type[WorkspaceError]
) -> None:
    group = a_group(cast)
    proposal, other = propose(cast, group), propose(cast, group, title="Toinen")
    row = seat(session, other if whose == "other" else proposal, association_id=cast.satusuo.id)
    chosen = option(session, other if whose == "other option" else proposal, "Koli").id

    with pytest.raises(refusal):
        decisions.vote(
            session,
            getattr(cast, who),
            proposal.id,
            row.id,
            None if whose == "no option" else chosen,
            seen=None,
        )

    assert not seat(session, proposal, association_id=cast.satusuo.id).has_voted


def test_a_viewer_of_the_association_does_not_vote_for_it(session: Session, cast: Cast) -> None:
    group = a_group(cast)
    join(cast, group, "veera", cast.satusuo.id)
    proposal = propose(cast, group)

    assert decisions.view(session, cast.veera, proposal.id).mine == []
    with pytest.raises(Forbidden):
        vote(cast, proposal, "veera", "Koli")


def test_who_has_left_votes_no_more_and_still_counts_for_the_quorum(session: Session, cast: Cast) -> None:
    group = a_group(cast)
    proposal = propose(cast, group, vote_by=VoteBy.PERSON, quorum_kind=QuorumKind.SHARE, quorum=75)
    vote(cast, proposal, "uuno", "Koli", person=True)
    groups.leave(session, cast.uuno, group.id)
    groups.leave(session, cast.pekka, group.id)

    with pytest.raises(NotFound):
        vote(cast, proposal, "pekka", "Koli", person=True)
    vote(cast, proposal, "aino", "Koli", person=True)
    decisions.close(session, cast.aino, proposal.id)

    view = decisions.view(session, cast.aino, proposal.id)
    # Three of four were needed: the seats of those who left stay, and so does the vote that Uuno had cast.
    assert (view.needed, view.turnout.entitled, view.turnout.voted) == (3, 4, 2)
    assert view.outcome == Outcome.NO_QUORUM


@pytest.mark.parametrize(
    ("votes", "quorum", "outcome", "chosen"),
    [
        ({"aino": "Koli", "eero": "Koli", "pekka": "Valamo"}, (QuorumKind.NONE, 0), Outcome.CHOSEN, "Koli"),
        ({"aino": "Koli", "pekka": "Valamo"}, (QuorumKind.NONE, 0), Outcome.TIE, ""),
        ({"aino": "Koli", "eero": "", "pekka": ""}, (QuorumKind.NUMBER, 3), Outcome.CHOSEN, "Koli"),
        ({"aino": "Koli", "eero": "Koli"}, (QuorumKind.NUMBER, 3), Outcome.NO_QUORUM, ""),
        ({"aino": "Koli", "eero": "Koli"}, (QuorumKind.SHARE, 50), Outcome.CHOSEN, "Koli"),
        ({"aino": "Koli", "eero": "Koli"}, (QuorumKind.SHARE, 51), Outcome.NO_QUORUM, ""),
        ({"aino": "", "eero": ""}, (QuorumKind.NONE, 0), Outcome.NO_VOTES, ""),
        ({}, (QuorumKind.NONE, 0), Outcome.NO_VOTES, ""),
    ],
)
def test_the_outcome(
    session: Session,
    cast: Cast,
    clock: Clock,
    votes: dict[str, str],
    quorum: tuple[QuorumKind, int],
    outcome: Outcome,
    chosen: str,
) -> None:
    group = a_group(cast)
    rules: dict[str, Any] = {"vote_by": VoteBy.PERSON, "quorum_kind": quorum[0], "quorum": quorum[1]}
    opened = [propose(cast, group, title=ballot, ballot=ballot, **rules) for ballot in Ballot]
    for proposal in opened:
        for who, text in votes.items():
            vote(cast, proposal, who, text, person=True)
    clock.at = opened[0].closes_at

    assert decisions.close_due(session) == 2

    for proposal in opened:
        view = decisions.view(session, cast.uuno, proposal.id)
        assert (view.stage, view.outcome, view.chosen) == (ProposalStage.CLOSED, outcome, chosen)
    assert names(cast, told(session, f"decision_{outcome}")) == {"aino", "eero", "pekka", "uuno"}
    written = session.exec(select(JournalEntry).where(JournalEntry.action == "decide")).all()
    assert {(entry.kind, entry.thing_id, entry.after) for entry in written} == {
        (Kind.GROUP, group.id, outcome)
    }
    assert {entry.why for entry in written} == {f"{name}: {chosen}" if chosen else name for name in Ballot}
    assert decisions.close_due(session) == 0


def test_the_last_vote_ends_it(session: Session, cast: Cast) -> None:
    proposal = propose(cast, a_plan(cast))
    vote(cast, proposal, "pekka", "Koli")
    assert proposal.stage == ProposalStage.OPEN

    vote(cast, proposal, "aino", "Koli")

    assert (proposal.stage, proposal.outcome, proposal.chosen) == ("closed", "chosen", 1)
    with pytest.raises(WrongState):
        vote(cast, proposal, "aino", "Valamo")


def test_no_vote_is_taken_after_the_time_though_the_clock_has_not_come(
    session: Session, cast: Cast, clock: Clock
) -> None:
    proposal = propose(cast, a_group(cast))
    clock.at = proposal.closes_at

    with pytest.raises(WrongState) as refused:
        vote(cast, proposal, "aino", "Koli")

    assert refused.value.key == "vote_over"
    assert decisions.view(session, cast.aino, proposal.id).takes_votes is False


@pytest.mark.parametrize("act", ["close", "withdraw"])
@pytest.mark.parametrize("where", ["group", "plan"])
def test_its_proposer_or_who_runs_the_place_ends_it(
    session: Session, cast: Cast, where: str, act: str
) -> None:
    place = a_group(cast) if where == "group" else a_plan(cast)
    expected = {
        "group": {"pekka", "aino", "fanni", "frans", "arvo"},
        "plan": {"pekka", "aino", "eero", "frans"},
    }[where]

    found = set()
    for place_in_line, who in enumerate(EVERYBODY):
        proposal = propose(cast, place, "pekka", title=f"Ehdotus {place_in_line}")
        more = {"why": "Turha."} if act == "withdraw" else {}
        if outcome_of(getattr(decisions, act), session, getattr(cast, who), proposal.id, **more) == "done":
            found.add(who)
            assert proposal.stage == ("closed" if act == "close" else "withdrawn")

    assert found == expected


def test_a_proposal_is_withdrawn_with_a_reason_and_once(session: Session, cast: Cast) -> None:
    group = a_group(cast)
    proposal = propose(cast, group)
    with pytest.raises(Invalid):
        decisions.withdraw(session, cast.aino, proposal.id, why=" ")

    decisions.withdraw(session, cast.aino, proposal.id, why="Kysymys oli väärä.")

    view = decisions.view(session, cast.pekka, proposal.id)
    assert (view.stage, view.reason, view.outcome) == (
        ProposalStage.WITHDRAWN,
        "Kysymys oli väärä.",
        None,
    )
    assert names(cast, told(session, "decision_withdrawn")) == {"eero", "pekka", "uuno"}
    for act in (decisions.close, lambda *args: decisions.withdraw(*args, why="Taas.")):
        with pytest.raises(WrongState):
            act(session, cast.aino, proposal.id)


def test_those_who_have_not_voted_are_reminded_once_a_day_before(
    session: Session, cast: Cast, clock: Clock
) -> None:
    group = a_group(cast)
    proposal = propose(cast, group)
    short = propose(cast, group, title="Pian", closes_at=clock.at + timedelta(hours=4))
    vote(cast, proposal, "aino", "Koli")
    clock.at += timedelta(hours=1)
    assert decisions.remind_due(session) == 0
    clock.at += timedelta(hours=1)
    assert decisions.remind_due(session) == 1
    decisions.withdraw(session, cast.aino, short.id, why="Riitti.")

    clock.at = proposal.closes_at - timedelta(hours=23)

    assert (decisions.remind_due(session), decisions.remind_due(session)) == (1, 0)
    reminded = session.exec(
        select(Notice.person_id).where(Notice.key == "decision_remind", Notice.thing_id == proposal.id)
    ).all()
    assert names(cast, set(reminded)) == {"pekka"}


def test_a_matter_of_another_place_is_not_found(session: Session, cast: Cast) -> None:
    group, plan = a_group(cast), a_plan(cast)
    meeting = call(cast, plan)
    item = session.exec(select(AgendaItem).where(AgendaItem.meeting_id == meeting.id)).first()
    assert item is not None

    with pytest.raises(NotFound):
        propose(cast, group, item_id=item.id)

    assert propose(cast, plan, item_id=item.id).item_id == item.id


def test_a_groups_proposal_waits_for_a_look_and_is_hidden_and_flagged_a_plans_not(
    session: Session, cast: Cast
) -> None:
    proposal, own = propose(cast, a_group(cast)), propose(cast, a_plan(cast))
    item = reviews.item_of(session, Kind.DECISION, proposal.id)
    assert item is not None
    assert (item.state, item.title, item.municipality) == (ReviewState.WAITING, "Retken kohde", "176")
    assert reviews.item_of(session, Kind.DECISION, own.id) is None
    with pytest.raises(Forbidden):
        decisions.flag(session, cast.pekka, own.id, "Mainos.")
    with pytest.raises(Forbidden):
        decisions.flag(session, cast.aino, proposal.id, "Oma.")
    decisions.flag(session, cast.pekka, proposal.id, "Mainos.")
    for who in ("aino", "pekka", "frans", "arvo"):
        with pytest.raises(Forbidden):
            decisions.move(session, getattr(cast, who), proposal.id, VisibilityAction.HIDE)

    decisions.move(session, cast.fanni, proposal.id, VisibilityAction.HIDE, why="Mainos.")

    with pytest.raises(NotFound):
        decisions.view(session, cast.pekka, proposal.id)
    with pytest.raises(WrongState):
        vote(cast, proposal, "aino", "Koli")
    assert decisions.waiting_for(session, cast.aino, most=5) == [(own.id, "Retken kohde", own.closes_at)]


def test_a_hidden_vote_is_not_ended_by_the_clock_until_it_is_seen_again(
    session: Session, cast: Cast, clock: Clock
) -> None:
    proposal = propose(cast, a_group(cast))
    decisions.move(session, cast.fanni, proposal.id, VisibilityAction.HIDE)
    clock.at = proposal.closes_at

    assert decisions.close_due(session) == 0

    decisions.move(session, cast.fanni, proposal.id, VisibilityAction.RESTORE)
    assert decisions.close_due(session) == 1


def test_what_waits_for_a_vote(session: Session, cast: Cast, clock: Clock) -> None:
    later = propose(cast, a_group(cast))
    sooner = propose(cast, a_plan(cast), closes_at=clock.at + timedelta(days=2))

    waits = {
        name: [row[0] for row in decisions.waiting_for(session, getattr(cast, name), most=5)]
        for name in ("aino", "pekka", "uuno", "sami", "veera", "fanni", "visitor")
    }
    vote(cast, sooner, "aino", "Koli")

    assert waits == {
        "aino": [sooner.id, later.id],
        "pekka": [sooner.id, later.id],
        "uuno": [],
        "sami": [],
        "veera": [],
        "fanni": [],
        "visitor": [],
    }
    assert [row[0] for row in decisions.waiting_for(session, cast.eero, most=5)] == [later.id]
    cards = decisions.of(session, cast.pekka, Kind.PLAN, sooner.plan_id or 0).rows
    assert [(card.title, card.waits) for card in cards] == [("Retken kohde", True)]


@pytest.mark.parametrize("n", [1, 3])
def test_it_asks_as_often_however_many_there_are(
    session: Session, cast: Cast, queries: Queries, n: int
) -> None:
    group = a_group(cast)
    for place in range(n):
        propose(cast, group, title=f"Ehdotus {place}", options=[f"Kohde {x}" for x in range(2 * n)])
    aino, group_id = cast.aino, group.id
    proposal_id = session.exec(select(Proposal.id).order_by(col(Proposal.id))).first() or 0
    session.expire_all()
    queries.statements.clear()

    assert len(decisions.of(session, aino, Kind.GROUP, group_id).rows) == n
    assert len(queries) == 2
    queries.statements.clear()
    decisions.view(session, aino, proposal_id)
    decisions.roll(session, aino, proposal_id)
    assert len(queries) == 6


def test_a_member_of_the_association_who_left_it_no_longer_votes_for_it(session: Session, cast: Cast) -> None:
    group = a_group(cast)
    proposal = propose(cast, group)
    row = session.exec(select(AssociationMember).where(AssociationMember.person_id == cast.eero.id)).one()
    row.state = MembershipState.LEFT
    session.flush()

    theirs = seat(session, proposal, association_id=cast.satusuo.id)
    chosen = option(session, proposal, "Koli").id
    with pytest.raises(Forbidden):
        decisions.vote(session, cast.eero, proposal.id, theirs.id, chosen, seen=None)
