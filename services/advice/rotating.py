"""From an old key to the newest one, some rows at a time: what is done stays done when the run is stopped."""

from typing import Any

from sqlalchemy import update
from sqlmodel import Session, col, func, select

from models import AdviceCase, AdviceFile, AdviceMessage
from services import sealing
from services.advice import words_of
from services.files import stored

AT_ONCE = 100


def left(session: Session) -> int:
    """How many rows another key than the newest opens."""
    newest = sealing.ring().newest
    return sum(
        session.exec(select(func.count()).select_from(table).where(col(table.key_id) != newest)).one()
        for table in (AdviceCase, AdviceMessage, AdviceFile)
    )


def in_use(session: Session) -> dict[str, int]:
    """The keys that rows need, and how many rows each."""
    found: dict[str, int] = {}
    for table in (AdviceCase, AdviceMessage, AdviceFile):
        for key_id, rows in session.exec(select(table.key_id, func.count()).group_by(col(table.key_id))):
            found[key_id] = found.get(key_id, 0) + rows
    return found


def rotate_some(session: Session) -> tuple[int, list[str]]:
    """Seals the next rows anew; how many, and the store's old contents to drop once this holds."""
    cases = _cases(session)
    messages = _messages(session)
    dropped = _files(session)
    return cases + messages + len(dropped), dropped


def _cases(session: Session) -> int:
    rows = _next(session, select(AdviceCase), AdviceCase)
    for (case,) in rows:
        place = words_of.case_place(case)
        _put(session, AdviceCase, case.id, _again(case, place))
    return len(rows)


def _messages(session: Session) -> int:
    rows = _next(session, _with_token(AdviceMessage), AdviceMessage)
    for message, token in rows:
        _put(session, AdviceMessage, message.id, _again(message, words_of.message_place(token)))
    return len(rows)


def _files(session: Session) -> list[str]:
    rows = _next(session, _with_token(AdviceFile), AdviceFile)
    # One and the same key for the name and the content, also when another is added meanwhile.
    keys = sealing.ring()
    for file, token in rows:
        place = words_of.content_place(token)
        content = sealing.unseal_bytes(stored.read(file.sha256), file.key_id, place=place)
        _, locked = sealing.seal_bytes(content, place=place, keys=keys)
        stored.keep(locked)
        changed = _again(file, words_of.file_place(token), keys) | {"sha256": stored.hash_of(locked)}
        _put(session, AdviceFile, file.id, changed)
    return [file.sha256 for file, _ in rows]


def _with_token(table: Any) -> Any:
    return select(table, AdviceCase.token).join(AdviceCase, col(AdviceCase.id) == table.case_id)


def _next(session: Session, query: Any, table: Any) -> list[Any]:
    # Held: who saves meanwhile comes after, and what they wrote stands.
    due = query.where(col(table.key_id) != sealing.ring().newest).order_by(col(table.id)).limit(AT_ONCE)
    return list(session.execute(due.with_for_update(of=table)).all())


def _again(row: Any, place: str, keys: sealing.Ring | None = None) -> dict[str, str]:
    words = sealing.unseal(row.sealed, row.key_id, place=place)
    sealed, key_id = sealing.seal(words, place=place, keys=keys)
    return {"sealed": sealed, "key_id": key_id}


def _put(session: Session, table: Any, row_id: int, changed: dict[str, str]) -> None:
    # Not through the row: its version counts what people change.
    session.connection().execute(update(table).where(col(table.id) == row_id).values(**changed))
