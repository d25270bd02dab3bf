"""How long the server takes for a rerun of each page, against the rerun of an empty one.

`python -m benchmarks.reruns` serves the demo from a database of its own and drives it over the websocket, as a
browser does but without one.
"""

import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlmodel import Session, col, select
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import ClientConnection, connect

from models import (
    AssociationMember,
    AssociationRole,
    Group,
    GroupState,
    PartnerRequest,
    Person,
    Plan,
    ServiceRole,
)
from services import accounts
from services.database import open_engine

_FINISHED = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)
ROOT = Path(__file__).parent.parent
WARM, MEASURED = 3, 15
STARTS_WITHIN = 120.0
MEMBERS = ("home", "ideas", "groups", "associations", "partners", "requests", "plans", "calls", "notices")
FORMS = ("idea_form", "group_form", "association_form", "account", "about")


@contextmanager
def served(module: list[str], port: int, health: str, **settings: str) -> Iterator["subprocess.Popen[bytes]"]:
    process = subprocess.Popen(
        [sys.executable, "-m", *module],
        cwd=ROOT,
        env={**os.environ, **settings},
        stdout=subprocess.DEVNULL,
    )
    try:
        _wait_for(f"http://127.0.0.1:{port}{health}", process)
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(15)


def _wait_for(url: str, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    sys.exit(f"nothing answers at {url}")


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def visit(port: int, token: str = "") -> Iterator[ClientConnection]:
    cookies = {"Cookie": f"kanto_session={token}"} if token else {}
    with connect(
        f"ws://127.0.0.1:{port}/_stcore/stream", additional_headers=cookies, max_size=None, compression=None
    ) as line:
        yield line


def rerun(line: ClientConnection, page: str, query: str) -> float:
    """Milliseconds from asking for the page to the end of its script."""
    wish = BackMsg()
    wish.rerun_script.page_name = page
    wish.rerun_script.query_string = query
    began = time.perf_counter()
    line.send(wish.SerializeToString())
    while True:
        answer = ForwardMsg()
        answer.ParseFromString(bytes(line.recv(timeout=60)))  # type: ignore[arg-type]
        if answer.WhichOneof("type") == "script_finished":
            return (time.perf_counter() - began) * 1000


@dataclass
class Screen:
    """One browser's line to a screen of the server, with the buttons that stood on it after the last run."""

    line: ClientConnection
    page: str
    # What every address of it begins with.
    always: str = ""
    buttons: dict[str, str] = field(default_factory=dict)
    # Those of them that run the part of the screen around them alone.
    fragments: dict[str, str] = field(default_factory=dict)
    # What is chosen as the screen came: a press tells it too, as a browser's does.
    choices: dict[str, WidgetState] = field(default_factory=dict)

    def run(self, query: str, press: str = "") -> float:
        """Milliseconds from asking for the screen, or from a press on it, to the end of the last script."""
        wish = BackMsg()
        wish.rerun_script.page_name = self.page
        wish.rerun_script.query_string = self.always + query
        if press:
            pressed = WidgetState(id=self.buttons[press], trigger_value=True)
            wish.rerun_script.widget_states.widgets.extend([pressed, *self.choices.values()])
            wish.rerun_script.fragment_id = self.fragments.get(press, "")
        began = time.perf_counter()
        self.line.send(wish.SerializeToString())
        self._forget(wish.rerun_script.fragment_id)
        while True:
            answer = ForwardMsg()
            answer.ParseFromString(bytes(self.line.recv(timeout=60)))  # type: ignore[arg-type]
            kind = answer.WhichOneof("type")
            if kind == "delta":
                self._note(answer)
            # A script that began anew in its middle has not finished yet.
            elif kind == "script_finished" and answer.script_finished in _FINISHED:
                return (time.perf_counter() - began) * 1000

    def _forget(self, fragment: str) -> None:
        """What is drawn anew: the part that runs alone, or all of the screen."""
        left = [name for name, part in self.fragments.items() if fragment and part != fragment]
        kept = [name for name in self.buttons if fragment and name not in self.fragments]
        self.buttons = {name: self.buttons[name] for name in (*kept, *left)}
        self.fragments = {name: self.fragments[name] for name in left}
        self.choices = self.choices if fragment else {}

    def _note(self, answer: ForwardMsg) -> None:
        element = answer.delta.new_element
        if element.WhichOneof("type") == "button":
            for name in (element.button.id.rsplit("-", 1)[-1], element.button.id.split("-", 2)[-1]):
                self.buttons[name] = element.button.id
                if answer.delta.fragment_id:
                    self.fragments[name] = answer.delta.fragment_id
        elif element.WhichOneof("type") == "radio":
            chosen = element.radio.options[element.radio.default]
            choice = WidgetState(id=element.radio.id, string_value=chosen)
            self.choices[element.radio.id] = choice


def measure(line: ClientConnection, page: str = "", query: str = "") -> list[float]:
    for _ in range(WARM):
        rerun(line, page, query)
    return sorted(rerun(line, page, query) for _ in range(MEASURED))


def _tokens(session: Session, plan: Plan) -> dict[str, str]:
    """Somebody who leads a plan, and a facilitator."""
    lead = session.exec(
        select(AssociationMember.person_id).where(
            AssociationMember.association_id == plan.lead_association_id,
            AssociationMember.role == AssociationRole.OWNER,
        )
    ).first()
    desk = session.exec(select(Person.id).where(Person.role == ServiceRole.FACILITATOR)).first()
    assert lead is not None
    assert desk is not None
    return {
        who: accounts.begin_session(session, person) for who, person in (("member", lead), ("desk", desk))
    }


def _screens(session: Session, plan: Plan) -> list[tuple[str, str, str]]:
    """(who, page, query): every screen that people work on."""
    asked = session.exec(select(PartnerRequest.id).where(PartnerRequest.idea_id == plan.idea_id)).first()
    group = session.exec(select(Group.id).where(Group.state == GroupState.ACTIVE)).first()
    details = {
        "idea": plan.idea_id,
        "plan": plan.id,
        "request": asked,
        "group": group,
        "association": plan.lead_association_id,
    }
    return [
        *(("member", page, "") for page in MEMBERS + FORMS),
        *(("member", page, f"id={thing}") for page, thing in details.items()),
        ("desk", "moderation", ""),
    ]


@contextmanager
def empty_page() -> Iterator[Callable[[], float]]:
    """The rerun of an empty page, to be measured between others: a machine that others use is slow by turns."""
    port = free_port()
    module = ["uvicorn", "benchmarks.empty:app", "--port", str(port), "--log-level", "warning"]
    with served(module, port, "/_stcore/health"), visit(port) as line:
        measure(line)
        yield lambda: rerun(line, "", "")


def empty_rerun() -> float:
    with empty_page() as empty:
        return statistics.median(empty() for _ in range(MEASURED))


def report(empty: float) -> None:
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/kanto.db"
        settings = {
            "KANTO_DATABASE_URL": url,
            "KANTO_DEMO": "1",
            "KANTO_MAIL_FOLDER": f"{folder}/mail",
            "KANTO_BASE_URL": f"http://127.0.0.1:{port}",
        }
        with served(["server.run"], port, "/readyz", **settings):
            engine = open_engine(url)
            with Session(engine.execution_options(writes=True)) as session:
                plan = session.exec(select(Plan).order_by(col(Plan.id))).first()
                assert plan is not None
                tokens, screens = _tokens(session, plan), _screens(session, plan)
                session.commit()
            engine.dispose()
            for who, page, query in screens:
                with visit(port, tokens[who]) as line:
                    times = measure(line, page, query)
                half = statistics.median(times)
                print(f"{page:<18} {who:<7} {half:7.1f} {times[-2]:7.1f} {half / empty:7.1f}")


def main() -> None:
    empty = empty_rerun()
    print(f"{'page':<18} {'who':<7} {'p50 ms':>7} {'p90 ms':>7} {'÷ empty':>7}")
    print(f"{'(empty)':<18} {'':<7} {empty:7.1f} {'':>7} {1:7.1f}")
    report(empty)


if __name__ == "__main__":
    main()
