import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from server.guard import HEADERS, Guard


async def _shell(request: Request) -> Response:
    if "if-none-match" in request.headers:
        return Response(status_code=304)
    return HTMLResponse('<html lang="en"><div id="root"></div>', headers={"ETag": "old"})


async def _other(_request: Request) -> Response:
    return HTMLResponse("<p>a page of ours</p>")


async def _health(_request: Request) -> Response:
    return PlainTextResponse("ok")


CLIENT = TestClient(
    Starlette(
        routes=[
            Route("/other", _other),
            Route("/_stcore/health", _health),
            Route("/_stcore/metrics", _health),
            Route("/{page}", _shell),
        ],
        middleware=[Middleware(Guard)],
    )
)


def test_streamlits_page_becomes_ours_whatever_the_browser_has_kept() -> None:
    answer = CLIENT.get("/ideas", headers={"accept-language": "sv", "if-none-match": "old"})

    assert '<html lang="sv">' in answer.text
    assert answer.headers["vary"] == "Accept-Language, Cookie"
    assert "etag" not in answer.headers
    assert int(answer.headers["content-length"]) == len(answer.content)


def test_another_page_stays_as_it_is() -> None:
    assert CLIENT.get("/other").text == "<p>a page of ours</p>"


@pytest.mark.parametrize("path", ["/ideas", "/other"])
def test_every_page_has_the_security_headers(path: str) -> None:
    answer = CLIENT.get(path)

    assert {name: answer.headers[name] for name in HEADERS} == HEADERS


def test_the_policy_lets_no_text_become_a_program() -> None:
    scripts = next(
        part for part in HEADERS["Content-Security-Policy"].split("; ") if part.startswith("script-src")
    )

    assert scripts == "script-src 'self'"


def test_streamlits_own_paths_pass_untouched() -> None:
    answer = CLIENT.get("/_stcore/health")

    assert (answer.text, "content-security-policy" in answer.headers) == ("ok", False)


def test_measurements_are_not_public() -> None:
    assert CLIENT.get("/_stcore/metrics").status_code == 404
