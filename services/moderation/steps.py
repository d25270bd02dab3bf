"""What a decision does to the thing: changes it, leaves it as it is, or answers an appeal."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlmodel import Session

from models import Decision, JournalEntry, ReviewItem, ReviewState
from services import journal
from services.actors import Actor
from services.moderation.handler import REVISION, Handler
from services.moderation.telling import AGAINST


class Way(StrEnum):
    CHANGE = "change"
    KEEP = "keep"
    # The decision that was appealed against is taken back, and the thing published.
    OVERTURN = "overturn"


@dataclass(frozen=True)
class Step:
    way: Way
    # The notice that its people get; none when nothing has changed for them.
    told: str
    # What undoing goes back to, when that is not the state that the thing is in now.
    before: str = ""


def offered(handler: Handler, actor: Actor, item: ReviewItem, thing: Any) -> list[Decision]:
    """The decisions open now, in one order everywhere."""
    return [each for each in Decision if of(handler, actor, item, thing, each) is not None]


def of(handler: Handler, actor: Actor, item: ReviewItem, thing: Any, decision: Decision) -> Step | None:
    """What this decision would do; None when it is not open."""
    changing = handler.changing(actor, thing)
    if decision in changing:
        return Step(Way.CHANGE, f"review_{decision}")
    if not item.is_open:
        return None
    if item.state == ReviewState.APPEALED:
        return _answer(handler, item, thing, decision, changing)
    if decision in handler.confirming(thing):
        # What flags hid was nobody's decision: now it is somebody's, with a reason.
        return Step(Way.KEEP, f"review_{decision}" if item.automatic and decision in AGAINST else "")
    return None


def _answer(
    handler: Handler, item: ReviewItem, thing: Any, decision: Decision, changing: list[Decision]
) -> Step | None:
    """An appeal's: the decision stands, or its author was right and the thing is published after all."""
    if decision in AGAINST:
        stands = decision == item.decision and Decision.PUBLISH not in changing
        return Step(Way.KEEP, "review_upheld") if stands or decision in handler.confirming(thing) else None
    turned = item.decision in (Decision.RETURN, Decision.REJECT) and decision == Decision.PUBLISH
    if turned and (item.appeal_before == REVISION or thing.state != handler.public):
        return Step(Way.OVERTURN, "review_publish", item.appeal_before)
    return None


def take(
    session: Session,
    actor: Actor,
    handler: Handler,
    item: ReviewItem,
    thing: Any,
    step: Step,
    decision: Decision,
    why: str,
) -> JournalEntry:
    match step.way:
        case Way.KEEP:
            state = str(thing.state)
            return journal.record(
                session, actor, item.kind, item.thing_id, "keep", before=state, after=state, why=why
            )
        case Way.OVERTURN:
            handler.undo(session, actor, thing, item.appeal_before)
    return handler.act(session, actor, thing, decision, why)
