"""Attachments on their way to a browser: whose, and never as a page."""

from collections.abc import Callable

import pytest
from sqlalchemy import Engine
from sqlmodel import select
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from models import AttachmentAction, IdeaState, Kind, Person
from server import files as route
from server.guard import Guard
from services import accounts, files
from services.actors import actor_of
from services.database import changing
from services.files import stored
from tests.cast import cast_in
from tests.services.moderated import make_idea

PDF = b"%PDF-1.4\n1 0 obj\n%%EOF\n"
NAME = "Säännöt; 2026.pdf"

Browser = Callable[[str], TestClient]


@pytest.fixture
def browser(engine: Engine) -> Browser:
    """`browser("sami")` asks as Sami; Aino's file hangs on her published idea."""
    with changing() as session:
        cast = cast_in(session)
        tokens = {name: accounts.begin_session(session, person.id) for name, person in cast.people.items()}
        idea = make_idea(session, cast, IdeaState.PUBLISHED)
        files.add(session, cast.aino, Kind.IDEA, idea.id, NAME, PDF)
    app = Starlette(routes=route.ROUTES, middleware=[Middleware(Guard)])
    return lambda name: TestClient(app, cookies={"kanto_session": tokens.get(name, "")})


def test_a_file_goes_to_the_disk_and_is_never_a_page(browser: Browser) -> None:
    answer = browser("sami").get("/files/1/mika-tahansa.pdf")

    assert (answer.status_code, answer.content) == (200, PDF)
    assert {name: answer.headers[name] for name in sorted(answer.headers) if name in _TOLD} == {
        "cache-control": "private, no-cache",
        "content-disposition": "attachment; filename*=UTF-8''S%C3%A4%C3%A4nn%C3%B6t%3B%202026.pdf",
        "content-length": str(len(PDF)),
        "content-security-policy": "sandbox; default-src 'none'",
        "content-type": "application/pdf",
        "x-content-type-options": "nosniff",
    }


_TOLD = {
    "cache-control",
    "content-disposition",
    "content-length",
    "content-security-policy",
    "content-type",
    "x-content-type-options",
}


def test_a_browser_keeps_what_has_not_changed_and_asks_each_time(browser: Browser) -> None:
    sami = browser("sami")
    tag = sami.get("/files/1/x.pdf").headers["etag"]

    assert sami.get("/files/1/x.pdf", headers={"if-none-match": tag}).status_code == 304
    _hide()
    assert sami.get("/files/1/x.pdf", headers={"if-none-match": tag}).status_code == 404


@pytest.mark.parametrize("who", ["sami", "", "arvo"])
def test_what_is_not_for_this_person_is_not_there(browser: Browser, who: str) -> None:
    _hide()

    assert browser(who).get("/files/1/x.pdf").status_code == 404
    assert browser("fanni").get("/files/1/x.pdf").content == PDF


@pytest.mark.parametrize("path", ["/files/2/x.pdf", "/files/99999999999999999999/x.pdf", "/files/-1/x.pdf"])
def test_a_made_up_address_finds_nothing(browser: Browser, path: str) -> None:
    assert browser("aino").get(path).status_code == 404


def test_lost_content_is_not_found(browser: Browser) -> None:
    stored.drop(stored.hash_of(PDF))

    assert browser("aino").get("/files/1/x.pdf").status_code == 404


def _hide() -> None:
    with changing() as session:
        fanni = session.exec(select(Person).where(Person.name == "Fanni")).one()
        files.move(session, actor_of(session, fanni), 1, AttachmentAction.HIDE)
