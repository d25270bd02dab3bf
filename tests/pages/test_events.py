"""The list of events, one event and its form, per person."""

from datetime import timedelta

import pytest
from sqlmodel import select

from models import Event, EventState, now
from tests.cast import Cast
from tests.pages.conftest import House, Open
from tests.pages.test_ideas import keys, said
from tests.services.test_events import make_event


def coming(cast: Cast, state: EventState = EventState.PUBLISHED, **changes: str) -> Event:
    at = now() + timedelta(days=3)
    event = make_event(cast, state, starts_at=at, ends_at=at + timedelta(hours=2), **changes)
    cast.session.commit()
    return event


@pytest.mark.parametrize("who", ["", "uuno", "aino", "fanni", "arvo"])
def test_everybody_lists_events(open_page: Open, cast: Cast, who: str) -> None:
    coming(cast, body="Tule <b>mukaan</b>")
    coming(cast, EventState.DRAFT, body="Vielä kesken")

    app = open_page("events", as_=who)

    assert not app.exception
    assert "Tule \\<b\\>mukaan\\</b\\>" in said(app)
    assert ("Vielä kesken" in said(app)) == (who in ("fanni", "arvo"))
    assert ("write-event" in keys(app)) == (who in ("fanni", "arvo"))


def test_an_empty_list_says_what_to_do(open_page: Open) -> None:
    app = open_page("events")

    assert "Tulossa ei ole juuri nyt tapahtumia" in said(app)


def test_words_stand_in_the_address(open_page: Open, cast: Cast) -> None:
    coming(cast, title="Viestintäkoulutus", body="Sanoja ja kuvia")
    coming(cast, title="Hakuinfo", body="Haun ehdot")

    app = open_page("events", words="viestintä")

    assert "Sanoja ja kuvia" in said(app)
    assert "Haun ehdot" not in said(app)


def test_a_cancelled_event_says_why(open_page: Open, cast: Cast) -> None:
    event = coming(cast, EventState.CANCELLED)
    event.reason = "Kouluttaja on sairas"
    cast.session.commit()

    app = open_page("event", id=event.id)

    assert "Kouluttaja on sairas" in app.error[0].value


def test_a_draft_is_not_there_for_others(open_page: Open, cast: Cast) -> None:
    event = coming(cast, EventState.DRAFT)

    app = open_page("event", as_="aino", id=event.id)

    assert app.title[0].value == "Sivua ei löytynyt"


@pytest.mark.parametrize("who", ["", "aino"])
def test_the_form_is_for_those_who_hold_events(open_page: Open, who: str) -> None:
    app = open_page("event_form", as_=who)

    assert app.title[0].value == "Sivua ei löytynyt"


def test_fanni_publishes_an_event(open_page: Open, house: House) -> None:
    app = open_page("event_form", as_="fanni")
    app.text_input(key="title-0").input("Hakuinfo")
    app.text_input(key="place-0").input("Kyläsali")
    app.button(key="save-event").click().run()

    assert not app.exception
    with house.session() as session:
        event = session.exec(select(Event)).one()
    assert (event.title, event.place, event.state) == ("Hakuinfo", "Kyläsali", EventState.PUBLISHED)


def test_a_refusal_stands_beside_the_field_and_loses_nothing(open_page: Open, house: House) -> None:
    app = open_page("event_form", as_="fanni")
    app.text_input(key="title-0").input("Hakuinfo")
    app.button(key="save-event").click().run()

    assert "Kerro paikka tai anna linkki" in app.error[0].value
    assert app.text_input(key="title-0").value == "Hakuinfo"


def test_an_edit_keeps_the_event_published(open_page: Open, cast: Cast, house: House) -> None:
    event = coming(cast)

    app = open_page("event_form", as_="arvo", id=event.id)
    app.text_input(key=f"title-{event.id}").input("Uusi nimi")
    app.button(key="save-event").click().run()

    assert not app.exception
    with house.session() as session:
        kept = session.get_one(Event, event.id)
    assert (kept.title, kept.state) == ("Uusi nimi", EventState.PUBLISHED)
