"""What an implementer confirms, line by line.

A line's key is "<kind>/<row>/<column>"; its text is the column's value, which the screens say in the reader's language.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from sqlalchemy import inspect
from sqlmodel import Session, col, select

from models import ImplementerRole, Plan, PlanPart
from services.confirmations.covered import READ, Circle, Readers, Rows
from services.plans import parts_in


@dataclass(frozen=True)
class Line:
    key: str
    text: str
    readers: Readers


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
