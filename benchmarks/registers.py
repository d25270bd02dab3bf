"""How long a register takes to come in, step by step, and in how much memory.

`python -m benchmarks.registers [rows] [rows already here]` makes a register of that many made-up associations as CSV
and as XLSX, of which some are here already by number or by a name that is nearly the same, and lets the clock read,
check, bring in and take back the XLSX one in a database file of its own. It ends with 1 when the region's register
takes longer than a minute on the processor, or when the second half of bringing in costs memory beyond the first.
"""

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
MOST_SECONDS = 60.0
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
    count = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    here = int(sys.argv[2]) if len(sys.argv) > 2 else HERE
    made = list(register(count))
    with tempfile.TemporaryDirectory() as folder:
        stored.opened.cache_clear()
        object.__setattr__(settings(), "files_url", f"{folder}/files")
        engine = open_engine(f"sqlite:///{Path(folder) / 'k.db'}").execution_options(writes=True)
        Table.metadata.create_all(engine)
        contents = {"csv": as_csv(made), "xlsx": as_xlsx(made)}
        for ending, content in contents.items():
            read_alone(ending, content)
        with Session(engine) as session:
            fill(session, made[:here])
        seconds, growth = bring(engine, contents["xlsx"])
        engine.dispose()
    print(f"all of it: {seconds:.1f} s on the processor")
    print(
        f"peak memory {peak() / 1024:.0f} MB, of which the second half of bringing in {growth / 1024:.0f} MB"
    )
    if (count <= ROWS and seconds > MOST_SECONDS) or growth > MOST_GROWTH:
        sys.exit(f"missed: {MOST_SECONDS:.0f} s, +{MOST_GROWTH / 1024:.0f} MB")


def peak() -> int:
    """In kilobytes, as Linux tells it."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def register(count: int) -> Iterator[Row]:
    chance = Random(5)
    codes = list(places.municipalities())
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
    began = time.perf_counter()
    head = tables.head_of(f"a.{ending}", content)
    count = sum(1 for _ in tables.rows(f"a.{ending}", content, head))
    print(
        f"{ending}: {len(content) / 1024 / 1024:.1f} MB, {count} rows read in {time.perf_counter() - began:.1f} s"
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


def bring(engine: Any, content: bytes) -> tuple[float, int]:
    """The seconds of all the steps on the processor, and what the second half of bringing in costs, in kilobytes."""
    began = time.process_time()
    with told("begun"), Session(engine, expire_on_commit=False) as session, session.begin():
        file_id = registers.begin(session, _desk(session), "rekisteri.xlsx", content).id
    with told("read into rows"):
        read(engine)
    with told("checked"):
        worked(engine)
    outcomes(engine, file_id)
    act(engine, registers.bring, file_id)
    with told("brought in"):
        growth = worked(engine, file_id)
    with told("asked whether it can be taken back"):
        act(engine, registers.take_back, file_id)
    with told("taken back"):
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
    half, longest, more = 0, 0.0, True
    while more:
        began = time.perf_counter()
        with Session(engine) as session, session.begin():
            more = registers.carry_on(session)
        longest = max(longest, time.perf_counter() - began)
        if file_id and not half:
            with Session(engine) as session:
                if registers.file_of(session, _desk(session), file_id).progress > 0.5:
                    half = peak()
    print(f"    longest transaction {longest * 1000:.0f} ms")
    return peak() - half if half else 0


def act(engine: Any, step: Any, file_id: int) -> None:
    with Session(engine) as session, session.begin():
        step(session, _desk(session), file_id)


def outcomes(engine: Any, file_id: int) -> None:
    with Session(engine) as session:
        began = time.perf_counter()
        view = registers.file_of(session, _desk(session), file_id)
        page = registers.rows_of(session, _desk(session), file_id, RowOutcome.NEW)
        took = time.perf_counter() - began
        found = {str(outcome): count for outcome, count in view.outcomes.items()}
        assert view.state == RegisterState.CHECKED
    print(f"    {found}; the screen's questions {took * 1000:.0f} ms for {len(page.rows)} rows")


def _desk(session: Session) -> Any:
    return actor_of(session, session.get_one(Person, 1))


@contextmanager
def told(what: str) -> Iterator[None]:
    began, worked_before = time.perf_counter(), time.process_time()
    yield
    took, worked = time.perf_counter() - began, time.process_time() - worked_before
    print(f"{what}: {took:.1f} s, {worked:.1f} s of them on the processor")


if __name__ == "__main__":
    main()
