"""The server as a browser and a watchman see it."""

import json
import urllib.error
import urllib.request

import pytest
from playwright.sync_api import expect

from services.search import analysis
from tests.browser.conftest import Meet, Server
from tests.browser.hands import load, visit


def _status(url: str) -> int:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def test_a_deep_link_as_a_first_visit_comes_with_the_frame(person: Meet) -> None:
    page = load(person(), "/ideas")

    expect(page.get_by_test_id("stSidebarNav")).to_be_attached()


def test_the_watchman_hears_that_it_lives_and_can_serve(server: Server) -> None:
    with urllib.request.urlopen(f"{server.url}/readyz", timeout=5) as answer:
        ready = json.load(answer)

    assert ready == {
        "status": "ok",
        "checks": {"database": True, "migrations": True},
        "analyser": analysis.backend(),
    }
    assert _status(f"{server.url}/healthz") == 200


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent/openapi.json", "/ideas/_stcore/health"])
def test_a_closed_door_stays_closed(server: Server, path: str) -> None:
    assert _status(server.url + path) == 404


@pytest.mark.parametrize(
    ("locale", "spoken"), [("fi-FI", "fi"), ("sv-SE", "sv"), ("en-GB", "en"), ("de-DE", "fi")]
)
def test_the_page_says_its_language(server: Server, locale: str, spoken: str) -> None:
    asked = urllib.request.Request(f"{server.url}/ideas", headers={"Accept-Language": locale})
    with urllib.request.urlopen(asked, timeout=5) as answer:
        assert f'<html lang="{spoken}"' in answer.read().decode()


def test_streamlits_own_words_are_translated_and_it_leaves_the_language_alone(person: Meet) -> None:
    page = load(person(), "/sign_in")

    expect(page.get_by_role("button", name="Näytä salasana")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "fi")


SCREENS = ("/", "/ideas", "/sign_in", "/sign_up", "/about")


def test_the_policy_blocks_nothing_of_ours_and_nobody_outside_is_called(person: Meet, server: Server) -> None:
    page = person()
    complaints: list[str] = []
    elsewhere: list[str] = []
    page.on("console", lambda line: complaints.append(line.text) if "Security Policy" in line.text else None)
    page.on(
        "request",
        lambda request: (
            None if request.url.startswith((server.url, "data:", "blob:")) else elsewhere.append(request.url)
        ),
    )

    for path in SCREENS:
        visit(page, path)
        assert (complaints, elsewhere) == ([], []), path


def test_a_page_fits_a_width_of_320(person: Meet) -> None:
    page = person(viewport={"width": 320, "height": 640})

    for path in SCREENS:
        visit(page, path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
