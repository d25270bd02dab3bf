"""Which columns of all tables point at an association: asked of the models, so that a new table is never forgotten."""

from functools import cache

from sqlalchemy import Column

from models import Association, Table


@cache
def to_associations() -> tuple[Column[int], ...]:
    target = Association.__table__.c.id  # type: ignore[attr-defined]
    return tuple(
        column
        for table in Table.metadata.sorted_tables
        for column in table.columns
        if column.references(target)
    )
