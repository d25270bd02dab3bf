"""What the clock does with registers' files, some rows at a time: reads, checks, lets in, takes back, forgets.

Each piece is a transaction of its own. The file's row is held meanwhile and says how far the work has come, so that
several processes may do it, and one that ends in the middle is followed by another.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import Session, col, delete, select

from models import (
    Invalid,
    Kind,
    RegisterAction,
    RegisterFile,
    RegisterRow,
    RegisterState,
    RowOutcome,
    now,
)
from services import journal
from services.files import stored
from services.registers import access, bringing, checking, tables, taking_back
from services.registers.cleaning import cleaned
from services.registers.columns import Column
from services.registers.tables import Head

READ_AT_ONCE = 500
# Fewer, since each may be compared with the names of a whole town.
CHECKED_AT_ONCE = 200
# What was looked at and never brought in is forgotten.
KEPT = timedelta(days=14)
_FORGOTTEN_AT_ONCE = 5000


@dataclass(frozen=True)
class Unread:
    id: int
    name: str
    sha256: str
    head: Head
    # The last row that has been kept.
    rows: int


def unread(session: Session) -> Unread | None:
    """The file that is to be read next."""
    query = select(RegisterFile).where(RegisterFile.state == RegisterState.READING)
    file = session.exec(query.order_by(col(RegisterFile.id)).limit(1)).first()
    if file is None:
        return None
    columns = tuple(Column(*each) for each in file.columns)
    return Unread(file.id, file.name, file.sha256, Head(file.head_line, columns), file.rows)


def pieces(file: Unread) -> Iterator[list[RegisterRow]]:
    """Its rows cleaned, outside of any transaction, from where it was left. Invalid where it breaks off."""
    piece: list[RegisterRow] = []
    for line, typed in tables.rows(file.name, stored.read(file.sha256), file.head):
        if line <= file.rows:
            continue
        piece.append(cleaned(file.id, line, typed))
        if len(piece) == READ_AT_ONCE:
            yield piece
            piece = []
    yield piece


def keep(session: Session, file_id: int, piece: list[RegisterRow]) -> None:
    """Keeps what has been read, unless another process was faster."""
    file = access.held(session, file_id)
    if file.state != RegisterState.READING:
        return
    session.add_all(row for row in piece if row.line > file.rows)
    if piece:
        file.rows = max(file.rows, piece[-1].line)
    session.flush()


def end_reading(session: Session, file_id: int, broken: Invalid | None = None) -> None:
    file = access.held(session, file_id)
    if file.state == RegisterState.READING:
        _step(session, file, RegisterAction.DISCARD if broken else RegisterAction.READ)
        file.trouble = broken.key if broken else ""


def carry_on(session: Session) -> bool:
    """The next piece of the oldest file that is under way; whether there was one."""
    for state, work in _WORK.items():
        query = select(RegisterFile.id).where(RegisterFile.state == state)
        found = session.exec(query.order_by(col(RegisterFile.id)).limit(1)).first()
        if found is None:
            continue
        file = access.held(session, found)
        if file.state == state:
            work(session, file)
            session.flush()
        return True
    return False


def _check(session: Session, file: RegisterFile) -> None:
    waiting = (RegisterRow.file_id == file.id, RegisterRow.outcome == RowOutcome.WAITING)
    order = (col(RegisterRow.municipality), col(RegisterRow.line))
    rows = session.exec(select(RegisterRow).where(*waiting).order_by(*order).limit(CHECKED_AT_ONCE)).all()
    if rows:
        checking.judge(session, rows)
        file.done += len(rows)
    else:
        _step(session, file, RegisterAction.CHECK)


def _bring(session: Session, file: RegisterFile) -> None:
    if not bringing.bring_next(session, file):
        _settle(session, file)


def _take_back(session: Session, file: RegisterFile) -> None:
    if not taking_back.take_next(session, file):
        _settle(session, file)


def _settle(session: Session, file: RegisterFile) -> None:
    file.settled_at = now()
    _step(session, file, RegisterAction.FINISH)


def _step(session: Session, file: RegisterFile, action: RegisterAction) -> None:
    before = file.state
    file.move(action)
    file.done = 0
    journal.record(session, None, Kind.REGISTER, file.id, action, before=before, after=file.state)


_WORK = {
    RegisterState.CHECKING: _check,
    RegisterState.BRINGING: _bring,
    RegisterState.TAKING_BACK: _take_back,
}


def forget_due(session: Session) -> bool:
    """Forgets rows that were put away, or never brought in; whether there may be more."""
    old = select(RegisterFile).where(
        RegisterFile.state == RegisterState.CHECKED, RegisterFile.created_at < now() - KEPT
    )
    for file in session.exec(old):
        _step(session, file, RegisterAction.DISCARD)
    put_away = select(RegisterFile.id).where(RegisterFile.state == RegisterState.DISCARDED)
    query = select(RegisterRow.id).where(col(RegisterRow.file_id).in_(put_away)).limit(_FORGOTTEN_AT_ONCE)
    ids = session.exec(query).all()
    session.exec(delete(RegisterRow).where(col(RegisterRow.id).in_(ids)))
    return len(ids) == _FORGOTTEN_AT_ONCE
