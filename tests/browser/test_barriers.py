"""No screen has a barrier of ours, in either theme: axe-core on every one that there is, and on its dialogs."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import select

from models import AssociationRole, Idea, IdeaState, LinkPurpose, Person
from services import ideas
from services.accounts import mailed
from services.actors import actor_of
from tests.browser.axe import violations
from tests.browser.conftest import Server, Visits, meeting
from tests.browser.hands import fi, settled, visit
from ui.menu import SCREENS

VISITORS = (
    "/",
    "/sign_in",
    "/sign_up",
    "/forgotten",
    "/about",
    "/ideas",
    "/groups",
    "/associations",
    "/calls",
    "/events",
    "/event?id=1",
    "/search?q=nuorten",
    "/map",
    "/idea?id=1",
    "/group?id=1",
    "/association?id=1",
    "/article?id=1",
    "/promise",
    "/accessibility",
    "/privacy",
    "/terms",
    "/glossary",
    "/glossary?words=hanke",
    "/feedback",
    "/impact",
    "/story?id=1",
)
# The things of the demo, as the people who have most to do with them see them.
OPENED = (
    ("aune", "/idea?id=1"),
    ("aune", "/group?id=1"),
    ("aune", "/group?id=1&thread=1"),
    ("aune", "/group?id=1&show=members"),
    ("kaisa", "/group?id=1&show=requests"),
    ("aune", "/association?id=1"),
    ("aune", "/association_form?id=1"),
    ("aune", "/story?id=4"),
    ("kaisa", "/story?id=3"),
    ("aune", "/partners?idea=1"),
    ("aune", "/partners?idea=1&why=53"),
    ("kaisa", "/partner_set?idea=5"),
    ("sirpa", "/partner_set?idea=18"),
    ("aune", "/request?id=7"),
    ("aune", "/request_form?idea=1&association=16"),
    ("aune", "/events?words=koulutus"),
    ("aune", "/search?q=nuorten"),
    ("aune", "/search?q=zzzzqq"),
    ("aune", "/map?municipality=167"),
    ("aune", "/plan?id=1"),
    ("aune", "/plan?id=1&view=form"),
    ("aune", "/plan?id=1&view=form&sub=ours"),
    ("aune", "/plan?id=1&view=form&sub=7&block=risks"),
    ("aune", "/plan?id=1&view=schedule"),
    ("aune", "/plan?id=1&view=together"),
    ("aune", "/plan?id=1&view=finish&sub=history"),
    ("aune", "/plan?id=1&view=participants"),
    ("henna", "/plan?id=3&view=participants&sub=counts"),
    ("henna", "/plan?id=3&view=running"),
    ("henna", "/plan?id=3&view=running&sub=changes&change=new"),
    ("henna", "/plan?id=3&view=running&sub=results"),
    ("sirpa", "/results?id=1"),
    ("henna", "/request?id=9"),
    ("kaisa", "/moderation?item=61"),
    ("kaisa", "/registers?file=3"),
    ("kaisa", "/registers?file=3&show=faulty"),
    ("kaisa", "/registers?view=pairs"),
    ("kaisa", "/association_merge?id=7&other=66"),
    ("aune", "/association?id=64"),
    ("aune", "/ruling?item=1"),
    ("aune", "/introduction?id=1"),
    ("kaisa", "/introduction?id=3"),
    ("kaisa", "/bulletin?id=1"),
    ("aune", "/joining?id=1"),
    ("aune", "/decision?id=1"),
    ("aune", "/decision_form?group=1"),
    ("aune", "/meeting?id=1"),
    ("aune", "/meeting_form?group=1"),
    ("aune", "/call?id=1"),
    ("aune", "/advice_case?id=1"),
    ("kaisa", "/advice_case?id=1"),
    ("antti", "/"),
)
# Behind a mailed link: what a visitor sees who has got one.
MAILED = {
    "verify": LinkPurpose.VERIFY,
    "reset": LinkPurpose.RESET,
    "invitation": LinkPurpose.INVITE,
    "new_address": LinkPurpose.NEW_ADDRESS,
    "keep_address": LinkPurpose.KEEP_ADDRESS,
}
# Screens of one thing: without its number there is nothing to look at.
OF_ONE = {
    "advice_case",
    "article",
    "association",
    "association_merge",
    "bulletin",
    "call",
    "decision",
    "decision_form",
    "event",
    "group",
    "idea",
    "introduction",
    "joining",
    "meeting",
    "meeting_form",
    "partner_set",
    "plan",
    "request",
    "request_form",
    "results",
    "ruling",
    "story",
}
DESK = {
    "moderation",
    "registers",
    "statistics",
    "similar",
    "call_form",
    "event_form",
    "article_form",
    "introduction_form",
    "feedback_desk",
    "desk",
    "bulletins",
    "bulletin_form",
}
DIALOGS = (
    ("aune", "/idea?id=1", "idea_action.withdraw"),
    ("aune", "/idea?id=1", "comments.flag"),
    ("aune", "/association?id=1", "association.invite"),
    ("aune", "/association?id=1", "association.change_role"),
    ("aune", "/association?id=1", "association.remove"),
    ("aune", "/association?id=1", "association.leave"),
    ("aune", "/group?id=1", "group.leave"),
    ("aune", "/request?id=7", "request_step.decline_invitation"),
    ("aune", "/account", "account.sign_out_everywhere"),
    ("sirpa", "/association?id=1", "association.ask"),
    ("sirpa", "/association?id=1", "association.flag"),
)


def _bare() -> Iterator[tuple[str, str]]:
    """Whose screens need no more in their address than their name; a visitor's are among the visitors'."""
    theirs = {path.strip("/") for path in VISITORS}
    for screen in SCREENS:
        name = screen.name
        if name not in OF_ONE | MAILED.keys() and (name not in theirs or screen.menu == "everybody"):
            yield ("kaisa" if name in DESK else "aune"), "/" if name == "home" else f"/{name}"


def test_every_screen_is_looked_at() -> None:
    opened = {path.partition("?")[0].strip("/") for _, path in OPENED} | {
        path.partition("?")[0].strip("/") for path in VISITORS
    }

    assert opened >= OF_ONE


# What WCAG asks a page to fit into (reflow, 1.4.10).
NARROWEST = 320
# Longer than anything fades in, even while two cores serve, browse and test at once.
FADE = 1500


def lasting(page: Page) -> list[str]:
    """What is still there when everything has faded in."""
    if found := violations(page):
        page.wait_for_timeout(FADE)
        return [each for each in violations(page) if each in found]
    return found


def barriers(page: Page) -> dict[str, list[str]]:
    """In light on a wide screen, then in dark on the narrowest, which nothing may overflow."""
    light = lasting(page)
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": NARROWEST, "height": 640})
    settled(page)
    wide = page.evaluate("document.documentElement.scrollWidth") > NARROWEST
    return {"light": light, "dark": lasting(page) + ["wider than the screen"] * wide}


Come = Callable[[str, str], Page]


@pytest.fixture(scope="module")
def come(server: Server, visits: Visits) -> Iterator[Come]:
    """`come("aune", "/ideas")`: each person keeps their tab and walks on in it."""
    tabs: dict[str, Page] = {}
    with meeting(server, visits) as met:

        def came(who: str, path: str) -> Page:
            if who not in tabs:
                tabs[who] = met(who)
            tabs[who].set_viewport_size({"width": 1280, "height": 900})
            tabs[who].emulate_media(color_scheme="light")
            return visit(tabs[who], path)

        yield came


NONE: dict[str, list[str]] = {"light": [], "dark": []}


@pytest.mark.parametrize(
    ("who", "path"),
    [
        *_bare(),
        *(("", path) for path in VISITORS),
        *OPENED,
    ],
)
def test_a_screen_has_no_barrier_of_ours(come: Come, who: str, path: str) -> None:
    page = come(who, path)

    expect(page.get_by_role("heading", level=1, name=fi("errors.not_found_title"))).to_have_count(0)
    assert barriers(page) == NONE


@pytest.mark.parametrize("screen", MAILED)
def test_a_screen_behind_a_mailed_link_has_no_barrier_of_ours(
    come: Come, server: Server, screen: str
) -> None:
    with server.changing() as session:
        aune = session.exec(select(Person).where(Person.email == "aune@example.org")).one()
        of_whom: dict[str, Any] = {
            "person_id": aune.id,
            "invited_by": aune.id,
            "association_id": 1,
            "role": AssociationRole.VIEWER,
        }
        _, path = mailed.make(session, MAILED[screen], "hilma@example.org", name="Hilma", **of_whom)

    page = come("", path)

    expect(page.get_by_role("heading", level=1, name=fi(f"{screen}.title"))).to_be_visible()
    assert barriers(page) == NONE


def test_the_form_of_a_draft_has_no_barrier_of_ours(come: Come, server: Server) -> None:
    with server.changing() as session:
        aune = session.exec(select(Person).where(Person.email == "aune@example.org")).one()
        actor = actor_of(session, aune)
        draft = ideas.create(session, actor, actor.acting_for or 0, {"title": "Luonnos esteiden etsintään"})
        path = f"/idea_form?id={draft.id}"
        assert session.get_one(Idea, draft.id).state == IdeaState.DRAFT

    page = come("aune", path)

    assert barriers(page) == NONE


@pytest.mark.parametrize(("who", "path", "button"), DIALOGS)
def test_a_dialog_has_no_barrier_of_ours(come: Come, who: str, path: str, button: str) -> None:
    page = come(who, path)

    page.get_by_role("button", name=fi(button)).first.click()
    page.get_by_role("dialog").wait_for()
    settled(page)

    assert barriers(page) == NONE
