"""A person's own saved searches, with how much is new in each."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from models import Alert, NotFound, SavedSearch, Sought
from services.actors import Actor
from services.saved_searches.acts import MOST
from services.saved_searches.seeking import new, reads


@dataclass(frozen=True)
class SavedCard:
    id: int
    sought: Sought
    name: str
    filters: dict[str, str]
    alert: Alert
    new: int
    # There are more new ones than were counted.
    more: bool
    # False when a filter means nothing any more.
    reads: bool


def of(session: Session, actor: Actor) -> list[SavedCard]:
    """All of one's own, the newest first: never more than `MOST`."""
    if actor.is_visitor:
        raise NotFound
    query = (
        select(SavedSearch)
        .where(SavedSearch.person_id == actor.id)
        .order_by(col(SavedSearch.created_at).desc(), col(SavedSearch.id).desc())
        .limit(MOST)
    )
    return [_card(session, actor, search) for search in session.exec(query).all()]


def _card(session: Session, actor: Actor, search: SavedSearch) -> SavedCard:
    fine = reads(session, search.sought, search.filters)
    found = new(session, actor, search.sought, search.filters, since=search.looked_at) if fine else None
    return SavedCard(
        id=search.id,
        sought=search.sought,
        name=search.name,
        filters=dict(search.filters),
        alert=search.alert,
        new=len(found.ids) if found else 0,
        more=bool(found and found.more),
        reads=fine,
    )
