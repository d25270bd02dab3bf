"""What people type: what is kept, what is mended, and what is refused with a reason."""

import pytest

from models import Invalid
from services import words

# No living person's: dates of the nineteenth century, the 1900s and the 2000s with each of the signs.
CODES = [
    *(f"131052{sign}308T" for sign in "-YXWVU"),
    *(f"010203{sign}1230"[:-1] + "0123456789ABCDEFHJKLMNPRSTUVWXY"[10203123 % 31] for sign in "ABCDEF"),
    "010190+" + "123" + "0123456789ABCDEFHJKLMNPRSTUVWXY"[10190123 % 31],
    "131052-930" + "0123456789ABCDEFHJKLMNPRSTUVWXY"[131052930 % 31],
]


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("form", ["{}", "Tunnus on {}.", "({}),", "hetu:{}", "a\n{}\nb"])
def test_an_identity_code_is_refused_anywhere(code: str, form: str) -> None:
    with pytest.raises(Invalid) as refused:
        words.body(form.format(code), field="need", most=200)

    assert (refused.value.key, refused.value.field) == ("identity_code", "need")


@pytest.mark.parametrize(
    "written",
    [
        "131052–308T",
        "131052−308T",
        "131052‑308t",
        "131052 - 308T",
        "131052-\u00a0308T",
        "131052\u200b-308T",
        "131052\u202a-308T",
    ],
)
def test_an_identity_code_is_found_in_another_spelling(written: str) -> None:
    with pytest.raises(Invalid, match="identity_code"):
        words.line(written, field="title", most=200)


@pytest.mark.parametrize(
    "fine", ["131052-308U", "320152-308T", "Y-tunnus 2077474-0", "050-123 4567", "1a131052-308T"]
)
def test_other_numbers_are_kept(fine: str) -> None:
    assert words.body(fine, field="need", most=200) == fine


@pytest.mark.parametrize("bad", ["a\0b", "a\x1bb", "a\x7fb", "a\ud800b", "a\x85b"])
def test_control_characters_and_half_characters_are_refused(bad: str) -> None:
    with pytest.raises(Invalid, match="control_characters"):
        words.body(bad, field="need", most=200)


def test_signs_that_turn_the_text_around_are_taken_out() -> None:
    assert words.line("Kylä\u202etuk\u202c talo \u2066x\u2069", field="name", most=99) == "Kylätuk talo x"


@pytest.mark.parametrize("empty", ["", "  \n ", "\u200b", "\u202e", "\u2060\u200d", "\ufeff"])
def test_what_nobody_can_see_counts_as_nothing(empty: str) -> None:
    with pytest.raises(Invalid, match="needed"):
        words.line(empty, field="name", most=99)


def test_emoji_and_other_scripts_are_kept() -> None:
    assert words.line("Perhe 👨‍👩‍👧 дом 家", field="name", most=99) == "Perhe 👨‍👩‍👧 дом 家"


def test_a_search_is_a_few_words_that_can_be_asked_for() -> None:
    assert words.sought("kahvi\0la  ilta\ud800 " + "a " * 5000)[:4] == ["kahvi", "la", "ilta", "a"]
    assert len(words.sought("a " * 5000)) == words.MOST_SOUGHT
