"""What is typed into a long form and not saved: kept for its writer alone, over a refresh and a day off."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Any, TypeVar

from sqlmodel import Session, col, delete

from models import Forbidden, Invalid, Kind, UnsavedForm, now
from services import words
from services.actors import Actor

# Thrown away so long after the last change: nobody goes on with it any more.
KEPT = timedelta(days=60)
# Of one text, and of the whole form.
LONGEST, LARGEST = 10_000, 200_000

W = TypeVar("W")


@dataclass(frozen=True)
class Unsaved:
    words: dict[str, Any]
    # Of the thing, when it was typed.
    version: int
    at: datetime


def of(session: Session, actor: Actor, kind: Kind, thing_id: int) -> Unsaved | None:
    """This person's own; 0 stands for a thing that is not there yet."""
    found = None if actor.is_visitor else session.get(UnsavedForm, (actor.id, kind, thing_id))
    return Unsaved(found.words, found.version, found.at) if found else None


def keep(
    session: Session, actor: Actor, kind: Kind, thing_id: int, typed: Mapping[str, Any], *, version: int
) -> datetime:
    """Keeps this instead of what was kept before. Unfinished is fine; what may never be kept is not (Invalid)."""
    if actor.is_visitor:
        raise Forbidden("sign_in_first")
    for field, value in typed.items():
        for text in _texts(value):
            words.body(text, field=field, most=LONGEST, needed=False)
    if len(json.dumps(typed)) > LARGEST:
        raise Invalid("unsaved_too_large", field="")
    kept = UnsavedForm(
        person_id=actor.id, kind=kind, thing_id=thing_id, words=dict(typed), version=version, at=now()
    )
    return session.merge(kept).at


def drop(session: Session, actor: Actor, kind: Kind, thing_id: int) -> None:
    """Once it is saved, or thrown away."""
    if found := session.get(UnsavedForm, (actor.id, kind, thing_id)):
        session.delete(found)


def forget_old(session: Session) -> None:
    session.exec(delete(UnsavedForm).where(col(UnsavedForm.at) < now() - KEPT))


def spelled(typed: Any) -> dict[str, Any]:
    """A form's words, which are a dataclass, as JSON by field."""
    return {
        name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(typed).items()
    }


def over(stands: W, said: Mapping[str, Any]) -> W:
    """What stands there, and over it what was kept: read as what stands in its place."""
    read = {name: _read(value, said[name]) for name, value in vars(stands).items() if name in said}
    return replace(stands, **read)  # type: ignore[type-var]


def _read(stands: Any, said: Any) -> Any:
    match stands:
        case date():
            return type(stands).fromisoformat(said)
        case Enum():
            return type(stands)(said)
    return said


def _texts(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for each in value.values():
                yield from _texts(each)
        case list():
            for each in value:
                yield from _texts(each)
