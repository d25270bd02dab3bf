"""How long the report for the funder takes over a journal of 200,000 rows: `python -m benchmarks.statistics`.

Five years of a busy region, of which every third row counts. Measured: the report of a year and of all five, whole and
to publish, narrowed, and as known at a past moment, each counted anew; then the rerun of the screen while nobody tells
anything new, against the rerun of an empty page. `--postgresql` counts there too (the tests' own server),
`--no-screen` leaves the screen out. One line each with its bar; ends with 1 when a bar is not met.
"""

import argparse
import random
import statistics as middle
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

from sqlalchemy import Engine, insert, text
from sqlmodel import Session

from benchmarks.plans import Bars
from benchmarks.reruns import empty_rerun, free_port, measure, served, visit
from models import FactName, JournalEntry, JournalFact, Kind, Person, ServiceRole, now
from server import schema
from services import accounts, places, statistics, terms, vocabulary
from services.actors import Actor
from services.database import open_engine
from services.statistics import keeping

ROWS, FIRST, DAYS = 200_000, date(2022, 1, 1), 5 * 365
MOST_REPORT, MOST_RERUN, ROUNDS = 1000.0, 3.0, 5
DESK = Actor(person_id=1, role=ServiceRole.FACILITATOR)
# What is told, and how often of a thousand rows.
STEPS = (
    (Kind.PLAN, "edit_part", 430),
    (Kind.COMMENT, "add", 130),
    (Kind.IDEA, "endorse", 90),
    (Kind.IDEA, "publish", 60),
    (Kind.IDEA, "reopen", 5),
    (Kind.PARTNER_REQUEST, "send", 80),
    (Kind.PARTNER_REQUEST, "accept", 40),
    (Kind.PARTNER_REQUEST, "decline", 25),
    (Kind.GROUP, "accept", 60),
    (Kind.GROUP, "publish", 10),
    (Kind.EVENT, "hold", 20),
    (Kind.ASSOCIATION, "verify", 15),
    (Kind.PLAN, "form", 15),
    (Kind.PLAN, "submit", 10),
    (Kind.PLAN, "take_back", 2),
    (Kind.PLAN, "fund", 8),
)
ASKED = {
    "a year": {"period": "2024"},
    "five years": {"period": "own", "from": "2022-01-01", "until": "2026-12-31"},
    "five years, to publish": {
        "period": "own",
        "from": "2022-01-01",
        "until": "2026-12-31",
        "span": "month",
        "public": "1",
    },
    "a target group of a place": {"period": "2024", "municipality": "167", "target_group": "nuoret"},
    "a year as known in it": {"period": "2024", "known": "2024-11-30"},
}


def main() -> None:
    asked = _asked()
    bars = Bars()
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/kanto.db"
        _counted("SQLite", url, bars)
        if not asked.no_screen:
            _screen(url, Path(folder), bars)
    if asked.postgresql:
        from tests import postgres

        with postgres.served() as address:
            _counted("PostgreSQL", postgres.new_database(address, "statistics"), bars)
    sys.exit(bool(bars.missed))


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.statistics")
    parser.add_argument("--postgresql", action="store_true")
    parser.add_argument("--no-screen", action="store_true")
    return parser.parse_args()


def _counted(name: str, url: str, bars: Bars) -> None:
    with _filled(url) as engine:
        with Session(engine) as session:
            began = perf_counter()
            statistics.read_ahead(session)
        print(f"{name}: the journal read once by each process: {(perf_counter() - began) * 1000:.0f} ms")
        for what, address in ASKED.items():
            times = [_report(engine, address) for _ in range(ROUNDS)]
            bars.tell(f"{name}: {what}", middle.median(times), MOST_REPORT, "ms", f" worst {max(times):.0f}")


def _report(engine: Engine, address: dict[str, str]) -> float:
    keeping.forget()
    with Session(engine) as session:
        began = perf_counter()
        found = statistics.report(session, DESK, statistics.asked_of(address))
        took = (perf_counter() - began) * 1000
    assert not found.is_empty
    return took


@contextmanager
def _filled(url: str) -> Iterator[Engine]:
    engine = open_engine(url)
    schema.upgrade(engine)
    with engine.execution_options(writes=True).begin() as connection:
        for rows in _journal(random.Random(7)):
            for table, values in rows.items():
                connection.execute(insert(table), values)
        connection.execute(text("ANALYZE"))
    yield engine
    engine.dispose()


def _journal(dice: random.Random) -> Iterator[dict[Any, list[dict[str, Any]]]]:
    """Ten thousand rows at a time, with the facts of those that count."""
    kinds = [(kind, action) for kind, action, often in STEPS for _ in range(often)]
    codes, groups = list(places.municipalities()), list(vocabulary.terms(vocabulary.TARGET_GROUPS))
    for beginning in range(1, ROWS, 10_000):
        entries, facts = [], []
        for number in range(beginning, beginning + 10_000):
            kind, action = dice.choice(kinds)
            entries.append(_entry(dice, number, kind, action, dice.choice(codes)))
            facts += _facts(dice, number, kind, groups)
        yield {JournalEntry: entries, JournalFact: facts}


def _entry(dice: random.Random, number: int, kind: Kind, action: str, place: str) -> dict[str, Any]:
    day = FIRST + timedelta(days=number * DAYS // ROWS)
    return {
        "id": number,
        "kind": kind,
        "thing_id": number if action in ("add", "send", "hold", "form") else dice.randrange(1, number + 1),
        "action": action,
        "before": {"reopen": "published", "take_back": "submitted"}.get(action, ""),
        "after": "member" if (kind, action) == (Kind.GROUP, "accept") else "",
        "at": datetime(day.year, day.month, day.day, 12, tzinfo=UTC),
        "day": day,
        "why": "",
        "municipality": place,
        "cents": dice.randrange(10**7) if action in ("submit", "fund") else None,
    }


def _facts(dice: random.Random, number: int, kind: Kind, groups: list[str]) -> list[dict[str, Any]]:
    if kind not in (Kind.IDEA, Kind.PARTNER_REQUEST, Kind.PLAN):
        return []
    told = [(FactName.TARGET_GROUP, slug) for slug in dice.sample(groups, 2)]
    told.append((FactName.PRIORITY, f"painopiste_{dice.randrange(6)}"))
    whom = FactName.PAIR if kind == Kind.PARTNER_REQUEST else FactName.ASSOCIATION
    told.append((whom, f"{dice.randrange(300)}-{dice.randrange(300)}"))
    return [{"entry_id": number, "name": name, "value": value} for name, value in told]


def _screen(url: str, folder: Path, bars: Bars) -> None:
    """The screen as the facilitator comes back to it."""
    engine = open_engine(url)
    with Session(engine.execution_options(writes=True)) as session:
        person = Person(
            name="Kaisa",
            email="kaisa@example.org",
            password_hash="",
            role=ServiceRole.FACILITATOR,
            verified_at=now(),
            terms_version=terms.VERSION,
        )
        session.add(person)
        session.flush()
        token = accounts.begin_session(session, person.id)
        session.commit()
    engine.dispose()
    empty, port = empty_rerun(), free_port()
    settings = {
        "KANTO_DATABASE_URL": url,
        "KANTO_DEMO": "0",
        "KANTO_MAIL_FOLDER": f"{folder}/mail",
        "KANTO_BASE_URL": f"http://127.0.0.1:{port}",
    }
    with served(["server.run"], port, "/readyz", **settings), visit(port, token) as line:
        for page, query in (
            ("about", ""),
            ("statistics", "period=2024"),
            ("statistics", "period=2024&by=municipality"),
        ):
            half = middle.median(measure(line, page, query))
            bars.tell(f"rerun {page} {query}", half / empty, MOST_RERUN, "× empty", f" {half:.1f} ms")


if __name__ == "__main__":
    main()
