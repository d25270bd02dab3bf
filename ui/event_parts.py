"""When and where an event is, in words."""

from datetime import datetime

from models import FINLAND, EventState, now, today
from ui import parts
from ui.texts import clock, day, moment, municipality, t


def when(starts_at: datetime, ends_at: datetime) -> str:
    """The day is told once when the event begins and ends on it."""
    first, last = (at.astimezone(FINLAND).date() for at in (starts_at, ends_at))
    if first == last:
        return t("events.when_one_day", day=day(first), start=clock(starts_at), end=clock(ends_at))
    return t("events.when_days", start=moment(starts_at), end=moment(ends_at))


def countdown(starts_at: datetime, ends_at: datetime) -> str:
    """How long it is until then; empty when it has been."""
    if ends_at <= now():
        return ""
    if starts_at <= now():
        return t("events.now")
    days = (starts_at.astimezone(FINLAND).date() - today()).days
    return t(f"events.in_{days}") if days < 2 else t("events.in_days", n=days)


def room(left: int | None) -> str:
    """Empty when there is no bound."""
    if left is None:
        return ""
    return t("events.left", n=left) if left else t("events.full")


def where(place: str, municipality_code: str, online: bool) -> str:
    told = (place, municipality(municipality_code), t("events.online") if online else "")
    return ", ".join(filter(None, told))


def badge(state: EventState) -> None:
    """What differs from the ordinary: a draft, one that is off, one that has been."""
    if state != EventState.PUBLISHED:
        parts.state_badge("event_state", state)
