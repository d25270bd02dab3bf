"""Claiming an item, deciding it with a reason, and taking the decision back."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import or_, update
from sqlmodel import Session, col, select

from models import (
    Conflict,
    Decision,
    Invalid,
    OpenedBecause,
    Person,
    ReasonCode,
    ReviewItem,
    ReviewState,
    WrongState,
    now,
)
from models.review import ReviewAction
from services import journal, reviews, words
from services.actors import Actor
from services.moderation import desk, links, rulings, snapshot, steps, telling, weighing
from services.moderation.handlers import HANDLERS
from services.moderation.telling import AGAINST

CLAIM = timedelta(minutes=10)
# As long as every noun takes in its journal.
LONGEST = 1000


def claim(session: Session, actor: Actor, item_id: int) -> ReviewItem:
    """Ten minutes in which nobody else takes the item up; again by the same person, ten more."""
    item = desk.fetch_to_decide(session, actor, item_id)
    free = or_(
        col(ReviewItem.claimed_by).is_(None),
        col(ReviewItem.claimed_by) == actor.id,
        col(ReviewItem.claimed_until) <= now(),
    )
    if not _set_claim(session, item, free, actor.id, now() + CLAIM):
        raise _claimed(session, item)
    return item


def release(session: Session, actor: Actor, item_id: int) -> None:
    """Lets the item go; somebody else's claim is left alone."""
    item = desk.fetch(session, actor, item_id)
    _set_claim(session, item, col(ReviewItem.claimed_by) == actor.id, None, None)


def _set_claim(
    session: Session, item: ReviewItem, guard: Any, holder: int | None, until: datetime | None
) -> bool:
    """One guarded UPDATE, so that of two people exactly one gets the item.

    The version stays as it is: holding an item changes nothing about it.
    """
    session.flush()
    held = session.connection().execute(
        update(ReviewItem)
        .where(col(ReviewItem.id) == item.id, guard)
        .values(claimed_by=holder, claimed_until=until)
    )
    session.refresh(item)
    return held.rowcount == 1


def decide(
    session: Session,
    actor: Actor,
    item_id: int,
    decision: Decision,
    reason: ReasonCode | None,
    explanation: str,
    *,
    version: int,
) -> ReviewItem:
    """Decides what was seen: `version` is the item's when it was read.

    Conflict tells who was faster, and with what. Against a thing a reason and words are needed. What is
    visible already and "nothing wrong with it" changes nothing, so its author is not told.
    """
    item = desk.fetch_to_decide(session, actor, item_id)
    _refuse_late(session, actor, item, version)
    explanation = _explained(decision, reason, explanation)
    handler = HANDLERS[item.kind]
    thing = handler.fetch(session, actor, item.thing_id)
    before = handler.before(thing, decision)
    step = steps.of(handler, actor, item, thing, decision)
    if step is None:
        raise WrongState
    entry = steps.take(session, actor, handler, item, thing, step, decision, explanation)
    if step.told:
        link = links.to_author(item) if decision in AGAINST else ""
        telling.tell(session, item, entry, step.told, reason, explanation, link=link)
    at = now()
    weighing.settle(session, item, decision, before, at)
    rulings.keep(session, actor, item, decision, reason, explanation)
    item.move(ReviewAction.DECIDE)
    item.decision, item.reason, item.words = decision, reason, explanation
    item.decided_by, item.decided_at, item.thing_before = actor.id, at, step.before or before
    item.automatic = False
    item.seen = snapshot.of(item.title, handler.lines(session, actor, thing))
    _let_go(item)
    session.flush()
    return item


def undo(session: Session, actor: Actor, item_id: int, *, version: int | None = None) -> ReviewItem:
    """Takes the last decision back: the thing is as before it, and waits in the queue again."""
    item = desk.fetch_to_decide(session, actor, item_id)
    if version is not None:
        _refuse_late(session, actor, item, version)
    if item.state != ReviewState.DECIDED or item.decision is None:
        raise WrongState("undo_gone")
    handler = HANDLERS[item.kind]
    thing = handler.fetch(session, actor, item.thing_id)
    if str(thing.state) != item.thing_before:
        entry = handler.undo(session, actor, thing, item.thing_before)
        telling.tell(session, item, entry, "review_undo")
    else:
        journal.record(session, actor, item.kind, item.thing_id, "undo")
    weighing.unsettle(session, item)
    rulings.undo(session, actor, item)
    if item.state == ReviewState.DECIDED and item.opened_because == OpenedBecause.APPEAL:
        # The appeal waits for its answer again.
        item.move(ReviewAction.APPEAL)
    else:
        # The thing's own step may have put the item back already.
        if item.state == ReviewState.DECIDED:
            item.move(ReviewAction.REOPEN)
        item.opened_because = OpenedBecause.UNDO
    reviews.promise(item, now())
    _let_go(item)
    session.flush()
    return item


def _refuse_late(session: Session, actor: Actor, item: ReviewItem, version: int) -> None:
    if item.version != version:
        if item.state == ReviewState.DECIDED and item.decided_by is not None:
            raise Conflict(
                "decided_already",
                who=_name(session, item.decided_by),
                decision_key=f"decision_done.{item.decision}",
                at=item.decided_at,
            )
        raise Conflict("review_changed")
    if item.claimed_by not in (None, actor.id) and item.claimed_until and item.claimed_until > now():
        raise _claimed(session, item)


def _claimed(session: Session, item: ReviewItem) -> Conflict:
    return Conflict("claimed", who=_name(session, item.claimed_by), until=item.claimed_until)


def _name(session: Session, person_id: int | None) -> str:
    return session.exec(select(Person.name).where(Person.id == person_id)).first() or ""


def _explained(decision: Decision, reason: ReasonCode | None, explanation: str) -> str:
    against = decision in AGAINST
    if against and reason in (None, ReasonCode.FINE):
        raise Invalid("reason_needed", field="reason")
    return words.body(explanation, field="words", most=LONGEST, needed=against)


def _let_go(item: ReviewItem) -> None:
    item.claimed_by = item.claimed_until = None
