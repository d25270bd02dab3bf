"""Which calls there are, and how long each is open."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from models import Call, CallPriority, today
from services.actors import Actor
from services.paging import Page, carded, paged


class Window(StrEnum):
    COMING = "coming"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True)
class Priority:
    slug: str
    # By language; the heading is the funder's wording, the plain words are ours.
    heading: dict[str, str]
    plain: dict[str, str]


@dataclass(frozen=True)
class CallCard:
    id: int
    slug: str
    name: str
    programme: str
    policy_priority: str
    specific_objective: str
    authority: str
    region: str
    opens_on: date
    closes_on: date
    window: Window
    # Days until it opens, or closes; 0 on the last day and when it has closed.
    days: int
    amount: Decimal | None
    support_rate: Decimal | None
    project_forms: list[str]
    cost_models: list[str]
    notes: str
    link: str
    priorities: list[Priority]


def visible_to(session: Session, _actor: Actor, *, after: str = "") -> Page[CallCard]:
    """All calls, the one that closes last first; two queries."""
    page = paged(session, select(Call), key=[col(Call.closes_on), col(Call.id)], after=after, descending=True)
    priorities = _priorities(session, [call.id for call in page.rows])
    return carded(page, lambda call: _card(call, priorities.get(call.id, []), today()))


def choices(session: Session, _actor: Actor) -> dict[int, str]:
    """The calls that an idea can be written for, the newest first."""
    rows = session.exec(select(Call.id, Call.name).order_by(col(Call.closes_on).desc()).limit(50))
    return dict(rows.all())


def priorities_of(session: Session, _actor: Actor, call_id: int | None) -> list[Priority]:
    """The priorities of one call, in the funder's order."""
    return _priorities(session, [call_id] if call_id else []).get(call_id or 0, [])


def headings(session: Session, _actor: Actor, slugs: list[str]) -> list[dict[str, str]]:
    """The funder's wording of these priorities, by language; one each, though several calls have it."""
    rows = session.exec(select(CallPriority).where(col(CallPriority.slug).in_(slugs)))
    return list({row.slug: row.heading for row in rows}.values())


def window_of(opens_on: date, closes_on: date, day: date) -> tuple[Window, int]:
    """Whether it is open on this day, and the days until that changes."""
    if day < opens_on:
        return Window.COMING, (opens_on - day).days
    if day <= closes_on:
        return Window.OPEN, (closes_on - day).days
    return Window.CLOSED, 0


def _priorities(session: Session, call_ids: list[int]) -> dict[int, list[Priority]]:
    found: dict[int, list[Priority]] = {}
    for row in session.exec(priorities_query(call_ids)):
        found.setdefault(row.call_id, []).append(Priority(row.slug, row.heading, row.plain))
    return found


def priorities_query(call_ids: list[int]) -> SelectOfScalar[CallPriority]:
    return (
        select(CallPriority)
        .where(col(CallPriority.call_id).in_(call_ids))
        .order_by(col(CallPriority.call_id), col(CallPriority.position))
    )


def _card(call: Call, priorities: list[Priority], day: date) -> CallCard:
    window, days = window_of(call.opens_on, call.closes_on, day)
    same = {name: getattr(call, name) for name in CallCard.__dataclass_fields__ if name in Call.model_fields}
    return CallCard(**same, window=window, days=days, priorities=priorities)
