"""The verified associations and the published ideas as columns, one copy a process, brought up to date by each reader.

The journal says what has changed: every step of an association or an idea writes a row in it. Only committed rows are
kept: a transaction that writes sees its own changes in a copy of its own. A list that is shown asks the database
again for its few rows, so that nothing stays visible that has just ceased to be.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from weakref import WeakKeyDictionary

import numpy as np
from sqlalchemy import Pool, bindparam, func, select
from sqlmodel import Session, col

from models import JournalEntry, Kind, TagKind
from services.partners import rows
from services.partners.columns import Columns, empty

MOST_NEEDS = 12
# Journal rows of transactions side by side become visible out of order, by no more than this.
_OVERLAP = 200
# With more changes than this everything is read anew.
_MANY = 2_000
# By id alone: with the kind in the question a database may walk through all rows of that kind.
_SINCE = (
    select(col(JournalEntry.id), col(JournalEntry.kind), col(JournalEntry.thing_id))
    .where(col(JournalEntry.id) > bindparam("mark"))
    .limit(_MANY + _OVERLAP + 1)
)


def no_associations() -> Columns:
    return empty(
        {"municipality": np.uint8, "capacity": np.uint8, "registered": np.bool_},
        (TagKind.COMPETENCE, TagKind.TARGET_GROUP, TagKind.LANGUAGE),
    )


def no_ideas() -> Columns:
    """`reply_by` is the day's ordinal, 0 when there is none; `seeks` is whether any need is named."""
    return empty(
        {"municipality": np.uint8, "association": np.int64, "reply_by": np.int32, "seeks": np.bool_},
        (TagKind.TARGET_GROUP, TagKind.PRIORITY),
        most_needs=MOST_NEEDS,
    )


@dataclass(frozen=True)
class _Read:
    """The columns with the journal up to `mark` in them; of its last rows, within the overlap, those `seen`."""

    columns: Columns
    mark: int = 0
    seen: frozenset[int] = frozenset()


@dataclass
class _Store:
    """What this process has read of one kind from one database."""

    kind: Kind
    begin: Callable[[], Columns]
    pieces: rows.Pieces
    of: rows.Of
    read: _Read | None = None
    lock: Lock = field(default_factory=Lock)

    def current(self, session: Session) -> Columns:
        # One thread reads what has changed while the others wait for it.
        with self.lock:
            read = self._brought_up_to_date(session)
            if not _writes(session):
                self.read = read
        return read.columns

    def _brought_up_to_date(self, session: Session) -> _Read:
        if self.read is None:
            return self._all(session)
        entries = _entries(session, self.read)
        if len(entries) > _MANY:
            return self._all(session)
        if not entries:
            return self.read
        changed = {thing for kind, thing in entries.values() if kind == self.kind}
        columns = self.read.columns
        if changed:
            columns = columns.with_rows(self.of(session, changed), without=changed)
        mark = max(self.read.mark, *entries)
        seen = frozenset(one for one in self.read.seen | entries.keys() if one > mark - _OVERLAP)
        return _Read(columns, mark, seen)

    def _all(self, session: Session) -> _Read:
        newest = session.execute(select(func.max(JournalEntry.id))).scalar() or 0
        columns = self.begin()
        for piece in self.pieces(session):
            columns = columns.with_rows(piece, without=())
        return _Read(columns, newest)


_stores: WeakKeyDictionary[Pool, dict[Kind, _Store]] = WeakKeyDictionary()
_finding = Lock()


def associations(session: Session) -> Columns:
    """The verified ones."""
    return _store(session, Kind.ASSOCIATION).current(session)


def ideas(session: Session) -> Columns:
    """The published ones."""
    return _store(session, Kind.IDEA).current(session)


def forget() -> None:
    """Reads everything anew next time: for tests, which undo what they have written."""
    with _finding:
        _stores.clear()


def _store(session: Session, kind: Kind) -> _Store:
    # The reading and the writing engine of a database have one pool in common.
    pool = session.get_bind().engine.pool
    with _finding:
        if pool not in _stores:
            _stores[pool] = {
                Kind.ASSOCIATION: _Store(
                    Kind.ASSOCIATION, no_associations, rows.all_associations, rows.associations
                ),
                Kind.IDEA: _Store(Kind.IDEA, no_ideas, rows.all_ideas, rows.ideas),
            }
        return _stores[pool][kind]


def _writes(session: Session) -> bool:
    return bool(session.get_bind().get_execution_options().get("writes", False))


def _entries(session: Session, read: _Read) -> dict[int, tuple[Kind, int]]:
    """The journal's rows that are not in the columns yet, each with the thing that it is about."""
    found = session.execute(_SINCE, {"mark": read.mark - _OVERLAP})
    return {entry: (kind, thing) for entry, kind, thing in found if entry not in read.seen}
