"""People come to act for an association, and cease to."""

from collections.abc import Callable
from functools import partial

import pytest
from sqlmodel import Session, select

from models import (
    MEMBERSHIP_LIFECYCLE,
    AssociationMember,
    AssociationRole,
    AssociationState,
    Conflict,
    Forbidden,
    Invalid,
    Mail,
    MembershipAction,
    MembershipState,
    NotFound,
    Notice,
    WorkspaceError,
    WrongState,
)
from services import accounts, associations
from tests.cast import Cast, make_association, make_member, make_person
from tests.conftest import Queries

Step = Callable[[Session, Cast, str, int], object]
WORDS = "Olen sihteeri."

STEPS: dict[MembershipAction, Step] = {
    MembershipAction.ACCEPT: lambda s, c, who, row: associations.accept_request(s, getattr(c, who), row),
    MembershipAction.DECLINE: lambda s, c, who, row: associations.decline_request(
        s, getattr(c, who), row, why="Emme tunne sinua."
    ),
    MembershipAction.REMOVE: lambda s, c, who, row: associations.remove(
        s, getattr(c, who), row, why="Ei enää mukana."
    ),
}


def asking(session: Session, cast: Cast) -> AssociationMember:
    return associations.ask_to_join(session, cast.sami, cast.satusuo.id, words_for_owners=WORDS)


def told(session: Session, cast: Cast, who: str) -> list[str]:
    person = getattr(cast, who)
    return list(session.exec(select(Notice.key).where(Notice.person_id == person.id)))


def mailed(session: Session) -> list[tuple[str, str]]:
    return [(mail.address, mail.key) for mail in session.exec(select(Mail))]


def row_of(session: Session, cast: Cast, who: str) -> AssociationMember:
    return session.exec(
        select(AssociationMember).where(
            AssociationMember.association_id == cast.satusuo.id,
            AssociationMember.person_id == getattr(cast, who).id,
        )
    ).one()


def test_request_reaches_the_owner_by_mail_and_gives_no_rights_yet(session: Session, cast: Cast) -> None:
    row = asking(session, cast)

    assert (row.state, row.words) == (MembershipState.REQUESTED, WORDS)
    assert not cast.sami.belongs_to(cast.satusuo.id)
    assert told(session, cast, "aino") == ["association_requested"]
    assert told(session, cast, "eero") == []
    assert mailed(session) == [("aino@example.org", "association_requested")]


def test_second_request_is_refused(session: Session, cast: Cast) -> None:
    asking(session, cast)

    with pytest.raises(WrongState):
        asking(session, cast)


def test_member_cannot_ask(session: Session, cast: Cast) -> None:
    with pytest.raises(WrongState):
        associations.ask_to_join(session, cast.veera, cast.satusuo.id, words_for_owners=WORDS)


@pytest.mark.parametrize(
    ("words", "key"), [("", "needed"), ("x" * 1001, "too_long"), ("131052-308T", "identity_code")]
)
def test_request_needs_words_that_may_be_kept(session: Session, cast: Cast, words: str, key: str) -> None:
    with pytest.raises(Invalid) as refused:
        associations.ask_to_join(session, cast.sami, cast.satusuo.id, words_for_owners=words)

    assert (refused.value.field, refused.value.key) == ("words", key)


def test_visitor_and_unverified_person_cannot_ask(session: Session, cast: Cast) -> None:
    cast.people["uuno"].verified_at = None
    session.flush()

    for actor in (cast.visitor, cast.uuno):
        with pytest.raises(Forbidden):
            associations.ask_to_join(session, actor, cast.satusuo.id, words_for_owners=WORDS)


def test_pending_association_is_nobody_elses_to_ask(session: Session, cast: Cast) -> None:
    hidden = make_association(session, "Odottava ry", state=AssociationState.PENDING)

    with pytest.raises(NotFound):
        associations.ask_to_join(session, cast.sami, hidden.id, words_for_owners=WORDS)


def test_acceptance_is_membership_at_once_with_the_role_given(session: Session, cast: Cast) -> None:
    row = asking(session, cast)

    associations.accept_request(session, cast.aino, row.id, role=AssociationRole.VIEWER)

    assert cast.sami.roles[cast.satusuo.id] == AssociationRole.VIEWER
    assert told(session, cast, "sami") == ["association_accepted"]
    assert ("sami@example.org", "association_accepted") in mailed(session)


def test_declined_asker_reads_why_and_may_ask_again(session: Session, cast: Cast) -> None:
    row = asking(session, cast)

    associations.decline_request(session, cast.aino, row.id, why="Emme tunne sinua.")

    assert (row.state, row.reason) == (MembershipState.DECLINED, "Emme tunne sinua.")
    assert ("sami@example.org", "association_request_declined") in mailed(session)
    assert asking(session, cast).state == MembershipState.REQUESTED


def test_no_without_a_reason_is_refused(session: Session, cast: Cast) -> None:
    row = asking(session, cast)

    with pytest.raises(Invalid):
        associations.decline_request(session, cast.aino, row.id, why=" ")

    assert row.state == MembershipState.REQUESTED


WHO = ("aino", "eero", "veera", "sami", "pekka", "fanni", "arvo", "visitor")


@pytest.mark.parametrize("state", list(MembershipState))
@pytest.mark.parametrize("action", list(STEPS))
@pytest.mark.parametrize("who", WHO)
def test_permission_table(
    session: Session, cast: Cast, who: str, action: MembershipAction, state: MembershipState
) -> None:
    row = make_member(session, cast.satusuo, cast.people["sami"], AssociationRole.EDITOR, state)
    expected: type[WorkspaceError] | None = None
    if who in ("pekka", "fanni", "arvo", "visitor"):
        expected = NotFound
    elif who != "aino":
        expected = Forbidden
    elif (state, action) not in MEMBERSHIP_LIFECYCLE.steps:
        expected = WrongState

    if expected:
        with pytest.raises(expected):
            STEPS[action](session, cast, who, row.id)
        assert row.state == state
    else:
        STEPS[action](session, cast, who, row.id)
        assert row.state == MEMBERSHIP_LIFECYCLE.steps[state, action]


def test_last_owner_can_neither_leave_nor_give_up_the_role(session: Session, cast: Cast) -> None:
    row = row_of(session, cast, "aino")

    for refused in (
        partial(associations.leave, session, cast.aino, cast.satusuo.id),
        partial(associations.give_role, session, cast.aino, row.id, AssociationRole.EDITOR),
    ):
        with pytest.raises(Conflict) as error:
            refused()
        assert error.value.key == "last_owner"

    assert row.is_owner


def test_owner_leaves_when_there_is_another(session: Session, cast: Cast) -> None:
    associations.give_role(session, cast.aino, row_of(session, cast, "eero").id, AssociationRole.OWNER)

    associations.leave(session, cast.aino, cast.satusuo.id)

    assert not cast.aino.belongs_to(cast.satusuo.id)
    assert cast.eero.owns(cast.satusuo.id)
    assert told(session, cast, "eero") == ["association_role_given", "association_left"]


def test_asker_takes_the_request_back_without_a_notice(session: Session, cast: Cast) -> None:
    row = asking(session, cast)

    associations.leave(session, cast.sami, cast.satusuo.id)

    assert row.state == MembershipState.LEFT
    assert told(session, cast, "aino") == ["association_requested"]


def test_who_was_never_there_cannot_leave(session: Session, cast: Cast) -> None:
    with pytest.raises(WrongState):
        associations.leave(session, cast.uuno, cast.satusuo.id)


def test_removed_person_loses_the_rights_and_reads_why(session: Session, cast: Cast) -> None:
    associations.remove(session, cast.aino, row_of(session, cast, "eero").id, why="Muutti pois.")

    assert not cast.eero.acts_for(cast.satusuo.id)
    assert ("eero@example.org", "association_removed") in mailed(session)


@pytest.mark.parametrize(
    ("who", "refusal"), [("eero", Forbidden), ("veera", Forbidden), ("sami", NotFound), ("fanni", NotFound)]
)
def test_roles_are_the_owners_to_give(
    session: Session, cast: Cast, who: str, refusal: type[WorkspaceError]
) -> None:
    row = row_of(session, cast, "veera")

    with pytest.raises(refusal):
        associations.give_role(session, getattr(cast, who), row.id, AssociationRole.OWNER)

    assert row.role == AssociationRole.VIEWER


def test_same_role_again_is_no_step(session: Session, cast: Cast) -> None:
    with pytest.raises(WrongState):
        associations.give_role(session, cast.aino, row_of(session, cast, "veera").id, AssociationRole.VIEWER)


def test_invitation_and_request_that_meet_make_a_member(session: Session, cast: Cast) -> None:
    row = asking(session, cast)

    accounts.invite(session, cast.aino, cast.satusuo.id, "sami@example.org", AssociationRole.EDITOR)

    assert row.is_member
    assert cast.sami.acts_for(cast.satusuo.id)


def test_people_are_listed_for_their_own_and_askers_for_owners(session: Session, cast: Cast) -> None:
    asking(session, cast)
    satusuo = cast.satusuo.id

    assert [card.name for card in associations.members_of(session, cast.veera, satusuo).rows] == [
        "Aino",
        "Eero",
        "Veera",
        "Frans",
    ]
    assert [card.words for card in associations.waiting_in(session, cast.aino, satusuo).rows] == [WORDS]
    for refused in (
        partial(associations.members_of, session, cast.sami, satusuo),
        partial(associations.waiting_in, session, cast.eero, satusuo),
    ):
        with pytest.raises(NotFound):
            refused()


def test_people_cost_the_same_whatever_their_number(session: Session, cast: Cast, queries: Queries) -> None:
    aino = cast.aino
    counts = []
    for number in range(2):
        queries.statements.clear()
        associations.members_of(session, aino, cast.satusuo.id)
        counts.append(len(queries))
        for each in ("x", "y"):
            make_member(session, cast.satusuo, make_person(session, f"{each}{number}"))

    assert counts == [2, 2]
