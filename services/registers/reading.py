"""What people read of registers' files: the list, one file with its numbers, and its rows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from openpyxl.utils import get_column_letter
from sqlalchemy import Select, func, select
from sqlmodel import Session, col

from models import (
    REGISTER_LIFECYCLE,
    Association,
    AssociationState,
    Person,
    RegisterAction,
    RegisterFile,
    RegisterRow,
    RegisterState,
    RowChoice,
    RowOutcome,
)
from services.actors import Actor
from services.paging import Page, carded, paged
from services.registers import access
from services.registers.columns import Column, fields

UNDER_WAY = (
    RegisterState.READING,
    RegisterState.CHECKING,
    RegisterState.BRINGING,
    RegisterState.TAKING_BACK,
)
# Steps that a person takes.
_OFFERED = (RegisterAction.BRING, RegisterAction.TAKE_BACK, RegisterAction.DISCARD)


@dataclass(frozen=True)
class FileCard:
    id: int
    name: str
    state: RegisterState
    who: str
    at: datetime
    brought: int


@dataclass(frozen=True)
class FileView:
    id: int
    name: str
    state: RegisterState
    who: str
    at: datetime
    settled_at: datetime | None
    trouble: str
    columns: tuple[Column, ...]
    # Fields that no column holds.
    lacking: tuple[str, ...]
    rows: int
    outcomes: dict[RowOutcome, int]
    # Of those that are like one that is here: still to be decided, to come in, and here already.
    choices: dict[RowChoice, int]
    brought: int
    taken_back: int
    # The part of the work under way that is done, from 0 to 1.
    progress: float
    actions: tuple[RegisterAction, ...]

    @property
    def under_way(self) -> bool:
        return self.state in UNDER_WAY

    @property
    def coming(self) -> int:
        """How many rows would come in."""
        return self.outcomes.get(RowOutcome.NEW, 0) + self.choices.get(RowChoice.NEW, 0)


@dataclass(frozen=True)
class Match:
    """The association that is here already."""

    id: int
    name: str
    municipality: str
    business_id: str
    register_number: str
    state: AssociationState


@dataclass(frozen=True)
class Fault:
    """`errors.<key>` says what is wrong in this cell; the heading is its column's."""

    heading: str
    cell: str
    typed: str
    key: str
    params: dict[str, Any]


@dataclass(frozen=True)
class RowCard:
    id: int
    line: int
    name: str
    municipality: str
    business_id: str
    register_number: str
    outcome: RowOutcome
    choice: RowChoice
    score: int
    match: Match | None
    faults: tuple[Fault, ...]
    made_id: int | None


def files(session: Session, actor: Actor, *, after: str = "") -> Page[FileCard]:
    """The newest first."""
    access.check(actor)
    query = select(RegisterFile, col(Person.name)).join(Person, col(Person.id) == RegisterFile.created_by)
    page = paged(session, query, key=[col(RegisterFile.id)], after=after, descending=True)
    return carded(
        page,
        lambda row: FileCard(row[0].id, row[0].name, row[0].state, row[1], row[0].created_at, row[0].brought),
    )


def file_of(session: Session, actor: Actor, file_id: int) -> FileView:
    file = access.fetch(session, actor, file_id)
    outcomes, choices = _counts(session, file)
    columns = tuple(Column(*each) for each in file.columns)
    found = {column.field for column in columns}
    who = session.scalar(select(col(Person.name)).where(col(Person.id) == file.created_by)) or ""
    return FileView(
        id=file.id,
        name=file.name,
        state=file.state,
        who=who,
        at=file.created_at,
        settled_at=file.settled_at,
        trouble=file.trouble,
        columns=columns,
        lacking=tuple(field for field in fields() if field not in found),
        rows=sum(outcomes.values()),
        outcomes=outcomes,
        choices=choices,
        brought=file.brought,
        taken_back=file.taken_back,
        progress=_progress(file, outcomes, choices),
        actions=tuple(each for each in REGISTER_LIFECYCLE.actions(file.state) if each in _OFFERED),
    )


def rows_of(
    session: Session, actor: Actor, file_id: int, outcome: RowOutcome, *, after: str = ""
) -> Page[RowCard]:
    """The rows with this outcome, in the order of the file."""
    file = access.fetch(session, actor, file_id)
    query: Select[*tuple[Any, ...]] = (
        select(RegisterRow, Association)
        .join(Association, col(Association.id) == RegisterRow.match_id, isouter=True)
        .where(col(RegisterRow.file_id) == file.id, col(RegisterRow.outcome) == outcome)
    )
    page = paged(session, query, key=[col(RegisterRow.line)], after=after)
    return carded(page, lambda row: _card(file, *row))


def _counts(session: Session, file: RegisterFile) -> tuple[dict[RowOutcome, int], dict[RowChoice, int]]:
    query = (
        select(col(RegisterRow.outcome), col(RegisterRow.choice), func.count())
        .where(col(RegisterRow.file_id) == file.id)
        .group_by(col(RegisterRow.outcome), col(RegisterRow.choice))
    )
    outcomes: dict[RowOutcome, int] = {}
    choices: dict[RowChoice, int] = {}
    for outcome, choice, number in session.execute(query):
        outcomes[outcome] = outcomes.get(outcome, 0) + number
        if outcome == RowOutcome.ALIKE:
            choices[choice] = number
    return outcomes, choices


def _progress(file: RegisterFile, outcomes: dict[RowOutcome, int], choices: dict[RowChoice, int]) -> float:
    """How long a file is nobody knows before it has been read."""
    match file.state:
        case RegisterState.CHECKING:
            whole = sum(outcomes.values())
            done = whole - outcomes.get(RowOutcome.WAITING, 0)
        case RegisterState.BRINGING:
            whole = outcomes.get(RowOutcome.NEW, 0) + choices.get(RowChoice.NEW, 0)
            done = file.brought
        case RegisterState.TAKING_BACK:
            whole, done = file.brought, file.taken_back
        case _:
            return 0.0
    return min(done / whole, 1.0) if whole else 0.0


def _card(file: RegisterFile, row: RegisterRow, match: Association | None) -> RowCard:
    return RowCard(
        id=row.id,
        line=row.line,
        name=row.name,
        municipality=row.municipality,
        business_id=row.business_id,
        register_number=row.register_number,
        outcome=row.outcome,
        choice=row.choice,
        score=row.score,
        match=_match(match) if match else None,
        faults=tuple(_fault(file, row, each) for each in row.faults),
        made_id=row.made_id,
    )


def _match(here: Association) -> Match:
    return Match(here.id, here.name, here.municipality, here.business_id, here.register_number, here.state)


def _fault(file: RegisterFile, row: RegisterRow, fault: dict[str, Any]) -> Fault:
    place = next(((at, heading) for field, at, heading in file.columns if field == fault["field"]), None)
    at, heading = place or (0, "")
    cell = f"{get_column_letter(at + 1)}{row.line}" if place else str(row.line)
    return Fault(heading, cell, fault["typed"], fault["key"], fault["params"])
