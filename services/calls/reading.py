"""Which calls there are, how long each is open, and what one of them says."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from sqlmodel import Session, col, select

from models import Call, CallAction, CallPriority, CallState, NotFound, today
from services.actors import VISITOR, Actor
from services.calls.access import actions_for, fetch, known, visible
from services.calls.terms import CallTerms, Priority, spoken
from services.calls.versions import newest_version, priorities_query, terms_of, version_of
from services.paging import Page, carded, paged

_LANGUAGES = ("fi", "sv", "en")


class Window(StrEnum):
    COMING = "coming"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True)
class CallCard:
    id: int
    slug: str
    name: str
    state: CallState
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


@dataclass(frozen=True)
class CallView:
    """A call as one of its versions says it."""

    id: int
    state: CallState
    terms: CallTerms
    window: Window
    days: int
    # The number of the version that holds now.
    newest: int
    # What the form is told to have seen.
    version: int
    actions: list[CallAction]


def visible_to(
    session: Session, actor: Actor, *, past: bool | None = None, after: str = ""
) -> Page[CallCard]:
    """The calls that are open or coming, the first to close first, or the past ones, the latest first.

    All of them, the latest first, when it is not said which; two queries.
    """
    query = visible(actor)
    if past is not None:
        closed = col(Call.closes_on) < today()
        query = query.where(closed if past else ~closed)
    key = [col(Call.closes_on), col(Call.id)]
    page: Page[Call] = paged(session, query, key=key, after=after, descending=past is not False)
    priorities = _priorities(session, [call.id for call in page.rows])
    return carded(page, lambda call: _card(call, priorities.get(call.id, []), today()))


def view(session: Session, actor: Actor, call_id: int, number: int = 0) -> CallView:
    """The call as the version of this number said it; as it is now when no number is given."""
    call = fetch(session, actor, call_id)
    newest = newest_version(session, call.id)
    shown = version_of(session, call.id, number) if number else newest
    if newest is None or shown is None:
        raise NotFound
    terms = terms_of(session, shown.id)
    window, days = window_of(call.opens_on, call.closes_on, today())
    return CallView(
        call.id, call.state, terms, window, days, newest.number, call.version, actions_for(actor, call)
    )


def choices(session: Session, _actor: Actor) -> dict[int, str]:
    """The calls that an idea or a plan can be written for, the newest first."""
    rows = session.exec(
        select(Call.id, Call.name).where(known(VISITOR)).order_by(col(Call.closes_on).desc()).limit(50)
    )
    return dict(rows.all())


def priorities_of(session: Session, actor: Actor, call_id: int | None) -> list[Priority]:
    """The priorities of one call, in the funder's order."""
    if not call_id or session.exec(select(Call.id).where(known(actor), Call.id == call_id)).first() is None:
        return []
    return _priorities(session, [call_id]).get(call_id, [])


def headings(session: Session, _actor: Actor, slugs: list[str]) -> list[dict[str, str]]:
    """The funder's wording of these priorities, by language; one each, though several calls have it."""
    rows = session.exec(select(CallPriority).where(col(CallPriority.slug).in_(slugs)))
    return list({row.slug: _filled(row.heading) for row in rows}.values())


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
        read = Priority(row.slug, _filled(row.heading), _filled(row.plain))
        found.setdefault(row.call_id, []).append(read)
    return found


def _filled(words: Mapping[str, str]) -> dict[str, str]:
    return {language: spoken(words, language) for language in _LANGUAGES}


def _card(call: Call, priorities: list[Priority], day: date) -> CallCard:
    window, days = window_of(call.opens_on, call.closes_on, day)
    same = {name: getattr(call, name) for name in CallCard.__dataclass_fields__ if name in Call.model_fields}
    return CallCard(**same, window=window, days=days, priorities=priorities)
