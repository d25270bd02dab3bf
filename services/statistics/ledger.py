"""The journal's counted steps with their facts as columns: one copy a process, brought up to date by each report.

Rows of the journal never change, so only new ones are read. The last few are read anew each time: transactions side
by side become visible out of order, and what a session has not committed yet it may still note facts of.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Pool, String, func, or_, select, type_coerce
from sqlmodel import Session, col

from models import FactName, JournalEntry, JournalFact, Kind
from services.statistics.series import SERIES

# Of the newest rows of the journal so many are believed for one report only.
_OVERLAP = 500
# Read at a time, so that a first reading needs little memory besides the columns.
_PIECE = 20_000
NOT_NOTED = -1
STEPS: tuple[tuple[Kind, str], ...] = tuple(
    sorted({(one.kind, str(step.action)) for one in SERIES for step in (*one.steps, *one.undone)})
)
NAMES = tuple(FactName)

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass
class Lexicon:
    """Words as numbers; a word keeps its number as long as the process lives."""

    numbers: dict[str, int] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)

    def number(self, word: str) -> int:
        found = self.numbers.get(word)
        if found is None:
            found = self.numbers[word] = len(self.words)
            self.words.append(word)
        return found

    def of(self, words: Iterable[str]) -> list[int]:
        return [self.number(str(word)) for word in words]


@dataclass(frozen=True)
class Ledger:
    """A column for each thing that is asked of a step, in the order of the journal."""

    lexicon: Lexicon
    # Columns: number, step, thing, before, after, moment in microseconds, day's ordinal, place, cents, whether any.
    steps: tuple[Ints, ...]
    # By name the rows of the steps, and the values.
    facts: dict[FactName, tuple[Ints, Ints]]

    def __getattr__(self, name: str) -> Ints:
        found: Ints = self.steps[_COLUMNS.index(name)]
        return found

    def facts_of(self, name: FactName) -> tuple[Ints, Ints]:
        """The rows of the steps that have such a fact, and its value in each."""
        return self.facts[name]


_COLUMNS = ("entry", "step", "thing", "before", "after", "at", "day", "place", "cents", "priced")


@dataclass
class _Store:
    lexicon: Lexicon = field(default_factory=Lexicon)
    steps: Ints = field(default_factory=lambda: np.empty((0, len(_COLUMNS)), np.int64))
    facts: Ints = field(default_factory=lambda: np.empty((0, 3), np.int64))
    # Up to this number of the journal all is read.
    mark: int = 0
    lock: Lock = field(default_factory=Lock)

    def current(self, session: Session) -> Ledger:
        with self.lock:
            newest = session.execute(select(func.max(col(JournalEntry.id)))).scalar() or 0
            settled = max(newest - _OVERLAP, self.mark)
            # Not for each new row: what is believed for this report is read again with the next one anyhow.
            if settled >= self.mark + _OVERLAP and not _writes(session):
                self.steps, self.facts = self._with(session, self.mark, settled)
                self.mark = settled
            steps, facts = self._with(session, self.mark, newest)
        columns = tuple(np.ascontiguousarray(steps[:, place]) for place in range(len(_COLUMNS)))
        named = {name: facts[facts[:, 1] == place] for place, name in enumerate(NAMES)}
        return Ledger(self.lexicon, columns, {name: (each[:, 0], each[:, 2]) for name, each in named.items()})

    def _with(self, session: Session, after: int, until: int) -> tuple[Ints, Ints]:
        steps, facts = [self.steps], [self.facts]
        while after < until:
            piece = self._steps(session, after, until)
            upper = int(piece[-1, 0]) if len(piece) == _PIECE else until
            first = sum(map(len, steps))
            steps.append(piece)
            facts.append(self._facts(session, piece[:, 0], first, after, upper))
            after = upper
        return np.concatenate(steps), np.concatenate(facts)

    def _steps(self, session: Session, after: int, until: int) -> Ints:
        """The first of them."""
        entry = _ENTRY.c
        columns = (
            entry.id, _word(entry.kind), entry.action, entry.thing_id, entry.before, entry.after,
            entry.at, entry.day, entry.municipality, entry.cents,
        )  # fmt: skip
        query: Any = (
            select(*columns)
            .where(entry.id > after, entry.id <= until, _counted())
            .order_by(entry.id)
            .limit(_PIECE)
        )
        rows = [self._row(*row) for row in session.connection().execute(query)]
        return np.array(rows, np.int64).reshape(-1, len(_COLUMNS))

    def _row(
        self, number: int, kind: str, action: str, thing: int, before: str, after: str,
        at: datetime, day: date, place: str | None, cents: int | None,
    ) -> tuple[int, ...]:  # fmt: skip
        word = self.lexicon.number
        noted = NOT_NOTED if place is None else word(place)
        where = (word(before), word(after), moment(at), day.toordinal(), noted)
        return number, _PLACES[kind, action], thing, *where, cents or 0, cents is not None

    def _facts(self, session: Session, entries: Ints, first: int, after: int, until: int) -> Ints:
        fact = _FACT.c
        query = (
            select(fact.entry_id, _word(fact.name), fact.value)
            .join(_ENTRY, _ENTRY.c.id == fact.entry_id)
            .where(fact.entry_id > after, fact.entry_id <= until, _counted())
        )
        word = self.lexicon.number
        rows = [
            (number, _NAMES[name], word(value)) for number, name, value in session.connection().execute(query)
        ]
        found = np.array(rows, np.int64).reshape(-1, 3)
        found[:, 0] = np.searchsorted(entries, found[:, 0]) + first
        return found


def moment(at: datetime) -> int:
    """In microseconds, exactly."""
    return int(at.timestamp()) * 1_000_000 + at.microsecond


def _counted() -> Any:
    by_kind: dict[Kind, list[str]] = {}
    for kind, action in STEPS:
        by_kind.setdefault(kind, []).append(action)
    entry = _ENTRY.c
    return or_(*((entry.kind == kind) & entry.action.in_(each) for kind, each in by_kind.items()))


def _word(column: Any) -> Any:
    """As the database keeps it: an enum for each of many rows takes longer than all the rest."""
    return type_coerce(column, String)


_ENTRY: Any = JournalEntry.__table__  # type: ignore[attr-defined]
_FACT: Any = JournalFact.__table__  # type: ignore[attr-defined]
_NAMES = {str(name): place for place, name in enumerate(NAMES)}
_PLACES = {(str(kind), action): place for place, (kind, action) in enumerate(STEPS)}
_stores: WeakKeyDictionary[Pool, _Store] = WeakKeyDictionary()
_finding = Lock()


def of(session: Session) -> Ledger:
    pool = session.get_bind().engine.pool
    with _finding:
        store = _stores.setdefault(pool, _Store())
    return store.current(session)


def read_ahead(session: Session) -> None:
    """Reads what the first report would else wait for."""
    of(session)


def forget() -> None:
    """Reads everything anew next time: for tests, which undo what they have written."""
    with _finding:
        _stores.clear()


def _writes(session: Session) -> bool:
    return bool(session.get_bind().get_execution_options().get("writes", False))
