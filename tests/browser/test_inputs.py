"""Bad input in a real browser: an error beside the field, what was typed stays, nothing else changes."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect
from sqlmodel import col, select, update

from models import Comment, Idea, Link, now
from tests.browser.conftest import Meet, Server
from tests.browser.hands import (
    box,
    button,
    fi,
    finds_nothing,
    heading,
    load,
    press,
    sees,
    settled,
    tick,
    visit,
    wait_until_saved,
    write,
)

# HTML, a script, a handler, Markdown, Streamlit's own marks, a formula, an icon.
SIGNS = (
    "<script>window.burned = 1</script><img src=x onerror='window.burned = 1'>"
    "[linkki](javascript:window.burned=1) **lihava** :red[väri] $x^2$ :material/home:"
)
# A made-up person of the official test range.
IDENTITY_CODE = "131052-308T"
OWN = "/idea?id=1"


@pytest.fixture
def aune(person: Meet) -> Page:
    return person("aune")


def draft(page: Page, title: str) -> str:
    """A new draft of this person's association; its address."""
    visit(page, "/idea_form")
    write(page, "idea_field.title", title)
    press(page, "idea_form.start")
    box(page, "idea_field.summary").wait_for()
    settled(page)
    return page.url


def test_signs_stay_signs_in_titles_texts_labels_and_lists(aune: Page) -> None:
    title = SIGNS[:110]
    address = draft(aune, title)
    write(aune, "idea_field.summary", SIGNS)
    settled(aune)

    visit(aune, address.replace("idea_form", "idea"))

    heading(aune, title)
    expect(aune.get_by_text(SIGNS, exact=True)).to_be_visible()
    visit(aune, "/ideas?mine=1")
    expect(aune.get_by_role("link", name=title)).to_be_visible()
    assert aune.evaluate("window.burned") is None


def test_signs_stay_signs_in_what_others_read(aune: Page, person: Meet) -> None:
    visit(aune, OWN)
    write(aune, "comments.write_comment", SIGNS)
    press(aune, "comments.send_comment")
    sees(aune, "comments.sent_comment")
    reader = person()

    visit(reader, OWN)

    expect(reader.get_by_text(SIGNS, exact=True)).to_be_visible()
    assert reader.evaluate("window.burned") is None


def test_a_double_click_is_one_act(aune: Page, server: Server) -> None:
    visit(aune, OWN)
    write(aune, "comments.write_comment", "Tuon kahvit kahdesti, sanon sen kerran.")

    button(aune, "comments.send_comment").dblclick()

    sees(aune, "comments.sent_comment")
    settled(aune)
    with server.reading() as session:
        said = session.exec(
            select(Comment.id).where(col(Comment.body).startswith("Tuon kahvit kahdesti"))
        ).all()
    assert len(said) == 1


def test_a_double_click_begins_one_draft(aune: Page, server: Server) -> None:
    visit(aune, "/idea_form")
    write(aune, "idea_field.title", "Kaksoisnapsautettu idea")

    button(aune, "idea_form.start").dblclick()

    box(aune, "idea_field.summary").wait_for()
    settled(aune)
    with server.reading() as session:
        begun = session.exec(select(Idea.id).where(Idea.title == "Kaksoisnapsautettu idea")).all()
    assert len(begun) == 1


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        (f"Soittakaa, tunnus on {IDENTITY_CODE}.", fi("errors.identity_code")),
        ("pitkä " * 1000, "Teksti on liian pitkä"),
    ],
)
def test_a_refused_text_stays_in_its_field_with_the_reason_under_it(
    aune: Page, server: Server, text: str, refusal: str
) -> None:
    draft(aune, "Idea, jonka tekstiä ei oteta vastaan")

    field = write(aune, "idea_field.summary", text)

    below = aune.get_by_role("alert").filter(has_text=refusal)
    expect(below).to_be_visible()
    expect(field).to_have_value(text)
    sees(aune, "idea_form.not_saved")
    with server.reading() as session:
        assert session.exec(select(Idea.id).where(Idea.summary == text)).all() == []


def test_an_expired_link_offers_a_new_one(person: Meet, server: Server) -> None:
    page = person()
    visit(page, "/sign_up")
    write(page, "accounts.name", "Hilja Hidas")
    write(page, "accounts.email", "hilja@example.org")
    write(page, "accounts.password", "hitaasti mutta varmasti perille")
    press(page, "sign_up.act")
    sees(page, "sign_up.sent")
    link = server.mail_link("hilja@example.org")
    with server.changing() as session:
        session.connection().execute(update(Link).values(expires_at=now() - timedelta(minutes=1)))

    page.goto(link)

    sees(page, "verify.expired")
    press(page, "verify.send_again")
    sees(page, "verify.sent_again")
    page.goto(server.mail_link("hilja@example.org", besides=link))
    press(page, "verify.act")
    heading(page, "verify.welcome", name="Hilja Hidas")


def test_a_stale_decision_is_explained_and_loses_no_words(person: Meet) -> None:
    first, second = person("kaisa"), person("mikko")
    visit(first, "/moderation?kind=idea")
    first.locator(".st-key-things-queue").get_by_role("link").first.click()
    first.wait_for_url("**item=*")
    settled(first)
    visit(second, first.url)
    words = write(second, "moderation.words", "Hieno idea, kiitos!")
    tick(first, "radio", "decision.publish")
    press(first, "moderation.decide")
    sees(first, "moderation.undo")

    press(second, "moderation.decide")

    expect(second.get_by_role("alert").filter(has_text="Kaisa Lehto").first).to_be_visible()
    expect(words).to_have_value("Hieno idea, kiitos!")


def test_two_writers_of_one_field_both_see_both_texts(person: Meet) -> None:
    here, there = person("aune"), person("toivo")
    address = draft(here, "Kahden kirjoittama idea")
    visit(there, address)
    write(here, "idea_field.summary", "Aunen teksti.")
    settled(here)

    field = write(there, "idea_field.summary", "Toivon teksti.")

    sees(there, "idea_form.edited_meanwhile")
    expect(there.get_by_text("Aunen teksti.", exact=True)).to_be_visible()
    expect(field).to_have_value("Toivon teksti.")


def test_a_broken_connection_in_the_middle_of_a_draft_loses_nothing(aune: Page, server: Server) -> None:
    lines: list[WebSocketRoute] = []
    aune.route_web_socket("**/_stcore/stream", lambda line: lines.extend((line, line.connect_to_server())))
    address = draft(aune, "Katkennut idea")
    write(aune, "idea_field.need", "Ennen katkosta.")
    settled(aune)
    # By its label alone: what is behind the words about the connection has no role meanwhile.
    field = aune.get_by_label(fi("idea_field.summary"))
    field.press_sequentially("Katkoksen alla kirjoitettu.")

    aune.context.set_offline(True)
    for line in lines:
        line.close(code=1001)

    expect(aune.get_by_role("dialog", name=fi("shell_word.connection_lost"))).to_be_visible()
    sees(aune, "shell_word.connection_back")
    expect(field).to_be_disabled()
    aune.context.set_offline(False)
    expect(field).to_be_enabled()
    expect(field).to_have_value("Katkoksen alla kirjoitettu.")
    # Nobody presses or leaves anything: it is sent again by itself.
    wait_until_saved(aune, server, "Katkoksen alla kirjoitettu.")
    load(aune, address)
    expect(field).to_have_value("Katkoksen alla kirjoitettu.")
    expect(box(aune, "idea_field.need")).to_have_value("Ennen katkosta.")
    # Its lines lead through this test: nobody else is to go on in it.
    aune.close()


def test_an_address_that_is_none_says_so(aune: Page) -> None:
    for number in ("0", "-1", "1%27--", "9" * 20, "x", ""):
        finds_nothing(aune, f"/idea?id={number}")
    for page in ("association", "group", "plan"):
        finds_nothing(aune, f"/{page}?id=987654")
