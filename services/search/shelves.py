"""The vectors of each kind in this process's memory, kept in step with the rows of `search_text`."""

from datetime import datetime, timedelta
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, select
from sqlmodel import Session, col

from models import Kind, SearchText
from models.search import real_now
from services.search.nearest import Shelf
from services.search.touched import bring_up_to_date, has_written

# A row is stamped when it is written and seen when it is committed, which is a little later.
_LATE = timedelta(minutes=1)


class _Kept:
    """One kind's vectors, and the moment up to which every change has been seen."""

    def __init__(self) -> None:
        self.shelf = Shelf()
        self._lock = Lock()
        self._seen_until: datetime | None = None
        # Those that will be read again the next time, and need not be put again.
        self._lately: dict[int, datetime] = {}

    def catch_up(self, session: Session, kind: Kind) -> Shelf:
        query = select(col(SearchText.thing_id), col(SearchText.changed_at), col(SearchText.vector)).where(
            col(SearchText.kind) == kind
        )
        with self._lock:
            if self._seen_until is not None:
                query = query.where(col(SearchText.changed_at) > self._seen_until)
            until = real_now() - _LATE
            rows = session.execute(query).all()
            for thing_id, changed_at, packed in rows:
                if self._lately.get(thing_id) != changed_at:
                    self.shelf.put(thing_id, packed)
            self._lately = {thing_id: changed_at for thing_id, changed_at, _ in rows if changed_at > until}
            self._seen_until = until
        return self.shelf


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
