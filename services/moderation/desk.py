"""Who may sit at the desk, and which items are theirs to decide."""

from sqlmodel import Session

from models import Forbidden, NotFound, ReviewItem
from services.actors import Actor


def check_desk(actor: Actor) -> None:
    """The queue is the facilitators'; nobody else knows what is in it."""
    if not actor.is_facilitator:
        raise NotFound


def own(actor: Actor, item: ReviewItem) -> bool:
    """Nobody judges their own association's things, nor their own words."""
    return actor.belongs_to(item.association_id) or item.author_id == actor.person_id


def fetch(session: Session, actor: Actor, item_id: int) -> ReviewItem:
    check_desk(actor)
    item = session.get(ReviewItem, item_id)
    if item is None:
        raise NotFound
    return item


def fetch_to_decide(session: Session, actor: Actor, item_id: int) -> ReviewItem:
    item = fetch(session, actor, item_id)
    # Held until the end of the act: who comes second reads what the first one decided.
    session.refresh(item, with_for_update=True)
    if own(actor, item):
        raise Forbidden("own_association")
    return item
