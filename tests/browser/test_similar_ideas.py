"""A chair writes an idea that somebody has told already, says what is different, and joins another one by consent."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import Meet
from tests.browser.hands import box, button, fi, heading, load, press, sees, settled, visit, write

THEIRS = "Digikummit takaisin kirjastoihin"
DIFFERENT = "Meillä opastetaan kotona."


def test_chair_sees_who_plans_the_same_and_says_what_is_different(person: Meet) -> None:
    chair = person("aune")
    visit(chair, "/idea_form")
    write(chair, "idea_field.title", "Kirjaston digikummit")
    press(chair, "idea_form.start")
    heading(chair, "idea_form.title")
    panel = chair.locator(".st-key-similar-ideas")
    expect(panel).to_contain_text(fi("similar_ideas.beside_nothing"))

    write(
        chair, "idea_field.summary", "Digikummit palaavat kirjastoihin auttamaan ikäihmisiä puhelimen kanssa."
    )

    expect(panel).to_contain_text(THEIRS)
    expect(box(chair, "idea_field.summary")).to_have_value(
        "Digikummit palaavat kirjastoihin auttamaan ikäihmisiä puhelimen kanssa."
    )
    _differ(chair)
    expect(panel.get_by_role("link", name=THEIRS)).to_have_count(0)
    load(chair, chair.url)
    expect(panel).to_contain_text(fi("similar_ideas.different", n=1))


def _differ(chair: Page) -> None:
    press(settled(chair), "similar_ideas.differ")
    dialog = chair.get_by_role("dialog")
    dialog.get_by_role("textbox").fill(DIFFERENT)
    button(dialog, "similar_ideas.keep").click()
    expect(dialog).to_have_count(0)


def test_both_agree_and_the_ideas_are_one(person: Meet) -> None:
    chair, facilitator = person("aune"), person("kaisa")
    visit(chair, "/")
    chair.locator(".st-key-block-joinings").get_by_role("link").click()
    heading(chair, "joining.title")

    press(settled(chair), "joining_action.agree")

    sees(chair, "joining_next.joined")
    visit(facilitator, "/similar")
    sees(facilitator, "joining_state.joined")
