"""Two people of one association write their part of the form at the same time; nobody's words are lost."""

import re

from playwright.sync_api import Locator, Page, expect
from sqlmodel import select

from models import PlanField, PlanFieldVersion
from tests.browser.conftest import Meet, Server
from tests.browser.hands import fi, sees, settled

FORM = "/plan?id=1&view=form&sub=7"


def test_two_people_write_two_fields_and_then_the_same_one(server: Server, person: Meet) -> None:
    aune, toivo = person("aune"), person("toivo")
    for page in (aune, toivo):
        page.goto(FORM)
        settled(page)

    counts_while_writing(aune, "our_results", "Olohuone on auki.")
    write(aune, "our_results", "Olohuone on auki.")
    write(toivo, "our_risks", "Ohjaaja sairastuu.")
    expect(toivo.get_by_text(re.compile("Aune Koivula kirjoittaa nyt"))).to_be_visible()

    write(aune, "our_resources", "Aunen sali ja keittiö.")
    write(toivo, "our_resources", "Toivon traktori.", saved=False)

    sees(toivo, "plan.conflict_mine")
    expect(toivo.get_by_text("Aunen sali ja keittiö.").first).to_be_visible()
    expect(toivo.get_by_text("Toivon traktori.").first).to_be_visible()
    toivo.get_by_role("button", name=fi("plan.keep_mine")).click()
    sees(toivo, "plan.settled")
    with server.reading() as session:
        now = dict(session.exec(select(PlanField.key, PlanField.text).where(PlanField.plan_id == 1)).all())
        earlier = session.exec(select(PlanFieldVersion.text).where(PlanFieldVersion.key == "our_resources"))
        assert now["our_results"] == "Olohuone on auki."
        assert now["our_risks"] == "Ohjaaja sairastuu."
        assert now["our_resources"] == "Toivon traktori."
        assert "Aunen sali ja keittiö." in earlier.all()


def field(page: Page, key: str) -> Locator:
    return page.get_by_role("textbox", name=fi(f"plan_field.{key}"), exact=True)


def counts_while_writing(page: Page, key: str, text: str) -> None:
    """The counter goes along before anything is saved."""
    field(page, key).press_sequentially(text)
    expect(page.get_by_text(re.compile(rf"^{len(text)} / [\d\s]+ merkkiä"))).to_be_visible()


def write(page: Page, key: str, text: str, *, saved: bool = True) -> None:
    """Writes the text and leaves the field, which saves it."""
    field(page, key).fill(text)
    field(page, key).blur()
    settled(page)
    if saved:
        frame = page.locator("[class*='st-key-field-']").filter(has=field(page, key))
        expect(frame.get_by_text(re.compile("Tallennettu"))).to_be_visible()
