"""The door for files on their way to a form: Streamlit holds them in memory, so only for signed-in people, and bounded.

Streamlit checks the forgery token and the id of its session itself; it asks nobody who they are.
"""

import asyncio
from collections import defaultdict
from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config
from streamlit.runtime import Runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

from services import accounts
from services.database import reading
from ui import visitor

PATH = "/_stcore/upload_file"
# What a multipart body holds besides the file: boundaries, headers, the name.
FRAMING = 64 * 1024
# The unsent files of one person in all their windows, and of everybody together.
MOST_OF_ONE = 40 * 1024 * 1024
MOST_OF_ALL = 400 * 1024 * 1024


def largest() -> int:
    """The largest file, in bytes; the setting is in megabytes."""
    return int(config.get_option("server.maxUploadSize")) * 1024 * 1024


def _person_of(scope: Scope) -> int | None:
    token = Request(scope).cookies.get(visitor.COOKIE, "")
    with reading() as session:
        person = accounts.person_of_token(session, token)
        return person.id if person else None


def held_now() -> dict[str, int]:
    """The bytes that each Streamlit session has sent and not yet used."""
    manager = Runtime.instance().uploaded_file_mgr if Runtime.exists() else None
    if not isinstance(manager, MemoryUploadedFileManager):
        return {}
    return {
        window: sum(len(file.data) for file in list(files.values()))
        for window, files in list(manager.file_storage.items())
    }


class Door:
    """One upload of a person at a time: what waits holds no memory, and the sums are true when they are read."""

    def __init__(self, app: ASGIApp, held: Callable[[], dict[str, int]] = held_now) -> None:
        self.app = app
        self.held = held
        self.turns: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)
        self.windows: defaultdict[int, set[str]] = defaultdict(set)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        person_id = await run_in_threadpool(_person_of, scope)
        if not person_id or scope["method"] not in {"PUT", "DELETE"}:
            await PlainTextResponse("", 404)(scope, receive, send)
        elif scope["method"] == "DELETE":
            await self.app(scope, receive, send)
        else:
            async with self.turns[person_id]:
                await self._take(person_id, scope, receive, send)

    async def _take(self, person_id: int, scope: Scope, receive: Receive, send: Send) -> None:
        declared = Request(scope).headers.get("content-length", "")
        room = self._room(person_id)
        if not declared.isdecimal() or int(declared) > room:
            await PlainTextResponse("", 413)(scope, receive, send)
            return
        self.windows[person_id].add(scope["path"].rstrip("/").split("/")[-2])
        await self.app(scope, _bounded(receive, room), send)

    def _room(self, person_id: int) -> int:
        """The largest body that this person may send now, in bytes."""
        held = self.held()
        windows = self.windows[person_id] = {window for window in self.windows[person_id] if window in held}
        of_one = MOST_OF_ONE - sum(held[window] for window in windows)
        of_all = MOST_OF_ALL - sum(held.values())
        return min(largest(), of_one, of_all) + FRAMING


def _bounded(receive: Receive, room: int) -> Receive:
    """Stops a body that is longer than it said."""
    came = 0

    async def received() -> Message:
        nonlocal came
        message = await receive()
        came += len(message.get("body", b""))
        if came > room:
            raise HTTPException(413)
        return message

    return received
