"""What people do with their hands and see with their eyes, on any page, in Finnish.

A label is given by its text key, as the pages give it, so that a better wording breaks no test; what is no key
stands for itself.
"""

import re
from datetime import date
from typing import Any

from playwright.sync_api import Locator, Page, expect
from sqlmodel import select

from models import Idea
from tests.browser.conftest import Server
from tests.browser.walking import is_at_kanto, walk
from ui.texts import translated

_KEY = re.compile(r"[a-z_]+\.[a-z_]+")
# Nothing is asked or runs, nothing on the screen is stale or still being fetched, no font is awaited, and nothing that
# ends is still fading in.
_STILL = """() => {
  const app = document.querySelector("[data-testid=stApp]")
  return app?.dataset.testScriptState === "notRunning" && !answerIsDue()
    && !document.querySelector("[data-stale=true], [data-testid=stSkeleton]")
    && document.fonts.status === "loaded"
    && [...document.querySelectorAll("[data-testid=stElementContainer]")]
      .every(each => getComputedStyle(each).opacity === "1")
    && document.getAnimations().every(each => each.playState !== "running"
      || each.effect.getComputedTiming().endTime === Infinity)
}"""

# Milliseconds: to look before every picture that is drawn costs as much as a fifth of the screen.
_LOOKS_EVERY = 100


def fi(label: str, **params: Any) -> str:
    """The Finnish text of a key; a name or a title is its own text."""
    return translated("fi", label, **params) if _KEY.fullmatch(label) else label


def settled(page: Page) -> Page:
    """Waits until the page's script has run, after what was last done to it too, and its heading stands still."""
    page.locator("h1").first.wait_for()
    page.wait_for_function(_STILL, polling=_LOOKS_EVERY)
    return page


def load(page: Page, path: str) -> Page:
    """As an address that is typed or comes from a mail: all of the app is there anew."""
    page.goto(path)
    return settled(page)


def visit(page: Page, path: str) -> Page:
    """As by a link, in a tab that is at Kanto already: loading takes most of a test's time."""
    if is_at_kanto(page) and walk(settled(page), path):
        return settled(page)
    return load(page, path)


def heading(page: Page, label: str, **params: Any) -> None:
    """This screen has come, and has come whole: what is typed into a half of one may be drawn over."""
    expect(page.get_by_role("heading", level=1, name=fi(label, **params))).to_be_visible()
    if is_at_kanto(page):
        settled(page)


def button(page: Page | Locator, label: str) -> Locator:
    return page.get_by_role("button", name=fi(label), exact=True).first


def press(page: Page | Locator, label: str) -> None:
    button(page, label).click()


def follow(page: Page | Locator, label: str) -> None:
    page.get_by_role("link", name=fi(label)).first.click()


def box(page: Page | Locator, label: str) -> Locator:
    return page.get_by_role("textbox", name=fi(label), exact=True)


def write(page: Page | Locator, label: str, text: str) -> Locator:
    """Types into a field and leaves it, which is when Streamlit hears of it."""
    field = box(page, label)
    field.fill(text)
    field.press("Tab")
    return field


def write_day(where: Page | Locator, label: str, day: date) -> None:
    """Types a day into its three parts and leaves the field."""
    parts = where.get_by_role("group", name=fi(label), exact=True).get_by_role("spinbutton")
    parts.first.click()
    parts.first.press_sequentially(f"{day:%d%m%Y}")
    parts.last.press("Tab")


def choose(page: Page, label: str, *options: str) -> None:
    """Picks from a list, one or several."""
    field = page.get_by_role("combobox", name=fi(label), exact=True)
    for option in options:
        # A list that is drawn anew closes.
        settled(page)
        field.click()
        field.fill(option)
        page.get_by_role("option", name=re.compile(f"^{re.escape(option)}")).first.click()
    field.press("Tab")
    settled(page)


def tick(page: Page | Locator, role: Any, label: str) -> None:
    """A radio button or a checkbox: Streamlit hides the real one under its own drawing, which takes the click."""
    page.get_by_role(role, name=fi(label)).first.check(force=True)


def sees(page: Page | Locator, label: str, *, exact: bool = False, **params: Any) -> None:
    expect(page.get_by_text(fi(label, **params), exact=exact).first).to_be_visible()


def finds_nothing(page: Page, path: str) -> None:
    is_nothing(visit(page, path))


def is_nothing(page: Page) -> None:
    """The page of what is not there, which tells a stranger nothing."""
    heading(page, "errors.not_found_title")
    sees(page, "errors.not_found")


def wait_until_saved(page: Page, server: Server, summary: str) -> None:
    """An idea saves itself at a pause in the typing, whenever the machine has the time."""
    wait_until_kept(page, server, select(Idea.id).where(Idea.summary == summary))


def wait_until_kept(page: Page, server: Server, query: Any) -> None:
    """Until there is such a row."""
    for _ in range(100):
        with server.reading() as session:
            if session.exec(query).first():
                return
        page.wait_for_timeout(200)
    raise AssertionError(f"not kept: {query}")
