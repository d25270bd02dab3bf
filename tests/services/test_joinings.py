"""Two similar ideas become one: proposed by the desk, answered by both sides."""

from typing import Any

import pytest
from sqlmodel import Session, col, select

from models import (
    AssociationMember,
    Conflict,
    Endorsement,
    Forbidden,
    Idea,
    IdeaState,
    ImplementerRole,
    Invalid,
    Joining,
    JoiningAction,
    JoiningState,
    JournalEntry,
    Kind,
    Mail,
    MembershipState,
    NotFound,
    Notice,
    PartnerRequest,
    PartnerRequestState,
    Person,
    Plan,
    ServiceRole,
    WithdrawReason,
    WorkspaceError,
    WrongState,
)
from services import ideas, joinings, partner_requests
from tests.cast import Cast, make_member, make_person
from tests.conftest import Clock, Queries
from tests.services.joining_world import WORDS, World, idea_of, make_world
from tests.services.request_world import REPLY_BY

Action = JoiningAction


@pytest.fixture
def world(session: Session, cast: Cast, clock: Clock) -> World:
    return make_world(session, cast)


def told(session: Session, key: str) -> set[str]:
    """Who has been told so, by address."""
    query = select(Person.name).join(Notice, col(Notice.person_id) == Person.id).where(Notice.key == key)
    return {name.lower() for name in session.exec(query)}


def mailed(session: Session, key: str) -> int:
    return len(session.exec(select(Mail).where(Mail.key == key)).all())


@pytest.mark.parametrize(
    ("who", "refusal"),
    [
        ("aino", Forbidden),
        ("pekka", Forbidden),
        ("sami", Forbidden),
        ("arvo", Forbidden),
        ("visitor", Forbidden),
        ("frans", Forbidden),  # a facilitator, but an editor of Satusuo
    ],
)
def test_only_a_facilitator_of_neither_side_proposes(
    session: Session, world: World, who: str, refusal: type[WorkspaceError]
) -> None:
    with pytest.raises(refusal):
        joinings.propose(session, getattr(world.cast, who), world.kept.id, world.joined.id, WORDS)

    assert session.exec(select(Joining)).all() == []


def test_both_sides_are_told_of_a_proposal_with_mail(session: Session, world: World) -> None:
    world.propose()

    assert told(session, "joining_propose") == {"aino", "eero", "frans", "pekka"}
    assert mailed(session, "joining_propose") == 4


@pytest.mark.parametrize(
    ("kept", "joined", "key"),
    [
        (IdeaState.SUBMITTED, IdeaState.PUBLISHED, "joining_kept_unpublished"),
        (IdeaState.HIDDEN, IdeaState.PUBLISHED, "joining_gone"),
        (IdeaState.WITHDRAWN, IdeaState.PUBLISHED, "joining_gone"),
        (IdeaState.PUBLISHED, IdeaState.RETURNED, "joining_gone"),
        (IdeaState.PUBLISHED, IdeaState.REJECTED, "joining_gone"),
        (IdeaState.PUBLISHED, IdeaState.WITHDRAWN, "joining_gone"),
    ],
)
def test_proposal_about_ideas_that_cannot_be_joined_is_refused(
    session: Session, world: World, kept: IdeaState, joined: IdeaState, key: str
) -> None:
    world.kept.state, world.joined.state = kept, joined
    session.flush()

    with pytest.raises(WrongState) as refused:
        world.propose()

    assert refused.value.key == key


def test_draft_is_not_there_for_the_one_who_proposes(session: Session, world: World) -> None:
    world.joined.state = IdeaState.DRAFT
    session.flush()

    with pytest.raises(NotFound):
        world.propose()


def test_idea_with_a_plan_is_not_joined_away(session: Session, world: World) -> None:
    home = world.joined.association_id
    session.add(
        Plan(idea_id=world.joined.id, name="S", lead_association_id=home, created_by=world.cast.pekka.id)
    )
    session.flush()

    with pytest.raises(WrongState, match="joining_has_plan"):
        world.propose()


def test_two_ideas_of_one_association_are_its_own_matter(session: Session, world: World) -> None:
    other = idea_of(session, world.cast.satusuo, "Toinen", world.cast.aino.id)

    with pytest.raises(WrongState, match="joining_same_association"):
        joinings.propose(session, world.cast.fanni, world.kept.id, other.id, WORDS)


def test_idea_is_not_joined_into_itself(session: Session, world: World) -> None:
    with pytest.raises(Invalid) as refused:
        joinings.propose(session, world.cast.fanni, world.kept.id, world.kept.id, WORDS)

    assert refused.value.field == "kept"


@pytest.mark.parametrize("words", ["", "   ", "x" * 1001])
def test_proposal_needs_words_for_the_authors(session: Session, world: World, words: str) -> None:
    with pytest.raises(Invalid) as refused:
        joinings.propose(session, world.cast.fanni, world.kept.id, world.joined.id, words)

    assert refused.value.field == "words"
    assert session.exec(select(Joining)).all() == []


def test_one_proposal_at_a_time_between_two_ideas_whichever_would_stay(
    session: Session, world: World
) -> None:
    world.propose()

    with pytest.raises(Conflict, match="joining_open_already"):
        joinings.propose(session, world.cast.fanni, world.joined.id, world.kept.id, WORDS)


# Who may take which step while the proposal is open; how it is refused to others.
@pytest.mark.parametrize(
    ("who", "agree", "decline", "withdraw"),
    [
        ("aino", None, None, Forbidden),
        ("eero", None, None, Forbidden),
        ("veera", Forbidden, Forbidden, Forbidden),
        ("pekka", None, None, Forbidden),
        ("fanni", Forbidden, Forbidden, None),
        ("frans", None, None, Forbidden),  # writes for Satusuo; not at the desk for its ideas
        ("sami", NotFound, NotFound, NotFound),
        ("uuno", NotFound, NotFound, NotFound),
        ("arvo", NotFound, NotFound, NotFound),
        ("visitor", NotFound, NotFound, NotFound),
    ],
)
def test_who_may_take_which_step(
    session: Session, world: World, who: str, agree: Any, decline: Any, withdraw: Any
) -> None:
    joining = world.propose()
    actor = getattr(world.cast, who)

    found: dict[JoiningAction, type[WorkspaceError] | None] = {}
    for action, act in _STEPS.items():
        with session.begin_nested() as attempt:
            try:
                act(session, actor, joining.id)
                found[action] = None
            except WorkspaceError as error:
                found[action] = type(error)
            attempt.rollback()

    assert found == {Action.AGREE: agree, Action.DECLINE: decline, Action.WITHDRAW: withdraw}


_STEPS: dict[JoiningAction, Any] = {
    Action.AGREE: joinings.agree,
    Action.DECLINE: lambda session, actor, number: joinings.decline(session, actor, number, "Ei nyt."),
    Action.WITHDRAW: joinings.withdraw,
}


@pytest.mark.parametrize("state", [JoiningState.JOINED, JoiningState.DECLINED, JoiningState.WITHDRAWN])
@pytest.mark.parametrize(
    ("who", "action"),
    [("aino", Action.AGREE), ("pekka", Action.DECLINE), ("fanni", Action.WITHDRAW)],
)
def test_closed_proposal_has_no_steps(
    session: Session, world: World, state: JoiningState, who: str, action: JoiningAction
) -> None:
    joining = world.propose()
    joining.state = state
    session.flush()

    with pytest.raises(WrongState):
        _STEPS[action](session, getattr(world.cast, who), joining.id)

    assert joining.state == state
    assert joinings.view(session, getattr(world.cast, who), joining.id).actions == []


@pytest.mark.parametrize(
    ("who", "offered"),
    [
        ("aino", [Action.AGREE, Action.DECLINE]),
        ("veera", []),
        ("pekka", [Action.AGREE, Action.DECLINE]),
        ("fanni", [Action.WITHDRAW]),
    ],
)
def test_page_offers_each_their_steps(
    session: Session, world: World, who: str, offered: list[JoiningAction]
) -> None:
    joining = world.propose()

    assert joinings.view(session, getattr(world.cast, who), joining.id).actions == offered


def test_one_yes_merges_nothing(session: Session, world: World) -> None:
    joining = world.propose()

    joinings.agree(session, world.cast.aino, joining.id)

    assert joining.state == JoiningState.PROPOSED
    assert world.joined.state == IdeaState.PUBLISHED
    assert session.exec(select(PartnerRequest)).all() == []
    assert told(session, "joining_agree") == {"eero", "frans", "pekka", "fanni"}
    seen = joinings.view(session, world.cast.pekka, joining.id)
    assert (seen.kept.agreed_by, seen.joined.agreed_by) == ("Aino", "")


def test_same_side_agrees_once(session: Session, world: World) -> None:
    joining = world.propose()
    joinings.agree(session, world.cast.aino, joining.id)

    with pytest.raises(WrongState, match="joining_agreed_already"):
        joinings.agree(session, world.cast.eero, joining.id)

    assert joining.kept_agreed_by == world.cast.aino.id
    assert Action.AGREE not in joinings.view(session, world.cast.eero, joining.id).actions


@pytest.mark.parametrize("order", [("aino", "pekka"), ("pekka", "aino")])
def test_with_both_the_ideas_are_one_and_the_other_is_a_partner(
    session: Session, world: World, order: tuple[str, str]
) -> None:
    joining = world.propose()

    for name in order:
        joinings.agree(session, getattr(world.cast, name), joining.id)

    assert joining.state == JoiningState.JOINED
    assert (world.joined.state, world.joined.withdrawn_because, world.joined.duplicate_of) == (
        IdeaState.WITHDRAWN,
        WithdrawReason.DUPLICATE,
        world.kept.id,
    )
    request = session.exec(select(PartnerRequest)).one()
    assert (request.idea_id, request.state, request.role) == (
        world.kept.id,
        PartnerRequestState.ACCEPTED,
        ImplementerRole.COOPERATION_PARTNER,
    )
    assert (request.from_association_id, request.sent_by, request.answered_by) == (
        world.cast.toivonsilta.id,
        world.cast.pekka.id,
        world.cast.aino.id,
    )


def test_joining_is_in_the_history_of_both_and_told_once_by_mail(session: Session, world: World) -> None:
    joining = world.propose()
    joinings.agree(session, world.cast.aino, joining.id)

    joinings.agree(session, world.cast.pekka, joining.id)

    rows = session.exec(
        select(JournalEntry.thing_id, JournalEntry.why).where(
            JournalEntry.kind == Kind.IDEA, JournalEntry.action == "join"
        )
    ).all()
    assert set(rows) == {(world.kept.id, "Olohuone kylälle"), (world.joined.id, "Kylätalon olohuone")}
    assert told(session, "joining_join") == {"aino", "eero", "frans", "fanni"}
    assert mailed(session, "partner_request_offer") == mailed(session, "partner_request_accept") == 0


def test_endorsers_of_the_joined_idea_hear_where_it_goes_on(session: Session, world: World) -> None:
    session.add(Endorsement(idea_id=world.joined.id, person_id=world.cast.uuno.id))
    joining = world.propose()
    joinings.agree(session, world.cast.aino, joining.id)

    joinings.agree(session, world.cast.pekka, joining.id)

    assert told(session, "joined_endorsed") == {"uuno"}
    link = session.exec(select(Notice.link).where(Notice.key == "joined_endorsed")).one()
    assert link == f"/idea?id={world.kept.id}"


@pytest.mark.parametrize("accepted", [True, False])
def test_letter_between_them_is_the_partnership(session: Session, world: World, accepted: bool) -> None:
    request = partner_requests.send(
        session,
        world.cast.pekka,
        world.kept.id,
        role=ImplementerRole.COOPERATION_PARTNER,
        reply_by=REPLY_BY,
        need_ids=[],
        from_association_id=world.cast.toivonsilta.id,
        words="Mukaan?",
    )
    if accepted:
        partner_requests.accept(session, world.cast.aino, request.id)
    joining = world.propose()
    joinings.agree(session, world.cast.aino, joining.id)

    joinings.agree(session, world.cast.pekka, joining.id)

    assert session.exec(select(PartnerRequest)).one().state == PartnerRequestState.ACCEPTED


def test_decline_says_why_and_leaves_both_ideas(session: Session, world: World) -> None:
    joining = world.propose()
    joinings.agree(session, world.cast.aino, joining.id)

    joinings.decline(session, world.cast.pekka, joining.id, "Hallitus haluaa jatkaa omaa.")

    assert (joining.state, joining.reason) == (JoiningState.DECLINED, "Hallitus haluaa jatkaa omaa.")
    assert (world.kept.state, world.joined.state) == (IdeaState.PUBLISHED, IdeaState.PUBLISHED)
    assert told(session, "joining_decline") == {"aino", "eero", "frans", "fanni"}


@pytest.mark.parametrize("reason", ["", "x" * 501])
def test_decline_without_a_reason_is_refused_and_changes_nothing(
    session: Session, world: World, reason: str
) -> None:
    joining = world.propose()

    with pytest.raises(Invalid) as refused:
        joinings.decline(session, world.cast.pekka, joining.id, reason)

    assert refused.value.field == "reason"
    assert joining.state == JoiningState.PROPOSED


def test_after_a_no_the_desk_may_propose_anew(session: Session, world: World) -> None:
    joinings.decline(session, world.cast.pekka, world.propose().id, "Ei nyt.")

    again = world.propose()

    assert again.state == JoiningState.PROPOSED


def test_colleague_at_the_desk_takes_the_proposal_back(session: Session, world: World) -> None:
    colleague = make_person(session, "Fiina", ServiceRole.FACILITATOR)
    world.cast.people["fiina"] = colleague
    joining = world.propose()

    joinings.withdraw(session, world.cast.fiina, joining.id, "Toinen idea muuttui.")

    assert joining.state == JoiningState.WITHDRAWN
    assert told(session, "joining_withdraw") == {"aino", "eero", "frans", "pekka", "fanni"}


def test_unpublished_idea_is_told_to_the_other_side_only_with_its_writers_yes(
    session: Session, cast: Cast, clock: Clock
) -> None:
    world = make_world(session, cast, joined=IdeaState.SUBMITTED)
    joining = world.propose()
    with pytest.raises(NotFound):
        joinings.view(session, cast.aino, joining.id)
    assert told(session, "joining_propose") == {"pekka"}
    assert joinings.waiting_for(session, cast.aino, most=5) == []

    joinings.agree(session, cast.pekka, joining.id)

    assert told(session, "joining_agree") == {"aino", "eero", "frans", "fanni"}
    assert joinings.view(session, cast.aino, joining.id).joined.title == "Olohuone kylälle"


def test_unpublished_idea_goes_back_to_its_writers_as_a_draft(
    session: Session, cast: Cast, clock: Clock
) -> None:
    world = make_world(session, cast, joined=IdeaState.SUBMITTED)
    joining = world.propose()
    joinings.agree(session, cast.pekka, joining.id)

    joinings.agree(session, cast.aino, joining.id)

    assert (joining.state, world.joined.state) == (JoiningState.JOINED, IdeaState.DRAFT)
    seen = joinings.view(session, cast.aino, joining.id).joined
    assert (seen.title, seen.summary, seen.opens) == ("", "", False)
    assert joinings.view(session, cast.pekka, joining.id).joined.title == "Olohuone kylälle"


@pytest.mark.parametrize("which", ["kept", "joined"])
def test_yes_to_an_idea_that_has_gone_is_refused(session: Session, world: World, which: str) -> None:
    joining = world.propose()
    getattr(world, which).state = IdeaState.HIDDEN
    session.flush()

    with pytest.raises(WrongState, match="joining_gone"):
        joinings.agree(session, world.cast.pekka, joining.id)

    assert joining.joined_agreed_by is None
    assert joinings.view(session, world.cast.fanni, joining.id).gone


@pytest.mark.parametrize("which", ["kept", "joined"])
def test_clock_closes_what_has_gone_and_tells_both(session: Session, world: World, which: str) -> None:
    joining = world.propose()
    owner = world.cast.aino if which == "kept" else world.cast.pekka
    ideas.withdraw(session, owner, getattr(world, which).id, WithdrawReason.DONE)

    closed = joinings.close_gone(session)

    assert (closed, joining.state) == (1, JoiningState.WITHDRAWN)
    assert told(session, "joining_gone") == {"aino", "eero", "frans", "pekka", "fanni"}
    assert joinings.close_gone(session) == 0


def test_clock_leaves_what_can_still_be_joined(session: Session, world: World) -> None:
    joining = world.propose()

    assert joinings.close_gone(session) == 0
    assert joining.state == JoiningState.PROPOSED


def test_yes_of_somebody_who_has_left_is_asked_for_anew(session: Session, world: World) -> None:
    joining = world.propose()
    joinings.agree(session, world.cast.eero, joining.id)
    seat = session.exec(
        select(AssociationMember).where(AssociationMember.person_id == world.cast.people["eero"].id)
    ).one()
    seat.state = MembershipState.LEFT
    session.flush()

    joinings.agree(session, world.cast.pekka, joining.id)

    assert (joining.state, joining.kept_agreed_by) == (JoiningState.PROPOSED, None)
    assert Action.AGREE in joinings.view(session, world.cast.aino, joining.id).actions


def test_who_writes_for_both_sides_agrees_for_both(session: Session, world: World) -> None:
    make_member(session, world.cast.toivonsilta, world.cast.people["aino"])
    joining = world.propose()

    joinings.agree(session, world.cast.aino, joining.id)

    assert joining.state == JoiningState.JOINED


def test_proposal_waits_for_each_side_until_it_has_answered(session: Session, world: World) -> None:
    joining = world.propose()
    joinings.agree(session, world.cast.aino, joining.id)

    waiting = {
        name: joinings.waiting_for(session, getattr(world.cast, name), most=5)
        for name in ("aino", "pekka", "veera", "sami", "fanni")
    }

    assert [(each.id, each.title, each.other) for each in waiting.pop("pekka")] == [
        (joining.id, "Olohuone kylälle", "Satusuon kyläyhdistys ry")
    ]
    assert list(waiting.values()) == [[], [], [], []]


@pytest.mark.parametrize("who", ["aino", "sami", "arvo", "visitor"])
def test_list_of_proposals_is_the_desks(session: Session, world: World, who: str) -> None:
    world.propose()

    with pytest.raises(NotFound):
        joinings.newest(session, getattr(world.cast, who))


def test_desk_lists_what_it_has_proposed(session: Session, world: World) -> None:
    joining = world.propose()

    cards = joinings.newest(session, world.cast.fanni, between=[world.kept.id, world.joined.id])

    assert [(card.id, card.kept, card.joined) for card in cards] == [
        (joining.id, "Kylätalon olohuone", "Olohuone kylälle")
    ]
    assert joinings.newest(session, world.cast.fanni, between=[world.kept.id]) == []


def test_desk_lists_no_title_of_what_was_taken_back(session: Session, cast: Cast) -> None:
    world = make_world(session, cast, joined=IdeaState.SUBMITTED)
    world.propose()

    ideas.take_back(session, cast.pekka, world.joined.id)

    assert [card.joined for card in joinings.newest(session, cast.fanni)] == [""]


@pytest.mark.parametrize("many", [1, 3])
def test_lists_cost_the_same_however_long(
    session: Session, world: World, queries: Queries, many: int
) -> None:
    world.propose()
    for number in range(many - 1):
        other = idea_of(session, world.cast.keksila, f"Kolmas {number}", world.cast.sami.id)
        joinings.propose(session, world.cast.fanni, world.kept.id, other.id, WORDS)
    aino, fanni = world.cast.aino, world.cast.fanni
    session.expire_all()
    queries.statements.clear()

    found = joinings.waiting_for(session, aino, most=5), joinings.newest(session, fanni)

    assert [len(rows) for rows in found] == [many, many]
    assert len(queries) == 2


def test_view_of_an_idea_of_ours_asks_a_fixed_number(
    session: Session, world: World, queries: Queries
) -> None:
    joining = world.propose()
    pekka = world.cast.pekka
    session.expire_all()
    queries.statements.clear()

    joinings.view(session, pekka, joining.id)

    assert len(queries) <= 9
    assert world.session.get(Idea, world.kept.id)
