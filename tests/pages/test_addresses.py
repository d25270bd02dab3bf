"""Anybody can write an address: a screen answers each with a list, a form or "not found", never with an error."""

import pytest

from tests.pages.conftest import House, Open

HOSTILE = ["-1", "99999999999999999999", "abc", "٣", "1 OR 1=1"]
WITH_ID = [
    ("idea", "id"),
    ("idea_form", "id"),
    ("idea_form", "call"),
    ("idea_form", "group"),
    ("group", "id"),
    ("group", "thread"),
    ("group_form", "id"),
    ("association", "id"),
    ("association_form", "id"),
    ("partners", "idea"),
    ("request", "id"),
    ("request_form", "idea"),
    ("request_form", "association"),
    ("plan", "id"),
    ("call", "id"),
    ("call", "version"),
    ("call_form", "id"),
    ("call_form", "after"),
    ("moderation", "item"),
    ("invitation", "id"),
]
LISTS = {
    "ideas": (
        "words",
        "municipality",
        "target_group",
        "priority",
        "competence",
        "state",
        "call",
        "mine",
        "after",
    ),
    "associations": (
        "words",
        "municipality",
        "kind",
        "competence",
        "target_group",
        "language",
        "state",
        "after",
    ),
    "groups": ("words", "municipality", "ended", "mine", "after"),
    "partners": ("words", "municipality", "competence", "target", "language", "capacity", "most", "after"),
    "requests": ("tab", "after"),
    "plans": ("after",),
    "notices": ("after",),
    "calls": ("after", "past"),
    "search": ("q", "kind", "municipality", "most"),
    "map": ("show", "municipality", "order"),
    "moderation": ("kind", "municipality", "state", "because", "mine", "after"),
}


@pytest.mark.parametrize(("screen", "name"), WITH_ID)
def test_an_id_that_is_none_finds_nothing(house: House, open_page: Open, screen: str, name: str) -> None:
    for value in HOSTILE:
        app = open_page(screen, as_="fanni", **{name: value})

        assert not app.exception, value


@pytest.mark.parametrize("screen", LISTS)
def test_a_filter_that_is_none_filters_or_is_ignored(house: House, open_page: Open, screen: str) -> None:
    for value in ("\0", "99999999999999999999", "a " * 3000, "W10"):
        app = open_page(screen, as_="fanni", **dict.fromkeys(LISTS[screen], value))

        assert not app.exception, value


def test_what_no_database_can_be_asked_for_leaves_the_address(house: House, open_page: Open) -> None:
    app = open_page("ideas", words="kahvi\0", municipality="176")

    assert dict(app.query_params) == {"municipality": "176"}
