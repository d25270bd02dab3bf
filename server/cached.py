"""Answers that are the same for everybody: other programmes may keep them for a while, and ask if they still hold."""

import hashlib
from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from ui.spoken import Spoken
from ui.texts import LOCALES

# Seconds: a thing that was hidden is gone from everywhere soon.
KEPT = 300


def answer(request: Request, body: bytes, media: str, headers: Mapping[str, str] | None = None) -> Response:
    """The body with its mark, or 304 for who has it already."""
    mark = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    told = {"Cache-Control": f"public, max-age={KEPT}", "ETag": mark, **(headers or {})}
    known = [each.strip().removeprefix("W/") for each in request.headers.get("if-none-match", "").split(",")]
    if mark in known or "*" in known:
        return Response(status_code=304, headers=told)
    return Response(body, media_type=media, headers=told)


def words_of(request: Request) -> Spoken:
    """The language of the address and no other: what is kept for everybody must not depend on who asked first."""
    asked = request.query_params.get("language", "")
    return Spoken(asked if asked in LOCALES else LOCALES[0])
