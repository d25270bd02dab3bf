"""Which dates a plan may hold: a mistyped century is refused where it is typed."""

from datetime import date

from models import Invalid, now

FIRST_YEAR = 2020
YEARS_AHEAD = 10


def bounds() -> tuple[date, date]:
    return date(FIRST_YEAR, 1, 1), date(now().year + YEARS_AHEAD, 12, 31)


def sensible(day: date | None, *, field: str) -> date:
    """The day itself; Invalid beside `field` when there is none, or none that a plan could mean."""
    if day is None:
        raise Invalid("needed", field=field)
    first, last = bounds()
    if not first <= day <= last:
        raise Invalid("plan_date_bounds", field=field, first=first.year, last=last.year)
    return day


def period(starts_on: date | None, ends_on: date | None) -> tuple[date, date]:
    start = sensible(starts_on, field="starts_on")
    end = sensible(ends_on, field="ends_on")
    if end < start:
        raise Invalid("plan_ends_before_start", field="ends_on")
    return start, end
