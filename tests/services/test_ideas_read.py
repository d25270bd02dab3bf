"""Ideas as they are found, listed and compared."""

from typing import Any

import pytest
from sqlmodel import Session

from models import IdeaAction, IdeaState, NotFound, now
from services import ideas
from services.differences import Piece, compared
from services.ideas import Need
from services.words import excerpt
from tests.cast import Cast
from tests.conftest import Clock, Queries

WHOLE: dict[str, Any] = {
    "title": "Äijäkerho",
    "summary": "Puuhapaja miehille",
    "need": "Tekeminen puuttuu",
    "target_groups": ["ikaihmiset"],
    "municipality": "176",
    "needs": [Need("digiosaaminen", "digiopastajia")],
}


def shown(session: Session, cast: Cast, **changes: Any) -> int:
    idea = ideas.create(session, cast.aino, cast.satusuo.id, {**WHOLE, **changes})
    ideas.submit(session, cast.aino, idea.id)
    ideas.move(session, cast.fanni, idea.id, IdeaAction.PUBLISH)
    return idea.id


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, True),
        ({"words": "äijä"}, True),
        ({"words": "ÄIJÄ puuha"}, True),
        ({"words": "satusuo"}, True),
        ({"words": "äijä metsä"}, False),
        ({"words": "100 %"}, False),
        ({"municipality": "176"}, True),
        ({"municipality": "309"}, False),
        ({"target_group": "ikaihmiset"}, True),
        ({"target_group": "nuoret"}, False),
        ({"competence_sought": "digiosaaminen"}, True),
        ({"competence_sought": "viestinta"}, False),
        ({"priority": "arkipalvelut"}, False),
        ({"group": 5}, False),
        ({"call": "1"}, False),
        ({"call": "rikki"}, True),
        ({"state": "draft"}, False),
        ({"state": "rikki"}, True),
        ({"after": "rikki"}, True),
    ],
)
def test_filters(session: Session, cast: Cast, filters: dict[str, Any], found: bool) -> None:
    idea_id = shown(session, cast)

    page = ideas.visible_to(session, cast.visitor, **filters)

    assert [card.id for card in page.rows] == ([idea_id] if found else [])


def test_one_associations_ideas(session: Session, cast: Cast) -> None:
    idea_id = shown(session, cast)

    own = ideas.visible_to(session, cast.visitor, association=cast.satusuo.id)
    others = ideas.visible_to(session, cast.visitor, association=cast.keksila.id)

    assert [card.id for card in own.rows] == [idea_id]
    assert others.rows == []


def test_mine_are_all_of_my_associations_whatever_their_state(session: Session, cast: Cast) -> None:
    one = shown(session, cast)
    two = ideas.create(session, cast.aino, cast.satusuo.id, {"title": "Luonnos"}).id
    ideas.create(session, cast.pekka, cast.toivonsilta.id)

    cards = ideas.visible_to(session, cast.veera, mine=True).rows

    assert {card.id for card in cards} == {one, two}


def test_facilitator_lists_what_was_submitted_and_a_stranger_does_not(session: Session, cast: Cast) -> None:
    idea = ideas.create(session, cast.aino, cast.satusuo.id, WHOLE)
    ideas.submit(session, cast.aino, idea.id)

    assert [card.id for card in ideas.visible_to(session, cast.fanni, state="submitted").rows] == [idea.id]
    assert ideas.visible_to(session, cast.sami, state="submitted").rows == []


def test_list_is_newest_first_and_paged_by_key(session: Session, cast: Cast, clock: Clock) -> None:
    ids = [shown(session, cast, title=f"Idea {n}") for n in range(23)]

    first = ideas.visible_to(session, cast.visitor)
    second = ideas.visible_to(session, cast.visitor, after=first.after)

    assert [card.id for card in first.rows + second.rows] == ids[::-1]
    assert (len(first.rows), second.after) == (20, "")


@pytest.mark.parametrize("rows", [1, 3])
def test_list_costs_one_query_however_many(session: Session, cast: Cast, queries: Queries, rows: int) -> None:
    for _ in range(rows):
        shown(session, cast)
    actor = cast.aino
    queries.statements.clear()

    page = ideas.visible_to(session, actor)

    assert (len(page.rows), len(queries)) == (rows, 1)


@pytest.mark.parametrize("rows", [1, 3])
def test_detail_costs_the_same_however_many_needs(
    session: Session, cast: Cast, queries: Queries, rows: int
) -> None:
    idea_id = shown(session, cast, needs=[Need("", f"tarve {n}") for n in range(rows)])
    session.expunge_all()
    actor = cast.aino
    queries.statements.clear()

    detail = ideas.detail(session, actor, idea_id)

    assert (len(detail.content.needs), len(queries)) == (rows, 9)


def test_needs_are_in_the_writers_order_with_numbers(session: Session, cast: Cast) -> None:
    idea_id = shown(session, cast, needs=[Need("", "ensin"), Need("digiosaaminen", "sitten", False)])

    rows = ideas.needs_of(session, cast.visitor, idea_id)

    assert [(row.competence, row.words, row.essential) for row in rows] == [
        ("", "ensin", True),
        ("digiosaaminen", "sitten", False),
    ]
    assert all(row.id for row in rows)


@pytest.mark.parametrize(
    ("who", "state", "step"),
    [
        ("aino", IdeaState.DRAFT, "finish"),
        ("aino", IdeaState.RETURNED, "mend"),
        ("aino", IdeaState.SUBMITTED, "wait"),
        ("veera", IdeaState.SUBMITTED, "read"),
        ("fanni", IdeaState.SUBMITTED, "review"),
        ("frans", IdeaState.SUBMITTED, "wait"),
        ("aino", IdeaState.PUBLISHED, "find_partners"),
        ("veera", IdeaState.PUBLISHED, "discuss"),
        ("sami", IdeaState.PUBLISHED, "offer"),
        ("visitor", IdeaState.PUBLISHED, "offer"),
        ("aino", IdeaState.WITHDRAWN, "read"),
    ],
)
def test_card_says_the_next_step(session: Session, cast: Cast, who: str, state: IdeaState, step: str) -> None:
    idea = ideas.create(session, cast.aino, cast.satusuo.id, WHOLE)
    idea.state, idea.published_at = state, now()
    session.flush()

    (card,) = ideas.visible_to(session, getattr(cast, who), state=state).rows

    assert card.next_step == step


def test_difference_is_read_word_by_word() -> None:
    assert compared("Kahvit joka arki", "Kahvit ja pulla joka arki") == [
        Piece("same", "Kahvit "),
        Piece("new", "ja pulla "),
        Piece("same", "joka arki"),
    ]


def test_difference_of_two_versions_names_the_fields(session: Session, cast: Cast) -> None:
    idea_id = shown(session, cast)
    ideas.save(session, cast.aino, idea_id, {"summary": "Puuhapaja kaikille", "municipality": "309"})
    ideas.submit_revision(session, cast.aino, idea_id)

    changes = ideas.difference(session, cast.fanni, idea_id, 1, 2)

    assert [(change.field, change.before, change.after) for change in changes] == [
        ("summary", "Puuhapaja miehille", "Puuhapaja kaikille"),
        ("municipality", "176", "309"),
    ]
    assert ideas.waiting_difference(session, cast.fanni, idea_id) == changes
    assert ideas.waiting_difference(session, cast.sami, idea_id) == []


def test_readers_see_only_the_versions_that_were_let_out(session: Session, cast: Cast) -> None:
    idea = ideas.create(session, cast.aino, cast.satusuo.id, WHOLE)
    ideas.submit(session, cast.aino, idea.id)
    ideas.move(session, cast.fanni, idea.id, IdeaAction.RETURN)
    ideas.submit(session, cast.aino, idea.id)
    ideas.move(session, cast.fanni, idea.id, IdeaAction.PUBLISH)

    seen = [card.number for card in ideas.versions(session, cast.visitor, idea.id)]
    own = [card.number for card in ideas.versions(session, cast.veera, idea.id)]

    assert (seen, own) == ([2], [2, 1])
    with pytest.raises(NotFound):
        ideas.difference(session, cast.visitor, idea.id, 1, 2)


def test_history_is_for_own_people_and_facilitators(session: Session, cast: Cast) -> None:
    idea_id = shown(session, cast)

    steps = [step.action for step in ideas.detail(session, cast.veera, idea_id).steps]

    assert steps == ["publish", "submit", "create"]
    assert ideas.detail(session, cast.sami, idea_id).steps == []


def test_excerpt_is_cut_between_words() -> None:
    assert excerpt("sana " * 60).endswith("sana …")
    assert excerpt("lyhyt\nteksti") == "lyhyt teksti"
