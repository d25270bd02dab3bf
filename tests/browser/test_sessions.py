"""Signing in and out, as browsers keep it."""

from playwright.sync_api import Page, expect

from server.run import DEMO_PASSWORD
from tests.browser.conftest import Meet, Server
from tests.browser.hands import button, fi, heading, load, press, sees, settled, visit, write


def sign_in(page: Page, path: str = "/sign_in") -> None:
    load(page, path)
    write(page, "sign_in.email", "toivo@example.org")
    write(page, "sign_in.password", DEMO_PASSWORD)
    press(page, "sign_in.act")
    expect(button(page, "frame.sign_out")).to_be_visible()


def test_sign_in_gives_a_cookie_that_no_script_can_read(person: Meet) -> None:
    page = person()

    sign_in(page)

    cookie = next(each for each in page.context.cookies() if each["name"] == "kanto_session")
    assert (cookie["httpOnly"], cookie["sameSite"]) == (True, "Lax")
    assert "kanto_session" not in page.evaluate("document.cookie")


def test_sign_out_in_one_tab_ends_the_other_at_its_next_click(person: Meet) -> None:
    page = person()
    sign_in(page)
    other = page.context.new_page()
    load(other, "/plans")
    visit(page, "/")

    press(page, "frame.sign_out")

    expect(page.get_by_role("link", name=fi("sign_in.title")).first).to_be_visible()
    other.get_by_role("link", name=fi("requests.title")).first.click()
    expect(button(other, "frame.sign_out")).not_to_be_attached()
    expect(settled(other).get_by_text("Toivo Honkala")).not_to_be_attached()


def test_a_copied_cookie_is_worth_nothing_after_sign_out(person: Meet, server: Server) -> None:
    page = person()
    sign_in(page)
    stolen = next(each for each in page.context.cookies() if each["name"] == "kanto_session")
    press(page, "frame.sign_out")
    expect(page.get_by_role("link", name=fi("sign_in.title")).first).to_be_visible()
    thief = person()
    thief.context.add_cookies([{"name": stolen["name"], "value": stolen["value"], "url": server.url}])

    load(thief, "/account")

    expect(button(thief, "frame.sign_out")).not_to_be_attached()


def test_sign_out_everywhere_ends_the_other_browser(person: Meet) -> None:
    here, there = person(), person()
    sign_in(here)
    sign_in(there)
    visit(here, "/account")

    press(here, "account.sign_out_everywhere")
    press(here.get_by_role("dialog"), "account.sign_out_everywhere")

    expect(button(here, "frame.sign_out")).not_to_be_attached()
    load(there, "/account")
    expect(button(there, "frame.sign_out")).not_to_be_attached()


def test_sign_in_leads_back_to_the_link_that_one_came_for(person: Meet) -> None:
    page = person()
    visit(page, "/requests")
    press(page, "sign_in.title")
    heading(page, "sign_in.title")

    write(page, "sign_in.email", "toivo@example.org")
    write(page, "sign_in.password", DEMO_PASSWORD)
    press(page, "sign_in.act")

    heading(page, "requests.title")


def test_a_wrong_password_and_a_wrong_name_sound_the_same(person: Meet) -> None:
    page = person()
    for address in ("toivo@example.org", "nobody@example.org"):
        load(page, "/sign_in")
        write(page, "sign_in.email", address)
        write(page, "sign_in.password", "väärä salasana tässä")
        press(page, "sign_in.act")
        sees(page, "errors.sign_in")
