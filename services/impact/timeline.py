"""What happened in each month, of what everybody can read today."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Date, Integer, Select, String, cast, extract, func, literal_column, select, union_all
from sqlmodel import Session, col

from models import (
    Call,
    Event,
    EventAction,
    EventState,
    Group,
    GroupAction,
    Idea,
    IdeaAction,
    IdeaState,
    JournalEntry,
    Kind,
    PartnerRequest,
    PartnerRequestAction,
    today,
)
from services import calls, events, groups, ideas
from services.actors import VISITOR, Actor
from services.impact import partnerships
from services.statistics import keeping


class Happened(StrEnum):
    """In the order in which the page shows them."""

    GROUPS = "groups"
    IDEAS = "ideas"
    PARTNERSHIPS = "partnerships"
    CALLS = "calls"
    EVENTS = "events"


@dataclass(frozen=True)
class Month:
    year: int
    month: int
    counts: dict[Happened, int]

    @property
    def is_empty(self) -> bool:
        return not any(self.counts.values())


def by_month(session: Session, _actor: Actor) -> list[Month]:
    """From the first month in which something happened to this one, those without anything too.

    While nobody tells anything new it is counted once: whatever comes into sight or out of it is told.
    """
    return keeping.kept(session, ("months", today()), lambda: _counted(session))


def _counted(session: Session) -> list[Month]:
    told = union_all(*_days()).subquery()
    year, month = (cast(extract(part, told.c.day), Integer) for part in ("year", "month"))
    rows = session.execute(
        select(told.c.what, year, month, func.count()).group_by(told.c.what, year, month)
    ).all()
    found: dict[int, dict[Happened, int]] = {}
    for what, a_year, a_month, number in rows:
        found.setdefault(a_year * 12 + a_month - 1, {})[Happened(what)] = number
    now = today().year * 12 + today().month - 1
    first = min(found, default=now)
    return [
        Month(place // 12, place % 12 + 1, {one: found.get(place, {}).get(one, 0) for one in Happened})
        for place in range(min(first, now), now + 1)
    ]


def _days() -> list[Select[Any]]:
    """One row for each thing: what happened, and on which day in Finland."""
    published = ideas.visible(VISITOR, col(Idea.id)).where(col(Idea.state) == IdeaState.PUBLISHED)
    held = events.visible(VISITOR, col(Event.id)).where(col(Event.state) == EventState.HELD)
    open_calls = calls.visible(VISITOR, _said(Happened.CALLS), col(Call.opens_on))
    return [
        # A facilitator's group is public from its founding on.
        _first(
            Happened.GROUPS, Kind.GROUP, groups.visible(VISITOR, col(Group.id)), GroupAction.PUBLISH, "found"
        ),
        _first(Happened.IDEAS, Kind.IDEA, published, IdeaAction.PUBLISH),
        _first(
            Happened.PARTNERSHIPS,
            Kind.PARTNER_REQUEST,
            partnerships.public(col(PartnerRequest.id)),
            PartnerRequestAction.ACCEPT,
        ),
        open_calls.where(col(Call.opens_on) <= today()),
        _first(Happened.EVENTS, Kind.EVENT, held, EventAction.HOLD),
    ]


def _first(what: Happened, kind: Kind, things: Select[Any], *actions: str) -> Select[Any]:
    """The first day on which one of these steps was taken, of each of these things."""
    day = func.min(col(JournalEntry.day), type_=Date)
    return (
        select(_said(what).label("what"), day.label("day"))
        .where(
            col(JournalEntry.kind) == kind,
            col(JournalEntry.action).in_(actions),
            col(JournalEntry.thing_id).in_(things),
        )
        .group_by(col(JournalEntry.thing_id))
    )


def _said(what: Happened) -> Any:
    return literal_column(f"'{what}'", String)
