"""Copies as a browser gets them: streamed, noted, and for who may have them."""

import json
from io import BytesIO
from zipfile import ZipFile

import pytest
from sqlalchemy import Engine
from sqlmodel import select
from starlette.applications import Starlette
from starlette.testclient import TestClient

from models import JournalEntry
from server import copies as route
from services import accounts
from services.database import changing, reading
from tests.cast import cast_in


@pytest.fixture
def tokens(engine: Engine) -> dict[str, str]:
    with changing() as session:
        cast = cast_in(session)
        return {name: accounts.begin_session(session, person.id) for name, person in cast.people.items()}


def test_each_gets_their_own_copy_and_nobody_anothers(tokens: dict[str, str]) -> None:
    app = Starlette(routes=route.ROUTES)
    open_to = {
        "/copies/everything": {"arvo"},
        "/copies/own": {"arvo", "aino", "eero"},
        "/copies/associations/1": {"aino"},
        "/copies/associations/99999999999": set(),
    }

    for path, may in open_to.items():
        for who in ("arvo", "aino", "eero", ""):
            answer = TestClient(app, cookies={"kanto_session": tokens.get(who, "")}).get(path)
            assert answer.status_code == (200 if who in may else 404), (path, who)
            if who in may:
                assert answer.headers["content-type"] == "application/zip"
                assert answer.headers["cache-control"] == "private, no-store"
                with ZipFile(BytesIO(answer.content)) as packed:
                    assert packed.testzip() is None
                    assert json.loads(packed.read("manifest.json"))["format"] == 1

    with reading() as session:
        noted = session.exec(select(JournalEntry.action)).all()
    assert sorted(noted) == ["copy", "copy_everything", "copy_own", "copy_own", "copy_own"]
