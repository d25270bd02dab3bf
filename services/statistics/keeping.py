"""Reports that were counted a moment ago: while nobody has told anything new, a click counts nothing anew.

A report follows from the journal and from what it was asked for. The newest row's id tells whether the journal has
grown; a row can still be on its way beside a newer one, so that nothing older than a minute is believed.
"""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from time import monotonic
from typing import Any, TypeVar

from sqlmodel import Session, func, select

from models import JournalEntry

T = TypeVar("T")
MOST, SECONDS = 64, 60.0

_kept: OrderedDict[Any, tuple[float, Any]] = OrderedDict()
_lock = Lock()


def kept(session: Session, asked: Any, made: Callable[[], T]) -> T:
    newest = session.exec(select(func.max(JournalEntry.id))).one()
    key = (id(session.get_bind().engine), newest, asked)
    with _lock:
        found = _kept.get(key)
    if found and monotonic() - found[0] < SECONDS:
        return found[1]  # type: ignore[no-any-return]
    value = made()
    with _lock:
        _kept[key] = monotonic(), value
        while len(_kept) > MOST:
            _kept.popitem(last=False)
    return value


def forget() -> None:
    with _lock:
        _kept.clear()
