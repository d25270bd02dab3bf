"""Reading associations and ideas from the database for their columns."""

from collections.abc import Callable, Collection, Iterator
from typing import Any

from sqlalchemy import Select, String, select, type_coerce
from sqlmodel import Session, col

from models import (
    Association,
    AssociationState,
    AssociationTag,
    Idea,
    IdeaNeed,
    IdeaState,
    IdeaTag,
    TagKind,
)
from services.partners.columns import Row
from services.partners.features import number_of_municipality
from services.partners.ranking import ESSENTIAL, WELCOME

Pieces = Callable[[Session], Iterator[list[Row]]]
Of = Callable[[Session, Collection[int]], list[Row]]
# Read at a time, so that a first reading needs little memory besides the columns.
PIECE = 5_000

_VERIFIED: Select[*tuple[Any, ...]] = select(
    col(Association.id), col(Association.municipality), col(Association.capacity), col(Association.registered)
).where(
    # Of a register's associations those that somebody answers for.
    col(Association.state) == AssociationState.VERIFIED,
    col(Association.unclaimed).is_(False),
)

_PUBLISHED: Select[*tuple[Any, ...]] = select(
    col(Idea.id), col(Idea.municipality), col(Idea.association_id), col(Idea.reply_by)
).where(col(Idea.state) == IdeaState.PUBLISHED)

Tags = dict[int, dict[str, list[str]]]


def associations(session: Session, ids: Collection[int]) -> list[Row]:
    return _associations(session, _VERIFIED.where(col(Association.id).in_(ids)))


def all_associations(session: Session) -> Iterator[list[Row]]:
    return _pieces(session, _VERIFIED, Association.id, _associations)


def ideas(session: Session, ids: Collection[int]) -> list[Row]:
    return _ideas(session, _PUBLISHED.where(col(Idea.id).in_(ids)))


def all_ideas(session: Session) -> Iterator[list[Row]]:
    return _pieces(session, _PUBLISHED, Idea.id, _ideas)


def _pieces(
    session: Session,
    query: Select[*tuple[Any, ...]],
    key: Any,
    read: Callable[[Session, Select[*tuple[Any, ...]]], list[Row]],
) -> Iterator[list[Row]]:
    last = 0
    while piece := read(session, query.where(col(key) > last).order_by(col(key)).limit(PIECE)):
        yield piece
        last = piece[-1].id


def _associations(session: Session, query: Select[*tuple[Any, ...]]) -> list[Row]:
    found = session.execute(query).all()
    tags = _tags(session, AssociationTag.association_id, AssociationTag, [row.id for row in found])
    return [
        Row(
            row.id,
            {
                "municipality": number_of_municipality(row.municipality),
                "capacity": row.capacity,
                "registered": row.registered,
            },
            tags.get(row.id, {}),
            tags.get(row.id, {}).get(TagKind.INTEREST, ()),
        )
        for row in found
    ]


def _ideas(session: Session, query: Select[*tuple[Any, ...]]) -> list[Row]:
    found = session.execute(query).all()
    ids = [row.id for row in found]
    tags = _tags(session, IdeaTag.idea_id, IdeaTag, ids)
    needs = _needs(session, ids)
    return [
        Row(
            row.id,
            {
                "municipality": number_of_municipality(row.municipality),
                "association": row.association_id,
                "reply_by": row.reply_by.toordinal() if row.reply_by else 0,
                "seeks": bool(needs.get(row.id)),
            },
            tags.get(row.id, {}),
            tags.get(row.id, {}).get(TagKind.TOPIC, ()),
            [(slug, weight) for slug, weight in needs.get(row.id, ()) if slug],
        )
        for row in found
    ]


def _tags(session: Session, owner: Any, table: Any, ids: list[int]) -> Tags:
    found: Tags = {}
    # A piece is read by its range: thousands of ids are no question for a database.
    query = select(col(owner), type_coerce(col(table.kind), String), col(table.slug)).order_by(
        col(table.slug)
    )
    for thing, kind, slug in session.execute(query.where(_among(owner, ids))):
        found.setdefault(thing, {}).setdefault(kind, []).append(slug)
    return found


def _needs(session: Session, ids: list[int]) -> dict[int, list[tuple[str, float]]]:
    found: dict[int, list[tuple[str, float]]] = {}
    query = select(col(IdeaNeed.idea_id), col(IdeaNeed.competence), col(IdeaNeed.essential)).order_by(
        col(IdeaNeed.position)
    )
    for idea_id, competence, essential in session.execute(query.where(_among(IdeaNeed.idea_id, ids))):
        found.setdefault(idea_id, []).append((competence, ESSENTIAL if essential else WELCOME))
    return found


def _among(owner: Any, ids: list[int]) -> Any:
    if len(ids) < PIECE:
        return col(owner).in_(ids)
    return col(owner).between(ids[0], ids[-1])
