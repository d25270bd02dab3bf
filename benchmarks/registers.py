"""How long a register takes to come in and to be taken back, step by step, and in how much memory.

`python -m benchmarks.registers [--rows N] [--here N] [--town CODE]` makes a register of that many made-up associations,
of one municipality or of all, as CSV and as XLSX, of which some are here already by number or by a name that is nearly
the same, and lets the clock read, check, bring in and take back the XLSX one in a database file of its own. Each step
tells its seconds on the processor, its longest transaction, during which nobody else writes to SQLite, and the peak of
the memory so far. It ends with 1 when a transaction works longer than two seconds, when the region's register takes
longer than a minute, or when the second half of bringing in costs memory beyond the first.
"""

import argparse
import csv
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO, StringIO
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import event
from sqlmodel import Session
from stdnum.fi import ytunnus
from xlsxwriter import Workbook

from models import Association, AssociationState, Person, RegisterState, RowOutcome, ServiceRole, Table
from services import places, registers
from services.actors import actor_of
from services.database import open_engine
from services.files import stored
from services.registers import tables
from services.settings import settings
from services.words import sort_key

ROWS, HERE = 3_841, 60
MOST_SECONDS, LONGEST = 60.0, 2.0
MOST_GROWTH = 48 * 1024
_FIRST = (
    "Ala",
    "Ylä",
    "Iso",
    "Pikku",
    "Uusi",
    "Vanha",
    "Honka",
    "Koivu",
    "Mänty",
    "Kuusi",
    "Haapa",
    "Lepo",
    "Suo",
    "Niitty",
)
_SECOND = (
    "niemen",
    "lahden",
    "vaaran",
    "järven",
    "mäen",
    "suon",
    "kosken",
    "salmen",
    "kylän",
    "saaren",
    "harjun",
    "rannan",
)
_KINDS = (
    "kyläyhdistys",
    "martat",
    "metsästysseura",
    "nuorisoseura",
    "eläkkeensaajat",
    "urheilijat",
    "kotiseutuyhdistys",
)
Row = tuple[str, str, str, str]


def main() -> None:
    asked = _asked()
    made = list(register(asked.rows, asked.town))
    with tempfile.TemporaryDirectory() as folder:
        stored.opened.cache_clear()
        object.__setattr__(settings(), "files_url", f"{folder}/files")
        engine = open_engine(f"sqlite:///{Path(folder) / 'k.db'}").execution_options(writes=True)
        meter = Meter(engine)
        Table.metadata.create_all(engine)
        contents = {"csv": as_csv(made), "xlsx": as_xlsx(made)}
        for ending, content in contents.items():
            read_alone(ending, content)
        with Session(engine) as session:
            fill(session, made[: asked.here])
        seconds, growth = bring(engine, meter, contents["xlsx"])
        engine.dispose()
    print(
        f"all of it: {seconds:.1f} s on the processor, the longest transaction {meter.longest_of_all:.2f} s"
    )
    print(
        f"peak memory {peak() / 1024:.0f} MB, of which the second half of bringing in {growth / 1024:.0f} MB"
    )
    slow = asked.rows <= ROWS and seconds > MOST_SECONDS
    if slow or growth > MOST_GROWTH or meter.longest_of_all > LONGEST:
        sys.exit(f"missed: {MOST_SECONDS:.0f} s, {LONGEST:.0f} s at once, +{MOST_GROWTH / 1024:.0f} MB")


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.registers")
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--here", type=int, default=HERE, help="how many of them are here already")
    parser.add_argument("--town", default="", help="the code of the municipality that all are of")
    return parser.parse_args()


class Meter:
    """The seconds that transactions keep the processor busy: what a shared machine does meanwhile is not counted."""

    def __init__(self, engine: Any) -> None:
        self.longest = self.longest_of_all = self._began = 0.0
        event.listen(engine, "begin", self._begin)
        event.listen(engine, "commit", self._end)

    def _begin(self, _connection: Any) -> None:
        self._began = time.process_time()

    def _end(self, _connection: Any) -> None:
        self.longest = max(self.longest, time.process_time() - self._began)

    @contextmanager
    def told(self, what: str) -> Iterator[None]:
        self.longest, before = 0.0, time.process_time()
        yield
        worked = time.process_time() - before
        self.longest_of_all = max(self.longest_of_all, self.longest)
        print(
            f"{what}: {worked:.1f} s on the processor, longest transaction {self.longest:.2f} s,"
            f" peak {peak() / 1024:.0f} MB",
            flush=True,
        )


def peak() -> int:
    """In kilobytes, as Linux tells it."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def register(count: int, town: str = "") -> Iterator[Row]:
    chance = Random(5)
    codes = [town] if town else list(places.municipalities())
    for number in range(1, count + 1):
        name = f"{chance.choice(_FIRST)}{chance.choice(_SECOND)} {chance.choice(_KINDS)}"
        digits = f"{1_000_000 + number * 7:07d}"
        check = next((str(last) for last in range(10) if ytunnus.is_valid(f"{digits}{last}")), "")
        yield f"{name} {number} ry", f"{digits}-{check}" if check else "", str(number), chance.choice(codes)


def as_csv(made: list[Row]) -> bytes:
    text = StringIO()
    csv.writer(text, delimiter=";").writerows([("Nimi", "Y-tunnus", "Rekisterinumero", "Kunta"), *made])
    return text.getvalue().encode("cp1252")


def as_xlsx(made: list[Row]) -> bytes:
    into = BytesIO()
    with Workbook(into, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for down, row in enumerate([("Nimi", "Y-tunnus", "Rekisterinumero", "Kunta"), *made]):
            sheet.write_row(down, 0, row)
    return into.getvalue()


def read_alone(ending: str, content: bytes) -> None:
    began = time.process_time()
    head = tables.head_of(f"a.{ending}", content)
    count = sum(1 for _ in tables.rows(f"a.{ending}", content, head))
    print(
        f"{ending}: {len(content) / 1024 / 1024:.1f} MB, {count} rows read in {time.process_time() - began:.1f} s"
    )


def fill(session: Session, here: list[Row]) -> None:
    """A facilitator, and associations that are here: every second with its number, the others by a name mistyped."""
    session.add(Person(id=1, name="F", email="f@example.org", password_hash="", role=ServiceRole.FACILITATOR))
    session.flush()
    for at, (name, _, number, place) in enumerate(here):
        mistyped = name.replace("y", "u", 1)
        session.add(
            Association(
                name=mistyped,
                sort_key=sort_key(mistyped),
                register_number="" if at % 2 else f"{int(number):,}".replace(",", "."),
                municipality=place,
                state=AssociationState.VERIFIED,
            )
        )
    session.commit()


def bring(engine: Any, meter: Meter, content: bytes) -> tuple[float, int]:
    """The seconds of all the steps on the processor, and what the second half of bringing in costs, in kilobytes."""
    began = time.process_time()
    with meter.told("begun"):
        opened = registers.opened("rekisteri.xlsx", content)
        with Session(engine, expire_on_commit=False) as session, session.begin():
            file_id = registers.begin(session, _desk(session), opened).id
    with meter.told("read into rows"):
        read(engine)
    with meter.told("checked"):
        worked(engine)
    outcomes(engine, file_id)
    act(engine, registers.bring, file_id)
    with meter.told("brought in"):
        growth = worked(engine, file_id)
    with meter.told("asked whether it can be taken back"):
        act(engine, registers.take_back, file_id)
    with meter.told("taken back"):
        worked(engine)
    return time.process_time() - began, growth


def read(engine: Any) -> None:
    with Session(engine) as session:
        file = registers.unread(session)
    assert file is not None
    for piece in registers.pieces(file):
        with Session(engine) as session, session.begin():
            registers.keep(session, file.id, piece)
    with Session(engine) as session, session.begin():
        registers.end_reading(session, file.id)


def worked(engine: Any, file_id: int = 0) -> int:
    """Carries on to the end; what the second half of a file costs in memory where one is named."""
    half, more = 0, True
    while more:
        with Session(engine) as session, session.begin():
            more = registers.carry_on(session)
        if file_id and not half:
            with Session(engine) as session:
                if registers.file_of(session, _desk(session), file_id).progress > 0.5:
                    half = peak()
    return peak() - half if half else 0


def act(engine: Any, step: Any, file_id: int) -> None:
    with Session(engine) as session, session.begin():
        step(session, _desk(session), file_id)


def outcomes(engine: Any, file_id: int) -> None:
    with Session(engine) as session:
        began = time.process_time()
        view = registers.file_of(session, _desk(session), file_id)
        page = registers.rows_of(session, _desk(session), file_id, RowOutcome.NEW)
        took = time.process_time() - began
        found = {str(outcome): count for outcome, count in view.outcomes.items()}
        assert view.state == RegisterState.CHECKED
    print(f"    {found}; the screen's questions {took * 1000:.0f} ms for {len(page.rows)} rows")


def _desk(session: Session) -> Any:
    return actor_of(session, session.get_one(Person, 1))


if __name__ == "__main__":
    main()
