"""How much the desk has to do, how long people wait for it, and whether the promise holds."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import case, func, select
from sqlmodel import Session, col

from models import Person, ReviewItem, ReviewState, Ruling, now, today
from services import service_hours
from services.actors import Actor
from services.moderation import desk

WEEKS = 12


@dataclass(frozen=True)
class Week:
    # Its Monday.
    begins: date
    decided: int
    # By readers' flags, and by nobody.
    automatic: int
    # Working hours, on average; none in a week in which nothing was decided.
    waited_hours: float | None
    kept: int


@dataclass(frozen=True)
class Load:
    weeks: list[Week]
    # Decisions of these weeks by facilitator, the most first.
    people: list[tuple[str, int]]
    # What waits now, by municipality's code.
    places: list[tuple[str, int]]


def load_of(session: Session, actor: Actor) -> Load:
    """Three questions, however many decisions there are: a day and a person are a row."""
    desk.check_desk(actor)
    first = today() - timedelta(days=today().weekday(), weeks=WEEKS - 1)
    days = session.execute(_by_day(first)).all()
    return Load(_weeks(first, days), _people(session, days), _places(session))


def _by_day(first: date) -> Any:
    minutes = service_hours.PROMISED / timedelta(minutes=1)
    return (
        select(
            func.date(col(Ruling.ruled_at)).label("day"),
            col(Ruling.ruled_by),
            func.count(),
            func.sum(col(Ruling.waited_minutes)),
            func.sum(case((col(Ruling.waited_minutes) <= minutes, 1), else_=0)),
        )
        .where(col(Ruling.ruled_at) >= now() - timedelta(days=(today() - first).days + 1))
        .group_by("day", col(Ruling.ruled_by))
    )


def _weeks(first: date, days: Any) -> list[Week]:
    sums: dict[date, list[int]] = {first + timedelta(weeks=n): [0, 0, 0, 0] for n in range(WEEKS)}
    for day, who, count, minutes, kept in days:
        at = date.fromisoformat(str(day))
        week = sums.get(at - timedelta(days=at.weekday()))
        if week is None:
            continue
        if who is None:
            week[1] += count
            continue
        week[0] += count
        week[2] += int(minutes)
        week[3] += int(kept)
    return [
        Week(monday, decided, automatic, minutes / decided / 60 if decided else None, kept)
        for monday, (decided, automatic, minutes, kept) in sums.items()
    ]


def _people(session: Session, days: Any) -> list[tuple[str, int]]:
    found: dict[int, int] = defaultdict(int)
    for _day, who, count, _minutes, _kept in days:
        if who is not None:
            found[who] += count
    names = dict(
        session.execute(select(col(Person.id), col(Person.name)).where(col(Person.id).in_(found))).all()
    )
    return sorted(((names[who], count) for who, count in found.items()), key=lambda each: -each[1])


def _places(session: Session) -> list[tuple[str, int]]:
    rows = session.execute(
        select(col(ReviewItem.municipality), func.count())
        .where(col(ReviewItem.state).in_((ReviewState.WAITING, ReviewState.APPEALED)))
        .group_by(col(ReviewItem.municipality))
        .order_by(func.count().desc(), col(ReviewItem.municipality))
    )
    return [(code, count) for code, count in rows]
