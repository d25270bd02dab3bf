"""What is made when somebody asks for it, in their language, and kept nowhere."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from tempfile import NamedTemporaryFile
from typing import IO

from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, StreamingResponse

from server.files import download
from server.shell import language_of
from services.exports import Words
from ui.spoken import Spoken
from ui.texts import LOCALES

PIECE = 64 * 1024
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


def streamed(name: str, media: str, write: Write) -> StreamingResponse:
    """A file that leaves while it is written: for what takes longer to make than a browser waits in silence.

    What is written goes through a pipe, which holds little: whoever reads slowly makes the writer wait.
    """
    return StreamingResponse(_pieces(write), media_type=media, headers=download(name) | NEVER_KEPT)


async def _pieces(write: Write) -> AsyncIterator[bytes]:
    source, sink = os.pipe()
    writing = asyncio.ensure_future(run_in_threadpool(_fill, sink, write))
    try:
        while piece := await run_in_threadpool(os.read, source, PIECE):
            yield piece
    finally:
        # Whoever writes into a pipe that nobody reads is told so, and stops.
        os.close(source)
        await writing


def _fill(sink: int, write: Write) -> None:
    with suppress(BrokenPipeError), os.fdopen(sink, "wb") as target:
        write(target)


def _written(write: Write) -> str:
    """On the disk and not in memory, until it has been sent."""
    with NamedTemporaryFile(prefix="kanto-", delete=False) as target:
        try:
            write(target)
        except BaseException:
            os.unlink(target.name)
            raise
    return target.name
