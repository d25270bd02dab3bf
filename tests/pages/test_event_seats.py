"""A seat at an event, as people and organisers see it."""

from datetime import timedelta
from typing import Any

from sqlmodel import Session, select

from models import Event, EventFeedback, EventSeat, EventState, Mail, Repeats, SeatAction, SeatState, now
from services import events
from tests.cast import Cast
from tests.pages.conftest import House, Open
from tests.pages.test_ideas import keys, said
from tests.services.test_events import make_event


def training(
    cast: Cast, *, days: float = 3, state: EventState = EventState.PUBLISHED, **changes: Any
) -> Event:
    at = now() + timedelta(days=days)
    times = {"starts_at": at, "ends_at": at + timedelta(hours=2)}
    event = make_event(cast, state, registers=True, **times, **{"capacity": 1, **changes})
    cast.session.commit()
    return event


def mailed_key(session: Session) -> str:
    return session.exec(select(Mail)).all()[-1].link.rpartition("seat=")[2]


def test_aino_signs_up_with_one_click_and_leaves_a_word(open_page: Open, cast: Cast, house: House) -> None:
    event = training(cast, link_private=True)

    app = open_page("event", as_="aino", id=event.id)
    assert "1 paikka jäljellä" in said(app)
    assert "calendar" not in keys(app)
    app.button(key="register").click().run()

    assert not app.exception
    assert "paikka on sinun" in app.success[0].value
    assert {"cancel-seat", "save-note"} <= set(keys(app))
    app.text_area(key="seat-note").input("Tulen pyörätuolilla")
    app.button(key="save-note").click().run()
    events.cancel(cast.session, cast.aino, event.id)
    cast.session.commit()
    app.run()
    assert "Olet perunut ilmoittautumisesi" in said(app)
    with house.session() as session:
        seat = session.exec(select(EventSeat)).one()
    assert (seat.state, seat.note) == (SeatState.CANCELLED, "Tulen pyörätuolilla")


def test_a_visitor_gives_an_address_and_confirms_from_the_mail(
    open_page: Open, cast: Cast, house: House
) -> None:
    event = training(cast)

    app = open_page("event", id=event.id)
    app.button(key="register").click().run()
    assert {"seat-name", "seat-email", "seat-trap"} <= {field.key for field in app.text_input}

    # What stands in a dialog is pressed in tests/browser/test_event_seat.py.
    events.sign_up(cast.session, cast.visitor, event.id, "Helmi", "helmi@example.org")
    cast.session.commit()
    key = mailed_key(cast.session)
    cast.session.commit()
    app = open_page("event", id=event.id, seat=key)
    app.button(key="answer").click().run()

    assert not app.exception
    assert "paikka on sinun" in app.success[0].value
    app = open_page("event", id=event.id, seat="1-made-up")
    assert "Linkki ei enää toimi" in app.warning[0].value


def test_who_waits_confirms_the_seat_that_came_free(open_page: Open, cast: Cast, house: House) -> None:
    event = training(cast)
    events.register(cast.session, cast.aino, event.id)
    events.register(cast.session, cast.pekka, event.id)
    cast.session.commit()

    app = open_page("event", as_="pekka", id=event.id)
    assert "jonossa sijalla 1" in app.info[0].value
    assert "Aino" not in said(app)
    events.cancel(cast.session, cast.aino, event.id)
    cast.session.commit()
    app.run()
    app.button(key="confirm").click().run()

    assert "paikka on sinun" in app.success[0].value


def test_only_organisers_see_who_comes_and_mark_them(open_page: Open, cast: Cast, house: House) -> None:
    event = training(cast, days=-0.05, capacity=5)
    event.starts_at, event.ends_at = now() + timedelta(days=1), now() + timedelta(days=2)
    events.register(cast.session, cast.aino, event.id)
    events.register(cast.session, cast.pekka, event.id)
    event.starts_at = now() - timedelta(minutes=5)
    cast.session.commit()

    for who in ("", "aino", "sami"):
        app = open_page("event", as_=who, id=event.id, view="people")
        assert not app.exception
        assert "Pekka" not in said(app)
    app = open_page("event", as_="fanni", id=event.id, view="people")
    assert {"Aino", "Pekka"} <= set(said(app).replace("*", "").split())
    seats = events.people(cast.session, cast.fanni, event.id).rows
    cast.session.commit()
    app.button_group(key=f"mark-{seats[0].id}").set_value(SeatAction.ATTEND).run()

    assert not app.exception
    assert "mark-rest" in keys(app)
    with house.session() as session:
        assert session.get_one(EventSeat, seats[0].id).state == SeatState.ATTENDED


def test_feedback_is_given_once_and_shown_from_five_on(open_page: Open, cast: Cast, house: House) -> None:
    event = training(cast, capacity=None)
    events.register(cast.session, cast.aino, event.id)
    event.starts_at, event.ends_at = now() - timedelta(days=2), now() - timedelta(days=1)
    event.state = EventState.HELD
    cast.session.commit()

    app = open_page("event", as_="aino", id=event.id)
    app.radio(key="feedback-useful").set_value(5)
    app.radio(key="feedback-clear").set_value(4)
    next(each for each in app.button if each.label == "Lähetä palaute").click().run()
    assert "Kiitos palautteesta" in app.success[0].value
    app = open_page("event", as_="fanni", id=event.id, view="feedback")
    assert "vähintään viisi" in app.info[-1].value
    with house.session() as session:
        for value in (1, 2, 3, 4):
            session.add(EventFeedback(event_id=event.id, useful=value, clear=value, good=f"<b>{value}</b>"))
        session.commit()
    app.run()

    assert not app.exception
    assert "Keskiarvo 3 / 5" in said(app)


def test_an_event_is_repeated_and_all_that_follow_change(open_page: Open, cast: Cast, house: House) -> None:
    event = training(cast)

    app = open_page("event", as_="fanni", id=event.id)
    app.button(key="repeat").click().run()
    assert "Syntyy 8 uutta tapahtumaa" in said(app)
    until = events.day_of(event.starts_at) + timedelta(days=56)
    events.repeat(cast.session, cast.fanni, event.id, Repeats.WEEKLY, until)
    cast.session.commit()
    app = open_page("event_form", as_="fanni", id=event.id)
    app.radio(key=f"scope-{event.id}").set_value(True)
    app.text_input(key=f"title-{event.id}").input("Uusi nimi")
    app.button[-1].click().run()

    assert not app.exception
    with house.session() as session:
        made = session.exec(select(Event)).all()
    assert len(made) == 9
    assert {one.title for one in made} == {"Uusi nimi"}


def test_the_list_is_narrowed_by_topic_and_to_ones_own(open_page: Open, cast: Cast, house: House) -> None:
    training(cast, body="Avoin kaikille")
    mine = training(cast, body="Oma paikka", capacity=2)
    events.register(cast.session, cast.aino, mine.id)
    cast.session.commit()

    app = open_page("events", as_="aino", mine="1", topic="other")

    assert "Oma paikka" in said(app)
    assert "Avoin kaikille" not in said(app)
    assert "1 paikka jäljellä" in said(app)
    app.button(key="feed-make").click().run()
    assert any("/events/mine/" in each.value for each in app.code)
    app = open_page("events", topic="inclusion")
    assert "Oma paikka" not in said(app)
