"""The last seat of a training: taken without an account, waited for, given back, offered and confirmed from mails."""

from datetime import timedelta

from playwright.sync_api import Page, expect
from sqlmodel import select

from models import EventSeat, Person, SeatState, now
from services import actors, events
from services.events import EventWords
from tests.browser.conftest import Meet, Server
from tests.browser.hands import box, button, fi, load, press, sees, settled, visit, write

HELMI = "helmi.testaaja@example.org"
LINK = "https://example.org/salainen"


def training(server: Server) -> int:
    """One seat, and a link for the one who has it."""
    at = now() + timedelta(days=9)
    with server.changing() as session:
        person = session.exec(select(Person).where(Person.email == "kaisa@example.org")).one()
        written = EventWords(
            "Pieni koulutus",
            at,
            at + timedelta(hours=2),
            link=LINK,
            link_private=True,
            registers=True,
            capacity=1,
        )
        return events.create(session, actors.actor_of(session, person), written, publish=True).id


def sign_up(page: Page, event_id: int, name: str, email: str) -> None:
    visit(page, f"/event?id={event_id}")
    page.get_by_test_id("stMain").get_by_role("button", name=fi("seat.register")).click()
    write(page, "seat.name", name)
    # What only machines see, no person can fill in.
    expect(box(page, "seat.trap")).not_to_be_visible()
    write(page, "seat.email", email)
    press(page.get_by_role("dialog"), "seat.send")
    expect(page.get_by_text(email).first).to_be_visible()


def states(server: Server, event_id: int) -> list[SeatState]:
    with server.reading() as session:
        seats = session.exec(select(EventSeat).where(EventSeat.event_id == event_id))
        return [seat.state for seat in sorted(seats, key=lambda seat: seat.id)]


def test_the_last_seat_goes_from_hand_to_hand(person: Meet, server: Server) -> None:
    event_id = training(server)
    helmi, toivo = person(), person("toivo")

    sign_up(helmi, event_id, "Helmi Testaaja", HELMI)
    letter = server.mail_link(HELMI, holding="seat=", within=60)
    load(helmi, letter)
    # Opening the link, as a scanner of mails does, has taken nothing.
    assert states(server, event_id) == [SeatState.UNCONFIRMED]
    press(helmi, "seat.answer")
    sees(helmi, "seat_told.registered", place=0, until="")
    expect(helmi.get_by_role("link", name=fi("event.join"))).to_have_attribute("href", LINK)

    visit(toivo, f"/event?id={event_id}")
    press(toivo, "seat.join_queue")
    sees(toivo, "seat_told.waitlisted", place=1, until="")
    expect(toivo.get_by_text("Helmi")).not_to_be_attached()
    expect(toivo.get_by_role("link", name=fi("event.join"))).not_to_be_attached()
    waiting = server.mail_link("toivo@example.org", holding="seat=", within=60)

    settled(helmi)
    press(helmi, "seat.cancel")
    press(helmi.get_by_role("dialog"), "seat.cancel")
    sees(helmi, "seat_told.cancelled", place=0, until="")

    # Toivo reads his mail on a telephone on which he has never signed in.
    phone = person(viewport={"width": 390, "height": 800})
    load(phone, waiting)
    press(phone, "seat.confirm")
    sees(phone, "seat_told.registered", place=0, until="")
    expect(button(phone, "seat.calendar")).to_be_visible()
    assert states(server, event_id) == [SeatState.CANCELLED, SeatState.REGISTERED]
