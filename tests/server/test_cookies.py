"""The session cookie: fetched once by the browser that signed in, out of scripts' sight, cleared when over."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.web.server.starlette.starlette_app_utils import (
    decode_xsrf_token_string,
    generate_xsrf_token_string,
)

from models import Person, SignIn
from server import cookies
from services import accounts, database
from services.settings import read
from tests.cast import cast_in
from tests.conftest import memory_engine
from ui import visitor

XSRF = generate_xsrf_token_string(None, None)
MARK = visitor.mark_in({"_streamlit_xsrf": XSRF})


@pytest.fixture
def house(monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    engine = memory_engine()
    monkeypatch.setattr(database, "engine", lambda: engine)
    with Session(engine) as session:
        cast_in(session)
        session.commit()
    yield engine
    engine.dispose()


@pytest.fixture
def browser(house: Engine) -> TestClient:
    client = TestClient(Starlette(routes=cookies.ROUTES), follow_redirects=False)
    client.cookies.set("_streamlit_xsrf", XSRF)
    return client


def ticket_of(engine: Engine, name: str = "Aino", mark: str = MARK) -> str:
    with Session(engine) as session:
        person = session.exec(select(Person).where(Person.name == name)).one()
        ticket = accounts.issue(session, person.id, mark)
        session.commit()
    return ticket


def signed_in(engine: Engine, token: str) -> str:
    with Session(engine) as session:
        person = accounts.person_of_token(session, token)
        return person.name if person else ""


def test_ticket_brings_a_cookie_that_scripts_do_not_see(house: Engine, browser: TestClient) -> None:
    answer = browser.get(
        "/session/begin",
        params={"ticket": ticket_of(house), "next": "/idea?id=7"},
        headers={"User-Agent": "FF"},
    )

    assert (answer.status_code, answer.headers["location"]) == (303, "/idea?id=7")
    assert answer.headers["cache-control"] == "no-store"
    kept = answer.headers["set-cookie"].lower()
    assert "httponly" in kept
    assert "samesite=lax" in kept
    assert "path=/" in kept
    assert "secure" not in kept
    assert signed_in(house, answer.cookies[visitor.COOKIE]) == "Aino"
    with Session(house) as session:
        assert session.exec(select(SignIn.agent)).all() == ["FF"]


def test_cookie_is_secure_on_https(
    house: Engine, browser: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cookies, "settings", lambda: read({"KANTO_BASE_URL": "https://kanto.example"}))

    answer = browser.get("/session/begin", params={"ticket": ticket_of(house)})

    assert "secure" in answer.headers["set-cookie"].lower()


def test_ticket_is_good_once(house: Engine, browser: TestClient) -> None:
    ticket = ticket_of(house)
    browser.get("/session/begin", params={"ticket": ticket})

    again = browser.get("/session/begin", params={"ticket": ticket, "next": "/idea?id=7"})

    assert again.headers["location"] == "/sign_in?late=1&next=%2Fidea%3Fid%3D7"
    assert "set-cookie" not in again.headers


def test_somebody_elses_ticket_signs_nobody_in(house: Engine, browser: TestClient) -> None:
    other = visitor.mark_in({"_streamlit_xsrf": generate_xsrf_token_string(None, None)})

    answer = browser.get("/session/begin", params={"ticket": ticket_of(house, mark=other)})

    assert "set-cookie" not in answer.headers
    assert answer.headers["location"].startswith("/sign_in?late=1")


def test_browser_is_known_again_when_its_cookie_is_masked_anew(house: Engine, browser: TestClient) -> None:
    masked = generate_xsrf_token_string(*decode_xsrf_token_string(XSRF))
    browser.cookies.set("_streamlit_xsrf", masked)

    answer = browser.get("/session/begin", params={"ticket": ticket_of(house)})

    assert masked != XSRF
    assert visitor.COOKIE in answer.cookies


@pytest.mark.parametrize("place", ["https://evil.example/", "//evil.example", "/\\evil.example", "evil"])
def test_way_on_stays_inside(house: Engine, browser: TestClient, place: str) -> None:
    begun = browser.get("/session/begin", params={"ticket": ticket_of(house), "next": place})
    ended = browser.get("/session/end", params={"next": place})

    assert begun.headers["location"] == "/"
    assert ended.headers["location"] == "/"


def test_signing_in_as_another_ends_the_first_session(house: Engine, browser: TestClient) -> None:
    first = browser.get("/session/begin", params={"ticket": ticket_of(house)}).cookies[visitor.COOKIE]

    browser.get("/session/begin", params={"ticket": ticket_of(house, "Pekka")})

    assert signed_in(house, first) == ""


def test_end_clears_the_cookie_of_a_session_that_is_over(house: Engine, browser: TestClient) -> None:
    token = browser.get("/session/begin", params={"ticket": ticket_of(house)}).cookies[visitor.COOKIE]
    with Session(house) as session:
        accounts.end_session(session, token)
        session.commit()

    answer = browser.get("/session/end")

    assert 'kanto_session=""' in answer.headers["set-cookie"]


def test_foreign_page_signs_nobody_out(house: Engine, browser: TestClient) -> None:
    token = browser.get("/session/begin", params={"ticket": ticket_of(house)}).cookies[visitor.COOKIE]

    answer = browser.get("/session/end")

    assert "set-cookie" not in answer.headers
    assert signed_in(house, token) == "Aino"
    with Session(house) as session:
        assert session.exec(select(SignIn).where(col(SignIn.ended_at).is_not(None))).all() == []
