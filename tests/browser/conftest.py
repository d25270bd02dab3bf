"""A real server with a database and a mail folder of its own, and people who each have a browser."""

import email
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import policy
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect, sync_playwright
from sqlalchemy import Engine
from sqlmodel import Session, select

from models import Person
from services import accounts
from services.database import open_engine
from services.demo import people
from tests.browser import chromium
from tests.browser.walking import HEARING

ROOT = Path(__file__).parent.parent.parent
# A machine that does much else beside needs its time to fill the demo and start.
STARTS_WITHIN = 120.0
# Playwright's own.
VIEWPORT = ViewportSize(width=1280, height=720)
# Two cores serve, browse and test at once.
expect.set_options(timeout=20_000)


@dataclass
class Server:
    """A served Kanto with the demo in it, and its database."""

    url: str
    folder: Path
    engine: Engine

    @contextmanager
    def reading(self) -> Iterator[Session]:
        with Session(self.engine, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def changing(self) -> Iterator[Session]:
        writing = self.engine.execution_options(writes=True)
        with Session(writing, expire_on_commit=False) as session, session.begin():
            yield session

    def token_of(self, name: str) -> str:
        """A new session of one of the demo's people: by their key, or by their address when they have none."""
        address = name if "@" in name else next(row["email"] for row in people.rows() if row["key"] == name)
        with self.changing() as session:
            person = session.exec(select(Person).where(Person.email == address)).one()
            return accounts.begin_session(session, person.id)

    @property
    def mail_folder(self) -> Path:
        return self.folder / "mail"

    def mail_link(self, address: str, *, besides: str = "", holding: str = "", within: float = 15) -> str:
        """The link of the newest mail to this address; waits for the mail to come.

        Another one than `besides`, and one with `holding` in it.
        """
        until = time.monotonic() + within
        while time.monotonic() < until:
            for path in sorted(self.mail_folder.glob("*.eml"), reverse=True):
                found = self._link_in(path, address)
                if found not in ("", besides) and holding in found:
                    return found
            time.sleep(0.2)
        raise AssertionError(f"no mail with a link came to {address}")

    def act_link(self, address: str, act: str, *, says: str = "", within: float = 90) -> str:
        """The link of this name in the newest mail to this address that has it and `says`; waits for the mail."""
        until = time.monotonic() + within
        while time.monotonic() < until:
            for path in sorted(self.mail_folder.glob("*.eml"), reverse=True):
                message = email.message_from_bytes(path.read_bytes(), policy=policy.default)
                body = message.get_body(("plain",))
                text = body.get_content() if message["To"] == address and body else ""
                if says in " ".join(text.split()) and (
                    found := re.search(
                        rf"^{re.escape(act)}:\n({re.escape(self.url)}/act/\S+)$", text, re.MULTILINE
                    )
                ):
                    return found[1]
            time.sleep(0.2)
        raise AssertionError(f"no mail to {address} has the link {act}")

    def _link_in(self, path: Path, address: str) -> str:
        message = email.message_from_bytes(path.read_bytes(), policy=policy.default)
        body = message.get_body(("plain",))
        if message["To"] != address or body is None:
            return ""
        found = re.search(re.escape(self.url) + r"/(?!act/|unsubscribe/)\S+", body.get_content())
        return found.group() if found else ""


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


class Postbox:
    """What a real mail server does with what it gets: here it lays it into a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.taken = 0

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Envelope) -> str:  # noqa: N802
        self.taken += 1
        assert isinstance(envelope.content, bytes)
        # Whole at once: somebody may be looking.
        coming = self.folder / f"{self.taken:08d}"
        coming.write_bytes(envelope.content.replace(b"\r\n", b"\n"))
        coming.rename(coming.with_suffix(".eml"))
        return "250 taken"


@contextmanager
def mail_server(folder: Path) -> Iterator[str]:
    """An SMTP server on this machine, and its address."""
    folder.mkdir(parents=True, exist_ok=True)
    port = _free_port()
    controller = Controller(Postbox(folder), hostname="127.0.0.1", port=port)
    controller.start()
    yield f"smtp://127.0.0.1:{port}"
    controller.stop()


def _wait_for(url: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/readyz", timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"the server did not start:\n{log.read_text()}")


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory, demo_folder: Path) -> Iterator[Server]:
    """Kanto as `make run` serves it, on a free port."""
    folder = tmp_path_factory.mktemp("served")
    shutil.copytree(demo_folder, folder, dirs_exist_ok=True)
    engine = open_engine(f"sqlite:///{folder / 'kanto.db'}")
    made = Server(f"http://127.0.0.1:{_free_port()}", folder, engine)
    with mail_server(made.mail_folder) as smtp_url:
        yield from _served(made, smtp_url)


def _served(made: Server, smtp_url: str) -> Iterator[Server]:
    log = made.folder / "log"
    environment = {
        **os.environ,
        "KANTO_FILES_URL": str(made.folder / "files"),
        "KANTO_BASE_URL": made.url,
        "KANTO_DATABASE_URL": str(made.engine.url),
        "KANTO_MAIL_FOLDER": str(made.mail_folder),
        "KANTO_DEMO": "1",
        "KANTO_SMTP_URL": smtp_url,
    }
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "server.run"], cwd=ROOT, env=environment, stdout=output, stderr=output
        )
        try:
            _wait_for(made.url, process, log)
            yield made
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(15)
            made.engine.dispose()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium.path()
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=path, args=chromium.ARGUMENTS)


Meet = Callable[..., Page]


class Visits:
    """Browsers as people keep them: one that a test has left has the app's files already for the next, and a tab.

    Nobody's cookies stay in it. A window opened anew, and the app in it for the first time, take three times as long.
    """

    def __init__(self, browser: Browser, away: str) -> None:
        self._browser = browser
        self._away = away
        self._free: dict[str, list[BrowserContext]] = {}

    def begin(self, options: dict[str, Any]) -> Page:
        if left := self._free.setdefault(_kind(options), []):
            context = left.pop()
        else:
            context = self._browser.new_context(**options)
            context.set_default_timeout(20_000)
            context.add_init_script(HEARING)
        return context.pages[0] if context.pages else context.new_page()

    def end(self, context: BrowserContext, options: dict[str, Any]) -> None:
        context.set_offline(False)
        tab, *others = context.pages or [context.new_page()]
        for page in others:
            page.close()
        # Of the same server, or the browser would begin with an empty memory.
        tab.goto(self._away)
        tab.emulate_media(color_scheme="light")
        context.clear_cookies()
        context.clear_permissions()
        self._free[_kind(options)].append(context)


def _kind(options: dict[str, Any]) -> str:
    return repr(sorted(options.items()))


@contextmanager
def meeting(server: Server, visits: Visits) -> Iterator[Meet]:
    """`meet("aune")` is a page in a browser of Aune's own; `meet()` is somebody who has not signed in."""
    begun: list[tuple[BrowserContext, dict[str, Any]]] = []

    def met(name: str = "", viewport: ViewportSize = VIEWPORT, **options: Any) -> Page:
        options = {"base_url": server.url, "locale": "fi-FI", **options}
        page = visits.begin(options)
        begun.append((page.context, options))
        page.set_viewport_size(viewport)
        if name:
            cookie = {"name": "kanto_session", "value": server.token_of(name), "url": server.url}
            page.context.add_cookies([cookie])  # type: ignore[list-item]
        return page

    yield met
    for context, options in begun:
        visits.end(context, options)


@pytest.fixture(scope="session")
def visits(server: Server, browser: Browser) -> Visits:
    return Visits(browser, f"{server.url}/healthz")


@pytest.fixture
def person(server: Server, visits: Visits) -> Iterator[Meet]:
    with meeting(server, visits) as met:
        yield met
