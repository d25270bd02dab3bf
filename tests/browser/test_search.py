"""The search box with the keyboard and with a finger, and the map, as a browser has them."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Meet
from tests.browser.hands import fi, heading, settled, visit
from tests.browser.test_barriers import lasting

PROPOSED = ".st-key-search-proposed"
TELEPHONE = {"viewport": {"width": 390, "height": 844}}


def write(page: Page, words: str) -> None:
    field = page.get_by_role("searchbox", name=fi("search.box"))
    field.click()
    field.press_sequentially(words, delay=30)


@pytest.mark.parametrize("who", ["", "aune"])
def test_enter_goes_to_all_results(person: Meet, who: str) -> None:
    page = visit(person(who), "/about")

    write(page, "kylätalossa")
    page.keyboard.press("Enter")

    heading(page, "search.title")
    assert "q=kyl%C3%A4talossa" in page.url
    expect(page.get_by_role("link", name="Kylätalon olohuone joka arki").first).to_be_visible()


def test_the_arrows_go_through_what_is_proposed_and_escape_closes(person: Meet) -> None:
    page = visit(person("aune"), "/about")
    write(page, "kyläta")
    first = page.locator(f"{PROPOSED} a").first
    expect(first).to_be_visible()

    page.keyboard.press("ArrowDown")
    expect(first).to_be_focused()
    page.keyboard.press("Escape")

    expect(page.locator(PROPOSED)).to_be_hidden()
    expect(page.get_by_role("searchbox", name=fi("search.box"))).to_be_focused()


def top_of_heading(page: Page) -> float:
    top: float = page.locator("h1").evaluate("heading => heading.getBoundingClientRect().top")
    return top


def test_what_is_proposed_pushes_nothing_about_on_a_telephone(person: Meet) -> None:
    page = visit(person("", **TELEPHONE), "/about")
    before = top_of_heading(page)

    write(page, "kyläta")
    expect(page.locator(f"{PROPOSED} a").first).to_be_visible()

    # A glyph that comes late moves a line by a pixel or two; a proposal is forty high.
    assert abs(top_of_heading(page) - before) < 5
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_proposal_opens_the_thing_and_the_box_is_empty_again(person: Meet) -> None:
    page = visit(person("", **TELEPHONE), "/about")
    write(page, "kyläta")

    page.locator(PROPOSED).get_by_role("link", name="Kylätalon olohuone joka arki").click()

    heading(page, "Kylätalon olohuone joka arki")
    expect(page.get_by_role("searchbox", name=fi("search.box"))).to_have_value("")


def test_what_is_proposed_has_no_barrier_of_ours(person: Meet) -> None:
    page = visit(person("aune"), "/about")
    write(page, "kyläta")
    expect(page.locator(f"{PROPOSED} a").first).to_be_visible()

    assert lasting(settled(page)) == []


def test_a_press_on_the_map_chooses_the_municipality(person: Meet) -> None:
    page = visit(person(), "/map")

    page.locator("[data-testid=stVegaLiteChart] text", has_text="Lieksa").wait_for()
    at = page.locator("[data-testid=stVegaLiteChart] text", has_text="Lieksa").bounding_box()
    assert at is not None
    page.mouse.click(at["x"] + at["width"] / 2, at["y"] - 30)

    expect(page.get_by_role("heading", name="Lieksa")).to_be_visible()
    assert "municipality=422" in page.url
