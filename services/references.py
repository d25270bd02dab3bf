"""Which columns of all tables point at an association or at a person: asked of the models, so none is forgotten."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from models import Association, Person, Table


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
    return _to(Association)


@cache
def to_people() -> tuple[Reference, ...]:
    return _to(Person)


def _to(model: type[Any]) -> tuple[Reference, ...]:
    """In the order of the tables' names."""
    target = model.__table__.c.id
    found = [
        Reference(mapper.class_, column.key)
        for mapper in Table._sa_registry.mappers
        for column in mapper.local_table.columns
        if column.references(target)
    ]
    return tuple(sorted(found, key=lambda each: each.name))
