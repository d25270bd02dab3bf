"""When facilitators are at work, and by when they have promised to look: arkisin 8–16, vuorokauden sisällä.

A day of the promise is a working day of eight hours: what comes on Friday at three is looked at by Monday at three.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import cache

from models import FINLAND

OPENS, CLOSES = time(8), time(16)
PROMISED = timedelta(hours=8)
# So long before the promise is broken the facilitators are warned; working time too.
WARNED = timedelta(hours=2)
_FIXED = ((1, 1), (1, 6), (5, 1), (12, 6), (12, 24), (12, 25), (12, 26))


def due(since: datetime, within: timedelta = PROMISED) -> datetime:
    """The moment by which so much working time has passed."""
    left = within
    for opens, closes in _shifts(since):
        if closes - opens >= left:
            return (opens + left).astimezone(since.tzinfo)
        left -= closes - opens
    raise AssertionError("unreachable: there is always another working day")


def worked(since: datetime, until: datetime) -> timedelta:
    """The working time between two moments."""
    passed = timedelta()
    for opens, closes in _shifts(since):
        if opens >= until:
            break
        passed += min(closes, until) - opens
    return passed


def is_working_day(day: date) -> bool:
    return day.weekday() < 5 and day not in _holidays(day.year)


def _shifts(since: datetime) -> Iterator[tuple[datetime, datetime]]:
    """The rest of this working day, and each that follows, in UTC: clocks are turned at night."""
    here = since.astimezone(FINLAND)
    day = here.date()
    while True:
        if is_working_day(day):
            opens, closes = (
                datetime.combine(day, at, FINLAND).astimezone(since.tzinfo) for at in (OPENS, CLOSES)
            )
            if since < closes:
                yield max(opens, since), closes
        day += timedelta(days=1)


@cache
def _holidays(year: int) -> frozenset[date]:
    """The days off of Finland that can fall on a weekday, Midsummer's and Christmas Eve among them."""
    easter = _easter(year)
    moving = [easter + timedelta(days=after) for after in (-2, 1, 39)]
    midsummer_eve = next(day for day in (date(year, 6, 19 + n) for n in range(7)) if day.weekday() == 4)
    return frozenset([*(date(year, *each) for each in _FIXED), *moving, midsummer_eve])


def _easter(year: int) -> date:
    """The first Sunday after the full moon of spring, by the anonymous Gregorian reckoning."""
    golden, century, rest = year % 19, year // 100, year % 100
    correction = (century + 8) // 25
    moon = (19 * golden + century - century // 4 - (century - correction + 1) // 3 + 15) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * sunday) // 451
    month, day = divmod(moon + sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)
