"""What readers' flags do by themselves: enough of them hide a thing until a facilitator has looked.

It is nobody's decision, and says so: no person stands behind it in the item, the journal or the history, its author
is told that readers did it, and the item goes on waiting.
"""

from collections import defaultdict

from sqlmodel import Session, col, select

from models import (
    Decision,
    Flag,
    FlagReason,
    Kind,
    ReviewItem,
    Ruling,
    ServiceRole,
    now,
)
from services import notices, reviews
from services.actors import Actor
from services.moderation import links, telling
from services.moderation.handlers import HANDLERS

# The rights of a facilitator and nobody's name.
NOBODY = Actor(role=ServiceRole.FACILITATOR)
# Three newcomers; twice as many when a facilitator has found it fine before.
THRESHOLD = 3 * reviews.NEWCOMER
THRESHOLD_LOOKED_AT = 2 * THRESHOLD
# To hide an association would take it out of its partners' plans: that is for people to decide.
_NEVER = (Kind.ASSOCIATION,)


def flag(session: Session, actor: Actor, kind: Kind, thing_id: int, reason: FlagReason, words: str) -> bool:
    """A reader asks for a look, and is told whether the thing was hidden meanwhile."""
    HANDLERS[kind].flag(session, actor, thing_id, words, reason=reason)
    item = reviews.item_of(session, kind, thing_id)
    return item is not None and _hide_if_enough(session, item)


def points(session: Session, item: ReviewItem) -> int:
    """What the flags since the last human decision weigh together; of one association the heaviest counts."""
    query = select(Flag).where(Flag.kind == item.kind, Flag.thing_id == item.thing_id)
    if item.decided_at and not item.automatic:
        query = query.where(col(Flag.created_at) > item.decided_at)
    heaviest: dict[tuple[str, int], int] = defaultdict(int)
    for each in session.exec(query):
        whose = ("association", each.association_id) if each.association_id else ("person", each.person_id)
        heaviest[whose] = max(heaviest[whose], each.weight)
    return sum(heaviest.values())


def _hide_if_enough(session: Session, item: ReviewItem) -> bool:
    handler = HANDLERS[item.kind]
    thing = session.get_one(handler.model, item.thing_id)
    if item.kind in _NEVER or thing.state != handler.public:
        return False
    looked_at = item.decided_at is not None and not item.automatic
    if points(session, item) < (THRESHOLD_LOOKED_AT if looked_at else THRESHOLD):
        return False
    before = str(thing.state)
    entry = handler.act(session, NOBODY, thing, Decision.HIDE, "")
    item.decision, item.reason, item.words = Decision.HIDE, None, ""
    item.decided_by, item.decided_at, item.thing_before = None, now(), before
    item.automatic = True
    session.add(
        Ruling(item_id=item.id, decision=Decision.HIDE, because=item.opened_because, opened_at=item.opened_at)
    )
    session.flush()
    notices.tell(
        session,
        entry,
        telling.authors(session, item),
        "review_auto_hide",
        links.to_author(item),
        by_mail=True,
        title=item.title,
        kind_key=f"kind.{item.kind}",
    )
    notices.tell(
        session,
        entry,
        notices.facilitators(session),
        "review_auto_hidden",
        f"/moderation?item={item.id}",
        title=item.title,
        kind_key=f"kind.{item.kind}",
    )
    return True
