"""One item of the queue with all that its screen shows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from models import (
    Association,
    Decision,
    Flag,
    Kind,
    OpenedBecause,
    Person,
    ReasonCode,
    ReviewItem,
    ReviewState,
)
from services import reviews
from services.actors import Actor
from services.moderation import desk, links
from services.moderation.handlers import HANDLERS, Handler
from services.moderation.preview import Line


@dataclass(frozen=True)
class Verdict:
    decision: Decision
    reason: ReasonCode | None
    words: str
    who: str
    at: datetime


@dataclass(frozen=True)
class Review:
    id: int
    version: int
    kind: Kind
    thing_id: int
    title: str
    association: str
    author: str
    municipality: str
    state: ReviewState
    because: OpenedBecause
    opened_at: datetime
    # The state of the thing itself, as `<kind>_state.<state>`.
    thing_state: str
    own: bool
    lines: list[Line]
    link: str
    # What readers said who asked for a look; who they are stays between them and the service.
    flags: list[str]
    verdict: Verdict | None
    offered: list[Decision]
    may_undo: bool


def place_of(session: Session, actor: Actor, kind: Kind, thing_id: int) -> int:
    """The number of a thing's item; 0 when it has none."""
    desk.check_desk(actor)
    item = reviews.item_of(session, kind, thing_id)
    return item.id if item else 0


def review_of(session: Session, actor: Actor, item_id: int) -> Review:
    """The item as it is now; NotFound for who does not moderate, and when the thing was taken back."""
    item = desk.fetch(session, actor, item_id)
    handler = HANDLERS[item.kind]
    thing = handler.fetch(session, actor, item.thing_id)
    own = desk.own(actor, item)
    return Review(
        id=item.id,
        version=item.version,
        kind=item.kind,
        thing_id=item.thing_id,
        title=item.title,
        association=_name(session, Association, item.association_id),
        author=_name(session, Person, item.author_id),
        municipality=item.municipality,
        state=item.state,
        because=item.opened_because,
        opened_at=item.opened_at,
        thing_state=str(thing.state),
        own=own,
        lines=handler.lines(session, actor, thing),
        link=links.of(session, item),
        flags=[] if own else _flags(session, item),
        verdict=_verdict(session, item),
        offered=[] if own else _offered(handler, actor, item, thing),
        may_undo=item.state == ReviewState.DECIDED and not own,
    )


def _offered(handler: Handler, actor: Actor, item: ReviewItem, thing: Any) -> list[Decision]:
    """What changes the thing, and while it waits also what leaves it as it is; in one order everywhere."""
    changing = handler.changing(actor, thing)
    confirming = handler.confirming(thing) if item.state == ReviewState.WAITING else []
    return [decision for decision in Decision if decision in (*changing, *confirming)]


def _verdict(session: Session, item: ReviewItem) -> Verdict | None:
    if item.decision is None or item.decided_at is None:
        return None
    who = _name(session, Person, item.decided_by)
    return Verdict(item.decision, item.reason, item.words, who, item.decided_at)


def _flags(session: Session, item: ReviewItem) -> list[str]:
    query = select(Flag.words).where(Flag.kind == item.kind, Flag.thing_id == item.thing_id)
    return list(session.exec(query.order_by(col(Flag.id).desc()).limit(20)))


def _name(session: Session, table: type[Association] | type[Person], thing_id: int | None) -> str:
    return session.exec(select(table.name).where(table.id == thing_id)).first() or ""
