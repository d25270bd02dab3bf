"""The time that a report is about, and the stretches into which it is divided."""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Span(StrEnum):
    YEAR = "year"
    HALF = "half"
    QUARTER = "quarter"
    MONTH = "month"

    @property
    def months(self) -> int:
        return {Span.YEAR: 12, Span.HALF: 6, Span.QUARTER: 3, Span.MONTH: 1}[self]


_WRITTEN = re.compile(r"(\d{4})(?:-(?:h([12])|q([1-4])|(0[1-9]|1[0-2])))?")
FIRST_YEAR, LAST_YEAR = 2000, 2199


@dataclass(frozen=True)
class Stretch:
    """A calendar month, quarter, half or whole year, by its place among all of its kind since year 0."""

    span: Span
    place: int

    @property
    def year(self) -> int:
        return self.place * self.span.months // 12

    @property
    def number(self) -> int:
        """Which of its year it is, from 1."""
        return self.place * self.span.months % 12 // self.span.months + 1

    @property
    def first(self) -> date:
        return date(self.year, (self.number - 1) * self.span.months + 1, 1)

    @property
    def last(self) -> date:
        month = self.number * self.span.months
        return date(self.year, month, calendar.monthrange(self.year, month)[1])

    @property
    def written(self) -> str:
        """As it stands in an address: 2026, 2026-h1, 2026-q2, 2026-05."""
        match self.span:
            case Span.YEAR:
                return f"{self.year}"
            case Span.MONTH:
                return f"{self.year}-{self.number:02}"
        return f"{self.year}-{self.span[0]}{self.number}"


def stretch_of(span: Span, day: date) -> Stretch:
    return Stretch(span, (day.year * 12 + day.month - 1) // span.months)


def read(written: str) -> Stretch | None:
    """The stretch of an address; None when it is none."""
    found = _WRITTEN.fullmatch(written)
    if not found or not FIRST_YEAR <= int(found[1]) <= LAST_YEAR:
        return None
    for span, number in zip((Span.HALF, Span.QUARTER, Span.MONTH), found.groups()[1:], strict=True):
        if number:
            return Stretch(span, int(found[1]) * 12 // span.months + int(number) - 1)
    return Stretch(Span.YEAR, int(found[1]))


def between(span: Span, first: date, last: date) -> list[Stretch]:
    """Those that the days touch, the earliest first."""
    return [
        Stretch(span, place)
        for place in range(stretch_of(span, first).place, stretch_of(span, last).place + 1)
    ]


def usual_span(first: date, last: date) -> Span:
    """Fine enough to see a course, coarse enough to be read."""
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    return Span.MONTH if months <= 18 else Span.QUARTER if months <= 36 else Span.YEAR
