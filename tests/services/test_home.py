"""Home: what waits for whom, and what anybody may see."""

from datetime import date, timedelta

import pytest
from sqlmodel import Session

from models import (
    AssociationRole,
    AssociationState,
    Call,
    ChangeAction,
    ChangeSubject,
    GroupMember,
    GroupRole,
    GroupState,
    IdeaState,
    ImplementerRole,
    Kind,
    MembershipState,
    PartnerRequest,
    PartnerRequestState,
    Plan,
    PlanPart,
    PlanState,
    RequestDirection,
    Task,
    TaskState,
    now,
)
from services import accounts, home, progress, results
from services.home import Block, Waiting
from services.progress import ChangeWords
from tests.cast import Cast, make_member
from tests.conftest import Clock, Queries
from tests.services.moderated import make_group, make_idea, make_waiting
from tests.services.running_world import running, theirs


@pytest.fixture(autouse=True)
def today(clock: Clock) -> date:
    return now().date()


def titles(session: Session, cast: Cast, who: str, block: Block) -> list[str]:
    return [row.title for row in home.waits_for(session, getattr(cast, who)).get(block, [])]


def request(session: Session, cast: Cast, state: PartnerRequestState) -> PartnerRequest:
    """Satusuo asks Toivonsilta along."""
    idea = make_idea(session, cast, IdeaState.PUBLISHED)
    made = PartnerRequest(
        idea_id=idea.id,
        from_association_id=cast.satusuo.id,
        to_association_id=cast.toivonsilta.id,
        direction=RequestDirection.INVITATION,
        role=ImplementerRole.CO_IMPLEMENTER,
        reply_by=now().date() + timedelta(days=10),
        state=state,
        sent_by=cast.aino.id,
    )
    session.add(made)
    session.flush()
    return made


@pytest.mark.parametrize(
    ("state", "waits_for"),
    [
        (PartnerRequestState.SENT, {"pekka"}),
        (PartnerRequestState.QUESTION, {"aino", "eero", "frans"}),
        (PartnerRequestState.ACCEPTED, set()),
        (PartnerRequestState.DECLINED, set()),
        (PartnerRequestState.WITHDRAWN, set()),
        (PartnerRequestState.EXPIRED, set()),
    ],
)
def test_a_request_waits_for_the_side_that_answers(
    session: Session, cast: Cast, state: PartnerRequestState, waits_for: set[str]
) -> None:
    made = request(session, cast, state)

    found = {
        who: [row.link for row in home.waits_for(session, getattr(cast, who)).get(Block.REQUESTS, [])]
        for who in cast.people
    }

    assert {who for who, links in found.items() if links} == waits_for
    assert all(links == [f"/request?id={made.id}"] for links in found.values() if links)


def test_a_request_says_who_asks(session: Session, cast: Cast) -> None:
    request(session, cast, PartnerRequestState.SENT)

    row = home.waits_for(session, cast.pekka)[Block.REQUESTS][0]

    assert (row.title, row.who) == ("Kylätalon olohuone", "Satusuon kyläyhdistys ry")
    assert row.due == now().date() + timedelta(days=10)


def test_who_asks_to_join_waits_for_owners_and_hosts(session: Session, cast: Cast) -> None:
    make_member(session, cast.satusuo, cast.people["uuno"], state=MembershipState.REQUESTED)
    group = make_group(session, cast, GroupState.ACTIVE)
    for who, role, state in (
        ("pekka", GroupRole.HOST, MembershipState.MEMBER),
        ("sami", GroupRole.MEMBER, MembershipState.REQUESTED),
    ):
        person = cast.people[who]
        session.add(GroupMember(group_id=group.id, person_id=person.id, role=role, state=state))
    session.flush()

    assert titles(session, cast, "aino", Block.MEMBERSHIPS) == ["Uuno"]
    assert titles(session, cast, "eero", Block.MEMBERSHIPS) == []
    assert titles(session, cast, "pekka", Block.MEMBERSHIPS) == ["Sami"]


def test_invitations_wait_for_the_invited(session: Session, cast: Cast) -> None:
    accounts.invite(session, cast.aino, cast.satusuo.id, "uuno@example.org", AssociationRole.EDITOR)
    group = make_group(session, cast, GroupState.ACTIVE)
    session.add(
        GroupMember(group_id=group.id, person_id=cast.people["uuno"].id, state=MembershipState.INVITED)
    )
    session.flush()

    assert titles(session, cast, "uuno", Block.INVITATIONS) == ["Satusuon kyläyhdistys ry", "Kylätalot"]
    assert titles(session, cast, "sami", Block.INVITATIONS) == []


def test_returned_things_and_drafts_wait_for_the_writers(session: Session, cast: Cast) -> None:
    make_idea(session, cast, IdeaState.RETURNED)
    make_group(session, cast, GroupState.RETURNED)
    make_idea(session, cast, IdeaState.DRAFT)
    cast.keksila.state = AssociationState.DECLINED
    session.flush()

    assert titles(session, cast, "eero", Block.RETURNED) == ["Kylätalon olohuone", "Kylätalot"]
    assert titles(session, cast, "eero", Block.DRAFTS) == ["Kylätalon olohuone"]
    assert titles(session, cast, "sami", Block.RETURNED) == ["Keksilän eläkkeensaajat ry"]
    for who in ("veera", "pekka", "uuno", "fanni", "arvo"):
        assert titles(session, cast, who, Block.RETURNED) == []
        assert titles(session, cast, who, Block.DRAFTS) == []


@pytest.mark.parametrize(
    ("days", "state", "seen"),
    [
        (-3, TaskState.TODO, True),
        (14, TaskState.DOING, True),
        (15, TaskState.TODO, False),
        (1, TaskState.DONE, False),
    ],
)
def test_tasks_that_are_due_wait_for_their_owner(
    session: Session, cast: Cast, days: int, state: TaskState, seen: bool
) -> None:
    idea = make_idea(session, cast, IdeaState.PUBLISHED)
    plan = Plan(
        idea_id=idea.id, name="Olohuone", lead_association_id=cast.satusuo.id, created_by=cast.aino.id
    )
    session.add(plan)
    session.flush()
    part = PlanPart(plan_id=plan.id, association_id=cast.satusuo.id, role=ImplementerRole.LEAD)
    session.add(part)
    session.flush()
    due = now().date() + timedelta(days=days)
    session.add(
        Task(
            plan_id=plan.id,
            part_id=part.id,
            title="Varaa sali",
            owner_id=cast.eero.id,
            starts_on=due - timedelta(days=5),
            ends_on=due,
            state=state,
        )
    )
    session.flush()

    assert titles(session, cast, "eero", Block.TASKS) == (["Varaa sali"] if seen else [])
    assert titles(session, cast, "aino", Block.TASKS) == []


@pytest.mark.parametrize(("days", "seen"), [(-1, False), (0, True), (14, True), (15, False)])
def test_a_reply_date_of_our_idea_is_shown_before_it_comes(
    session: Session, cast: Cast, days: int, seen: bool
) -> None:
    make_idea(session, cast, IdeaState.PUBLISHED).reply_by = now().date() + timedelta(days=days)
    session.flush()

    assert titles(session, cast, "aino", Block.REPLIES) == (["Kylätalon olohuone"] if seen else [])
    assert titles(session, cast, "pekka", Block.REPLIES) == []


@pytest.mark.parametrize(("days", "seen"), [(-1, False), (0, True), (90, True), (91, False)])
def test_a_call_is_shown_before_it_closes(session: Session, cast: Cast, days: int, seen: bool) -> None:
    closes = now().date() + timedelta(days=days)
    session.add(
        Call(
            slug="haku", name="Haku", programme="ESR+", opens_on=closes - timedelta(days=60), closes_on=closes
        )
    )
    session.flush()

    assert titles(session, cast, "uuno", Block.CALLS) == (["Haku"] if seen else [])


def test_reviews_wait_for_facilitators_alone(session: Session, cast: Cast) -> None:
    make_waiting(session, cast, Kind.COMMENT)

    assert home.reviews_waiting(session, cast.fanni) == {Kind.COMMENT: 1}
    for who in ("visitor", "aino", "arvo", "uuno"):
        assert home.reviews_waiting(session, getattr(cast, who)) == {}


@pytest.mark.parametrize("state", [PlanState.RUNNING, PlanState.SUBMITTED])
def test_an_offered_page_and_a_noted_change_wait_for_whose_they_are(
    session: Session, cast: Cast, state: PlanState
) -> None:
    """Satusuo leads and offers the page; Toivonsilta notes a change of its own and one that the lead applies for."""
    plan = running(cast)
    results.write(session, cast.aino, plan.id, "Ovet ovat auki.", seen="")
    results.offer(session, cast.aino, plan.id)
    for subject, what in (
        (ChangeSubject.BUDGET, "Palkkoihin lisää"),
        (ChangeSubject.DURATION, "Pitempi " * 40),
    ):
        typed = ChangeWords(subject, what, "Syy")
        progress.note_change(session, cast.pekka, plan.id, theirs(cast, plan).id, typed)
    plan.state = state
    session.flush()

    found = {who: home.waits_for(session, getattr(cast, who)) for who in cast.people}

    page = Waiting(plan.name, f"/plan?id={plan.id}&view=running&sub=results", cast.toivonsilta.name)
    changes = f"/plan?id={plan.id}&view=running&sub=changes"
    runs = state == PlanState.RUNNING
    assert {who for who in found if Block.RESULTS in found[who]} == ({"pekka"} if runs else set())
    assert {who for who in found if Block.CHANGES in found[who]} == (
        {"aino", "eero", "frans", "pekka"} if runs else set()
    )
    if runs:
        assert found["pekka"][Block.RESULTS] == [page]
        assert found["pekka"][Block.CHANGES] == [Waiting("Palkkoihin lisää", changes, plan.name)]
        assert [len(row.title) <= 120 for row in found["aino"][Block.CHANGES]] == [True]


def test_what_is_agreed_to_and_applied_for_waits_no_more(session: Session, cast: Cast, clock: Clock) -> None:
    plan = running(cast)
    part = theirs(cast, plan).id
    results.write(session, cast.aino, plan.id, "Ovet ovat auki.", seen="")
    results.offer(session, cast.aino, plan.id)
    typed = ChangeWords(ChangeSubject.BUDGET, "Palkkoihin lisää", "Syy")
    made = progress.note_change(session, cast.pekka, plan.id, part, typed)

    results.agree(session, cast.pekka, plan.id, part, number=1)
    progress.move_change(session, cast.pekka, made.id, ChangeAction.APPLY, version=made.version)
    after = home.waits_for(session, cast.pekka)
    results.offer(session, cast.aino, plan.id)
    anew = home.waits_for(session, cast.pekka)

    assert not {Block.RESULTS, Block.CHANGES} & after.keys()
    assert Block.RESULTS in anew


def test_a_visitor_has_nothing_waiting(session: Session, cast: Cast) -> None:
    assert home.waits_for(session, cast.visitor) == {}


def test_only_what_is_public_is_new(session: Session, cast: Cast) -> None:
    for state in IdeaState:
        make_idea(session, cast, state).title = state
    for group_state in GroupState:
        make_group(session, cast, group_state).name = group_state
    cast.keksila.state = AssociationState.PENDING
    session.flush()

    assert [idea.title for idea in home.new_ideas(session, cast.visitor)] == ["published"]
    assert [group.name for group in home.new_groups(session, cast.visitor)] == ["active"]
    assert home.numbers(session, cast.visitor) == home.Numbers(ideas=1, groups=1, associations=2)


def test_home_costs_the_same_for_one_and_for_three(session: Session, cast: Cast, queries: Queries) -> None:
    costs = []
    for _ in range(2):
        request(session, cast, PartnerRequestState.SENT)
        make_idea(session, cast, IdeaState.DRAFT)
        aino = cast.aino
        queries.statements.clear()
        home.waits_for(session, aino)
        home.new_ideas(session, aino)
        costs.append(len(queries))
        request(session, cast, PartnerRequestState.SENT)

    # A question for each block, and a few for what is new.
    assert costs[0] == costs[1] <= 22
