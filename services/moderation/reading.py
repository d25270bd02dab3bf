"""One item of the queue with all that its screen shows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from models import (
    Association,
    Decision,
    Flag,
    FlagReason,
    Kind,
    OpenedBecause,
    Person,
    ReasonCode,
    ReviewItem,
    ReviewState,
    now,
)
from services import reviews
from services.actors import Actor
from services.moderation import automatic, desk, links, notes, rulings, snapshot, steps
from services.moderation.handlers import HANDLERS
from services.moderation.notes import Note
from services.moderation.preview import Line
from services.moderation.rulings import PastRuling


@dataclass(frozen=True)
class Verdict:
    decision: Decision
    reason: ReasonCode | None
    words: str
    who: str
    at: datetime


@dataclass(frozen=True)
class FlagWords:
    """What a reader said who asked for a look; who they are stays between them and the service."""

    reason: FlagReason
    words: str


@dataclass(frozen=True)
class Appeal:
    words: str
    who: str
    at: datetime


@dataclass(frozen=True)
class Watch:
    """The little of an item that changes while somebody reads it."""

    version: int
    holder: str
    until: datetime | None
    decision: Decision | None
    decider: str
    decided_at: datetime | None


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
    # Not this facilitator's to decide, because it is their own or an appeal against their own decision.
    barred: desk.Barred
    lines: list[Line]
    link: str
    flags: list[FlagWords]
    # What the flags since the last look weigh, and how much hides the thing.
    points: int
    automatic: bool
    appeal: Appeal | None
    due_at: datetime | None
    author_language: str
    notes: list[Note]
    rulings: list[PastRuling]
    verdict: Verdict | None
    watch: Watch
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
    barred = desk.barred(session, actor, item)
    own = barred == desk.Barred.OWN
    names = _names(session, item)
    flags = [] if own else _flags(session, item)
    lines = handler.lines(session, actor, thing)
    return Review(
        id=item.id,
        version=item.version,
        kind=item.kind,
        thing_id=item.thing_id,
        title=item.title,
        association=names.association,
        author=names.author,
        municipality=item.municipality,
        state=item.state,
        because=item.opened_because,
        opened_at=item.opened_at,
        thing_state=str(thing.state),
        own=own,
        barred=barred,
        lines=snapshot.compared(item.title, lines, item.seen if item.is_open else None),
        link=links.of(session, item),
        flags=flags,
        points=automatic.points(session, item) if flags else 0,
        automatic=item.automatic,
        appeal=_appeal(item, names.appealer),
        due_at=item.due_at if item.is_open else None,
        author_language=names.language,
        notes=[] if own else notes.of(session, item),
        rulings=rulings.of(session, item),
        verdict=_verdict(item, names.decider),
        watch=_watch(actor, item, names.holder, names.decider),
        offered=[] if barred else steps.offered(handler, actor, item, thing),
        may_undo=item.state == ReviewState.DECIDED and item.decision is not None and not barred,
    )


@dataclass(frozen=True)
class _Names:
    association: str
    author: str
    language: str
    decider: str
    appealer: str
    holder: str


def _names(session: Session, item: ReviewItem) -> _Names:
    """Everybody whom the item names, in one question."""
    found = session.execute(
        select(
            _of(col(Association.name), col(Association.id) == item.association_id),
            _of(col(Person.name), col(Person.id) == item.author_id),
            _of(col(Person.locale), col(Person.id) == item.author_id),
            _of(col(Person.name), col(Person.id) == item.decided_by),
            _of(col(Person.name), col(Person.id) == item.appealed_by),
            _of(col(Person.name), col(Person.id) == item.claimed_by),
        )
    ).one()
    return _Names(*(each or "" for each in found))


def _of(column: Any, which: Any) -> Any:
    return select(column).where(which).scalar_subquery()


def _verdict(item: ReviewItem, who: str) -> Verdict | None:
    if item.decision is None or item.decided_at is None:
        return None
    return Verdict(item.decision, item.reason, item.words, who, item.decided_at)


def _appeal(item: ReviewItem, who: str) -> Appeal | None:
    if item.appealed_at is None or item.opened_because != OpenedBecause.APPEAL:
        return None
    return Appeal(item.appeal_words, who, item.appealed_at)


def _flags(session: Session, item: ReviewItem) -> list[FlagWords]:
    query = select(col(Flag.reason), col(Flag.words)).where(
        col(Flag.kind) == item.kind, col(Flag.thing_id) == item.thing_id
    )
    return [FlagWords(*row) for row in session.execute(query.order_by(col(Flag.id).desc()).limit(20))]


def watch(session: Session, actor: Actor, item_id: int) -> Watch:
    """What somebody else may be doing with the item that this facilitator has open."""
    item = desk.fetch(session, actor, item_id)
    names = session.execute(
        select(
            _of(col(Person.name), col(Person.id) == item.claimed_by),
            _of(col(Person.name), col(Person.id) == item.decided_by),
        )
    ).one()
    return _watch(actor, item, names[0] or "", names[1] or "")


def _watch(actor: Actor, item: ReviewItem, holder: str, decider: str) -> Watch:
    held = item.claimed_until is not None and item.claimed_until > now() and item.claimed_by != actor.id
    decided = item.state == ReviewState.DECIDED
    return Watch(
        version=item.version,
        holder=holder if held else "",
        until=item.claimed_until if held else None,
        decision=item.decision if decided else None,
        decider=decider if decided else "",
        decided_at=item.decided_at if decided else None,
    )
