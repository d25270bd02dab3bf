"""What a report is asked for: read from an address, so that the screen, the files and a link say the same."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from models import FINLAND, Invalid, now, today
from services import places
from services.statistics import periods
from services.statistics.periods import Span, Stretch

# Those of an address.
NAMES = ("period", "from", "until", "span", "known", "municipality", "target_group", "priority", "public")
OWN = "own"
LONGEST_YEARS = 30


@dataclass(frozen=True)
class Asked:
    first: date
    last: date
    # Into what the time is divided.
    span: Span
    # None for the person's own days.
    stretch: Stretch | None = None
    # What had been told by then; None for now.
    known: datetime | None = None
    municipality: str = ""
    target_group: str = ""
    priority: str = ""
    # As it may be published: small numbers are hidden.
    public: bool = False


def asked_of(values: Mapping[str, str]) -> Asked:
    """Invalid when the days make no period; what an address makes up otherwise counts as nothing said."""
    first, last, stretch = _days(values)
    place = values.get("municipality", "")
    return Asked(
        first,
        last,
        _span(values.get("span", ""), first, last),
        stretch,
        known=moment_of(values.get("known", "")),
        municipality=place if place in places.municipalities() else "",
        target_group=values.get("target_group", "")[:40],
        priority=values.get("priority", "")[:40],
        public=bool(values.get("public")),
    )


def moment_of(written: str) -> datetime | None:
    """A day counts to its end in Finland; a moment is written as `written_moment` does."""
    try:
        if len(written) == len("2026-06-30"):
            midnight = datetime.combine(
                date.fromisoformat(written) + timedelta(days=1), time(), tzinfo=FINLAND
            )
            found = midnight - timedelta(microseconds=1)
        else:
            found = datetime.fromisoformat(written)
    except (ValueError, OverflowError):
        return None
    # A moment that has not been yet would be another report each time: it is today's.
    return found.astimezone(UTC) if found.tzinfo and found < now() else None


def written_moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _days(values: Mapping[str, str]) -> tuple[date, date, Stretch | None]:
    if values.get("period") == OWN:
        first, last = day_of(values.get("from", "")), day_of(values.get("until", ""))
        if first is None or last is None:
            raise Invalid("needed", field="from" if first is None else "until")
        if last < first:
            raise Invalid("statistics_days", field="until")
        if last.year - first.year > LONGEST_YEARS:
            raise Invalid("statistics_too_long", field="until", most=LONGEST_YEARS)
        return first, last, None
    stretch = periods.read(values.get("period", "")) or periods.stretch_of(Span.YEAR, today())
    return stretch.first, stretch.last, stretch


def day_of(written: str) -> date | None:
    try:
        found = date.fromisoformat(written)
    except ValueError:
        return None
    return found if periods.FIRST_YEAR <= found.year <= periods.LAST_YEAR else None


def _span(written: str, first: date, last: date) -> Span:
    return Span(written) if written in list(Span) else periods.usual_span(first, last)
