"""Is it here already? What is found while a name is typed."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from sqlalchemy import or_
from sqlmodel import Session, col

from models import Association, Invalid
from services.actors import Actor
from services.associations.access import visible
from services.associations.details import business_id_of, register_number_of
from services.words import sort_key, sought

SHORTEST = 4
# Beginnings of words are compared, so that an inflected name is found too.
_STEM = 6
_LOOKED_AT = 50
_SHOWN = 3
_ALIKE = 0.6
_ENDINGS = {"ry", "rf", "r.y.", "r.f."}


@dataclass(frozen=True)
class Similar:
    id: int
    name: str
    municipality: str


def similar_names(
    session: Session, actor: Actor, name: str, *, business_id: str = "", register_number: str = ""
) -> list[Similar]:
    """The visible associations most like this name, or with one of these numbers; the closest first."""
    wanted = core_of(" ".join(sought(name)))
    stems = [word[:_STEM] for word in wanted.split() if len(word) >= SHORTEST]
    numbers = _numbers(business_id, register_number)
    if not stems and not numbers:
        return []
    alike = [col(Association.sort_key).contains(stem, autoescape=True) for stem in stems]
    same = [getattr(Association, field) == number for field, number in numbers.items()]
    rows = session.execute(visible(actor).where(or_(*alike, *same)).limit(_LOOKED_AT)).scalars()
    scored = [(_score(row, wanted, numbers), row) for row in rows]
    best = sorted((pair for pair in scored if pair[0] >= _ALIKE), key=lambda pair: -pair[0])
    return [Similar(row.id, row.name, row.municipality) for _, row in best[:_SHOWN]]


def _numbers(business_id: str, register_number: str) -> dict[str, str]:
    """Those of the numbers that can be numbers; a half-typed one finds nothing yet."""
    found = {}
    for field, check, typed in (
        ("business_id", business_id_of, business_id),
        ("register_number", register_number_of, register_number),
    ):
        try:
            number = check(typed)
        except Invalid:
            continue
        if number:
            found[field] = number
    return found


def _score(row: Association, wanted: str, numbers: dict[str, str]) -> float:
    if any(getattr(row, field) == number for field, number in numbers.items()):
        return 1.0
    there = core_of(row.name)
    begun = 0.9 if wanted and there.startswith(wanted) else 0.0
    return max(begun, SequenceMatcher(None, wanted, there).ratio())


def core_of(name: str) -> str:
    """The name without what every registered association ends in, and without remarks in brackets."""
    return core_of_key(sort_key(name))


def core_of_key(key: str) -> str:
    """The same from the key that an association is sorted by."""
    return " ".join(word for word in key.split("(")[0].split() if word not in _ENDINGS)
