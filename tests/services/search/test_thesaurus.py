"""The words of civil society that belong together."""

import pytest

from services.search import analysis, thesaurus


def test_there_are_two_hundred_concepts_in_three_languages() -> None:
    rows = thesaurus._rows("thesaurus.csv")

    assert len(rows) >= 200
    assert all(row["fi"] and row["sv"] and row["en"] for row in rows)


def test_a_family_is_one_word_to_who_searches() -> None:
    assert thesaurus.same("nuoriso") == {"nuori"}
    assert thesaurus.same("kylä") == frozenset()


@pytest.mark.parametrize(
    ("asked", "nearer", "farther"),
    [("vanhusten", "ikäihminen", "muistisairas"), ("digitukea", "tietokoneapu", "puhelin")],
)
def test_synonyms_come_before_what_is_near(asked: str, nearer: str, farther: str) -> None:
    (lemma,) = analysis.word(asked).lemmas

    found = thesaurus.expansions(lemma)

    assert found[nearer] > found.get(farther, 0) >= 0
    assert list(found.values()) == sorted(found.values(), reverse=True)


def test_a_word_leads_to_the_other_languages() -> None:
    assert "ungdom" in thesaurus.expansions("nuori")
    assert "yhdistys" in thesaurus.expansions("association")
    assert "talkoo" in thesaurus.expansions("frivillig")


def test_terms_stand_as_the_lemmas_of_texts() -> None:
    (lemma,) = analysis.word("syrjäytyminen").lemmas

    assert thesaurus.expansions(lemma)


def test_a_word_outside_leads_nowhere() -> None:
    assert thesaurus.expansions("qwzx") == {}


def test_no_word_leads_to_itself() -> None:
    assert all(term not in thesaurus.expansions(term) for term in ("nuori", "yhdistys", "youth", "talkoo"))
