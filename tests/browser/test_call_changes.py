"""A facilitator changes a published call, loses nothing on the way, and the plan that follows it says so."""

from datetime import date

from playwright.sync_api import Page, expect
from sqlmodel import select

from models import Call, UnsavedForm
from tests.browser.conftest import Meet, Server
from tests.browser.hands import (
    box,
    heading,
    press,
    sees,
    settled,
    visit,
    wait_until_kept,
    write,
    write_day,
)

NAME = "Esimerkkihaku 2026–2027 (kuvitteellinen)"
WHY = "Rahoittaja jatkoi hakuaikaa viikolla, ja sivukuluprosentti muuttui."
WEEK_LATER = date(2027, 2, 12)


def test_a_changed_call_is_told_in_the_plan_that_follows_it(person: Meet, server: Server) -> None:
    with server.reading() as session:
        call_id = session.exec(select(Call.id).where(Call.name == NAME)).one()
    kaisa, henna = person("kaisa"), person("henna")
    visit(kaisa, f"/call?id={call_id}")
    press(kaisa, "call_action.edit")
    heading(kaisa, "call_form.edit_title")

    throw_away(kaisa, server)
    change(kaisa, call_id)
    kaisa.reload()
    sees(kaisa, "Hakuaika päättyy, Palkan sivukuluprosentti")
    press(kaisa, "unsaved.go_on")
    write(kaisa, "call_form.why", WHY)
    settled(kaisa)
    press(kaisa, "call_form.save")
    heading(kaisa, NAME)
    sees(kaisa, "25,83 % (1.1.2026 alkaen)")

    visit(henna, "/plan?id=2")
    sees(henna, "Haku on muuttunut")
    sees(henna, "→ 12.2.2027")
    sees(henna, "25,83 % (1.1.2026 alkaen)")


def throw_away(kaisa: Page, server: Server) -> None:
    """What was typed by mistake is kept, too, until she says that it may go."""
    write(kaisa, "call_field.name", "Väärä nimi")
    wait_until_kept(kaisa, server, select(UnsavedForm.at))
    settled(kaisa)
    press(kaisa, "unsaved.discard")
    press(kaisa.get_by_role("dialog"), "unsaved.discard")
    press(kaisa, "call_action.edit")
    heading(kaisa, "call_form.edit_title")
    expect(box(kaisa, "call_field.name")).to_have_value(NAME)


def change(kaisa: Page, call_id: int) -> None:
    """The window is a week longer, and the rate of side costs is another."""
    settled(kaisa)
    write_day(kaisa, "call_field.closes_on", WEEK_LATER)
    rate = kaisa.locator(f".st-key-call-{call_id}-rate-0-rate").get_by_role("spinbutton")
    rate.fill("25.83")
    rate.press("Tab")
    sees(kaisa, "Keskeneräinen on tallessa")
    settled(kaisa)
