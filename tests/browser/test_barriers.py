"""No screen has a barrier of ours, in either theme: axe-core on every one that there is."""

import pytest

from tests.browser.axe import violations
from tests.browser.conftest import Meet
from tests.browser.hands import settled
from ui.menu import SCREENS

VISITORS = {
    "home",
    "sign_in",
    "sign_up",
    "forgotten",
    "reset",
    "verify",
    "invitation",
    "about",
    "ideas",
    "groups",
}


def _who(screen: str) -> str:
    return "kaisa" if screen == "moderation" else "aune"


@pytest.mark.parametrize(
    ("name", "who"),
    [(screen.name, _who(screen.name)) for screen in SCREENS] + [(name, "") for name in sorted(VISITORS)],
)
def test_a_screen_has_no_barrier_of_ours(person: Meet, name: str, who: str) -> None:
    page = person(who)
    page.goto(f"/{'' if name == 'home' else name}")
    settled(page)

    light = violations(page)
    page.emulate_media(color_scheme="dark")
    page.wait_for_timeout(300)
    dark = violations(page)

    assert {"light": light, "dark": dark} == {"light": [], "dark": []}
