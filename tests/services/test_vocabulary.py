"""What ships in `data/` speaks the same words everywhere."""

import json
import re
from typing import Any

import pytest

from models import Invalid
from services import associations, places, vocabulary
from services.vocabulary import DATA

BOOKS = (
    vocabulary.COMPETENCES,
    vocabulary.TARGET_GROUPS,
    vocabulary.LANGUAGES,
    vocabulary.ASSOCIATION_KINDS,
    vocabulary.TOPICS,
)
SLUG = re.compile(r"[a-z][a-z0-9_]{0,39}")


def rows(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((DATA / name).read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("book", BOOKS)
def test_terms_are_plain_slugs_named_in_three_languages(book: str) -> None:
    terms = vocabulary.terms(book)

    assert all(SLUG.fullmatch(slug) for slug in terms)
    assert all(name.strip() for term in terms.values() for name in term.names.values())


@pytest.mark.parametrize("book", BOOKS)
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_no_two_terms_have_the_same_name(book: str, language: str) -> None:
    names = [term.names[language] for term in vocabulary.terms(book).values()]

    assert len(names) == len(set(names))


def test_unknown_slug_is_refused_beside_its_field() -> None:
    with pytest.raises(Invalid) as refused:
        vocabulary.known(vocabulary.COMPETENCES, ["tilat", "taikuus"], field="competences")

    assert (refused.value.key, refused.value.field) == ("unknown_choice", "competences")


def test_repeated_slugs_are_kept_once() -> None:
    assert vocabulary.known(vocabulary.COMPETENCES, ["tilat", "tilat"], field="x") == ["tilat"]


def test_demo_associations_use_known_words() -> None:
    for row in rows("demo/associations.json"):
        assert row["fictitious"]
        assert row["municipality"] in places.municipalities()
        assert row["kind"] in vocabulary.terms(vocabulary.ASSOCIATION_KINDS)
        assert set(row["competences"]) <= vocabulary.terms(vocabulary.COMPETENCES).keys()
        assert set(row["target_groups"]) <= vocabulary.terms(vocabulary.TARGET_GROUPS).keys()
        assert set(row["languages"]) <= vocabulary.terms(vocabulary.LANGUAGES).keys()


def test_demo_associations_have_numbers_that_hold_and_are_their_own() -> None:
    found = rows("demo/associations.json")
    ids = [row["business_id"] for row in found if row["business_id"]]
    numbers = [row["register_number"] for row in found]

    assert [associations.business_id_of(number) for number in ids] == ids
    assert [associations.register_number_of(number) for number in numbers] == numbers
    assert len(set(ids)) == len(ids)
    assert len(set(numbers)) == len(numbers)


def test_demo_ideas_use_known_words() -> None:
    competences = vocabulary.terms(vocabulary.COMPETENCES).keys()
    priorities = {priority["slug"] for call in rows("calls.json") for priority in call["priorities"]}
    there = {row["id"] for row in rows("demo/associations.json")}
    for row in rows("demo/ideas.json"):
        assert row["association"] in there
        assert row["municipality"] in places.municipalities()
        assert set(row["target_groups"]) <= vocabulary.terms(vocabulary.TARGET_GROUPS).keys()
        assert set(row["priorities"]) <= priorities
        assert set(row["competences"]) <= competences
        assert {need["competence"] for need in row["seeks"]} <= competences | {""}


def test_every_priority_is_explained_in_three_languages() -> None:
    for call in rows("calls.json"):
        for priority in call["priorities"]:
            for words in (priority["heading"], priority["plain"]):
                assert sorted(words) == ["en", "fi", "sv"]
                assert all(text.strip() for text in words.values())


def test_the_distance_between_seats_is_known() -> None:
    assert places.distance_km("176", "176") == 0
    assert places.distance_km("176", "167") == pytest.approx(75, abs=5)
    assert places.distance_km("176", "999") is None
