"""A decision as the author of the thing reads it, and the appeal against it."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from models import (
    Decision,
    Forbidden,
    Kind,
    NotFound,
    OpenedBecause,
    Person,
    ReasonCode,
    ReviewItem,
    ReviewState,
    ServiceRole,
    WrongState,
    now,
)
from models.review import ReviewAction
from services import journal, notices, reviews, words
from services.actors import Actor
from services.moderation import desk, links
from services.moderation.telling import AGAINST

LONGEST = 1000
APPEAL = "appeal"


@dataclass(frozen=True)
class OwnRuling:
    """What was decided about my thing. Who decided is not said: facilitators answer for it together."""

    item_id: int
    kind: Kind
    title: str
    link: str
    state: ReviewState
    decision: Decision | None
    automatic: bool
    reason: ReasonCode | None
    words: str
    at: datetime | None
    # By when it is looked at, while it waits.
    due_at: datetime | None
    appealed_at: datetime | None
    appeal_words: str
    # The decision is the answer to an appeal.
    final: bool
    may_appeal: bool


def ruling_of(session: Session, actor: Actor, item_id: int) -> OwnRuling:
    """NotFound for everybody but the author and their association's people."""
    item = _fetch(session, actor, item_id)
    return OwnRuling(
        item_id=item.id,
        kind=item.kind,
        title=item.title,
        link=links.of(session, item),
        state=item.state,
        decision=item.decision,
        automatic=item.automatic,
        reason=item.reason,
        words=item.words,
        at=item.decided_at,
        due_at=item.due_at if item.is_open else None,
        appealed_at=item.appealed_at,
        appeal_words=item.appeal_words,
        final=item.state == ReviewState.DECIDED and item.opened_because == OpenedBecause.APPEAL,
        may_appeal=_may_write(actor, item) and _is_open(item),
    )


def appeal(session: Session, actor: Actor, item_id: int, why: str) -> ReviewItem:
    """Asks another facilitator to look again, once a decision; the thing stays as it is meanwhile."""
    item = _fetch(session, actor, item_id)
    session.refresh(item, with_for_update=True)
    if not _may_write(actor, item):
        raise Forbidden
    if not _is_open(item):
        raise WrongState("appeal_closed")
    item.appeal_words = words.body(why, field="why", most=LONGEST)
    item.move(ReviewAction.APPEAL)
    item.opened_because = OpenedBecause.APPEAL
    item.appealed_by, item.appealed_at = actor.id, now()
    item.appeal_of, item.appeal_before = item.decided_by, item.thing_before
    item.claimed_by = item.claimed_until = None
    reviews.promise(item, now())
    session.flush()
    entry = journal.record(session, actor, item.kind, item.thing_id, APPEAL, why=item.appeal_words)
    notices.tell(
        session,
        entry,
        _judges(session, item),
        "review_appealed",
        f"/moderation?item={item.id}",
        by_mail=True,
        title=item.title,
        kind_key=f"kind.{item.kind}",
    )
    return item


def _fetch(session: Session, actor: Actor, item_id: int) -> ReviewItem:
    item = session.get(ReviewItem, item_id)
    if item is None or actor.is_visitor or not desk.own(actor, item):
        raise NotFound
    return item


def _may_write(actor: Actor, item: ReviewItem) -> bool:
    return item.author_id == actor.person_id or actor.acts_for(item.association_id)


def _is_open(item: ReviewItem) -> bool:
    """Decided against by a person, and not as the answer to an appeal: that one is final."""
    return (
        item.state == ReviewState.DECIDED
        and item.decision in AGAINST
        and item.opened_because != OpenedBecause.APPEAL
    )


def _judges(session: Session, item: ReviewItem) -> list[int]:
    """The facilitators but the one who decided; that one too when there is nobody else."""
    people = session.exec(select(Person.id).where(col(Person.role) == ServiceRole.FACILITATOR)).all()
    others = [each for each in people if each not in (item.appeal_of, item.author_id)]
    return others or list(people)
