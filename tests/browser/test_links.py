"""A link in a text leads on in the tab one is in, and the browser's own ways back and forth go with it."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import Meet
from tests.browser.hands import fi, heading, settled, visit


def _here_still(page: Page) -> bool:
    """Whether the app has not been fetched anew, and no other tab has been opened."""
    return bool(page.evaluate("window.stillHere === true")) and len(page.context.pages) == 1


def test_a_card_and_the_footer_lead_on_in_the_same_tab(person: Meet) -> None:
    page = visit(person("aune"), "/ideas")
    page.evaluate("window.stillHere = true")
    card = page.locator(".st-key-things-ideas li a").nth(2)
    title = card.inner_text()
    card.scroll_into_view_if_needed()

    card.click()
    heading(page, title)
    assert _here_still(page)
    assert settled(page).evaluate("document.querySelector('[data-testid=stMain]').scrollTop") == 0

    page.get_by_role("link", name=fi("glossary.title"), exact=True).click()
    heading(page, "glossary.title")
    page.go_back()
    heading(page, title)
    page.go_back()
    heading(page, "ideas.title")
    assert _here_still(page)

    # As everywhere, Ctrl opens another tab.
    with page.context.expect_page() as opened:
        page.locator(".st-key-things-ideas li a").first.click(modifiers=["ControlOrMeta"])
    expect(opened.value.locator("h1").first).to_be_visible()
    heading(page, "ideas.title")


def test_the_terms_are_read_beside_the_form_that_asks_for_them(person: Meet) -> None:
    page = visit(person(""), "/sign_up")

    with page.context.expect_page() as opened:
        page.get_by_role("link", name="käyttöehdot", exact=True).click()

    heading(opened.value, "terms.title")
    heading(page, "sign_up.title")
