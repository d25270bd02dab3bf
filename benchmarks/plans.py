"""How long a plan of the largest kind takes: `python -m benchmarks.plans [--no-browser] [--rounds 15]`.

Ten implementers, forty work packages, four hundred tasks that wait for each other, a budget of six rows each. Measured
over the websocket, as `benchmarks.reruns` does: opening each screen, and edits (the click, the act, and the screen
after it), against the rerun of an empty page. Then the recalculation of the whole budget, and from the press on
"Aikataulu" to the chart that stands in a browser. One line each with its bar; ends with 1 when a bar is not met.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from time import perf_counter, sleep
from typing import Any

from sqlmodel import Session, select

from benchmarks.reruns import Screen, empty_page, free_port, served, visit
from models import (
    Association,
    AssociationMember,
    AssociationRole,
    AssociationState,
    Budget,
    BudgetLine,
    BudgetLineKind,
    BudgetTerms,
    CostModel,
    Idea,
    IdeaState,
    ImplementerRole,
    MembershipState,
    Milestone,
    Person,
    Plan,
    PlanPart,
    PlanState,
    Task,
    TaskDependency,
    TaskState,
    WagePost,
    WorkPackage,
    now,
)
from server import schema
from services import accounts, budgets, plans, terms
from services.actors import Actor, actor_of
from services.database import open_engine

IMPLEMENTERS, PACKAGES, TASKS = 10, 40, 400
# Times the empty rerun; milliseconds.
MOST_RERUN, MOST_BUDGET, MOST_GANTT = 5.0, 20.0, 1000.0
WARM = 3
# Milliseconds of work in three seconds: the server has nothing to do.
QUIET = 150.0
START = date(2027, 1, 4)
SCREENS = {
    "open overview": "view=overview",
    "open timeline": "view=schedule",
    "open timeline, tasks": "view=schedule&open=1",
    "open board": "view=schedule&sub=board",
    "open table": "view=schedule&sub=table",
    "open deadlines": "view=schedule&sub=deadlines",
    "open own money": "view=money&sub=own",
    "open whole money": "view=money&sub=whole",
    "open form": "view=form",
}


@dataclass
class Bars:
    """What was measured, and whether every bar was met."""

    missed: list[str] = field(default_factory=list)
    # Times the empty rerun.
    most: float = MOST_RERUN

    def tell(self, name: str, found: float, most: float, unit: str, beside: str = "") -> None:
        met = found <= most
        print(
            f"{name:<26} {found:8.1f} {unit:<8} (bar {most:g}){beside}{'' if met else '  MISSED'}", flush=True
        )
        if not met:
            self.missed.append(name)

    def rerun(self, name: str, found: "Reruns") -> None:
        """By the clock, and beside it the server's own work, which other programmes of the machine hardly change."""
        half, empty = statistics.median(found.times), statistics.median(found.empty)
        told = f" {half:7.1f} ms, empty {empty:5.1f} ms, work {found.work:6.1f} ms"
        self.tell(name, half / empty, self.most, "× empty", told)


@dataclass(frozen=True)
class Reruns:
    """Milliseconds of a rerun by the clock, of an empty page's after each of them, and of the server's work for one."""

    times: list[float]
    empty: list[float]
    work: float


@dataclass(frozen=True)
class Bench:
    """The server that is measured, an empty page beside it, and how often."""

    server: "subprocess.Popen[bytes]"
    empty: Callable[[], float]
    rounds: int

    def measured(self, act: Callable[[], float]) -> Reruns:
        for _ in range(WARM):
            act()
            self.empty()
        before = self.work()
        pairs = [(act(), self.empty()) for _ in range(self.rounds)]
        times, empty = zip(*pairs, strict=True)
        return Reruns(list(times), list(empty), (self.work() - before) / self.rounds)

    def work(self) -> float:
        """Milliseconds that the server has worked so far; 0 where the system does not tell."""
        stat = Path(f"/proc/{self.server.pid}/stat")
        if not stat.exists():
            return 0.0
        fields = stat.read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")

    def let_it_settle(self) -> None:
        """The server begins with the search's entries for all that is new; what people wait for comes after that."""
        for _ in range(120):
            before = self.work()
            sleep(3)
            if self.work() - before < QUIET:
                return


def main() -> None:
    asked = _asked()
    bars = Bars()
    with large_plan() as (url, folder, plan_id):
        _budget(url, plan_id, bars)
        port = free_port()
        settings = {
            "KANTO_DATABASE_URL": url,
            "KANTO_DEMO": "0",
            "KANTO_MAIL_FOLDER": f"{folder}/mail",
            "KANTO_BASE_URL": f"http://127.0.0.1:{port}",
        }
        token = _token(url)
        with served(["server.run"], port, "/readyz", **settings) as server:
            with empty_page() as empty, visit(port, token) as line:
                bench = Bench(server, empty, asked.rounds)
                bench.let_it_settle()
                _reruns(Screen(line, "plan", f"id={plan_id}&"), bench, bars)
            if not asked.no_browser:
                bars.tell("timeline in the browser", _drawn(port, token, plan_id), MOST_GANTT, "ms")
    sys.exit(bool(bars.missed))


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.plans")
    parser.add_argument("--no-browser", action="store_true")
    parser.add_argument("--rounds", type=int, default=15)
    return parser.parse_args()


def _reruns(screen: Screen, bench: Bench, bars: Bars) -> None:
    for name, query in SCREENS.items():
        bars.rerun(name, bench.measured(lambda query=query: screen.run(query)))  # type: ignore[misc]
    board = "view=schedule&sub=board"
    screen.run(board)
    bars.rerun("move a task on the board", bench.measured(lambda: _move(screen, board)))
    form = f"{board}&task={TASKS}"
    bars.rerun("save a task in its form", bench.measured(lambda: _save(screen, form)))


def _move(screen: Screen, board: str) -> float:
    """Begins a task, or puts the one that was begun back: the board as it was after every second move."""
    begun = [key for key in screen.buttons if key.startswith("reopen-task-")]
    started = f"finish-task-{begun[0].rsplit('-', 1)[1]}" if begun else ""
    press = begun[0] if started in screen.buttons else _button(screen, "start-task-")
    return screen.run(board, press)


def _save(screen: Screen, form: str) -> float:
    screen.run(form)
    return screen.run(form, f"save-task-{TASKS}")


def _button(screen: Screen, beginning: str) -> str:
    return next(key for key in screen.buttons if key.startswith(beginning))


def _budget(url: str, plan_id: int, bars: Bars) -> None:
    engine = open_engine(url)
    times: list[float] = []
    for _ in range(WARM + 15):
        with Session(engine) as session:
            plan = session.get_one(Plan, plan_id)
            began = perf_counter()
            budgets.count_anew(session, plan)
            times.append((perf_counter() - began) * 1000)
    bars.tell("recalculate the budget", statistics.median(times[WARM:]), MOST_BUDGET, "ms")
    engine.dispose()


def _drawn(port: int, token: str, plan_id: int) -> float:
    """Milliseconds from the press on the schedule's pill to its chart, with the plan open: the median of five."""
    from playwright.sync_api import sync_playwright

    from tests.browser import chromium

    url = f"http://127.0.0.1:{port}"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.path(), args=chromium.ARGUMENTS)
        context = browser.new_context(base_url=url, locale="fi-FI")
        context.add_cookies([{"name": "kanto_session", "value": token, "url": url}])
        page = context.new_page()
        page.goto(f"/plan?id={plan_id}&view=overview")
        times: list[float] = []
        for _ in range(WARM + 5):
            page.get_by_role("radio", name="Yhteenveto").click()
            page.locator("[data-testid=stVegaLiteChart]").wait_for(state="detached")
            page.wait_for_timeout(500)
            began = perf_counter()
            page.get_by_role("radio", name="Aikataulu").click()
            page.locator("[data-testid=stVegaLiteChart] :is(canvas, svg)").first.wait_for(state="visible")
            times.append((perf_counter() - began) * 1000)
        browser.close()
    return statistics.median(times[WARM:])


@contextmanager
def large_plan() -> Iterator[tuple[str, Path, int]]:
    """The address of a database with the plan in it, its folder, and the plan's id."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/kanto.db"
        engine = open_engine(url)
        schema.upgrade(engine)
        with Session(engine.execution_options(writes=True), expire_on_commit=False) as session:
            plan_id = _filled(session)
            session.commit()
        engine.dispose()
        yield url, Path(folder), plan_id


def _token(url: str) -> str:
    engine = open_engine(url)
    with Session(engine.execution_options(writes=True)) as session:
        token = accounts.begin_session(session, session.exec(select(Person.id)).first() or 0)
        session.commit()
    engine.dispose()
    return token


def _filled(session: Session) -> int:
    person = Person(
        name="Lea Liimatta",
        email="lea@example.org",
        password_hash="",
        verified_at=now(),
        terms_version=terms.VERSION,
    )
    homes = [
        Association(
            name=f"Yhdistys {place} ry", sort_key=f"yhdistys {place:02}", state=AssociationState.VERIFIED
        )
        for place in range(IMPLEMENTERS)
    ]
    session.add_all([person, *homes])
    session.flush()
    session.add(
        AssociationMember(
            association_id=homes[0].id,
            person_id=person.id,
            role=AssociationRole.OWNER,
            state=MembershipState.MEMBER,
        )
    )
    plan = _plan(session, person, homes[0])
    parts = _parts(session, plan, homes)
    _schedule(session, plan, parts, person)
    _money(session, plan, parts, person)
    plans.keep_baseline(session, _actor(session, person), plan)
    return plan.id


def _actor(session: Session, person: Person) -> Actor:
    return actor_of(session, person)


def _plan(session: Session, person: Person, lead: Association) -> Plan:
    idea = Idea(
        association_id=lead.id, author_id=person.id, title="Suuri ryhmähanke", state=IdeaState.PUBLISHED
    )
    session.add(idea)
    session.flush()
    plan = Plan(
        idea_id=idea.id,
        name=idea.title,
        lead_association_id=lead.id,
        starts_on=START,
        ends_on=START + timedelta(days=2 * 365),
        cost_model=CostModel.FLAT_7,
        state=PlanState.DRAFTING,
        created_by=person.id,
    )
    session.add(plan)
    session.flush()
    return plan


def _parts(session: Session, plan: Plan, homes: list[Association]) -> list[PlanPart]:
    lead, other = ImplementerRole.LEAD, ImplementerRole.CO_IMPLEMENTER
    parts = [
        PlanPart(plan_id=plan.id, association_id=home.id, role=other if place else lead)
        for place, home in enumerate(homes)
    ]
    session.add_all(parts)
    session.flush()
    return parts


def _schedule(session: Session, plan: Plan, parts: list[PlanPart], person: Person) -> None:
    packages = [
        WorkPackage(
            plan_id=plan.id, position=place + 1, title=f"Työpaketti {place + 1}", part_id=parts[place % 10].id
        )
        for place in range(PACKAGES)
    ]
    session.add_all(packages)
    session.flush()
    tasks = [_task(plan, packages, parts, place, person) for place in range(TASKS)]
    stones = [
        Milestone(
            plan_id=plan.id,
            package_id=package.id,
            title=f"Valmis {place}",
            due_on=START + timedelta(place * 15),
        )
        for place, package in enumerate(packages)
    ]
    session.add_all([*tasks, *stones])
    session.flush()
    session.add_all(
        TaskDependency(task_id=task.id, needs_id=needed.id, plan_id=plan.id)
        for needed, task in pairwise(tasks)
        if needed.package_id == task.package_id
    )
    session.flush()


def _task(plan: Plan, packages: list[WorkPackage], parts: list[PlanPart], place: int, person: Person) -> Task:
    """Ten tasks of each package, one after the other; a third of the packages are done."""
    package = packages[place // 10]
    first = START + timedelta(days=place // 10 * 12 + place % 10 * 20)
    return Task(
        plan_id=plan.id,
        part_id=parts[place % len(parts)].id,
        package_id=package.id,
        title=f"Tehtävä {place + 1}: sovitaan, tehdään ja kerrotaan",
        owner_id=person.id if place % 10 == 0 else None,
        starts_on=first,
        ends_on=first + timedelta(days=19),
        state=TaskState.DONE if place < TASKS // 3 else TaskState.TODO,
    )


def _money(session: Session, plan: Plan, parts: list[PlanPart], person: Person) -> None:
    """Wages, costs, income and financing of everybody, by rates that the lead has said."""
    session.add(
        BudgetTerms(
            plan_id=plan.id,
            side_cost_rate=Decimal("0.2644"),
            support_rate=Decimal("0.8"),
            edited_by=person.id,
        )
    )
    for part in parts:
        session.add(Budget(part_id=part.id, plan_id=plan.id, edited_by=person.id))
        own: dict[str, Any] = {"plan_id": plan.id, "part_id": part.id}
        session.add_all(
            WagePost(**own, position=place, task="Ohjaaja", amount=Decimal(24), gross=Decimal("2650.50"))
            for place in range(3)
        )
        session.add_all(
            BudgetLine(**own, position=place, kind=kind, words="Kulut", euros=Decimal("1234.56"))
            for place, kind in enumerate(BudgetLineKind)
        )
    session.flush()


if __name__ == "__main__":
    main()
