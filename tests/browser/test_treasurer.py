"""Toivo keeps the accounts, reads mail and never signs in: what waits for him he does from mails, one press each."""

from datetime import timedelta

from playwright.sync_api import Page, expect
from sqlmodel import Session, select

from models import (
    EventSeat,
    Idea,
    IdeaState,
    ImplementerRole,
    PartnerRequest,
    PartnerRequestState,
    Person,
    SeatState,
    now,
    today,
)
from services import actors, events, partner_requests
from services.actors import Actor
from services.events import EventWords
from tests.browser.conftest import Meet, Server
from tests.browser.hands import box, fi, heading, press, sees

TOIVO = "toivo@example.org"
IDEA = "Yhteinen kyyti harrastuksiin"
TITLE = "Toivon koulutus rahoituksesta"


def test_the_treasurer_acts_from_mails_alone(server: Server, person: Meet) -> None:
    request_id = ask(server)
    # No session, no scripts: the page needs neither.
    toivo = person(java_script_enabled=False)

    answer_with_a_question(server, toivo, request_id)
    reply(server, request_id)
    accept(server, toivo, request_id)
    confirm_the_seat(server, toivo)


def actor(session: Session, name: str) -> Actor:
    found = session.exec(select(Person).where(Person.email == f"{name}@example.org")).one()
    return actors.actor_of(session, found)


def ask(server: Server) -> int:
    """Henna asks the village association, whose treasurer Toivo is, to come along."""
    with server.changing() as session:
        henna, toivo = actor(session, "henna"), actor(session, "toivo")
        idea = Idea(
            association_id=henna.acting_for or 0,
            author_id=henna.id,
            title=IDEA,
            municipality="167",
            state=IdeaState.PUBLISHED,
        )
        session.add(idea)
        session.flush()
        request = partner_requests.send(
            session,
            henna,
            idea.id,
            role=ImplementerRole.COOPERATION_PARTNER,
            reply_by=today() + timedelta(days=14),
            need_ids=[],
            to_association_id=toivo.acting_for,
            words="Tulisitteko mukaan ajamaan?",
        )
    return request.id


def answer_with_a_question(server: Server, toivo: Page, request_id: int) -> None:
    toivo.goto(server.act_link(TOIVO, fi("acts.request_ask_do"), says=IDEA))
    heading(toivo, "acts.request_ask_title")
    sees(toivo, "Tulisitteko mukaan ajamaan?")
    assert state(server, request_id) == PartnerRequestState.SENT
    box(toivo, "acts.request_ask_field").fill("Kuka maksaa bensan?")
    press(toivo, "acts.request_ask_do")
    heading(toivo, "acts.done")
    assert state(server, request_id) == PartnerRequestState.QUESTION


def reply(server: Server, request_id: int) -> None:
    with server.changing() as session:
        partner_requests.reply(session, actor(session, "henna"), request_id, "Hanke maksaa.")


def accept(server: Server, toivo: Page, request_id: int) -> None:
    """The yes to the answer; the link works once."""
    link = server.act_link(TOIVO, fi("acts.request_accept_do"), says="Hanke maksaa.")
    toivo.goto(link)
    press(toivo, "acts.request_accept_do")
    heading(toivo, "acts.done")
    assert state(server, request_id) == PartnerRequestState.ACCEPTED
    toivo.goto(link)
    expect(toivo.get_by_role("status")).to_contain_text("jo käytetty")


def confirm_the_seat(server: Server, toivo: Page) -> None:
    """Somebody gives the only seat back, and it is offered to Toivo."""
    with server.changing() as session:
        event = events.create(
            session,
            actor(session, "kaisa"),
            EventWords(
                title=TITLE,
                body="Tunti asiaa.",
                starts_at=now() + timedelta(days=10),
                ends_at=now() + timedelta(days=10, hours=1),
                place="Kylätalo",
                registers=True,
                capacity=1,
            ),
            publish=True,
        )
        for name in ("aune", "toivo"):
            events.register(session, actor(session, name), event.id)
        events.cancel(session, actor(session, "aune"), event.id)

    toivo.goto(server.act_link(TOIVO, fi("acts.seat_confirm_do"), says=TITLE))
    press(toivo, "acts.seat_confirm_do")
    heading(toivo, "acts.done")

    with server.reading() as session:
        whose = EventSeat.person_id == actor(session, "toivo").id
        seat = session.exec(select(EventSeat.state).where(EventSeat.event_id == event.id, whose)).one()
    assert seat == SeatState.REGISTERED


def state(server: Server, request_id: int) -> PartnerRequestState:
    with server.reading() as session:
        return session.get_one(PartnerRequest, request_id).state
