"""The report as a browser gets it: a workbook, a table, a page to print."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from models import JournalEntry, Kind
from server import statistics as route
from server.guard import Guard
from services import accounts
from services.database import changing
from tests.cast import cast_in

Browser = Callable[[str], TestClient]
ASKED = "period=2026&language=fi"


@pytest.fixture
def browser(engine: Engine) -> Browser:
    """Nine ideas, seven of them in Joensuu, and an application of 1,234.56 euros."""
    with changing() as session:
        cast = cast_in(session)
        tokens = {name: accounts.begin_session(session, person.id) for name, person in cast.people.items()}
        for thing in range(9):
            session.add(told(Kind.IDEA, thing, "publish", "167" if thing < 7 else "176"))
        session.add(told(Kind.PLAN, 1, "submit", "167", cents=123456))
    app = Starlette(routes=route.ROUTES, middleware=[Middleware(Guard)])
    return lambda name: TestClient(app, cookies={"kanto_session": tokens.get(name, "")})


def told(kind: Kind, thing_id: int, action: str, place: str, **values: Any) -> JournalEntry:
    day = date(2026, 3, 1)
    return JournalEntry(kind=kind, thing_id=thing_id, action=action, municipality=place, day=day, **values)


@pytest.mark.parametrize("who", ["", "aino", "sami"])
def test_others_get_nothing(browser: Browser, who: str) -> None:
    for path in ("files/workbook", "files/list", "print"):
        assert browser(who).get(f"/statistics/{path}?{ASKED}").status_code == 404


def test_the_workbook_holds_the_totals_as_numbers(browser: Browser) -> None:
    answer = browser("fanni").get(f"/statistics/files/workbook?{ASKED}")

    assert answer.headers["cache-control"] == "private, no-store"
    assert "Kanto%20-%20Tilastot%20-%202026" in answer.headers["content-disposition"]
    book = load_workbook(BytesIO(answer.content))
    assert book.sheetnames == ["Yhteenveto", "Aika", "Kunta", "Kohderyhmä", "Painopiste"]
    summary = {row[0]: row[1] for row in book["Yhteenveto"].iter_rows(values_only=True)}
    assert (summary["Julkaistut hankeideat"], summary["Haettu tuki"]) == (9, 1234.56)
    assert summary["Aika"] == "1.1.2026 – 31.12.2026"
    assert "Tiedot tähän hetkeen asti" in summary
    heads, *rows = book["Kunta"].iter_rows(values_only=True)
    ideas = heads.index("Julkaistut hankeideat")
    places = {row[0]: row[ideas] for row in rows}
    assert (places["Joensuu"], places["Juuka"], places["Yhteensä"]) == (7, 2, 9)


def test_what_is_to_be_published_hides_small_numbers_in_every_file(browser: Browser) -> None:
    asked = f"{ASKED}&public=1"

    book = load_workbook(BytesIO(browser("arvo").get(f"/statistics/files/workbook?{asked}").content))
    rows = list(book["Kunta"].iter_rows(values_only=True))
    ideas = rows[0].index("Julkaistut hankeideat")
    listed = browser("arvo").get(f"/statistics/files/list?{asked}").content.decode("utf-8-sig")
    printed = browser("arvo").get(f"/statistics/print?{asked}").text

    assert {row[0]: row[ideas] for row in rows[1:] if row[ideas]} == {
        "Joensuu": "peitetty",
        "Juuka": "peitetty",
        "Yhteensä": 9,
    }
    assert "Kunta;Joensuu;Julkaistut hankeideat;peitetty;kpl" in listed
    assert "Yhteensä;;Haettu tuki;peitetty;EUR" in listed
    assert "1234,56" not in listed
    assert "1 234,56" not in printed.replace("\xa0", " ")
    assert "Pienet luvut on peitetty" in printed


def test_a_page_to_print_says_what_is_counted_and_leads_back(browser: Browser) -> None:
    answer = browser("fanni").get(f"/statistics/print?{ASKED}&municipality=167")

    assert '<html lang="fi">' in answer.text
    assert "Ideat, jotka on julkaistu" in answer.text
    assert 'href="/statistics?period=2026&amp;municipality=167"' in answer.text
    assert "1 234,56" in answer.text.replace("\xa0", " ")


def test_days_that_make_no_period_give_no_file(browser: Browser) -> None:
    assert browser("fanni").get("/statistics/print?period=own").status_code == 404
    assert browser("fanni").get(f"/statistics/files/nothing?{ASKED}").status_code == 404
