"""What a person does with a register's file: brings it, decides of its rows, lets them in, takes all of it back."""

from sqlmodel import Session, select

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

NAME_LENGTH = 160
ENDINGS = ("csv", "xlsx")


def begin(session: Session, actor: Actor, name: str, content: bytes) -> RegisterFile:
    """Keeps a file to be read by the clock; Invalid when it is no table, or names no association.

    Only its headings are looked at now: a large one takes longer to read than a click may.
    """
    access.check(actor)
    name = words.line(name, field="file", most=NAME_LENGTH)
    sniffing.checked(name, content)
    head = tables.head_of(name, content)
    columns = [[each.field, each.at, each.heading[:80]] for each in head.columns]
    brought = RegisterFile(name=name, head_line=head.line, columns=columns, created_by=actor.id)
    session.add(brought)
    session.flush()
    brought.sha256 = stored.keep(content)
    journal.record(session, actor, Kind.REGISTER, brought.id, "begin", after=brought.state, why=name)
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
        RegisterRow.file_id == file.id,
        RegisterRow.outcome == RowOutcome.ALIKE,
        RegisterRow.choice == RowChoice.OPEN,
    )
    for row in session.exec(select(RegisterRow).where(*open_rows)).all():
        row.choice = choice
    session.flush()


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
