"""How a person wants to hear: the channel of each kind of event, and when the digest comes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from sqlmodel import Session

from models import Channel, Concern, Invalid, NotFound, NoticeSettings, Rhythm, now
from services.actors import Actor
from services.notices.concerns import USUAL

# Where people of Finnish associations live; Finland first.
ZONES = (
    "Europe/Helsinki",
    "Europe/Stockholm",
    "Europe/Oslo",
    "Europe/Copenhagen",
    "Europe/Tallinn",
    "Europe/Berlin",
    "Europe/Paris",
    "Europe/Madrid",
    "Europe/London",
    "Atlantic/Canary",
    "America/New_York",
    "America/Los_Angeles",
    "Asia/Bangkok",
    "Australia/Sydney",
)
# As a mail that lists many kinds of event names itself to who wants no more of it.
DIGEST = "digest"


@dataclass(frozen=True)
class Habits:
    channels: dict[Concern, Channel] = field(default_factory=lambda: dict(USUAL))
    rhythm: Rhythm = Rhythm.DAILY
    weekday: int = 0
    hour: int = 7
    zone: str = ZONES[0]


def habits(session: Session, actor: Actor) -> Habits:
    """One's own choices; the usual ones where nothing has been chosen."""
    if actor.is_visitor:
        raise NotFound
    found = session.get(NoticeSettings, actor.id)
    return habits_of(found) if found else Habits()


def habits_of(row: NoticeSettings) -> Habits:
    return Habits(
        {concern: channel_in(row.channels, concern) for concern in Concern},
        row.rhythm,
        row.weekday,
        row.hour,
        row.zone,
    )


def channel_in(channels: Mapping[str, str], concern: Concern) -> Channel:
    return Channel(channels.get(concern, USUAL[concern]))


def next_digest(session: Session, actor: Actor) -> datetime:
    """When this person's next digest is due."""
    if actor.is_visitor:
        raise NotFound
    found = session.get(NoticeSettings, actor.id)
    return found.next_at if found else next_after(NoticeSettings(person_id=actor.id, next_at=now()), now())


def save_habits(session: Session, actor: Actor, chosen: Habits) -> None:
    """Keeps the choices. The next digest comes at the new time, with all that has not been in one."""
    if actor.is_visitor:
        raise NotFound
    if chosen.zone not in ZONES:
        raise Invalid("needed", field="zone")
    if not (0 <= chosen.hour < 24 and 0 <= chosen.weekday < 7):
        raise Invalid("needed", field="hour")
    row = session.get(NoticeSettings, actor.id, with_for_update=True)
    if row is None:
        row = NoticeSettings(person_id=actor.id, next_at=now())
        session.add(row)
    row.channels = {
        str(concern): str(channel)
        for concern, channel in chosen.channels.items()
        if channel != USUAL[concern]
    }
    row.rhythm, row.weekday, row.hour, row.zone = chosen.rhythm, chosen.weekday, chosen.hour, chosen.zone
    row.next_at = next_after(row, now())


def stop_mail(session: Session, person_id: int, kind: str) -> None:
    """No more mail of this kind, which a mail names: one concern, or the whole digest. In the app it is told on."""
    row = session.get(NoticeSettings, person_id, with_for_update=True)
    if row is None:
        row = NoticeSettings(person_id=person_id, next_at=now())
        row.next_at = next_after(row, now())
        session.add(row)
    stopped = [
        concern
        for concern in Concern
        if kind == concern or (kind == DIGEST and channel_in(row.channels, concern) == Channel.DIGEST)
    ]
    row.channels = {**row.channels, **{str(concern): str(Channel.IN_APP) for concern in stopped}}
    session.flush()


def next_after(row: NoticeSettings, moment: datetime) -> datetime:
    """The first time after this moment when the clocks of the person's zone show the hour of the digest.

    An hour that the clocks jump over comes an hour later; of one that comes twice the first counts.
    """
    zone = _zone(row.zone)
    day = moment.astimezone(zone).date()
    while True:
        at = datetime.combine(day, time(row.hour), zone).astimezone(UTC)
        if at > moment and (row.rhythm == Rhythm.DAILY or day.weekday() == row.weekday):
            return at
        day += timedelta(days=1)


@cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)
