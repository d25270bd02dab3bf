import pytest
from sqlalchemy import Engine
from starlette.requests import Request

from server import shell
from services import accounts
from services.database import changing
from tests.cast import make_person


def _request(path: str = "/", *, asks: str = "", token: str = "") -> Request:
    headers = [(b"accept-language", asks.encode()), (b"cookie", f"kanto_session={token}".encode())]
    return Request(
        {
            "type": "http",
            "method": "GET",
            "path": path,
            "query_string": b"",
            "headers": headers,
            "server": ("x", 80),
            "scheme": "http",
        }
    )


@pytest.mark.parametrize(
    ("asks", "spoken"),
    [
        ("", "fi"),
        ("sv-FI,sv;q=0.9,en;q=0.8", "sv"),
        ("en-GB", "en"),
        ("de-DE,de;q=0.9,en;q=0.8", "en"),
        ("ja", "fi"),
        (";;,,", "fi"),
    ],
)
def test_a_visitor_gets_the_first_language_that_we_speak(asks: str, spoken: str) -> None:
    assert shell.language_of(_request(asks=asks)) == spoken


def test_a_persons_choice_goes_before_the_browsers(engine: Engine) -> None:
    with changing() as session:
        aino = make_person(session, "Aino")
        aino.locale = "sv"
        token = accounts.begin_session(session, aino.id)

    assert shell.language_of(_request(asks="en", token=token)) == "sv"


def test_the_page_is_named_and_holds_no_script_in_its_text() -> None:
    page = shell.page_for(_request("/ideas", asks="fi")).decode()

    assert "<title>Hankeideat – Kanto</title>" in page
    assert '<html lang="fi">' in page
    assert "<script>" not in page
    assert "_stcore/agent" not in page


@pytest.mark.parametrize("path", ["/", "/no-such-page", "/<script>"])
def test_an_unknown_address_gets_the_front_pages_name(path: str) -> None:
    assert "<title>Kanto</title>" in shell.page_for(_request(path)).decode()


@pytest.mark.parametrize("locale", ["fi", "sv", "en"])
def test_the_script_has_all_words_of_its_language(locale: str) -> None:
    script = shell.script(locale)

    assert "__WORDS__" not in script
    assert "__SENTENCES__" not in script
    assert all(f'"{theirs}": "' in script for theirs in shell.OWN_WORDS)
