"""The desk as a whole, and one shelf of it page by page."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlmodel import Session, col

from models import AdviceState, NotFound, Person, ServiceRole
from services import advice, places
from services.actors import Actor
from services.desk.shelves import SHELVES, DeskKind, Shelf
from services.paging import Page, carded, paged

FIRST = 4
MOST_COUNTED = 100


@dataclass(frozen=True)
class DeskFilter:
    """What the address says; words of no meaning filter nothing."""

    municipality: str = ""
    # A facilitator's id: what they have claimed, advise in or have proposed.
    colleague: str = ""


@dataclass(frozen=True)
class DeskRow:
    id: int
    kind: DeskKind
    title: str
    who: str
    municipality: str
    # Who has it in hand.
    colleague: str
    since: datetime | None
    due: date | None
    link: str


@dataclass(frozen=True)
class ShelfView:
    kind: DeskKind
    # Up to `MOST_COUNTED`.
    count: int
    first: list[DeskRow]


@dataclass(frozen=True)
class AdviceCounts:
    """Of the cases that the reader does not advise in: how many, and nothing else, whatever the filters say."""

    untaken: int
    others: int


@dataclass(frozen=True)
class Desk:
    shelves: list[ShelfView]
    advice: AdviceCounts
    # By id, in the order of their names.
    colleagues: dict[int, str]


def desk(session: Session, actor: Actor, filters: DeskFilter | None = None) -> Desk:
    """What waits, the oldest of each kind first; the number of questions depends on the kinds alone."""
    _check(actor)
    filters = filters or DeskFilter()
    open_ = {kind: _narrowed(actor, shelf, filters) for kind, shelf in SHELVES.items()}
    queries = {kind: query for kind, query in open_.items() if query is not None}
    counts = _counts(session, queries)
    shelves = []
    for kind, query in queries.items():
        page = paged(session, query, key=SHELVES[kind].key, size=FIRST) if counts[kind] else Page([])
        shelves.append(ShelfView(kind, counts[kind], [_row(kind, *row) for row in page.rows]))
    return Desk(shelves, _advice_counts(session, actor), colleagues(session, actor))


def on_shelf(
    session: Session, actor: Actor, kind: DeskKind, filters: DeskFilter | None = None, *, after: str = ""
) -> Page[DeskRow]:
    _check(actor)
    query = _narrowed(actor, SHELVES[kind], filters or DeskFilter())
    if query is None:
        return Page([])
    page = paged(session, query, key=SHELVES[kind].key, after=after)
    return carded(page, lambda row: _row(kind, *row))


def colleagues(session: Session, actor: Actor) -> dict[int, str]:
    _check(actor)
    rows = session.execute(
        select(col(Person.id), col(Person.name))
        .where(col(Person.role) == ServiceRole.FACILITATOR)
        .order_by(col(Person.name), col(Person.id))
    )
    return dict(rows.all())


def _check(actor: Actor) -> None:
    if not actor.is_facilitator:
        raise NotFound


def _narrowed(actor: Actor, shelf: Shelf, filters: DeskFilter) -> Select[Any] | None:
    """None for a shelf on which nothing is in anybody's hands, when a colleague's things are asked for."""
    query = shelf.query(actor)
    if shelf.municipality and filters.municipality in places.municipalities():
        query = query.where(shelf.municipality(filters.municipality))
    if filters.colleague.isdecimal() and len(filters.colleague) < 10:
        return query.where(shelf.colleague(int(filters.colleague))) if shelf.colleague else None
    return query


def _counts(session: Session, queries: dict[DeskKind, Select[Any]]) -> dict[DeskKind, int]:
    """In one question, each counted as far as anybody reads the number."""
    bounded = [
        select(func.count()).select_from(query.limit(MOST_COUNTED).subquery()).scalar_subquery()
        for query in queries.values()
    ]
    found = session.execute(select(*bounded)).one()
    return dict(zip(queries, found, strict=True))


def _advice_counts(session: Session, actor: Actor) -> AdviceCounts:
    found = advice.counts(session, actor)
    open_ = sum(count for state, count in found.states.items() if state != AdviceState.CLOSED)
    mine = advice.open_in_hand(session, actor)
    return AdviceCounts(found.waiting, max(0, open_ - found.waiting - mine))


def _row(
    kind: DeskKind,
    number: int,
    title: str,
    who: str | None,
    municipality: str | None,
    colleague: str | None,
    since: datetime | None,
    due: date | None,
    leads_to: int,
) -> DeskRow:
    link = SHELVES[kind].link.format(leads_to)
    return DeskRow(
        number, kind, title or "", who or "", municipality or "", colleague or "", since, due, link
    )
