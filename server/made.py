"""What is made when somebody asks for it, in their language, and kept nowhere."""

import os
from collections.abc import Callable
from tempfile import NamedTemporaryFile
from typing import IO

from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse

from server.files import download
from server.shell import language_of
from services.exports import Words
from ui.spoken import Spoken
from ui.texts import LOCALES

NEVER_KEPT = {"Cache-Control": "private, no-store"}

Write = Callable[[IO[bytes]], None]


def words_of(request: Request) -> Words:
    """The language of the screen that was left, else the person's."""
    asked = request.query_params.get("language", "")
    return Spoken(asked if asked in LOCALES else language_of(request))


async def sent(name: str, media: str, write: Write) -> FileResponse:
    """A file that goes from the disk as soon as it has been sent."""
    path = await run_in_threadpool(_written, write)
    return FileResponse(
        path,
        media_type=media,
        headers=download(name) | NEVER_KEPT,
        background=BackgroundTask(os.unlink, path),
    )


def _written(write: Write) -> str:
    """On the disk and not in memory, until it has been sent."""
    with NamedTemporaryFile(prefix="kanto-", delete=False) as target:
        try:
            write(target)
        except BaseException:
            os.unlink(target.name)
            raise
    return target.name
