"""Whether the time that somebody takes part in a project is long enough to be reported."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

# From the first day to the last, as the call of 2022 said; the authority decides.
SHORTEST_DAYS = 5

_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_FINNISH = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")


@dataclass(frozen=True)
class Checked:
    # Of the last day minus the first: negative when they are the wrong way round.
    days: int
    accepted: bool
    earliest_end: date


def checked(starts_on: date, ends_on: date) -> Checked:
    days = (ends_on - starts_on).days
    return Checked(days, days >= SHORTEST_DAYS, starts_on + timedelta(days=SHORTEST_DAYS))


def accepted_as_written(start: str, end: str) -> bool:
    """Of days as people write them: 2026-01-31 or 31.1.2026. What is no day is not accepted."""
    first, last = _day(start), _day(end)
    return first is not None and last is not None and checked(first, last).accepted


def _day(written: str) -> date | None:
    written = written.strip()
    try:
        if found := _ISO.fullmatch(written):
            return date(*map(int, found.groups()))
        if found := _FINNISH.fullmatch(written):
            day, month, year = map(int, found.groups())
            return date(year, month, day)
    except ValueError:
        # The thirtieth of February.
        return None
    return None
