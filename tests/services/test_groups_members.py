"""How people come into a group and leave it: every step by role and state, and who is told."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlmodel import Session, select

from models import (
    MEMBERSHIP_LIFECYCLE,
    AssociationState,
    Conflict,
    Forbidden,
    Group,
    GroupAction,
    GroupMember,
    GroupRole,
    Invalid,
    JoinMode,
    JournalEntry,
    Kind,
    Mail,
    MembershipAction,
    MembershipState,
    NotFound,
    Notice,
    WorkspaceError,
    WrongState,
)
from services import groups
from tests.cast import Cast
from tests.services.test_groups import make_group

A, S = MembershipAction, MembershipState


def row_of(session: Session, group: Group, person: Any) -> GroupMember | None:
    return session.exec(
        select(GroupMember).where(GroupMember.group_id == group.id, GroupMember.person_id == person.id)
    ).one_or_none()


def make_row(
    session: Session, group: Group, person: Any, state: MembershipState, role: GroupRole = GroupRole.MEMBER
) -> GroupMember:
    row = GroupMember(group_id=group.id, person_id=person.id, state=state, role=role)
    session.add(row)
    session.flush()
    return row


# What the door says to whom in each join mode, when they have no row in the group yet.
DOORS = [
    ("visitor", JoinMode.OPEN, groups.Joining.SIGN_IN),
    ("uuno", JoinMode.OPEN, groups.Joining.NEEDS_ASSOCIATION),
    ("pekka", JoinMode.OPEN, groups.Joining.JOIN),
    ("veera", JoinMode.OPEN, groups.Joining.JOIN),
    ("pekka", JoinMode.ON_REQUEST, groups.Joining.ASK),
    ("pekka", JoinMode.BY_INVITATION, groups.Joining.INVITED_ONLY),
    ("fanni", JoinMode.ON_REQUEST, groups.Joining.JOIN),
    ("fanni", JoinMode.BY_INVITATION, groups.Joining.JOIN),
    ("aino", JoinMode.OPEN, groups.Joining.MEMBER),
]


@pytest.mark.parametrize(("who", "mode", "door"), DOORS)
def test_the_door_says_how_one_comes_in(
    session: Session, cast: Cast, who: str, mode: JoinMode, door: groups.Joining
) -> None:
    group = make_group(session, cast, join_mode=mode)

    assert groups.view(session, getattr(cast, who), group.id).joining == door


@pytest.mark.parametrize(
    ("state", "door"),
    [
        (S.REQUESTED, groups.Joining.WAIT),
        (S.INVITED, groups.Joining.ANSWER),
        (S.MEMBER, groups.Joining.MEMBER),
        (S.DECLINED, groups.Joining.JOIN),
        (S.LEFT, groups.Joining.JOIN),
        (S.EXPIRED, groups.Joining.JOIN),
        # Who was removed does not walk straight back in.
        (S.REMOVED, groups.Joining.ASK),
    ],
)
def test_the_door_remembers(
    session: Session, cast: Cast, state: MembershipState, door: groups.Joining
) -> None:
    group = make_group(session, cast)
    make_row(session, group, cast.pekka, state)

    assert groups.view(session, cast.pekka, group.id).joining == door


def test_who_joins_an_open_group_is_a_member_at_once_for_their_association(
    session: Session, cast: Cast
) -> None:
    group = make_group(session, cast)

    row = groups.join(session, cast.pekka, group.id)

    assert (row.state, row.role, row.association_id) == (S.MEMBER, GroupRole.MEMBER, cast.toivonsilta.id)
    assert _told(session, "group_joined") == [cast.aino.id]


def test_who_asks_is_outside_until_a_host_accepts(session: Session, cast: Cast) -> None:
    group = make_group(session, cast, join_mode=JoinMode.ON_REQUEST)

    row = groups.join(session, cast.pekka, group.id, words_for_hosts="Meillä on palkanmaksu.")

    assert row.state == S.REQUESTED
    assert not groups.takes_part(cast.pekka, group.id)
    assert _told(session, "group_requested", mailed=True) == [cast.aino.id]

    groups.accept(session, cast.aino, row.id)

    assert groups.takes_part(cast.pekka, group.id)
    assert _told(session, "group_accepted", mailed=True) == [cast.pekka.id]


def test_a_request_needs_words(session: Session, cast: Cast) -> None:
    group = make_group(session, cast, join_mode=JoinMode.ON_REQUEST)

    with pytest.raises(Invalid) as refused:
        groups.join(session, cast.pekka, group.id)

    assert refused.value.field == "words"
    assert row_of(session, group, cast.pekka) is None


@pytest.mark.parametrize(
    ("who", "mode", "refusal"),
    [
        ("visitor", JoinMode.OPEN, Forbidden),
        ("uuno", JoinMode.OPEN, Forbidden),
        ("pekka", JoinMode.BY_INVITATION, Forbidden),
        ("aino", JoinMode.OPEN, Conflict),
    ],
)
def test_joining_is_refused(
    session: Session, cast: Cast, who: str, mode: JoinMode, refusal: type[WorkspaceError]
) -> None:
    group = make_group(session, cast, join_mode=mode)

    with pytest.raises(refusal):
        groups.join(session, getattr(cast, who), group.id)

    assert groups.people_in(session, group.id) == [cast.aino.id]


def test_a_second_click_on_ask_is_one_request(session: Session, cast: Cast) -> None:
    group = make_group(session, cast, join_mode=JoinMode.ON_REQUEST)
    groups.join(session, cast.pekka, group.id, words_for_hosts="Mukaan!")

    with pytest.raises(Conflict):
        groups.join(session, cast.pekka, group.id, words_for_hosts="Mukaan!")

    assert _told(session, "group_requested") == [cast.aino.id]


def test_a_request_is_declined_with_a_reason_and_may_be_made_again(session: Session, cast: Cast) -> None:
    group = make_group(session, cast, join_mode=JoinMode.ON_REQUEST)
    row = groups.join(session, cast.pekka, group.id, words_for_hosts="Mukaan!")
    with pytest.raises(Invalid):
        groups.decline(session, cast.aino, row.id, why=" ")

    groups.decline(session, cast.aino, row.id, why="Ryhmä on täynnä.")

    assert groups.view(session, cast.pekka, group.id).answer == "Ryhmä on täynnä."
    assert _told(session, "group_declined", mailed=True) == [cast.pekka.id]

    groups.join(session, cast.pekka, group.id, words_for_hosts="Joko mahtuu?")

    assert (row.state, row.reason) == (S.REQUESTED, "")


# Group: hosted by Aino. The row is Pekka's. Sami is a member; Uuno is outside.
STEPS: dict[str, dict[str, set[MembershipState]]] = {
    "accept": {
        "aino": {S.REQUESTED},
        "fanni": {S.REQUESTED},
        "arvo": {S.REQUESTED},
        "pekka": {S.INVITED},
        "sami": set(),
    },
    "decline": {
        "aino": {S.REQUESTED},
        "fanni": {S.REQUESTED},
        "arvo": {S.REQUESTED},
        "pekka": {S.INVITED},
        "sami": set(),
    },
    "remove": {
        "aino": {S.MEMBER},
        "fanni": {S.MEMBER},
        "arvo": {S.MEMBER},
        "pekka": set(),
        "sami": set(),
    },
}


@pytest.mark.parametrize("who", ["aino", "fanni", "arvo", "pekka", "sami", "uuno", "visitor"])
@pytest.mark.parametrize("act", STEPS)
def test_a_membership_moves_by_the_hands_that_may(session: Session, cast: Cast, act: str, who: str) -> None:
    group = make_group(session, cast)
    groups.join(session, cast.sami, group.id)
    row = make_row(session, group, cast.pekka, S.REQUESTED)
    actor = getattr(cast, who)

    found = {state: _took(session, actor, row, act, state) for state in MembershipState}

    if who in ("uuno", "visitor"):
        assert set(found.values()) == {NotFound}
    else:
        assert {state for state, refusal in found.items() if refusal is None} == STEPS[act][who]
        assert set(found.values()) <= {None, Forbidden, WrongState}


def _took(
    session: Session, actor: Any, row: GroupMember, act: str, state: MembershipState
) -> type[WorkspaceError] | None:
    row.state = state
    session.flush()
    why = {} if act == "accept" else {"why": "Näin sovittiin."}
    try:
        getattr(groups, act)(session, actor, row.id, **why)
    except WorkspaceError as error:
        assert row.state == state
        return type(error)
    assert row.state == MEMBERSHIP_LIFECYCLE.after(state, MembershipAction(act))
    return None


def test_a_host_invites_those_who_write_for_an_association(session: Session, cast: Cast) -> None:
    group = make_group(session, cast, join_mode=JoinMode.BY_INVITATION)
    hosting = groups.join(session, cast.fanni, group.id)
    groups.give_role(session, cast.aino, hosting.id, GroupRole.HOST)

    invited = groups.invite(session, cast.fanni, group.id, cast.satusuo.id)

    # Aino is in already, Veera only reads.
    assert invited == 2
    assert sorted(_told(session, "group_invited", mailed=True)) == sorted([cast.eero.id, cast.frans.id])
    row = groups.join(session, cast.eero, group.id)
    assert (row.state, row.association_id) == (S.MEMBER, cast.satusuo.id)


def test_an_invitation_and_a_request_make_a_member(session: Session, cast: Cast) -> None:
    group = make_group(session, cast, join_mode=JoinMode.ON_REQUEST)
    row = groups.join(session, cast.pekka, group.id, words_for_hosts="Mukaan!")

    groups.invite(session, cast.aino, group.id, cast.toivonsilta.id)

    assert row.state == S.MEMBER
    assert _told(session, "group_accepted", mailed=True) == [cast.pekka.id]


def test_an_invitation_is_declined_without_a_reason(session: Session, cast: Cast) -> None:
    group = make_group(session, cast, join_mode=JoinMode.BY_INVITATION)
    groups.invite(session, cast.aino, group.id, cast.toivonsilta.id)
    member_id = groups.view(session, cast.pekka, group.id).member_id

    groups.decline(session, cast.pekka, member_id)

    assert _told(session, "group_invitation_declined") == [cast.aino.id]


@pytest.mark.parametrize(
    ("who", "refusal"),
    [("pekka", Forbidden), ("sami", Forbidden), ("eero", Forbidden), ("visitor", Forbidden)],
)
def test_only_those_who_run_a_group_invite(
    session: Session, cast: Cast, who: str, refusal: type[WorkspaceError]
) -> None:
    group = make_group(session, cast)
    groups.join(session, cast.sami, group.id)

    with pytest.raises(refusal):
        groups.invite(session, getattr(cast, who), group.id, cast.toivonsilta.id)


def test_nobody_is_invited_twice_nor_from_an_unverified_association(session: Session, cast: Cast) -> None:
    group = make_group(session, cast)
    groups.invite(session, cast.aino, group.id, cast.toivonsilta.id)
    cast.keksila.state = AssociationState.PENDING

    for association in (cast.toivonsilta, cast.keksila):
        with pytest.raises(Invalid) as refused:
            groups.invite(session, cast.aino, group.id, association.id)
        assert refused.value.field == "association"

    assert _told(session, "group_invited") == [cast.pekka.id]


def test_a_member_leaves_and_the_hosts_hear(session: Session, cast: Cast) -> None:
    group = make_group(session, cast)
    groups.join(session, cast.pekka, group.id)

    groups.leave(session, cast.pekka, group.id)

    assert not groups.takes_part(cast.pekka, group.id)
    assert _told(session, "group_left") == [cast.aino.id]


def test_a_request_is_taken_back_without_telling_anybody(session: Session, cast: Cast) -> None:
    group = make_group(session, cast, join_mode=JoinMode.ON_REQUEST)
    row = groups.join(session, cast.pekka, group.id, words_for_hosts="Mukaan!")

    groups.leave(session, cast.pekka, group.id)

    assert row.state == S.LEFT
    assert _told(session, "group_left") == []


def test_who_is_not_in_cannot_leave(session: Session, cast: Cast) -> None:
    group = make_group(session, cast)

    with pytest.raises(WrongState):
        groups.leave(session, cast.pekka, group.id)


def test_the_last_host_neither_leaves_nor_is_removed_nor_steps_down(session: Session, cast: Cast) -> None:
    group = make_group(session, cast)
    row = row_of(session, group, cast.aino)
    assert row is not None

    acts: list[Callable[[], object]] = [
        lambda: groups.leave(session, cast.aino, group.id),
        lambda: groups.remove(session, cast.fanni, row.id, why="Hiljaista."),
        lambda: groups.give_role(session, cast.aino, row.id, GroupRole.MEMBER),
    ]
    for act in acts:
        with pytest.raises(Conflict) as refused:
            act()
        assert refused.value.key == "last_host"

    assert cast.aino.hosts(group.id)


def test_a_host_hands_over_and_leaves(session: Session, cast: Cast) -> None:
    group = make_group(session, cast)
    heir = groups.join(session, cast.pekka, group.id)

    groups.give_role(session, cast.aino, heir.id, GroupRole.HOST)
    groups.leave(session, cast.aino, group.id)

    assert cast.pekka.hosts(group.id)
    assert _told(session, "group_made_host") == [cast.pekka.id]
    row = row_of(session, group, cast.aino)
    assert row is not None
    assert row.role == GroupRole.MEMBER


@pytest.mark.parametrize(
    ("who", "refusal"), [("pekka", Forbidden), ("eero", NotFound), ("uuno", NotFound), ("visitor", NotFound)]
)
def test_others_make_nobody_a_host(
    session: Session, cast: Cast, who: str, refusal: type[WorkspaceError]
) -> None:
    group = make_group(session, cast)
    row = groups.join(session, cast.pekka, group.id)

    with pytest.raises(refusal):
        groups.give_role(session, getattr(cast, who), row.id, GroupRole.HOST)

    assert row.role == GroupRole.MEMBER


def test_nobody_comes_into_a_group_that_has_ended(session: Session, cast: Cast) -> None:
    group = make_group(session, cast, join_mode=JoinMode.ON_REQUEST)
    row = groups.join(session, cast.pekka, group.id, words_for_hosts="Mukaan!")
    groups.move(session, cast.aino, group.id, GroupAction.ARCHIVE)

    with pytest.raises(WrongState):
        groups.accept(session, cast.aino, row.id)
    with pytest.raises(WrongState):
        groups.invite(session, cast.aino, group.id, cast.keksila.id)
    with pytest.raises(Forbidden):
        groups.join(session, cast.sami, group.id)


def test_every_step_leaves_a_journal_row(session: Session, cast: Cast) -> None:
    group = make_group(session, cast, join_mode=JoinMode.ON_REQUEST)
    row = groups.join(session, cast.pekka, group.id, words_for_hosts="Mukaan!")
    groups.accept(session, cast.aino, row.id)
    groups.remove(session, cast.aino, row.id, why="Mainoksia.")

    steps = session.exec(
        select(JournalEntry.action, JournalEntry.before, JournalEntry.after, JournalEntry.why)
        .where(JournalEntry.kind == Kind.GROUP, JournalEntry.thing_id == group.id)
        .order_by(JournalEntry.id)  # type: ignore[arg-type]
    ).all()

    assert list(steps[1:]) == [
        ("request", "", "requested", "Mukaan!"),
        ("accept", "requested", "member", ""),
        ("remove", "member", "removed", "Mainoksia."),
    ]


def _told(session: Session, key: str, *, mailed: bool = False) -> list[int]:
    if mailed:
        assert session.exec(select(Mail).where(Mail.key == key)).first()
    return list(session.exec(select(Notice.person_id).where(Notice.key == key)))
