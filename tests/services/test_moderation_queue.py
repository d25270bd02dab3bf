"""The list of the queue: order, filters, counts, neighbours, and what it costs."""

import pytest
from sqlmodel import Session

from models import Decision, Kind, NotFound, OpenedBecause, ReasonCode, ReviewState
from services import moderation
from services.moderation import Neighbours, QueueFilter
from tests.cast import Cast
from tests.conftest import Queries
from tests.services.moderated import make_waiting


def ids(session: Session, cast: Cast, filters: QueueFilter | None = None) -> list[int]:
    return [row.id for row in moderation.queue(session, cast.fanni, filters).rows]


def test_who_waits_longest_comes_first(session: Session, cast: Cast) -> None:
    new = make_waiting(session, cast, Kind.COMMENT, ago=1)
    old = make_waiting(session, cast, Kind.IDEA, ago=60)
    middle = make_waiting(session, cast, Kind.GROUP, ago=30)

    assert ids(session, cast) == [old.id, middle.id, new.id]


def test_the_list_goes_on_by_key(session: Session, cast: Cast) -> None:
    items = [make_waiting(session, cast, Kind.IDEA, ago=60 - place) for place in range(22)]

    first = moderation.queue(session, cast.fanni)
    second = moderation.queue(session, cast.fanni, after=first.after)

    assert [row.id for row in first.rows + second.rows] == [item.id for item in items]
    assert second.after == ""


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (QueueFilter(kind="idea"), ["idea"]),
        (QueueFilter(kind="group"), ["group"]),
        (QueueFilter(kind="nonsense"), ["idea", "group"]),
        (QueueFilter(state="nonsense"), ["idea", "group"]),
        (QueueFilter(municipality="176"), ["idea", "group"]),
        (QueueFilter(municipality="167"), []),
        (QueueFilter(municipality="\0"), ["idea", "group"]),
        (QueueFilter(because="flag"), ["group"]),
        (QueueFilter(because="nonsense"), ["idea", "group"]),
        (QueueFilter(mine=True), ["idea"]),
        (QueueFilter(state="decided"), ["comment"]),
        (QueueFilter(state="decided", mine=True), ["comment"]),
        (QueueFilter(state="closed"), []),
    ],
)
def test_filters(session: Session, cast: Cast, filters: QueueFilter, found: list[str]) -> None:
    idea = make_waiting(session, cast, Kind.IDEA, ago=9)
    group = make_waiting(session, cast, Kind.GROUP, ago=8)
    comment = make_waiting(session, cast, Kind.COMMENT)
    group.opened_because = OpenedBecause.FLAG
    moderation.claim(session, cast.fanni, idea.id)
    moderation.decide(
        session, cast.fanni, comment.id, Decision.PUBLISH, ReasonCode.FINE, "", version=comment.version
    )

    rows = moderation.queue(session, cast.fanni, filters).rows

    assert [row.kind for row in rows] == found


def test_own_things_are_shown_and_marked(session: Session, cast: Cast) -> None:
    make_waiting(session, cast, Kind.IDEA)

    assert [row.own for row in moderation.queue(session, cast.frans).rows] == [True]
    assert [row.own for row in moderation.queue(session, cast.fanni).rows] == [False]


def test_only_another_ones_claim_is_shown(session: Session, cast: Cast) -> None:
    item = make_waiting(session, cast, Kind.IDEA)
    moderation.claim(session, cast.fanni, item.id)

    assert [row.claimed_by for row in moderation.queue(session, cast.frans).rows] == ["Fanni"]
    assert [row.claimed_by for row in moderation.queue(session, cast.fanni).rows] == [""]


def test_counts_per_kind(session: Session, cast: Cast) -> None:
    for kind in (Kind.IDEA, Kind.IDEA, Kind.THREAD):
        make_waiting(session, cast, kind)

    assert moderation.counts(session, cast.fanni) == {
        **dict.fromkeys(moderation.HANDLERS, 0),
        Kind.IDEA: 2,
        Kind.THREAD: 1,
    }


def test_neighbours_keep_the_filters_and_survive_the_decision(session: Session, cast: Cast) -> None:
    first = make_waiting(session, cast, Kind.IDEA, ago=9)
    make_waiting(session, cast, Kind.GROUP, ago=8)
    middle = make_waiting(session, cast, Kind.IDEA, ago=7)
    last = make_waiting(session, cast, Kind.IDEA, ago=6)
    only_ideas = QueueFilter(kind="idea")

    before = moderation.neighbours(session, cast.fanni, middle.id, only_ideas)
    moderation.decide(
        session, cast.fanni, middle.id, Decision.PUBLISH, ReasonCode.FINE, "", version=middle.version
    )
    after = moderation.neighbours(session, cast.fanni, middle.id, only_ideas)

    assert before == after == Neighbours(first.id, last.id)
    assert moderation.neighbours(session, cast.fanni, first.id, only_ideas) == Neighbours(None, last.id)
    assert middle.state == ReviewState.DECIDED


def test_the_list_costs_the_same_for_one_and_for_three(
    session: Session, cast: Cast, queries: Queries
) -> None:
    costs = []
    for _ in range(2):
        make_waiting(session, cast, Kind.IDEA)
        fanni = cast.fanni
        queries.statements.clear()
        moderation.queue(session, fanni)
        costs.append(len(queries))
        make_waiting(session, cast, Kind.COMMENT)

    assert costs == [1, 1]


def test_a_thing_has_its_place(session: Session, cast: Cast) -> None:
    item = make_waiting(session, cast, Kind.IDEA)

    assert moderation.place_of(session, cast.fanni, Kind.IDEA, item.thing_id) == item.id
    assert moderation.place_of(session, cast.fanni, Kind.IDEA, item.thing_id + 1) == 0


@pytest.mark.parametrize("who", ["visitor", "aino", "sami", "arvo"])
def test_only_facilitators_ask_for_a_place(session: Session, cast: Cast, who: str) -> None:
    item = make_waiting(session, cast, Kind.IDEA)

    with pytest.raises(NotFound):
        moderation.place_of(session, getattr(cast, who), Kind.IDEA, item.thing_id)
