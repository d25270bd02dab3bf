"""Files on their way to a form: whose, and how much of the memory they take."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from server import uploads
from server.guard import Guard
from services import accounts
from services.database import changing
from tests.cast import make_person

DOOR = "/_stcore/upload_file/window/file"


async def _heap(request: Request) -> Response:
    return PlainTextResponse(str(len(await request.body())))


SERVED = Starlette(
    routes=[Route("/_stcore/upload_file/{window}/{file}", _heap, methods=["PUT", "DELETE", "OPTIONS"])]
)


@pytest.fixture
def token(engine: Engine) -> str:
    with changing() as session:
        return accounts.begin_session(session, make_person(session, "Aino").id)


def _client(token: str, app: Starlette | uploads.Door) -> TestClient:
    return TestClient(app, cookies={"kanto_session": token})


@pytest.fixture
def aino(token: str) -> TestClient:
    return _client(token, Starlette(routes=SERVED.routes, middleware=[Middleware(Guard)]))


def test_a_signed_in_person_sends_a_file_and_takes_it_back(aino: TestClient) -> None:
    assert aino.put(DOOR, content=b"words").text == "5"
    assert aino.delete(DOOR).status_code == 200
    assert aino.put(DOOR, content=b"words").headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS"])
def test_a_visitor_finds_no_door(engine: Engine, method: str) -> None:
    visitor = _client("made-up", Starlette(routes=SERVED.routes, middleware=[Middleware(Guard)]))

    assert visitor.request(method, DOOR, content=b"x").status_code == 404


def test_a_session_that_has_ended_finds_no_door(aino: TestClient, token: str) -> None:
    with changing() as session:
        accounts.end_session(session, token)

    assert aino.put(DOOR, content=b"x").status_code == 404


@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS"])
def test_no_other_way_of_asking_is_open(aino: TestClient, method: str) -> None:
    assert aino.request(method, DOOR).status_code == 404


def test_a_file_over_the_limit_is_refused_before_it_is_read(aino: TestClient) -> None:
    sent = aino.put(DOOR, content=b"x", headers={"content-length": str(11 * 1024 * 1024)})

    assert sent.status_code == 413


def test_a_body_that_does_not_say_its_length_is_refused(aino: TestClient) -> None:
    def pieces() -> Iterator[bytes]:
        yield b"x"

    assert aino.put(DOOR, content=pieces()).status_code == 413


def test_a_body_longer_than_it_said_is_refused(aino: TestClient) -> None:
    sent = aino.put(DOOR, content=bytes(11 * 1024 * 1024), headers={"content-length": "9"})

    assert sent.status_code == 413


def test_one_person_cannot_fill_the_memory(token: str) -> None:
    held = {"window": 0}
    aino = _client(token, uploads.Door(SERVED, lambda: held))

    assert aino.put(DOOR, content=b"x").status_code == 200
    held["window"] = uploads.MOST_OF_ONE
    assert aino.put(DOOR, content=bytes(uploads.FRAMING + 1)).status_code == 413
    held.clear()
    assert aino.put(DOOR, content=b"x").status_code == 200


def test_what_others_hold_counts_only_when_the_server_is_full(token: str) -> None:
    held = {"another's": uploads.MOST_OF_ONE}
    aino = _client(token, uploads.Door(SERVED, lambda: held))
    body = bytes(uploads.FRAMING + 1)

    assert aino.put(DOOR, content=body).status_code == 200
    held["another's"] = uploads.MOST_OF_ALL
    assert aino.put(DOOR, content=body).status_code == 413


def test_the_limit_stands_in_the_settings() -> None:
    assert uploads.largest() == 10 * 1024 * 1024
