"""Finding associations by words and by what their profiles say."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlmodel import Session, col

from models import (
    Association,
    AssociationAction,
    AssociationState,
    AssociationTag,
    JournalEntry,
    Kind,
    NotFound,
    TagKind,
)
from services.actors import Actor
from services.paging import PAGE_SIZE, Page, carded, paged
from services.search.conditions import condition

# Made once: making a statement costs as much as asking it.
_TAGS = (
    select(col(AssociationTag.association_id), col(AssociationTag.kind), col(AssociationTag.slug))
    .where(col(AssociationTag.association_id).in_(bindparam("ids", expanding=True)))
    .order_by(col(AssociationTag.slug))
)


@dataclass(frozen=True)
class Filters:
    words: str = ""
    municipality: str = ""
    competences: tuple[str, ...] = ()
    target_groups: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    # At least this much; 0 asks nothing.
    capacity: int = 0


NO_FILTERS = Filters()
# The steps after which a verified association is new to those who look for one.
_NEWS = (AssociationAction.VERIFY, AssociationAction.RESTORE, AssociationAction.EDIT)


@dataclass(frozen=True)
class PartnerCard:
    id: int
    name: str
    municipality: str
    kind: str
    registered: bool
    capacity: int
    description: str
    competences: tuple[str, ...]
    target_groups: tuple[str, ...]
    languages: tuple[str, ...]


def found(
    session: Session,
    actor: Actor,
    filters: Filters = NO_FILTERS,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    after: str = "",
    size: int = PAGE_SIZE,
) -> Page[PartnerCard]:
    """The verified associations that all filters hold for, by name; several choices of one kind must all hold."""
    if actor.is_visitor:
        raise NotFound
    page = paged(
        session,
        narrowed(session, select(Association), filters).where(*_changed(since, until)),
        key=(col(Association.sort_key), col(Association.id)),
        after=after,
        size=size,
    )
    tags = tags_of(session, [row.id for row in page.rows])
    return carded(page, lambda row: _card(row, tags.get(row.id, {})))


def _changed(since: datetime | None, until: datetime | None) -> list[Any]:
    """That the association was verified or edited in this time: by its journal, for the index of the search is also
    written anew when nobody has changed anything.
    """
    times = [*([col(JournalEntry.at) > since] if since else [])]
    times += [*([col(JournalEntry.at) <= until] if until else [])]
    stepped = select(col(JournalEntry.thing_id)).where(
        col(JournalEntry.kind) == Kind.ASSOCIATION, col(JournalEntry.action).in_(_NEWS), *times
    )
    return [col(Association.id).in_(stepped)] if times else []


def narrowed(session: Session, query: Select[Any], filters: Filters) -> Select[Any]:
    query = query.where(
        col(Association.state) == AssociationState.VERIFIED,
        col(Association.unclaimed).is_(False),
        condition(session, Kind.ASSOCIATION, filters.words),
    )
    if filters.municipality:
        query = query.where(col(Association.municipality) == filters.municipality)
    if filters.capacity:
        query = query.where(col(Association.capacity) >= filters.capacity)
    chosen = {
        TagKind.COMPETENCE: filters.competences,
        TagKind.TARGET_GROUP: filters.target_groups,
        TagKind.LANGUAGE: filters.languages,
    }
    return query.where(*(_tagged(kind, [slug]) for kind, slugs in chosen.items() for slug in slugs))


def tags_of(session: Session, association_ids: Iterable[int]) -> dict[int, dict[TagKind, tuple[str, ...]]]:
    tags: dict[int, dict[TagKind, tuple[str, ...]]] = {}
    for association_id, kind, slug in session.execute(_TAGS, {"ids": list(association_ids)}):
        mine = tags.setdefault(association_id, {})
        mine[kind] = (*mine.get(kind, ()), slug)
    return tags


def _card(row: Association, tags: dict[TagKind, tuple[str, ...]]) -> PartnerCard:
    return PartnerCard(
        row.id,
        row.name,
        row.municipality,
        row.kind,
        row.registered,
        row.capacity,
        row.description,
        competences=tags.get(TagKind.COMPETENCE, ()),
        target_groups=tags.get(TagKind.TARGET_GROUP, ()),
        languages=tags.get(TagKind.LANGUAGE, ()),
    )


def _tagged(kind: TagKind, slugs: list[str]) -> Any:
    return col(Association.id).in_(
        select(col(AssociationTag.association_id)).where(
            col(AssociationTag.kind) == kind, col(AssociationTag.slug).in_(slugs)
        )
    )
