import numpy as np
import pytest

from services.search import vectors
from services.search.vectors import likeness, packed, term_vector, unpacked, vector_of
from services.search.weights import weight


def alike(one: str, other: str) -> float:
    return likeness(vector_of(one), vector_of(other))


def test_a_text_has_a_vector_of_length_one() -> None:
    vector = vector_of("Keräämme vanhoja karttoja näyttelyyn.")

    assert vector.shape == (vectors.DIMENSIONS,)
    assert vector.dtype == np.float32
    assert float(np.linalg.norm(vector)) == pytest.approx(1)


@pytest.mark.parametrize("text", ["", "  \n", "…!?", "🎉🎉", "\x00"])
def test_what_has_no_word_has_no_meaning(text: str) -> None:
    assert not vector_of(text).any()


@pytest.mark.parametrize("text", ["ä" * 10_000, "sana " * 3_000, '"a* OR b"', "日本語 текст", "2026"])
def test_whatever_is_typed_has_a_vector(text: str) -> None:
    assert np.isfinite(vector_of(text)).all()


@pytest.mark.parametrize(
    ("one", "near", "far"),
    [
        ("koira", "kissa", "traktori"),
        ("konsertti", "kuoro", "jätehuolto"),
        ("metsäretki perheille", "vaellus lasten kanssa", "kirjanpito yhdistykselle"),
        ("vanhusten ystäväpalvelu", "seuraa yksinäisille ikäihmisille", "polkupyörien korjaus"),
    ],
)
def test_texts_of_one_subject_are_nearer_than_others(one: str, near: str, far: str) -> None:
    assert alike(one, near) > alike(one, far) + 0.1


def test_the_ending_of_a_word_changes_its_meaning_little() -> None:
    assert alike("kirjastossa", "kirjastoista") > 0.7


def test_a_text_in_swedish_or_english_is_near_the_same_in_finnish() -> None:
    assert alike("stöd för äldre", "tukea ikäihmisille") > alike("stöd för äldre", "polkupyörien korjaus")
    assert alike("young people", "nuoret") > alike("young people", "polkupyörien korjaus")


def test_common_words_tell_little() -> None:
    assert weight("olla") < 0.1 < 0.9 < weight("mehiläistarha") == 1


def test_a_packed_vector_is_nearly_the_same_in_few_bytes() -> None:
    vector = vector_of("Talkoot järven rannalla")

    assert len(packed(vector)) == vectors.PACKED_BYTES <= 304
    assert likeness(vector, unpacked(packed(vector))) > 0.999
    assert packed(np.zeros(vectors.DIMENSIONS, np.float32)) == b""
    assert not unpacked(b"").any()


def test_likeness_is_never_below_nought_nor_of_nothing() -> None:
    vector = term_vector("sauna")

    assert likeness(vector, vector) == pytest.approx(1)
    assert likeness(vector, -vector) == 0
    assert likeness(vector, np.zeros_like(vector)) == 0
