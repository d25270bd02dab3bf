"""What tells who somebody is, and what only looks like it: both sides of the rule."""

import json

import pytest

from models import Invalid
from services import anonymous
from services.vocabulary import DATA

NAMES = """Aino Virtanen tuli mukaan
Virtanen Aino
Virtanen, Aino
AINO VIRTANEN
aino virtanen
Mukana oli Matti Meikäläinen
Ainolta Virtaselta kuulimme
Anna-Liisa Korhonen
Aino Maria Virtanen
Pekka ja Maija Virtanen
Karin Svensson
Ahmed Hassan
Anna Smirnova
Toivo Niemi
Pekka Päätalo
Aino Lahti
Aino V. kävi
A. Virtanen kävi""".splitlines()

LISTS = [
    "Aino, Eero ja Veera",
    "Aino\nEero\nVeera",
    "1. Aino\n2. Eero\n3. Veera",
    "Sirpa/Tuula/Liisa",
    "Eva, Kristina och Helena",
]

CONTACTS = """matti@example.org
Soita 040 123 4567
0401234567
+358 40 1234567
(013) 123 456
013-123456""".splitlines()

FINE = """Aino kertoi ryhmästä.
Kaksi ryhmää Kiteellä, yksi Nurmeksessa
Koli, Joensuu ja Outokumpu
Pohjois-Karjalan Sosiaaliturvayhdistys ry
Joensuun Martat, Lieksan Martat ja Nurmeksen Martat
Mielenterveysyhdistys Onni
Helvi Laineen säätiö
Aino Laine -talo
Maria Akatemia ry
Marian Kahvila
Suomen Punainen Risti
Polvijärven Kylätalo, Liperin Nuorisotalo
Rauha Koski
Elo on hyvää. Laine kävi rannassa.
Vappu, Juhannus ja Joulu
Kävijöitä oli 12 000 ja kuluja 1 000 000 000 euroa
Alkoi 01-02-2026, jatkui 1.2.2026
Y-tunnus 0280113-5, rekisterinumero 123.456
Dnro EURA 2021/400123/09 02 01 01/2024/ELY
Mukana 18 henkeä 02/2026""".splitlines()


def refusal(text: str, *, staff: bool = False) -> str:
    try:
        anonymous.body(text, field="note", most=500, staff=staff)
    except Invalid as refused:
        return f"{refused.field}: {refused.key}"
    return ""


@pytest.mark.parametrize("text", NAMES)
def test_a_name_is_refused(text: str) -> None:
    assert refusal(text) == "note: name_of_person"


@pytest.mark.parametrize("text", LISTS)
def test_a_list_of_first_names_is_refused(text: str) -> None:
    assert refusal(text) == "note: list_of_people"
    assert refusal(text, staff=True) == "note: list_of_people"


@pytest.mark.parametrize("text", CONTACTS)
def test_contact_details_are_refused(text: str) -> None:
    assert refusal(text) == "note: contact_of_person"
    assert refusal(text, staff=True) == "note: contact_of_person"


@pytest.mark.parametrize("text", FINE)
def test_what_only_looks_like_it_is_kept(text: str) -> None:
    assert refusal(text) == ""


def test_an_identity_code_is_refused_as_everywhere() -> None:
    assert refusal("131052-308T") == "note: identity_code"


def test_a_report_may_name_a_worker_or_two_and_not_three() -> None:
    two = "Aino Virtanen aloitti ja Eero Korhonen lopetti."

    assert (refusal(two), refusal(two, staff=True)) == ("note: name_of_person", "")
    assert refusal(f"{two} Pekka Nieminen jatkoi.", staff=True) == "note: name_of_person"


def test_the_refusal_says_which_words() -> None:
    with pytest.raises(Invalid) as refused:
        anonymous.line("Kävijöinä Aino Virtanen ja muita", field="title", most=100)

    assert refused.value.params == {"found": "Aino Virtanen"}


def test_names_of_associations_and_titles_of_ideas_are_kept() -> None:
    """Of the demo's sixty associations and its ideas: none is refused for its own name."""
    associations = json.loads((DATA / "demo" / "associations.json").read_text(encoding="utf-8"))
    ideas = json.loads((DATA / "demo" / "ideas.json").read_text(encoding="utf-8"))
    texts = [row["name"] for row in associations] + [row["title"] for row in ideas]

    assert [text for text in texts if refusal(text)] == []
