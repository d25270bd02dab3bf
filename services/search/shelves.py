"""The vectors of each kind in this process's memory, kept in step with the rows of `search_text`."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, bindparam, select
from sqlmodel import Session, col

from models import Kind, SearchText
from models.search import real_now
from services.search.nearest import Shelf
from services.search.touched import bring_up_to_date, has_written

# A row is stamped when it is written and seen when it is committed, which is a little later.
_LATE = timedelta(minutes=1)
# Of more than so many written lately (an import) the late are looked for no oftener than this.
_MANY = 1_000
_PATIENCE = timedelta(seconds=5)

_VECTORS = select(col(SearchText.thing_id), col(SearchText.changed_at), col(SearchText.vector)).where(
    col(SearchText.kind) == bindparam("kind")
)
_SINCE: Any = col(SearchText.changed_at) > bindparam("since")
_VECTORS_SINCE = _VECTORS.where(_SINCE)
_VECTORS_OF = _VECTORS.where(col(SearchText.thing_id).in_(bindparam("ids", expanding=True)))
_STAMPS = select(col(SearchText.thing_id), col(SearchText.changed_at)).where(
    col(SearchText.kind) == bindparam("kind"), _SINCE
)


class _Kept:
    """One kind's vectors, and the moment up to which every change has been seen."""

    def __init__(self) -> None:
        self.shelf = Shelf()
        self._lock = Lock()
        self._seen_until: datetime | None = None
        # The newest stamp that has been seen, and when the late were looked for.
        self._newest = self._looked_back = datetime.min.replace(tzinfo=UTC)
        # Those that may be asked for again, and need not be read again.
        self._lately: dict[int, datetime] = {}

    def catch_up(self, session: Session, kind: Kind) -> Shelf:
        with self._lock:
            moment = real_now()
            back = len(self._lately) <= _MANY or moment - self._looked_back >= _PATIENCE
            fresh = self._read(session, kind, self._seen_until if back else self._newest)
            self._lately |= fresh
            self._newest = max((self._newest, *fresh.values()))
            if back:
                self._looked_back, self._seen_until = moment, moment - _LATE
                self._lately = {one: at for one, at in self._lately.items() if at > self._seen_until}
        return self.shelf

    def _read(self, session: Session, kind: Kind, since: datetime | None) -> dict[int, datetime]:
        """Puts those written since then that are not here yet, and says when each was written."""
        if since is None:
            rows = session.execute(_VECTORS, {"kind": kind}).all()
        else:
            rows = self._changed(session, {"kind": kind, "since": since})
        for thing_id, _, packed in rows:
            self.shelf.put(thing_id, packed)
        return {thing_id: changed_at for thing_id, changed_at, _ in rows}

    def _changed(self, session: Session, asked: dict[str, Any]) -> Sequence[Any]:
        stamps = session.execute(_STAMPS, asked)
        ids = [thing_id for thing_id, changed_at in stamps if self._lately.get(thing_id) != changed_at]
        if len(ids) > _MANY:
            return session.execute(_VECTORS_SINCE, asked).all()
        return session.execute(_VECTORS_OF, {**asked, "ids": ids}).all() if ids else ()


_kept: WeakKeyDictionary[Engine, dict[Kind, _Kept]] = WeakKeyDictionary()
_keeping = Lock()


def shelf(session: Session, kind: Kind) -> Shelf:
    """The vectors of the kind as this session sees them.

    A session that has changed some itself gets its own, for nobody knows yet whether they will stay.
    """
    bring_up_to_date(session)
    kept = _Kept() if has_written(session) else _shared(session, kind)
    return kept.catch_up(session, kind)


def changed(session: Session, kind: Kind, since: datetime | None) -> list[tuple[int, datetime]]:
    """Which of the kind were written anew since then, or at all, and when, the oldest first; by the real clock.

    Ask from a minute before the newest that you have seen: a change is seen when it is committed.
    """
    bring_up_to_date(session)
    query = select(col(SearchText.thing_id), col(SearchText.changed_at)).where(col(SearchText.kind) == kind)
    if since is not None:
        query = query.where(col(SearchText.changed_at) > since)
    rows = session.execute(query.order_by(col(SearchText.changed_at), col(SearchText.thing_id)))
    return [(thing_id, changed_at) for thing_id, changed_at in rows]


def forget() -> None:
    with _keeping:
        _kept.clear()


def _shared(session: Session, kind: Kind) -> _Kept:
    engine: Any = session.get_bind()
    engine = getattr(engine, "engine", engine)
    with _keeping:
        return _kept.setdefault(engine, {}).setdefault(kind, _Kept())
