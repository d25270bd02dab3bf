"""Files and times of advice cases on their routes: for the case's people, and each opening written down."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import select
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from models import AdviceFile, AdviceReading, Person
from server import advice as route
from server import jobs
from server.guard import Guard
from services import accounts, advice
from services.actors import actor_of
from services.database import changing, reading
from services.files import stored
from services.settings import settings
from tests.cast import cast_in
from tests.conftest import Clock
from tests.services.advice_world import CONTENT, PLAIN, a_case

Browser = Callable[[str], TestClient]
FILE, CALENDAR = "/advice-files/1", "/advice-calendar/1.ics"


@pytest.fixture
def browser(engine: Engine) -> Browser:
    with changing() as session:
        cast = cast_in(session)
        a_case(cast)
        tokens = {name: accounts.begin_session(session, person.id) for name, person in cast.people.items()}
    app = Starlette(routes=route.ROUTES, middleware=[Middleware(Guard)])
    return lambda name: TestClient(app, cookies={"kanto_session": tokens.get(name, "")})


def test_only_the_cases_people_get_its_file_and_its_time(browser: Browser) -> None:
    for who in ("aino", "eero", "fanni"):
        file, calendar = browser(who).get(FILE), browser(who).get(CALENDAR)
        assert (file.status_code, file.content) == (200, CONTENT)
        assert file.headers["cache-control"] == calendar.headers["cache-control"] == "private, no-store"
        assert file.headers["content-disposition"].startswith("attachment")
        assert b"BEGIN:VEVENT" in calendar.content
        assert not [word for word in PLAIN if word.encode() in calendar.content]
    with reading() as session:
        read = len(session.exec(select(AdviceReading)).all())

    for who in ("", "sami", "veera", "fiia", "frans", "arvo"):
        for path in (FILE, CALENDAR, "/advice-files/99999999999", "/advice-calendar/987.ics"):
            found = browser(who).get(path)
            assert (found.status_code, found.content) == (404, b""), (who, path)

    with reading() as session:
        assert len(session.exec(select(AdviceReading)).all()) == read == 6


def test_the_clock_deletes_the_sealed_file_with_its_case(browser: Browser, clock: Clock) -> None:
    with changing() as session:
        blob = session.exec(select(AdviceFile.sha256)).one()
        requester = session.exec(select(Person).where(Person.name == "Aino")).one()
        advice.close(session, actor_of(session, requester), 1)
    assert stored.read(blob)

    for wait in (timedelta(days=settings().advice_kept_days), advice.WARNED_BEFORE):
        clock.at += wait
        jobs.advice_cases()

    with pytest.raises(FileNotFoundError):
        stored.read(blob)
    assert browser("aino").get(FILE).status_code == 404
