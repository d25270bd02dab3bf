"""A meeting in a plan: called with its matters, written down, and what was promised is a task of the plan."""

from datetime import timedelta

from playwright.sync_api import expect
from sqlmodel import select

from models import AgendaItem, Meeting, Task, today
from tests.browser.conftest import Meet, Server
from tests.browser.hands import (
    box,
    choose,
    follow,
    heading,
    press,
    sees,
    settled,
    tick,
    visit,
    wait_until_kept,
    write,
    write_day,
)

TITLE = "Budjettikokous"
MINUTES = "Käytiin luvut läpi. Keittiön kalusteet puuttuvat vielä."
PROMISE = "Kysy kalusteista toinen tarjous"
OURS = "Satusuon kyläyhdistys ry"


def test_what_was_promised_in_a_meeting_is_a_task_of_the_plan(person: Meet, server: Server) -> None:
    aune, toivo = person("aune"), person("toivo")
    visit(aune, "/plan?id=1&view=together&sub=meetings")
    press(aune, "meetings.call")
    heading(aune, "meeting_form.title")
    write(aune, "meeting_form.title_field", TITLE)
    # It was held yesterday and is written down today; the end goes along with the start.
    write_day(aune, "meeting_form.starts_day", today() - timedelta(days=1))
    write(aune, "meeting_form.place", "Kylätalo")
    box(aune, "meeting_form.agenda").fill("Budjetit\nSeuraava kokous")
    press(aune, "meeting_form.call")
    heading(aune, TITLE)
    settled(aune)

    with server.reading() as session:
        meeting_id = session.exec(select(Meeting.id).where(Meeting.title == TITLE)).one()
        item_id = session.exec(
            select(AgendaItem.id).where(AgendaItem.meeting_id == meeting_id, AgendaItem.position == 1)
        ).one()
    matter = aune.locator(f".st-key-item-{item_id}")
    write(matter, "meetings.minutes", MINUTES)
    wait_until_kept(aune, server, select(AgendaItem.id).where(AgendaItem.minutes == MINUTES))
    press(matter, "meetings.add_point")
    write(aune, "meetings.point_title", PROMISE)
    choose(aune, "meetings.point_association", OURS)
    press(aune, "meetings.save_point")
    sees(matter, "meetings.is_task")
    tick(aune, "checkbox", OURS)
    settled(aune)
    press(aune, "meetings.publish")
    sees(aune, "meeting_stage.published")

    # The one who was not there reads it, and finds the task in the plan.
    visit(toivo, f"/meeting?id={meeting_id}")
    sees(toivo, MINUTES)
    follow(toivo, "meetings.is_task")
    with server.reading() as session:
        task_id = session.exec(select(Task.id).where(Task.title == PROMISE)).one()
    expect(toivo).to_have_url(f"{server.url}/plan?id=1&view=schedule&task={task_id}")
    expect(box(toivo, "plan.what")).to_have_value(PROMISE)
