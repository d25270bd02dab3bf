"""A group decides in its meeting: two associations vote, each in its own browser, and the minutes tell the outcome."""

from datetime import timedelta

from playwright.sync_api import Page, expect
from sqlmodel import col, select

from models import AgendaItem, GroupMember, Kind, Person, now
from services import actors, meetings
from services.meetings import MeetingWords
from tests.browser.conftest import Meet, Server
from tests.browser.hands import box, fi, heading, press, sees, settled, tick, visit, write

GROUP = 1
MATTER = "Kevään retki"
TITLE = "Minne lähdemme keväällä?"


def test_two_associations_vote_and_the_minutes_tell_the_outcome(person: Meet, server: Server) -> None:
    meeting_id, item_id, address = held_now(server)
    aune, other = person("aune"), person(address)

    visit(aune, f"/meeting?id={meeting_id}")
    press(aune.locator(f".st-key-item-{item_id}"), "meetings.vote_on")
    heading(aune, "decision_form.title")
    write(aune, "decision_form.title_field", TITLE)
    box(aune, "decision_form.options").fill("Lieksa\nKitee")
    press(aune, "decision_form.open")
    heading(aune, TITLE)
    settled(aune)
    vote(aune, "Kitee")
    visit(other, aune.url)
    vote(other, "Kitee")
    # The other three of the group have not voted: who proposed it ends it.
    visit(aune, aune.url)
    press(aune, "decisions.close_now")
    press(aune.get_by_role("dialog"), "decisions.close_now")
    sees(aune, "outcome.chosen")

    visit(aune, f"/meeting?id={meeting_id}")
    tick(aune, "checkbox", "Satusuon kyläyhdistys ry")
    settled(aune)
    press(aune, "meetings.publish")
    sees(aune, "meeting_stage.published")
    visit(other, f"/meeting?id={meeting_id}")
    minutes = other.locator(f".st-key-item-{item_id}")
    for told in (TITLE, "outcome.chosen", "Kitee"):
        expect(minutes.get_by_text(fi(told), exact=True)).to_be_visible()


def held_now(server: Server) -> tuple[int, int, str]:
    """A meeting of the group that has just begun, one of its matters, and an address of another association's."""
    with server.changing() as session:
        aune = actors.actor_of(
            session, session.exec(select(Person).where(Person.email == "aune@example.org")).one()
        )
        words = MeetingWords(
            "Kylien kevätkokous", now() - timedelta(minutes=5), now() + timedelta(hours=2), place="Kylätalo"
        )
        meeting = meetings.call(session, aune, Kind.GROUP, GROUP, words, agenda=["Avaus", MATTER])
        item = session.exec(
            select(AgendaItem.id).where(AgendaItem.meeting_id == meeting.id, AgendaItem.title == MATTER)
        ).one()
        address = session.exec(
            select(Person.email)
            .join(GroupMember, col(GroupMember.person_id) == Person.id)
            .where(GroupMember.group_id == GROUP, GroupMember.association_id != aune.acting_for)
            .order_by(col(GroupMember.id))
        ).first()
    assert address
    return meeting.id, item, address


def vote(page: Page, option: str) -> None:
    tick(page, "radio", option)
    settled(page)
    press(page, "decisions.vote")
    # Until the end one may think again.
    sees(page, "decisions.change")
