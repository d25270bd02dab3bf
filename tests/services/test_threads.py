"""Discussions of a group: for its members and the facilitators, visible at once, looked at afterwards."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from models import (
    THREAD_LIFECYCLE,
    Conflict,
    Forbidden,
    Group,
    GroupAction,
    Invalid,
    Kind,
    NotFound,
    Notice,
    OpenedBecause,
    ReviewState,
    Thread,
    ThreadAction,
    ThreadState,
    WorkspaceError,
    WrongState,
)
from services import groups, reviews, threads
from tests.cast import Cast
from tests.conftest import Clock, Queries
from tests.services.test_groups import make_group

WHO = ["aino", "pekka", "sami", "eero", "fanni", "frans", "arvo", "visitor"]


def make_thread(session: Session, cast: Cast, group: Group, title: str = "Kahvinkeitto") -> Thread:
    """Pekka's discussion in Aino's group."""
    if not groups.takes_part(cast.pekka, group.id):
        groups.join(session, cast.pekka, group.id)
    return threads.start(session, cast.pekka, group.id, title=title, body="Kuka keittää?")


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("state", ThreadState)
def test_a_discussion_is_for_those_who_take_part(
    session: Session, cast: Cast, who: str, state: ThreadState
) -> None:
    thread = make_thread(session, cast, make_group(session, cast))
    thread.state = state
    session.flush()
    readers = {"aino", "pekka", "fanni", "frans", "arvo"}
    if state == ThreadState.HIDDEN:
        readers = {"pekka", "fanni", "frans"}

    if who in readers:
        assert threads.fetch(session, getattr(cast, who), thread.id).id == thread.id
        assert threads.view(session, getattr(cast, who), thread.id).author == "Pekka"
    else:
        for question in (threads.fetch, threads.view):
            with pytest.raises(NotFound):
                question(session, getattr(cast, who), thread.id)


@pytest.mark.parametrize("action", ThreadAction)
@pytest.mark.parametrize("who", WHO)
def test_only_facilitators_judge_and_never_their_own(
    session: Session, cast: Cast, who: str, action: ThreadAction
) -> None:
    group = make_group(session, cast)
    thread = make_thread(session, cast, group)
    actor = getattr(cast, who)

    found = {state: _outcome(session, actor, thread, action, state) for state in ThreadState}

    assert found == {state: _expected(who, action, state) for state in ThreadState}


def _expected(who: str, action: ThreadAction, state: ThreadState) -> type[WorkspaceError] | ThreadState:
    if who in ("fanni", "frans"):
        return THREAD_LIFECYCLE.steps.get((state, action), WrongState)
    known = {"pekka"} if state == ThreadState.HIDDEN else {"aino", "pekka", "arvo"}
    return Forbidden if who in known else NotFound


def _outcome(
    session: Session, actor: Any, thread: Thread, action: ThreadAction, state: ThreadState
) -> type[WorkspaceError] | ThreadState:
    thread.state = state
    session.flush()
    try:
        return threads.move(session, actor, thread.id, action, why="Mainos.").state
    except WorkspaceError as error:
        return type(error)


@pytest.mark.parametrize("writer", ["frans", "aino"])
def test_a_facilitator_leaves_the_words_of_their_own_association_to_another(
    session: Session, cast: Cast, writer: str
) -> None:
    group = make_group(session, cast)
    thread = threads.start(session, getattr(cast, writer), group.id, title="Talo", body="Auki?")

    with pytest.raises(Forbidden):
        threads.move(session, cast.frans, thread.id, ThreadAction.HIDE, why="Mainos.")

    threads.move(session, cast.fanni, thread.id, ThreadAction.HIDE, why="Mainos.")
    assert thread.state == ThreadState.HIDDEN


def test_a_discussion_is_visible_at_once_and_waits_for_a_look(session: Session, cast: Cast) -> None:
    group = make_group(session, cast)

    thread = make_thread(session, cast, group)

    item = reviews.item_of(session, Kind.THREAD, thread.id)
    assert item is not None
    assert (item.state, item.title, item.municipality) == (ReviewState.WAITING, "Kahvinkeitto", "176")
    assert item.association_id == cast.toivonsilta.id
    told = session.exec(select(Notice).where(Notice.key == "thread_started")).all()
    assert [(notice.person_id, notice.link) for notice in told] == [
        (cast.aino.id, f"/group?id={group.id}&thread={thread.id}")
    ]


@pytest.mark.parametrize(
    ("who", "refusal"), [("sami", Forbidden), ("eero", Forbidden), ("visitor", Forbidden)]
)
def test_outsiders_neither_begin_nor_list(
    session: Session, cast: Cast, who: str, refusal: type[WorkspaceError]
) -> None:
    group = make_group(session, cast)

    with pytest.raises(refusal):
        threads.start(session, getattr(cast, who), group.id, title="Hei", body="Hei")
    with pytest.raises(refusal):
        threads.of(session, getattr(cast, who), group.id)


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "a" * 161}, "title"),
        ({"body": " \n"}, "body"),
        ({"body": "Tunnus 131052-308T"}, "body"),
    ],
)
def test_bad_words_are_refused_beside_their_field(
    session: Session, cast: Cast, words: dict[str, str], field: str
) -> None:
    group = make_group(session, cast)

    with pytest.raises(Invalid) as refused:
        threads.start(session, cast.aino, group.id, **{"title": "Talo", "body": "Auki?", **words})

    assert refused.value.field == field


def test_a_group_that_has_ended_is_read_and_not_written(session: Session, cast: Cast) -> None:
    group = make_group(session, cast)
    thread = make_thread(session, cast, group)
    groups.move(session, cast.aino, group.id, GroupAction.ARCHIVE)

    assert threads.view(session, cast.pekka, thread.id).title == "Kahvinkeitto"
    assert not threads.may_reply(session, cast.pekka, thread)
    with pytest.raises(WrongState):
        threads.start(session, cast.pekka, group.id, title="Vielä", body="Yksi")


@pytest.mark.parametrize(
    ("who", "may"), [("aino", True), ("pekka", True), ("fanni", True), ("arvo", True), ("sami", False)]
)
def test_those_who_take_part_reply(session: Session, cast: Cast, who: str, may: bool) -> None:
    thread = make_thread(session, cast, make_group(session, cast))

    assert threads.may_reply(session, getattr(cast, who), thread) == may


def test_who_left_reads_no_more(session: Session, cast: Cast) -> None:
    group = make_group(session, cast)
    thread = make_thread(session, cast, group)
    groups.leave(session, cast.pekka, group.id)

    with pytest.raises(NotFound):
        threads.fetch(session, cast.pekka, thread.id)


def test_the_liveliest_discussion_comes_first(session: Session, cast: Cast, clock: Clock) -> None:
    group = make_group(session, cast)
    old = make_thread(session, cast, group, "Vanha")
    clock.at += timedelta(hours=1)
    make_thread(session, cast, group, "Uusi")
    clock.at += timedelta(hours=1)

    threads.touch(session, old.id)

    assert [card.title for card in threads.of(session, cast.aino, group.id).rows] == ["Vanha", "Uusi"]


@pytest.mark.parametrize("n", [1, 3])
def test_the_list_asks_as_often_however_long(session: Session, cast: Cast, queries: Queries, n: int) -> None:
    group = make_group(session, cast)
    for place in range(n):
        make_thread(session, cast, group, f"Aihe {place}")
    aino = cast.aino
    session.flush()
    queries.statements.clear()

    assert len(threads.of(session, aino, group.id).rows) == n
    assert len(queries) == 2


def test_a_reader_asks_for_a_look_once(session: Session, cast: Cast) -> None:
    thread = make_thread(session, cast, make_group(session, cast))
    item = reviews.item_of(session, Kind.THREAD, thread.id)
    assert item is not None
    item.state = ReviewState.DECIDED

    threads.flag(session, cast.aino, thread.id, "Mainos.")

    assert (item.state, item.opened_because) == (ReviewState.WAITING, OpenedBecause.FLAG)
    with pytest.raises(Conflict):
        threads.flag(session, cast.aino, thread.id, "Mainos.")
    with pytest.raises(Forbidden):
        threads.flag(session, cast.pekka, thread.id, "Oma.")
    with pytest.raises(Invalid):
        threads.flag(session, cast.fanni, thread.id, " ")
