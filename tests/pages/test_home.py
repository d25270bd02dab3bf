"""Home for a visitor, for a newcomer and for people with work waiting; about; the frame around all of it."""

from typing import Any

import pytest

from models import IdeaState, Kind, Person
from server.app import app as served
from services import journal, notices
from tests.cast import Cast, make_member
from tests.pages.conftest import House, Open
from tests.pages.test_moderation import words_on
from tests.services.moderated import make_idea, make_waiting
from ui import home_public, moderation_queue, trouble

# The fixtures put something louder in its place.
CALM = trouble.show


def test_a_visitor_reads_what_this_is_and_when_it_is_moderated(open_page: Open, cast: Cast) -> None:
    make_idea(cast.session, cast, IdeaState.PUBLISHED)
    cast.session.commit()

    app = open_page("home")

    assert app.title[0].value == "Yhdessä ideasta hankkeeksi"
    assert app.button(key="sign-up").label == "Tee tili"
    assert [metric.value for metric in app.metric] == ["1", "0", "3"]
    assert "arkisin 8–16, vuorokauden sisällä" in words_on(app)
    assert not app.exception


def test_a_newcomer_is_led_to_an_association(open_page: Open) -> None:
    app = open_page("home", as_="uuno")

    app.button(key="guide-association").click().run()

    assert app.title[0].value == "Yhdistykset"


def test_the_first_steps_are_put_away_and_come_back_from_ones_own_page(open_page: Open) -> None:
    app = open_page("home", as_="aino")
    assert "0/5 tehty" in app.get("progress")[0].proto.text
    open_page("notice_settings", as_="aino")

    app.button(key="guide-away").click().run()
    assert not app.get("progress")

    account = open_page("account", as_="aino")
    account.button(key="guide-again").click().run()
    assert account.title[0].value == "Hei, Aino!"
    assert "1/5 tehty" in account.get("progress")[0].proto.text


@pytest.mark.parametrize(
    ("who", "main"),
    [
        ("aino", ["write-idea"]),
        ("eero", ["write-idea"]),
        ("veera", []),
        ("uuno", ["guide-association"]),
        ("fanni", ["to-queue"]),
        ("arvo", []),
    ],
)
def test_everybody_has_at_most_one_main_action(
    open_page: Open, cast: Cast, who: str, main: list[str]
) -> None:
    make_waiting(cast.session, cast, Kind.COMMENT)
    cast.session.commit()

    app = open_page("home", as_=who)

    assert [each.key for each in app.button if each.proto.type == "primary"] == main


def test_a_person_is_greeted_by_first_name(open_page: Open, cast: Cast) -> None:
    cast.people["aino"].name = "Aino *Kaarina* Salmi"
    cast.session.commit()

    app = open_page("home", as_="aino")

    assert app.title[0].value == "Hei, Aino!"


def test_home_shows_what_waits(open_page: Open, cast: Cast) -> None:
    make_idea(cast.session, cast, IdeaState.RETURNED)
    cast.session.commit()

    app = open_page("home", as_="aino")

    assert "Palautettu muokattavaksi" in words_on(app)
    assert "Kylätalon olohuone" in words_on(app)


def test_nothing_waiting_says_what_to_do(open_page: Open) -> None:
    app = open_page("home", as_="sami")

    assert "Mikään ei odota sinua juuri nyt" in words_on(app)


def test_a_facilitator_sees_the_queue(open_page: Open, cast: Cast) -> None:
    make_waiting(cast.session, cast, Kind.COMMENT)
    cast.session.commit()

    app = open_page("home", as_="fanni")

    assert "Kommentti 1" in words_on(app)


@pytest.mark.parametrize(
    ("language", "title"), [("sv", "Vad är Kanto?"), ("en", "What is Kanto?"), ("fi", "Mikä Kanto on?")]
)
def test_a_visitor_chooses_the_language(open_page: Open, language: str, title: str) -> None:
    app = open_page("about")

    app.selectbox(key="frame-language").set_value(language).run()

    assert app.title[0].value == title


def test_who_acts_for_two_associations_has_a_switch(open_page: Open, house: House, cast: Cast) -> None:
    make_member(cast.session, cast.keksila, cast.people["aino"])
    cast.session.commit()
    app = open_page("home", as_="aino")

    app.selectbox(key="frame-acting-for").set_value(cast.satusuo.id).run()

    with house.session() as session:
        assert session.get_one(Person, cast.people["aino"].id).acting_for == cast.satusuo.id
    assert "frame-acting-for" not in [box.key for box in open_page("home", as_="sami").selectbox]


def test_the_bell_counts(open_page: Open, cast: Cast) -> None:
    entry = journal.record(cast.session, cast.fanni, Kind.IDEA, 7, "publish")
    params: dict[str, Any] = {"title": "Olohuone", "kind_key": "kind.idea", "words": ""}
    notices.tell(cast.session, entry, [cast.aino.id], "review_publish", "/idea?id=7", **params)
    cast.session.commit()

    app = open_page("home", as_="aino")

    assert "1 uusi ilmoitus" in [getattr(link, "label", "") for link in app.get("page_link")]
    assert "Hankeidea ”Olohuone” hyväksyttiin" in words_on(app).replace("\\", "")


def test_what_waits_is_not_told_twice(open_page: Open, cast: Cast) -> None:
    idea = make_idea(cast.session, cast, IdeaState.RETURNED)
    for number, link in enumerate((f"/idea?id={idea.id}", "/idea?id=777")):
        entry = journal.record(cast.session, cast.fanni, Kind.IDEA, number, "publish")
        told: dict[str, Any] = {"title": f"Olohuone {number}", "kind_key": "kind.idea", "words": ""}
        notices.tell(cast.session, entry, [cast.aino.id], "review_publish", link, **told)
    cast.session.commit()

    app = open_page("home", as_="aino")

    assert "Olohuone 1" in words_on(app)
    assert "Olohuone 0" not in words_on(app)


def test_an_unexpected_error_is_logged_and_shown_calmly(
    open_page: Open, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(trouble, "show", CALM)
    monkeypatch.setattr(home_public, "_numbers", lambda: 1 / 0)

    app = open_page("home")

    number = caplog.records[-1].getMessage().removeprefix("unexpected error ")
    assert not app.exception
    assert "Jokin meni vikaan" in words_on(app)
    assert f"kerro meille tunnus {number}" in words_on(app)
    assert "arkisin 8–16" in " ".join(element.proto.body for element in app.get("html"))


def test_the_server_treats_errors_inside_fragments_alike(
    open_page: Open, cast: Cast, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    make_waiting(cast.session, cast, Kind.IDEA)
    cast.session.commit()
    monkeypatch.setattr(trouble, "show", CALM)
    monkeypatch.setattr(moderation_queue, "_told", lambda row, alike: 1 / 0)

    open_page("moderation", as_="fanni")

    # AppTest has no server around it: the fragment's error is the server's to show, and is not shown twice.
    assert "unexpected error" not in caplog.text
    assert served._on_script_error is CALM
