"""Which columns of all tables point at an association: asked of the models, so that a new table is never forgotten."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from models import Association, Table


@dataclass(frozen=True)
class Reference:
    model: type[Any]
    column: str

    @property
    def name(self) -> str:
        return f"{self.model.__tablename__}.{self.column}"

    @property
    def attribute(self) -> Any:
        return getattr(self.model, self.column)


@cache
def to_associations() -> tuple[Reference, ...]:
    """In the order of the tables' names."""
    target = Association.__table__.c.id  # type: ignore[attr-defined]
    found = [
        Reference(mapper.class_, column.key)
        for mapper in Table._sa_registry.mappers
        for column in mapper.local_table.columns
        if column.references(target)
    ]
    return tuple(sorted(found, key=lambda each: each.name))
