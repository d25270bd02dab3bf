"""What a search finds for whom; each kind has words that must not reach everybody."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import inspect
from sqlmodel import Session

from models import (
    AssociationState,
    EventState,
    GroupState,
    IdeaState,
    Kind,
    PlanField,
    ThreadState,
)
from services.search import searching
from services.search.nouns import NOUNS
from services.search.searching import alike, beginning, everything, nearest
from services.search.touched import bring_up_to_date
from tests.cast import Cast
from tests.conftest import Queries
from tests.services.search.world import (
    make_call,
    make_decision,
    make_event,
    make_group,
    make_home,
    make_idea,
    make_meeting,
    make_plan,
    make_thread,
)

# Aino's association made it, Sami is a stranger, Fanni and Frans are facilitators (Frans of Satusuo), Arvo is the
# admin, Pekka is in the group of the discussion.
WHO = ("visitor", "sami", "aino", "veera", "pekka", "fanni", "frans", "arvo")
ALL = set(WHO)
SATUSUO = {"aino", "veera", "frans"}
DESK = {"fanni", "frans"}


@dataclass(frozen=True)
class Case:
    make: Callable[[Cast, str], Any]
    kind: Kind
    finds: set[str]


def in_state(make: Callable[..., Any], state: Any) -> Callable[[Cast, str], Any]:
    return lambda cast, title: make(cast, title, state)


CASES = {
    "a draft": Case(in_state(make_idea, IdeaState.DRAFT), Kind.IDEA, SATUSUO),
    "a submitted idea": Case(in_state(make_idea, IdeaState.SUBMITTED), Kind.IDEA, SATUSUO | DESK),
    # Its edits are its own people's: Fanni reads what was handed in.
    "a returned idea": Case(in_state(make_idea, IdeaState.RETURNED), Kind.IDEA, SATUSUO),
    "a published idea": Case(in_state(make_idea, IdeaState.PUBLISHED), Kind.IDEA, ALL),
    "a hidden idea": Case(in_state(make_idea, IdeaState.HIDDEN), Kind.IDEA, SATUSUO | DESK),
    "a withdrawn idea": Case(in_state(make_idea, IdeaState.WITHDRAWN), Kind.IDEA, SATUSUO | DESK),
    "a pending association": Case(
        in_state(make_home, AssociationState.PENDING), Kind.ASSOCIATION, DESK | {"arvo"}
    ),
    "a verified association": Case(in_state(make_home, AssociationState.VERIFIED), Kind.ASSOCIATION, ALL),
    "a proposed group": Case(
        in_state(make_group, GroupState.PROPOSED), Kind.GROUP, SATUSUO | DESK | {"arvo"}
    ),
    "an active group": Case(in_state(make_group, GroupState.ACTIVE), Kind.GROUP, ALL),
    "a hidden group": Case(in_state(make_group, GroupState.HIDDEN), Kind.GROUP, SATUSUO | DESK | {"arvo"}),
    "a plan": Case(make_plan, Kind.PLAN, SATUSUO),
    "a shared plan": Case(lambda cast, name: make_plan(cast, name, shared=True), Kind.PLAN, SATUSUO | DESK),
    "a draft of an event": Case(in_state(make_event, EventState.DRAFT), Kind.EVENT, DESK | {"arvo"}),
    "an event": Case(in_state(make_event, EventState.PUBLISHED), Kind.EVENT, ALL),
    "a call": Case(make_call, Kind.CALL, ALL),
    "a discussion": Case(
        in_state(make_thread, ThreadState.VISIBLE), Kind.THREAD, {"pekka", "fanni", "frans", "arvo"}
    ),
    "a hidden discussion": Case(
        in_state(make_thread, ThreadState.HIDDEN), Kind.THREAD, {"pekka", "fanni", "frans"}
    ),
    "a decision": Case(make_decision, Kind.DECISION, {"pekka", "fanni", "frans", "arvo"}),
    "a meeting": Case(make_meeting, Kind.MEETING, {"pekka", "fanni", "frans", "arvo"}),
}


@pytest.mark.parametrize("name", CASES)
def test_only_those_who_may_see_a_thing_find_it(session: Session, cast: Cast, name: str) -> None:
    case = CASES[name]
    thing = case.make(cast, "Hopeakettujen laavuretki")

    # By its word, by the beginning of a word, by a part of a compound; and nobody else is told a correction.
    for who in WHO:
        actor = getattr(cast, who)
        shown = [[(case.kind, thing.id)]] if who in case.finds else [[]]
        assert [
            found(everything(session, actor, words)) for words in ("laavuretket", "hopeakettu", "retki")
        ] == shown * 3
        assert [(hit.kind, hit.id) for hit in beginning(session, actor, "hopeak")] == shown[0]
        assert everything(session, actor, "hopaekettujen").suggestion == (
            "hopeakettujen" if who in case.finds else ""
        )


def found(results: searching.Results) -> list[tuple[Kind, int]]:
    return [(hit.kind, hit.id) for group in results.groups for hit in group.hits]


def test_a_hidden_word_takes_no_suggestion_away(session: Session, cast: Cast) -> None:
    make_idea(cast, "Virtasaaren kahvila")
    make_idea(cast, "Virtasoaren salaisuus", IdeaState.DRAFT)

    assert everything(session, cast.sami, "Virtasoaren").suggestion == "virtasaaren"
    assert everything(session, cast.aino, "Virtasoaren").suggestion == ""


def test_a_hidden_word_is_not_told_for_a_longer_one_that_is_seen(session: Session, cast: Cast) -> None:
    make_idea(cast, "Hattuvaarala")
    make_idea(cast, "Hattuvaara", IdeaState.DRAFT)

    assert everything(session, cast.sami, "hattuwaara").suggestion == ""
    assert everything(session, cast.aino, "hattuwaara").suggestion == "hattuvaara"


@pytest.mark.parametrize("kind", NOUNS)
def test_who_may_see_a_thing_is_said_of_its_own_table(cast: Cast, kind: Kind) -> None:
    """`nouns.seen` takes the conditions and leaves joins."""
    noun = NOUNS[kind]

    assert noun.visible(cast.aino).get_final_froms() == [inspect(noun.model).local_table]


def test_what_is_counted_is_what_may_be_seen(session: Session, cast: Cast) -> None:
    for number in range(3):
        make_idea(cast, f"Kahvila {number}")
        make_idea(cast, f"Salainen kahvila {number}", IdeaState.DRAFT)

    counts = [everything(session, actor, "kahvila").groups[0].count for actor in (cast.sami, cast.aino)]

    assert counts == [3, 6]


def test_the_edits_of_a_published_idea_are_not_searched(session: Session, cast: Cast) -> None:
    make_idea(cast, "Kahvila", revision={"title": "Teatteri"})

    assert everything(session, cast.aino, "teatteri").groups == ()


def test_an_implementers_own_part_of_a_plan_is_not_searched(session: Session, cast: Cast) -> None:
    plan = make_plan(cast, "Suunnitelma")
    same: dict[str, Any] = {"plan_id": plan.id, "edited_by": cast.aino.id}
    session.add(PlanField(**same, place=0, key="goals", text="Laavu kuntoon"))
    session.add(PlanField(**same, place=7, key="our_tasks", text="Veneitä lisää"))

    assert [found(everything(session, cast.aino, words)) for words in ("laavut", "vene")] == [
        [(Kind.PLAN, plan.id)],
        [],
    ]


def test_addresses_of_people_are_not_searched(session: Session, cast: Cast) -> None:
    home = make_home(cast, "Hattuvaara ry")
    home.contact_email, home.contact_name = "raija@hattuvaara.example", "Raija Räsänen"

    assert everything(session, cast.arvo, "Raija").groups == ()


def test_all_words_first_and_some_of_them_when_that_finds_little(session: Session, cast: Cast) -> None:
    both = make_idea(cast, "Kahvila ja teatteri")
    one = make_idea(cast, "Kahvila")

    results = everything(session, cast.visitor, "teatteri kahvila")

    assert (found(results), results.widened) == ([(Kind.IDEA, both.id), (Kind.IDEA, one.id)], True)


def test_enough_of_all_words_are_not_widened(session: Session, cast: Cast) -> None:
    for _ in range(searching.FEW):
        make_idea(cast, "Kahvila ja teatteri")
    make_idea(cast, "Kahvila")

    results = everything(session, cast.visitor, "teatteri kahvila")

    assert (results.groups[0].count, len(results.groups[0].hits), results.widened) == (
        searching.FEW,
        5,
        False,
    )


def test_a_word_of_another_language_finds_what_means_the_same(session: Session, cast: Cast) -> None:
    idea = make_idea(cast, "Nuorten kerho")

    results = everything(session, cast.visitor, "youth")

    assert (found(results), results.widened) == ([(Kind.IDEA, idea.id)], True)
    (hit,) = results.groups[0].hits
    assert [hit.title.text[one:two] for one, two in hit.title.marks] == ["Nuorten"]


def test_what_means_nearly_the_same_is_a_group_of_its_own(session: Session, cast: Cast) -> None:
    said = make_idea(cast, "Hiihtolatu kuntoon")
    near = make_idea(cast, "Suksien huolto ja voitelu")
    make_idea(cast, "Suksien salainen voitelu", IdeaState.DRAFT)
    make_idea(cast, "Kyläkahvila ikäihmisille")

    results = everything(session, cast.sami, "hiihtoladut")

    assert found(results) == [(Kind.IDEA, said.id)]
    near_to_it = alike(session, cast.sami, "hiihtoladut", results.found)
    assert [(hit.kind, hit.id) for hit in near_to_it] == [(Kind.IDEA, near.id)]


def test_the_nearest_are_those_that_anybody_works_with(session: Session, cast: Cast) -> None:
    text = "Kyläkahvila ikäihmisille"
    ideas = [
        make_idea(cast, text, state) for state in (IdeaState.PUBLISHED, IdeaState.DRAFT, IdeaState.WITHDRAWN)
    ]

    near = [nearest(session, cast.aino, Kind.IDEA, text, most=5, without=[gone]) for gone in (0, ideas[0].id)]

    assert [[each for each, _ in found] for found in near] == [[ideas[0].id], []]
    assert near[0][0][1] == pytest.approx(1, abs=0.02)


def test_a_title_is_before_a_text(session: Session, cast: Cast) -> None:
    text = make_idea(cast, "Talkoot", summary="Siivotaan kahvila")
    title = make_idea(cast, "Kahvila")

    assert found(everything(session, cast.visitor, "kahvila")) == [
        (Kind.IDEA, title.id),
        (Kind.IDEA, text.id),
    ]


def test_one_kind_and_one_municipality(session: Session, cast: Cast) -> None:
    idea = make_idea(cast, "Kahvila")
    group = make_group(cast, "Kahvila")
    make_idea(cast, "Kahvila muualla").municipality = "167"
    make_call(cast, "Kahvila")

    of_kind = everything(session, cast.visitor, "kahvila", kind=Kind.GROUP)
    of_place = everything(session, cast.visitor, "kahvila", municipality="176")

    # Calls have no place.
    assert found(everything(session, cast.visitor, "kahvila", kind=Kind.CALL, municipality="176")) == []
    assert (found(of_kind), found(of_place)) == ([(Kind.GROUP, group.id)], [(Kind.IDEA, idea.id)])


def test_hits_say_what_they_are_and_where_the_words_stand(session: Session, cast: Cast) -> None:
    at = datetime(2026, 9, 1, 9, tzinfo=UTC)
    make_idea(cast, "Nuorten kuivaruoka-apu", summary="Autetaan. " * 60 + "Ruokaa nuorille.", published_at=at)

    hit = everything(session, cast.visitor, "ruoka nuori").groups[0].hits[0]

    assert [hit.title.text[one:two] for one, two in hit.title.marks] == ["Nuorten", "kuivaruoka-apu"]
    assert [hit.excerpt.text[one:two] for one, two in hit.excerpt.marks] == ["Ruokaa", "nuorille"]
    assert hit.excerpt.text.startswith("… ")
    assert (hit.association, hit.municipality, hit.at) == (cast.satusuo.name, "176", at)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("kahvilla", ""),
        ("teateri", "teatteri"),
        ("tetateri", "teatteri"),
        ("kahvila teateri", "kahvila teatteri"),
        ("teat", ""),
        ("12345", ""),
    ],
)
def test_a_typing_error_is_mended(session: Session, cast: Cast, typed: str, meant: str) -> None:
    make_idea(cast, "Kahvilla teatteri ja kahvila")

    assert everything(session, cast.visitor, typed).suggestion == meant


@pytest.mark.parametrize("typed", ["kah", "ja", ""])
def test_nothing_is_offered_under_four_letters(session: Session, cast: Cast, typed: str) -> None:
    make_idea(cast, "Kahvila")

    assert beginning(session, cast.visitor, typed) == ()


def test_the_last_word_may_be_half_typed(session: Session, cast: Cast) -> None:
    idea = make_idea(cast, "Nuorten kahvila")
    make_idea(cast, "Nuorten teatteri")

    hits = beginning(session, cast.visitor, "nuori kahv")

    assert [(hit.id, hit.title.marks) for hit in hits] == [(idea.id, ((0, 7), (8, 15)))]


def test_no_kind_fills_what_is_offered_alone(session: Session, cast: Cast) -> None:
    for _ in range(4):
        make_idea(cast, "Kahvila")
    make_group(cast, "Kahvila")

    hits = beginning(session, cast.visitor, "kahv", most=3)

    assert [hit.kind for hit in hits] == [Kind.IDEA, Kind.IDEA, Kind.GROUP]


def test_numbers_of_registers_are_found_as_they_are_typed(session: Session, cast: Cast) -> None:
    home = make_home(cast, "Hattuvaara ry")
    home.business_id, home.register_number = "0123456-7", "123456"

    assert [
        found(everything(session, cast.visitor, words)) for words in ("0123456-7", "123456", "0123456")
    ] == [
        [(Kind.ASSOCIATION, home.id)],
        [(Kind.ASSOCIATION, home.id)],
        [],
    ]


BAD = [
    *('"', "' OR 1=1 --", "NEAR(a b)", "(((", "\\", "& | ! <->", "%_%", ":AB", "-", "- - -", "{title} : x"),
    *("🎉 🇫🇮", "Привет мир", "日本語のテキスト", "İstanbul", "e\u0301" * 300),
    *("kahvila\x00\ud800", "title: kahvila*", "a" * 10_000, "kahvila " * 10_000),
]


@pytest.mark.parametrize("typed", BAD)
def test_whatever_is_typed_there_is_an_answer(session: Session, cast: Cast, typed: str) -> None:
    make_idea(cast, "Kahvila")
    searching.condition(session, Kind.IDEA, typed)

    results = everything(session, cast.aino, typed)

    assert len(results.words) <= 8
    assert bool(results.groups) == (
        ("kahvila" in typed and "title" not in typed) or "title: kahvila" in typed
    )
    assert len(beginning(session, cast.aino, typed)) <= 8


@pytest.mark.parametrize("many", [1, 3])
def test_a_search_asks_as_often_for_three_as_for_one(
    session: Session, cast: Cast, queries: Queries, many: int
) -> None:
    for _ in range(many):
        make_idea(cast, "Kahvila")
    bring_up_to_date(session)
    actor = cast.aino
    queries.statements.clear()

    assert everything(session, actor, "kahvila").groups[0].count == many

    assert len(queries) <= 28
