"""What is in the queue, oldest first, and what stands before and after an item under the same filters."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select, tuple_
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from models import Association, Decision, Kind, OpenedBecause, Person, ReviewItem, ReviewState, now
from services import places
from services.actors import Actor
from services.moderation import desk
from services.moderation.handlers import HANDLERS
from services.paging import Page, carded, paged

MOST_COUNTED = 100


@dataclass(frozen=True)
class QueueFilter:
    """What the address of the queue says; words of no meaning filter nothing."""

    kind: str = ""
    municipality: str = ""
    state: str = ReviewState.WAITING
    because: str = ""
    mine: bool = False


@dataclass(frozen=True)
class QueueRow:
    id: int
    kind: Kind
    thing_id: int
    title: str
    municipality: str
    association: str
    state: ReviewState
    because: OpenedBecause
    opened_at: datetime
    # Somebody else's claim that still holds.
    claimed_by: str
    claimed_until: datetime | None
    own: bool
    # An appeal against this reader's own decision.
    again: bool
    # Hidden by readers' flags, and by nobody yet.
    automatic: bool
    due_at: datetime | None
    decision: Decision | None
    decided_by: str
    decided_at: datetime | None
    version: int


@dataclass(frozen=True)
class Neighbours:
    before: int | None
    after: int | None


_KEY = (col(ReviewItem.opened_at), col(ReviewItem.id))
# Once: what an alias stands for is found out anew for each new one.
_CLAIMER, _DECIDER = aliased(Person), aliased(Person)


def queue(
    session: Session, actor: Actor, filters: QueueFilter | None = None, *, after: str = ""
) -> Page[QueueRow]:
    """The items under these filters: who waits longest comes first; of the decided ones the newest."""
    filters = filters or QueueFilter()
    query = (
        _filtered(actor, filters, ReviewItem, Association.name, _CLAIMER.name, _DECIDER.name)
        .join(Association, col(Association.id) == ReviewItem.association_id, isouter=True)
        .join(_CLAIMER, col(_CLAIMER.id) == ReviewItem.claimed_by, isouter=True)
        .join(_DECIDER, col(_DECIDER.id) == ReviewItem.decided_by, isouter=True)
    )
    page = paged(session, query, key=_KEY, after=after, descending=_newest_first(filters))
    return carded(page, lambda row: _row(actor, *row))


def counts(session: Session, actor: Actor) -> dict[Kind, int]:
    """How many items of each kind wait, appeals among them, counted up to `MOST_COUNTED`; none is 0."""
    desk.check_desk(actor)
    found = session.connection().execute(_COUNTS).one()
    return dict(zip(HANDLERS, found, strict=True))


def appeals(session: Session, actor: Actor) -> int:
    """How many appeals wait, counted up to `MOST_COUNTED`."""
    desk.check_desk(actor)
    return session.connection().scalar(_APPEALS) or 0


def _bounded(*wanted: Any) -> Any:
    """A queue of ten thousand is counted as far as anybody reads the number."""
    held = select(col(ReviewItem.id)).where(*wanted).limit(MOST_COUNTED)
    return select(func.count()).select_from(held.subquery()).scalar_subquery()


# Asked at every click of a facilitator, and put together once.
_WAITING = col(ReviewItem.state).in_((ReviewState.WAITING, ReviewState.APPEALED))
_COUNTS = select(*(_bounded(_WAITING, col(ReviewItem.kind) == kind) for kind in HANDLERS))
_APPEALS = select(_bounded(col(ReviewItem.state) == ReviewState.APPEALED))


def neighbours(session: Session, actor: Actor, item_id: int, filters: QueueFilter) -> Neighbours:
    """The items before and after this one, also when it has just left the queue itself."""
    item = desk.fetch(session, actor, item_id)
    here = tuple_(item.opened_at, item.id)
    ids = _filtered(actor, filters, col(ReviewItem.id))
    before = ids.where(tuple_(*_KEY) < here).order_by(*(column.desc() for column in _KEY)).limit(1)
    after = ids.where(tuple_(*_KEY) > here).order_by(*_KEY).limit(1)
    first, last = session.scalars(before).first(), session.scalars(after).first()
    return Neighbours(last, first) if _newest_first(filters) else Neighbours(first, last)


def _newest_first(filters: QueueFilter) -> bool:
    return filters.state == ReviewState.DECIDED


def _filtered(actor: Actor, filters: QueueFilter, *selected: Any) -> Select[Any]:
    desk.check_desk(actor)
    query = select(*selected).where(col(ReviewItem.state) == _state(filters.state))
    if filters.state == ReviewState.DECIDED:
        # What a register has vouched for nobody has decided of.
        query = query.where(col(ReviewItem.decision).is_not(None))
    if filters.kind in list(HANDLERS):
        query = query.where(col(ReviewItem.kind) == filters.kind)
    if filters.because in list(OpenedBecause):
        query = query.where(col(ReviewItem.opened_because) == filters.because)
    if filters.municipality in places.municipalities():
        query = query.where(col(ReviewItem.municipality) == filters.municipality)
    if filters.mine:
        query = query.where(_mine(actor, filters))
    return query


def _mine(actor: Actor, filters: QueueFilter) -> Any:
    if filters.state == ReviewState.DECIDED:
        return col(ReviewItem.decided_by) == actor.id
    return (col(ReviewItem.claimed_by) == actor.id) & (col(ReviewItem.claimed_until) > now())


def _state(words: str) -> ReviewState:
    return ReviewState(words) if words in list(ReviewState) else ReviewState.WAITING


def _row(
    actor: Actor, item: ReviewItem, association: str | None, claimer: str | None, decider: str | None
) -> QueueRow:
    held = item.claimed_until is not None and item.claimed_until > now() and item.claimed_by != actor.id
    return QueueRow(
        id=item.id,
        kind=item.kind,
        thing_id=item.thing_id,
        title=item.title,
        municipality=item.municipality,
        association=association or "",
        state=item.state,
        because=item.opened_because,
        opened_at=item.opened_at,
        claimed_by=(claimer or "") if held else "",
        claimed_until=item.claimed_until if held else None,
        own=desk.own(actor, item),
        again=item.state == ReviewState.APPEALED and item.appeal_of == actor.person_id,
        automatic=item.automatic,
        due_at=item.due_at if item.is_open else None,
        decision=item.decision,
        decided_by=decider or "",
        decided_at=item.decided_at,
        version=item.version,
    )
