import numpy as np
import pytest

from services.search import vectors
from services.search.meaning import meaning_scores

TEXTS = (
    "Polkupyöräpaja\nKorjaamme vanhoja pyöriä.",
    "Seniorikerho\nKahvihetkiä iäkkäille kerran viikossa.",
    "Partioretki\nLapset yöpyvät laavulla.",
)


def best(question: str, texts: tuple[str, ...] = TEXTS) -> int:
    asked = vectors.vector_of(question)
    return int(
        np.argmax(meaning_scores(question, texts, [float(asked @ vectors.vector_of(one)) for one in texts]))
    )


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("fillarin huolto", 0),
        ("vanhusten seura", 1),
        ("vaellus lapsille", 2),
        ("older people", 1),
        ("äldre", 1),
    ],
)
def test_other_words_for_it_find_the_text(question: str, place: int) -> None:
    assert best(question) == place


def test_the_word_itself_is_nearer_than_any_other() -> None:
    same, other = meaning_scores("laavu", ("Yö laavulla", "Yö mökissä"), [0, 0])

    assert same == pytest.approx(0.5)
    assert other < same


def test_one_long_text_is_found_by_one_of_its_words() -> None:
    long = " ".join(("Yhdistyksemme kokoontuu torstaisin ja suunnittelee kevään ohjelmaa.",) * 5)

    scores = meaning_scores("mehiläishoito", (long, f"{long} Opettelemme mehiläistarhausta."), [0, 0])

    assert scores[1] > scores[0] + 0.1


def test_nothing_asked_or_nothing_to_read_is_not_near() -> None:
    assert meaning_scores("", TEXTS, [0, 0, 0]).tolist() == [0, 0, 0]
    assert meaning_scores("laavu", ("", "…"), [0, 0]).tolist() == [0, 0]
    assert meaning_scores("laavu", (), []).tolist() == []


def test_a_long_question_is_read_in_part() -> None:
    assert np.isfinite(meaning_scores("sana " * 3_000, TEXTS, [0, 0, 0])).all()
