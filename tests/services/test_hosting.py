"""Hosts keep a group alive: what stands first, what is closed, who is away, when it is quiet, who follows them."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from models import (
    Conflict,
    Forbidden,
    Group,
    GroupAction,
    GroupMember,
    GroupRole,
    Kind,
    NotFound,
    ThreadAction,
    WrongState,
)
from services import accounts, comments, groups, hosting, notices, threads
from tests.cast import Cast
from tests.conftest import Clock
from tests.services.test_groups import make_group
from tests.services.test_threads import make_thread


def titles(session: Session, cast: Cast, group: Group) -> list[str]:
    pinned = threads.pinned(session, cast.pekka, group.id)
    return [card.title for card in [*pinned, *threads.of(session, cast.pekka, group.id).rows]]


def test_at_most_three_discussions_stand_first_and_no_hidden_one_takes_their_place(
    session: Session, cast: Cast, clock: Clock
) -> None:
    group = make_group(session, cast)
    begun = []
    for title in ("Yksi", "Kaksi", "Kolme", "Neljä"):
        begun.append(make_thread(session, cast, group, title))
        clock.at += timedelta(minutes=10)
    for thread in begun[:3]:
        hosting.pin(session, cast.aino, thread.id)
        clock.at += timedelta(minutes=1)

    assert titles(session, cast, group) == ["Kolme", "Kaksi", "Yksi", "Neljä"]
    with pytest.raises(Conflict, match="too_many_pinned"):
        hosting.pin(session, cast.aino, begun[3].id)

    threads.move(session, cast.fanni, begun[2].id, ThreadAction.HIDE)
    hosting.pin(session, cast.aino, begun[3].id)
    hosting.unpin(session, cast.aino, begun[0].id)
    assert titles(session, cast, group)[:2] == ["Neljä", "Kaksi"]


def test_a_closed_discussion_is_read_but_not_replied_to(session: Session, cast: Cast) -> None:
    thread = make_thread(session, cast, make_group(session, cast))

    hosting.close(session, cast.aino, thread.id)

    assert threads.view(session, cast.pekka, thread.id).closed
    with pytest.raises(Forbidden, match="comment_closed"):
        comments.add(session, cast.pekka, Kind.THREAD, thread.id, "Vielä yksi asia.")
    hosting.reopen(session, cast.aino, thread.id)
    comments.add(session, cast.pekka, Kind.THREAD, thread.id, "Vielä yksi asia.")


@pytest.mark.parametrize("who", ["pekka", "sami", "visitor"])
def test_only_those_who_run_it_have_the_tools(session: Session, cast: Cast, who: str) -> None:
    group = make_group(session, cast)
    thread = make_thread(session, cast, group)
    actor = getattr(cast, who)
    row = groups.row_of(session, cast.pekka, group.id)
    assert row is not None
    refused = Forbidden if who == "pekka" else NotFound

    for act in (hosting.pin, hosting.unpin, hosting.close, hosting.reopen):
        with pytest.raises(refused):
            act(session, actor, thread.id)
    for step in (hosting.remind, hosting.hand_over):
        with pytest.raises(refused):
            step(session, actor, row.id)
    with pytest.raises(Forbidden):
        hosting.away(session, actor, group.id)


def test_who_is_away_is_reminded_once_and_no_more(session: Session, cast: Cast, clock: Clock) -> None:
    group = make_group(session, cast)
    make_thread(session, cast, group)
    for who in (cast.aino, cast.pekka):
        accounts.begin_session(session, who.id)
    assert hosting.away(session, cast.aino, group.id).rows == []

    clock.at += hosting.AWAY_AFTER + timedelta(days=1)
    accounts.begin_session(session, cast.aino.id)
    [pekka] = hosting.away(session, cast.aino, group.id).rows
    hosting.remind(session, cast.aino, pekka.id)

    assert pekka.name == "Pekka"
    assert [card.key for card in notices.of(session, cast.pekka).rows] == ["group_missed"]
    with pytest.raises(Conflict, match="reminded_already"):
        hosting.remind(session, cast.aino, pekka.id)

    mine = groups.row_of(session, cast.aino, group.id)
    assert mine is not None
    with pytest.raises(WrongState):
        hosting.remind(session, cast.fanni, mine.id)


def test_hosting_is_handed_over_in_one_act(session: Session, cast: Cast) -> None:
    group = make_group(session, cast)
    groups.join(session, cast.pekka, group.id)
    row = groups.row_of(session, cast.pekka, group.id)
    assert row is not None

    hosting.hand_over(session, cast.aino, row.id)

    roles = session.exec(
        select(GroupMember.person_id, GroupMember.role).where(GroupMember.group_id == group.id)
    )
    assert dict(roles.all()) == {cast.pekka.id: GroupRole.HOST, cast.aino.id: GroupRole.MEMBER}
    # A facilitator runs every group, but has no hosting of their own to give.
    with pytest.raises(Forbidden):
        hosting.hand_over(session, cast.fanni, row.id)


def test_a_quiet_group_is_told_of_once_until_something_happens(
    session: Session, cast: Cast, clock: Clock
) -> None:
    group = make_group(session, cast)
    thread = make_thread(session, cast, group)
    version = group.version
    assert hosting.flag_due(session) == 0

    clock.at += hosting.QUIET_AFTER + timedelta(days=1)
    assert (hosting.flag_due(session), hosting.flag_due(session)) == (1, 0)
    session.refresh(group)

    # An edit that was begun before is not refused for it.
    assert group.version == version
    for who in (cast.aino, cast.fanni):
        assert notices.of(session, who).rows[0].key == "group_quiet"
        assert groups.view(session, who, group.id).quiet_since
    assert groups.view(session, cast.pekka, group.id).quiet_since is None

    clock.at += timedelta(hours=1)
    comments.add(session, cast.pekka, Kind.THREAD, thread.id, "Täällä ollaan.")
    hosting.flag_due(session)
    session.refresh(group)
    assert group.quiet_since is None


def test_an_ended_group_is_not_called_quiet(session: Session, cast: Cast, clock: Clock) -> None:
    group = make_group(session, cast)
    groups.move(session, cast.aino, group.id, GroupAction.ARCHIVE, why="Asia on hoidettu.")

    clock.at += hosting.QUIET_AFTER + timedelta(days=1)

    assert hosting.flag_due(session) == 0
