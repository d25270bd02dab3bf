"""What is told of a thing that was found: its title and an excerpt, with the words marked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, null, select
from sqlmodel import Session, col

from models import Association, Kind
from services.actors import Actor
from services.associations import access as associations
from services.search.asking import Sought
from services.search.highlight import Marked, Marker
from services.search.nouns import NOUNS


@dataclass(frozen=True)
class Hit:
    kind: Kind
    id: int
    title: Marked
    excerpt: Marked
    municipality: str
    association: str
    at: datetime | date | None


def hits(
    session: Session,
    actor: Actor,
    kind: Kind,
    ids: Sequence[int],
    asked: Iterable[Sought],
    *,
    excerpts: bool = True,
) -> tuple[Hit, ...]:
    """In the order of the ids, which are of things that this person may see."""
    if not ids:
        return ()
    texts = NOUNS[kind].texts if excerpts else ()
    rows = {row.id: row for row in session.execute(_shown(actor, kind, ids, texts))}
    marker = Marker(asked)
    return tuple(_hit(kind, rows[each], marker) for each in ids if each in rows)


def _shown(actor: Actor, kind: Kind, ids: Sequence[int], texts: Sequence[Any]) -> Any:
    noun = NOUNS[kind]
    columns = (
        noun.model.id.label("id"),
        noun.title.label("title"),
        (noun.municipality if noun.municipality is not None else null()).label("municipality"),
        (col(Association.name) if noun.association_id is not None else null()).label("association"),
        noun.at.label("at"),
        *texts,
    )
    query = select(*columns).select_from(noun.model).where(noun.model.id.in_(ids))
    if noun.association_id is None:
        return query
    named = and_(col(Association.id) == noun.association_id, associations.known_to(actor))
    return query.join(Association, named, isouter=True)


def _hit(kind: Kind, row: Any, marker: Marker) -> Hit:
    return Hit(
        kind,
        row.id,
        marker.marked(row.title),
        marker.excerpt(row[5:]),
        row.municipality or "",
        row.association or "",
        row.at,
    )
