"""What an implementer confirms, line by line: everything that goes to the funder, and nothing that changes daily.

A line's key is "<kind>/<row>/<column>"; its text is the column's value, which the screens say in the reader's language.
Each table that belongs to a plan is in `READ` or, with the reason, in `NOT_READ`. Why which: docs/decisions.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from sqlalchemy import inspect
from sqlmodel import Session, col, select

from models import (
    Budget,
    BudgetLine,
    BudgetTerms,
    CalendarFeed,
    Confirmation,
    ConfirmationRound,
    ImplementerRole,
    Milestone,
    Plan,
    PlanBaseline,
    PlanDeadline,
    PlanField,
    PlanFieldAside,
    PlanFieldVersion,
    PlanPart,
    PlanShift,
    PlanSubmission,
    Presence,
    Remark,
    Risk,
    Task,
    TaskDependency,
    WagePost,
    WorkPackage,
)
from services.plans import parts_in

Readers = frozenset[int]


@dataclass(frozen=True)
class Circle:
    """Who implements the plan, by their parts' ids."""

    implementers: Readers
    # Partners without a budget do not confirm.
    partners: Readers
    lead: int

    def whose(self, part_id: int) -> Readers:
        """Whose matter a part is: of a partner that does not confirm the lead's, of who has left nobody's."""
        if part_id in self.implementers:
            return frozenset({part_id})
        return frozenset({self.lead}) if part_id in self.partners else frozenset()


@dataclass(frozen=True)
class Rows:
    """How the rows of one table read."""

    kind: str
    columns: tuple[str, ...]
    # Columns that are not confirmed: keys, versions, and who wrote when.
    left_out: tuple[str, ...]
    readers: Callable[[Any, Circle], Readers]
    # What tells this row from the others of the plan; by itself its id, so that a moved row is the same row.
    name: Callable[[Any], str] = lambda row: str(row.id)


@dataclass(frozen=True)
class Line:
    key: str
    text: str
    readers: Readers


def _everybodys(_row: Any, circle: Circle) -> Readers:
    return circle.implementers


def _of_place(row: Any, circle: Circle) -> Readers:
    """A text of the shared part is everybody's, one of a part its implementer's."""
    return circle.whose(row.place) if row.place else circle.implementers


def _of_package(row: Any, circle: Circle) -> Readers:
    """Who answers for a work package and the lead; everybody while nobody answers for it."""
    return circle.whose(row.part_id) | {circle.lead} if row.part_id else circle.implementers


def _of_part(row: Any, circle: Circle) -> Readers:
    return circle.whose(row.part_id)


def _at(row: Any) -> str:
    """A row of a table that is replaced as a whole is known by its place."""
    return f"{row.part_id}-{row.position}"


_KEYS = ("id", "plan_id", "version_id")
_ROW = ("id", "plan_id", "part_id")
_EDITED = ("edited_by", "edited_at")

READ: Mapping[type[Any], Rows] = {
    Plan: Rows(
        "plan",
        ("name", "lead_association_id", "call_version_id", "starts_on", "ends_on", "cost_model", "area"),
        (
            "id",
            "idea_id",
            "call_id",
            "state",
            "shared_at",
            "created_by",
            "created_at",
            "version_id",
        ),
        _everybodys,
        lambda _plan: "",
    ),
    PlanPart: Rows(
        "implementer",
        ("role",),
        ("id", "plan_id", "association_id", "request_id", "created_at", "left_at", "left_reason"),
        lambda row, circle: circle.implementers if row.left_at is None else frozenset(),
        lambda part: str(part.association_id),
    ),
    PlanField: Rows(
        "field",
        ("text",),
        ("id", "plan_id", "place", "key", "number", "edited_by", "edited_at"),
        _of_place,
        lambda field: f"{field.place}-{field.key}",
    ),
    WorkPackage: Rows(
        "package",
        ("title", "goal", "action", "result", "part_id"),
        (*_KEYS, "position"),
        _of_package,
    ),
    Risk: Rows(
        "risk",
        ("title", "likelihood", "effect", "response", "part_id"),
        (*_KEYS, "created_at"),
        _everybodys,
    ),
    BudgetTerms: Rows(
        "terms",
        ("side_cost_rate", "support_rate", "lump_sum"),
        ("plan_id", *_EDITED),
        _everybodys,
        lambda _terms: "",
    ),
    Budget: Rows(
        "budget",
        ("lump_share", "volunteer_hours"),
        ("plan_id", "part_id", "version_id", *_EDITED),
        _of_part,
        lambda budget: str(budget.part_id),
    ),
    WagePost: Rows(
        "post",
        ("task", "people", "working_time", "pay", "amount", "gross", "year"),
        (*_ROW, "position"),
        _of_part,
        _at,
    ),
    BudgetLine: Rows(
        "cost",
        ("kind", "words", "euros", "year"),
        (*_ROW, "position"),
        _of_part,
        _at,
    ),
}

NOT_READ: Mapping[type[Any], str] = {
    PlanFieldVersion: "texts that others have replaced",
    PlanFieldAside: "a text that waits for its writer's choice",
    Presence: "who is looking now",
    Remark: "what is said about a section",
    Task: "how the work is arranged from day to day; the baseline keeps it as it was",
    Milestone: "how the work is arranged from day to day; the baseline keeps it as it was",
    TaskDependency: "how the work is arranged from day to day; the baseline keeps it as it was",
    PlanBaseline: "the schedule as it was confirmed",
    PlanShift: "what a move of the timeline has moved; the dates that it moved are read where they stand",
    PlanDeadline: "the way to the submission, not what is submitted",
    CalendarFeed: "a reader's own",
    Confirmation: "the answer itself",
    ConfirmationRound: "the question itself",
    PlanSubmission: "what became of the plan",
}


def circle_of(session: Session, plan: Plan) -> Circle:
    parts = parts_in(session, plan)
    return Circle(
        frozenset(part.id for part in parts if implements(part)),
        frozenset(part.id for part in parts if not implements(part)),
        next(part.id for part in parts if part.association_id == plan.lead_association_id),
    )


def implements(part: PlanPart) -> bool:
    return part.role != ImplementerRole.COOPERATION_PARTNER


def lines_of(session: Session, plan: Plan, circle: Circle) -> list[Line]:
    """Everything in the plan that somebody confirms; one question for each table."""
    return [
        line
        for model, rows in READ.items()
        for row in _rows(session, model, plan)
        for line in _lines(rows, row, circle)
    ]


def words_for(lines: Iterable[Line], part_id: int) -> dict[str, str]:
    """What this implementer confirms."""
    return {line.key: line.text for line in lines if part_id in line.readers}


def digest(words: Mapping[str, str]) -> str:
    """A short name of these words: a screen says with it which words it has shown."""
    return hashlib.sha256(json.dumps(words, sort_keys=True).encode()).hexdigest()[:16]


def owner_column(model: type[Any]) -> Any:
    """The column that says which plan, or which part of one, a row belongs to."""
    if model is Plan:
        return col(Plan.id)
    return model.plan_id if "plan_id" in model.model_fields else model.part_id


def _rows(session: Session, model: type[Any], plan: Plan) -> Iterable[Any]:
    owner = owner_column(model)
    ours = (
        owner.in_(select(PlanPart.id).where(PlanPart.plan_id == plan.id))
        if owner.key == "part_id"
        else owner == plan.id
    )
    query = select(model).where(ours).order_by(*inspect(model).primary_key)
    return session.exec(query.execution_options(populate_existing=True))


def _lines(rows: Rows, row: Any, circle: Circle) -> Iterable[Line]:
    readers = rows.readers(row, circle)
    if not readers:
        return
    for column in rows.columns:
        if text := _told(getattr(row, column)):
            yield Line(f"{rows.kind}/{rows.name(row)}/{column}", text, readers)


def _told(value: Any) -> str:
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, list):
        return ",".join(value)
    return "" if value is None else str(value)
