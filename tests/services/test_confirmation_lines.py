"""No table and no column that belongs to a plan is forgotten: it is confirmed, or it is said why not."""

from typing import Any

import pytest

from models import Table
from services.confirmations.covered import NOT_READ, READ
from services.confirmations.lines import owner_column

MODELS: dict[str, type[Any]] = {
    mapper.class_.__tablename__: mapper.class_ for mapper in Table._sa_registry.mappers
}


def belonging_to_a_plan() -> set[str]:
    """The tables that point at a plan, at something that does, and so on."""
    found = {"plan"}
    while more := {
        name
        for name, table in Table.metadata.tables.items()
        if name not in found and found & {key.column.table.name for key in table.foreign_keys}
    }:
        found |= more
    return found


def test_every_table_of_a_plan_is_confirmed_or_says_why_not() -> None:
    named = {model.__tablename__ for model in (*READ, *NOT_READ)}

    assert set(READ).isdisjoint(NOT_READ)
    assert named == belonging_to_a_plan()


@pytest.mark.parametrize("model", READ)
def test_every_column_is_confirmed_or_left_out(model: type[Any]) -> None:
    rows = READ[model]

    assert set(rows.columns).isdisjoint(rows.left_out)
    assert {*rows.columns, *rows.left_out} == {column.name for column in model.__table__.columns}
    assert owner_column(model).key in ("id", "plan_id", "part_id")
