"""Words of a text, its language and its terms, whatever people type."""

import time

import pytest

from services.search import analysis, voikko
from services.search.analysis import Analyzer, Token


def test_words_have_their_places() -> None:
    text = "Nuorten työ-paja, EU:n tuki!"

    found = analysis.tokens(text)

    assert found[0] == Token(0, 7, "Nuorten")
    assert [text[one.start : one.end] for one in found] == ["Nuorten", "työ-paja", "EU:n", "tuki"]


def test_a_letter_in_two_characters_is_one() -> None:
    assert analysis.tokens("a\u0308iti") == (Token(0, 4, "äiti"),)


@pytest.mark.parametrize("rest", ["", "   ", "\x00\x01\x1b", "😀🎉", "\"'*()^:-", "-- '' ::", "\ud800"])
def test_what_is_no_word_is_passed_over(rest: str) -> None:
    assert [one.form for one in analysis.tokens(f"{rest} kylä {rest}")] == ["kylä"]


def test_a_row_of_letters_without_end_is_no_word() -> None:
    assert analysis.tokens("x" * 10_000) == ()


def test_a_long_text_is_read_to_a_limit() -> None:
    assert len(analysis.tokens("kylä " * 10_000)) == analysis.MAX_TOKENS


@pytest.mark.parametrize("script", ["русский язык", "العربية لغة", "日本語", "ภาษาไทย"])
def test_other_scripts_have_terms_as_they_stand(script: str) -> None:
    assert analysis.terms(script).lemmas == tuple(one.form for one in analysis.tokens(script))


@pytest.mark.parametrize("form", ["", "-", "---", ":", "a-", "\x00", "'", "x" * 10_000, "maa-" * 2_000])
def test_any_form_has_an_answer(analyzer: Analyzer, form: str) -> None:
    for language in ("fi", "sv", "en"):
        assert analyzer.word(form, language) == analyzer.word(form, language)


@pytest.mark.parametrize("piece", ["maa-", "maa", "kuusi", "yö-", "epä", "1a"])
def test_no_form_takes_long(analyzer: Analyzer, piece: str) -> None:
    started = time.perf_counter()

    analyzer.word((piece * 30)[: analysis.MAX_LETTERS])

    assert time.perf_counter() - started < 0.5


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Kylätalolle tarvitaan vapaaehtoisia nuorten ohjaajia", "fi"),
        ("yhdistys", "fi"),
        ("Vi söker frivilliga till byagården", "sv"),
        ("ungdomar", "sv"),
        ("Volunteers wanted for the village hall", "en"),
        ("youth work", "en"),
        ("qwzx", "fi"),
        ("русский язык", "fi"),
        ("12 34", "fi"),
        ("", "fi"),
    ],
)
def test_a_text_is_in_the_language_most_of_it_is_in(analyzer: Analyzer, text: str, language: str) -> None:
    assert analyzer.language_of(text) == language


def test_terms_come_as_often_as_their_words() -> None:
    found = analysis.terms("Kylä kylän vieressä", "fi")

    assert found.lemmas.count("kylä") == 2


def test_swedish_and_english_have_their_lemmas() -> None:
    assert analysis.terms("föreningarnas ungdomar", "sv").lemmas == ("förening", "ungdom")
    assert analysis.terms("villages and volunteers", "en").lemmas == ("village", "and", "volunteer")


def test_pip_alone_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> voikko.Engine:
        raise OSError("no libvoikko.so.1")

    monkeypatch.setattr(voikko, "native", missing)

    assert voikko.engine.__wrapped__().name == voikko.PORTABLE
