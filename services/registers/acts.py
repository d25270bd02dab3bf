"""What a person does with a register's file: brings it, decides of its rows, lets them in, takes all of it back."""

from dataclasses import dataclass

from sqlalchemy import update
from sqlmodel import Session, col

from models import (
    REGISTER_LIFECYCLE,
    Kind,
    NotFound,
    RegisterAction,
    RegisterFile,
    RegisterRow,
    RegisterState,
    RowChoice,
    RowOutcome,
    WrongState,
)
from services import journal, words
from services.actors import Actor
from services.files import sniffing, stored
from services.registers import access, tables, taking_back
from services.registers.tables import Head

NAME_LENGTH = 160
ENDINGS = ("csv", "xlsx")


@dataclass(frozen=True)
class Opened:
    """A file that is a table of associations."""

    name: str
    content: bytes
    head: Head


def opened(name: str, content: bytes) -> Opened:
    """Finds the headings of a file; Invalid when it is no table, or names no association.

    It stands outside of any transaction: to find the headings of a large workbook takes seconds. The rows are read
    by the clock, since those take longer than a click may.
    """
    name = words.line(name, field="file", most=NAME_LENGTH)
    sniffing.checked(name, content)
    return Opened(name, content, tables.head_of(name, content))


def begin(session: Session, actor: Actor, file: Opened) -> RegisterFile:
    """Keeps a file to be read by the clock."""
    access.check(actor)
    columns = [[each.field, each.at, each.heading[:80]] for each in file.head.columns]
    brought = RegisterFile(name=file.name, head_line=file.head.line, columns=columns, created_by=actor.id)
    session.add(brought)
    session.flush()
    brought.sha256 = stored.keep(file.content)
    journal.record(session, actor, Kind.REGISTER, brought.id, "begin", after=brought.state, why=file.name)
    return brought


def decide(session: Session, actor: Actor, row_id: int, choice: RowChoice) -> None:
    """Says whether an association that is like one that is here is the same, or another one."""
    access.check(actor)
    row = session.get(RegisterRow, row_id)
    if row is None:
        raise NotFound
    if row.outcome != RowOutcome.ALIKE or _checked(session, actor, row.file_id) is None:
        raise WrongState
    row.choice = choice
    session.flush()


def decide_open(session: Session, actor: Actor, file_id: int, choice: RowChoice) -> None:
    """The same of all that nobody has decided of yet."""
    file = _checked(session, actor, file_id)
    open_rows = (
        col(RegisterRow.file_id) == file.id,
        col(RegisterRow.outcome) == RowOutcome.ALIKE,
        col(RegisterRow.choice) == RowChoice.OPEN,
    )
    session.execute(update(RegisterRow).where(*open_rows).values(choice=choice))


def bring(session: Session, actor: Actor, file_id: int) -> RegisterFile:
    """Lets the rows in that are new; the clock does it. What nobody has decided of stays out."""
    file = _checked(session, actor, file_id)
    return _step(session, actor, file, RegisterAction.BRING)


def take_back(session: Session, actor: Actor, file_id: int) -> RegisterFile:
    """Takes back all that the file brought in; Conflict when something has been done with any of it."""
    file = access.fetch(session, actor, file_id)
    file = access.held(session, file.id)
    if RegisterAction.TAKE_BACK not in _open(file):
        raise WrongState
    taking_back.refuse_changed(session, file)
    return _step(session, actor, file, RegisterAction.TAKE_BACK)


def discard(session: Session, actor: Actor, file_id: int) -> RegisterFile:
    """Puts a file away before anything of it was brought in; its rows are forgotten by the clock."""
    file = access.fetch(session, actor, file_id)
    file = access.held(session, file.id)
    if RegisterAction.DISCARD not in _open(file):
        raise WrongState
    return _step(session, actor, file, RegisterAction.DISCARD)


def _checked(session: Session, actor: Actor, file_id: int) -> RegisterFile:
    file = access.fetch(session, actor, file_id)
    file = access.held(session, file.id)
    if file.state != RegisterState.CHECKED:
        raise WrongState
    return file


def _open(file: RegisterFile) -> list[RegisterAction]:
    return list(REGISTER_LIFECYCLE.actions(file.state))


def _step(session: Session, actor: Actor, file: RegisterFile, action: RegisterAction) -> RegisterFile:
    before = file.state
    file.move(action)
    file.done = 0
    journal.record(
        session, actor, Kind.REGISTER, file.id, action, before=before, after=file.state, why=file.name
    )
    session.flush()
    return file
