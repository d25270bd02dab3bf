"""Associations that come from a register: the file as it was read, row by row, and what was decided of each."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlmodel import Field

from models.base import Table, now, stored
from models.lifecycle import Lifecycle


class RegisterState(StrEnum):
    # The clock reads the file into rows, and then looks for each of them among the associations.
    READING = "reading"
    CHECKING = "checking"
    # A person looks and decides; nothing has been brought in.
    CHECKED = "checked"
    BRINGING = "bringing"
    BROUGHT = "brought"
    TAKING_BACK = "taking_back"
    TAKEN_BACK = "taken_back"
    # Put away before anything was brought in, or no table after all: the rows are forgotten.
    DISCARDED = "discarded"


class RegisterAction(StrEnum):
    READ = "read"
    CHECK = "check"
    BRING = "bring"
    FINISH = "finish"
    TAKE_BACK = "take_back"
    DISCARD = "discard"


REGISTER_LIFECYCLE = Lifecycle(
    {
        (RegisterState.READING, RegisterAction.READ): RegisterState.CHECKING,
        (RegisterState.CHECKING, RegisterAction.CHECK): RegisterState.CHECKED,
        (RegisterState.CHECKED, RegisterAction.BRING): RegisterState.BRINGING,
        (RegisterState.BRINGING, RegisterAction.FINISH): RegisterState.BROUGHT,
        (RegisterState.BROUGHT, RegisterAction.TAKE_BACK): RegisterState.TAKING_BACK,
        (RegisterState.TAKING_BACK, RegisterAction.FINISH): RegisterState.TAKEN_BACK,
        **{
            (state, RegisterAction.DISCARD): RegisterState.DISCARDED
            for state in (RegisterState.READING, RegisterState.CHECKING, RegisterState.CHECKED)
        },
    }
)


class RegisterFile(Table, table=True):
    """One file of a register that somebody brought."""

    __tablename__ = "register_file"

    id: int = Field(default=None, primary_key=True)
    name: str = Field(max_length=160)
    # Its content in the store of files, until it has been read.
    sha256: str = Field(default="", max_length=64, index=True)
    # Where the headings stand, and what was found under which of them: field, number of the column, heading.
    head_line: int = 1
    columns: list[list[Any]] = Field(default_factory=list, sa_type=JSON)
    # The last row that was read, and the last one that the work under way has come to.
    rows: int = 0
    done: int = 0
    state: RegisterState = Field(default=RegisterState.READING, sa_type=stored(RegisterState), index=True)
    created_by: int = Field(foreign_key="person.id")
    created_at: datetime = Field(default_factory=now)
    # Why it could not be read to its end, as `errors.<trouble>`.
    trouble: str = Field(default="", max_length=40)
    # When it was brought in, or taken back.
    settled_at: datetime | None = None
    # How many associations it brought in, and how many of them were taken back.
    brought: int = 0
    taken_back: int = 0

    def move(self, action: RegisterAction) -> None:
        self.state = REGISTER_LIFECYCLE.after(self.state, action)


class RowOutcome(StrEnum):
    """What a row would do."""

    WAITING = "waiting"
    NEW = "new"
    # The same number is here already.
    SAME = "same"
    # A name like it is here already: a person decides.
    ALIKE = "alike"
    FAULTY = "faulty"


class RowChoice(StrEnum):
    """What a person says of a row that is like an association that is here."""

    OPEN = "open"
    NEW = "new"
    SAME = "same"


class RegisterRow(Table, table=True):
    """One row of a register's file, cleaned, with what it would do."""

    __tablename__ = "register_row"
    __table_args__ = (
        UniqueConstraint("file_id", "line"),
        Index("ix_register_row_outcome", "file_id", "outcome", "line"),
        Index("ix_register_row_place", "file_id", "outcome", "municipality", "line"),
        Index("ix_register_row_business_id", "file_id", "business_id"),
        Index("ix_register_row_register_number", "file_id", "register_number"),
        Index("ix_register_row_core", "file_id", "core"),
    )

    id: int = Field(default=None, primary_key=True)
    file_id: int = Field(foreign_key="register_file.id")
    # As the spreadsheet counts its rows.
    line: int
    name: str = Field(default="", max_length=160)
    business_id: str = Field(default="", max_length=9)
    register_number: str = Field(default="", max_length=7)
    municipality: str = Field(default="", max_length=3)
    kind: str = Field(default="", max_length=40)
    description: str = Field(default="", max_length=2000)
    # The name without what every association's name ends in: what names are compared by.
    core: str = Field(default="", max_length=300)
    outcome: RowOutcome = Field(default=RowOutcome.WAITING, sa_type=stored(RowOutcome))
    choice: RowChoice = Field(default=RowChoice.OPEN, sa_type=stored(RowChoice))
    # What is wrong with it: field, key of the refusal, its parameters, and what was typed.
    faults: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    match_id: int | None = Field(default=None, foreign_key="association.id", index=True)
    # How alike the names are, in per cent.
    score: int = 0
    made_id: int | None = Field(default=None, foreign_key="association.id", index=True)
