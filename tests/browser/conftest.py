"""A real server with a database and a mail folder of its own, and people who each have a browser."""

import email
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email import policy
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from sqlmodel import Session

from server import schema
from services import accounts
from services.database import open_engine
from tests.browser import chromium
from tests.cast import cast_in

ROOT = Path(__file__).parent.parent.parent
STARTS_WITHIN = 30.0

# What axe finds in every Streamlit 1.67 page, whatever the app does: docs/accessibility.md names the issues.
STREAMLITS_OWN = {
    "list": "stSidebarNavItems",
    "listitem": "stSidebarNavItems",
    "aria-allowed-role": "stFileUploader",
    "empty-table-header": "stDataFrame",
    "target-size": "stDateInput",
}


@dataclass
class Server:
    """A served Kanto. `tokens` are the session cookies of the cast."""

    url: str
    folder: Path
    tokens: dict[str, str]

    @property
    def mail_folder(self) -> Path:
        return self.folder / "mail"

    @property
    def database_url(self) -> str:
        return f"sqlite:///{self.folder / 'kanto.db'}"

    def mail_link(self, address: str, *, within: float = 15) -> str:
        """The link of the newest mail to this address; waits for the mail to come."""
        until = time.monotonic() + within
        while time.monotonic() < until:
            for path in sorted(self.mail_folder.glob("*.eml"), reverse=True):
                if found := self._link_in(path, address):
                    return found
            time.sleep(0.2)
        raise AssertionError(f"no mail with a link came to {address}")

    def _link_in(self, path: Path, address: str) -> str:
        message = email.message_from_bytes(path.read_bytes(), policy=policy.default)
        body = message.get_body()
        if message["To"] != address or body is None:
            return ""
        found = re.search(re.escape(self.url) + r"/\S+", body.get_content())
        return found.group() if found else ""


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _furnish(server: Server) -> None:
    """The tables, and the cast of the tests signed in."""
    engine = open_engine(server.database_url)
    schema.upgrade(engine)
    with Session(engine, expire_on_commit=False) as session:
        cast = cast_in(session)
        for name, person in cast.people.items():
            server.tokens[name] = accounts.begin_session(session, person.id)
        session.commit()
    engine.dispose()


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
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Kanto as `make run` serves it, on a free port."""
    port = _free_port()
    made = Server(f"http://127.0.0.1:{port}", tmp_path_factory.mktemp("served"), {})
    _furnish(made)
    log = made.folder / "log"
    environment = {
        **os.environ,
        "KANTO_BASE_URL": made.url,
        "KANTO_DATABASE_URL": made.database_url,
        "KANTO_MAIL_FOLDER": str(made.mail_folder),
        "KANTO_DEMO": "",
        "KANTO_SMTP_URL": "",
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


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium.path()
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=path, args=chromium.ARGUMENTS)


Meet = Callable[..., Page]


@pytest.fixture
def person(server: Server, browser: Browser) -> Iterator[Meet]:
    """`person("aino")` is a page in a browser of Aino's own; `person()` is somebody who has not signed in."""
    contexts: list[BrowserContext] = []

    def met(name: str = "", **options: Any) -> Page:
        context = browser.new_context(base_url=server.url, **{"locale": "fi-FI", **options})
        context.set_default_timeout(20_000)
        contexts.append(context)
        if name:
            cookie = {"name": "kanto_session", "value": server.tokens[name], "url": server.url}
            context.add_cookies([cookie])  # type: ignore[list-item]
        return context.new_page()

    yield met
    for context in contexts:
        context.close()


def settled(page: Page) -> Page:
    """Waits until the page's script has run and its heading stands."""
    page.locator("h1").first.wait_for()
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
    return page


def violations(page: Page) -> list[str]:
    """What axe finds wrong on the page, without what is Streamlit's own."""
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
    return [
        f"{rule['id']} ({rule['impact']}): {node['html'][:200]}"
        for rule in found.response["violations"]
        for node in rule["nodes"]
        if not _is_streamlits(page, rule["id"], node["target"][0])
    ]


def _is_streamlits(page: Page, rule: str, target: str) -> bool:
    widget = STREAMLITS_OWN.get(rule)
    if widget is None:
        return False
    return bool(page.locator(target).first.evaluate(f"e => !!e.closest('[data-testid={widget}]')"))
