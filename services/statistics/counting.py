"""The numbers of a report, counted from the ledger's columns.

Which rows count is said by `series.SERIES`: their positions in the ledger are found once for each series, and then
grouped by time, municipality, target group and priority.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from sqlmodel import Session

from models import FactName
from services.statistics import ledger
from services.statistics.asked import Asked
from services.statistics.ledger import Ints, Ledger, Mask
from services.statistics.series import DISTINCT, FIGURES, SERIES, By, Measure, Series, Step

WHOLE = ""
# Where the step has no such fact: it has none, or it was taken before facts were noted.
UNKNOWN = "-"
_TAGS = {By.TARGET_GROUP: FactName.TARGET_GROUP, By.PRIORITY: FactName.PRIORITY}
# The whole report, or one of its divisions, with the key of a row in it.
Row = tuple[By | None, str]


@dataclass
class Counts:
    """By row, by series and by measure."""

    found: dict[Row, dict[tuple[Series, Measure], int]] = field(default_factory=dict)
    # Rows that count and were written before facts were noted.
    without_facts: int = 0

    def of(self, row: Row, series: Series, measure: Measure) -> int:
        return self.found.get(row, {}).get((series, measure), 0)

    def keys(self, by: By) -> list[str]:
        return [key for found, key in self.found if found == by]


def counts(session: Session, asked: Asked) -> Counts:
    steps, made = ledger.of(session), Counts()
    for series in SERIES:
        rows = _rows(steps, series, asked)
        if not len(rows):
            continue
        made.without_facts += int((steps.place[rows] == ledger.NOT_NOTED).sum())
        for by, chosen, keys, names in _ways(steps, rows, series, asked):
            _group(made, steps, series, by, chosen, keys, names)
    return made


def _ways(
    steps: Ledger, rows: Ints, series: Series, asked: Asked
) -> Iterator[tuple[By | None, Ints, Ints, Sequence[str]]]:
    """The rows of each division, with the key of each row: a number, and what it is called."""
    yield None, rows, np.zeros_like(rows), (WHOLE,)
    stretches, keys = np.unique(_stretch(steps.day[rows], asked), return_inverse=True)
    yield By.TIME, rows, keys, [str(each) for each in stretches]
    yield By.MUNICIPALITY, rows, *_named(steps, steps.place[rows])
    for by, name in _TAGS.items():
        if any(one.series == series and by in one.by for one in FIGURES):
            chosen, values = _with_fact(steps, rows, name)
            yield by, chosen, *_named(steps, values)
            without = rows[~np.isin(rows, chosen)]
            yield by, without, np.zeros_like(without), (UNKNOWN,)


def _named(steps: Ledger, values: Ints) -> tuple[Ints, list[str]]:
    words = steps.lexicon.words
    found, keys = np.unique(values, return_inverse=True)
    return keys, [UNKNOWN if each == ledger.NOT_NOTED else words[each] or UNKNOWN for each in found]


def _group(
    made: Counts,
    steps: Ledger,
    series: Series,
    by: By | None,
    rows: Ints,
    keys: Ints,
    names: Sequence[str],
) -> None:
    """How many rows and how much money in each key, and how many different people, associations and pairs."""
    measured = {Measure.ROWS: np.bincount(keys, minlength=len(names))}
    if steps.priced[rows].any():
        measured[Measure.CENTS] = np.zeros(len(names), np.int64)
        np.add.at(measured[Measure.CENTS], keys, steps.cents[rows])
    for measure in {one.measure for one in FIGURES if one.series == series and one.measure in DISTINCT}:
        at, values = _with_fact(steps, rows, DISTINCT[measure], places=True)
        # Both in one number: pairs sort ten times as slowly.
        words = len(steps.lexicon.words)
        different = np.unique(keys[at] * words + values) // words
        measured[measure] = np.bincount(different, minlength=len(names))
    for measure, numbers in measured.items():
        for name, number in zip(names, numbers.tolist(), strict=True):
            if number:
                row = made.found.setdefault((by, name), {})
                row[series, measure] = row.get((series, measure), 0) + number


def _with_fact(steps: Ledger, rows: Ints, name: FactName, *, places: bool = False) -> tuple[Ints, Ints]:
    """The rows once for each such fact that they have, or their places among `rows`; and the facts' values.

    A row may stand among them several times: with each of its target groups.
    """
    where, values = steps.facts_of(name)
    order = np.argsort(rows, kind="stable")
    sorted_rows = rows[order]
    first = np.searchsorted(sorted_rows, where, side="left")
    times = np.searchsorted(sorted_rows, where, side="right") - first
    at = np.repeat(first, times) + _running(times)
    found = order[at]
    return (found if places else rows[found]), np.repeat(values, times)


def _running(times: Ints) -> Ints:
    """0 1 2 0 0 1 for 3 1 2: the place of each repeat among its own."""
    ends = np.cumsum(times)
    return np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - times, times)


def _stretch(day: Ints, asked: Asked) -> Ints:
    """The number of the month, quarter, half or year since year 0 (`periods.Stretch.place`)."""
    days, back = np.unique(day, return_inverse=True)
    months = [each.year * 12 + each.month - 1 for each in map(date.fromordinal, days.tolist())]
    found: Ints = (np.array(months, np.int64) // asked.span.months)[back]
    return found


def _rows(steps: Ledger, series: Series, asked: Asked) -> Ints:
    """The positions of the rows that count: which stand, each thing once, and then what is asked for."""
    known = np.ones(len(steps.entry), np.bool_)
    if asked.known is not None:
        known = steps.at <= ledger.moment(asked.known)
    standing = np.flatnonzero(_any(steps, series, series.steps) & known)
    if series.undone:
        standing = _standing(steps, series, known)
    if series.once:
        _things, first = np.unique(steps.thing[standing], return_index=True)
        standing = np.sort(standing[first])
    within = (steps.day[standing] >= asked.first.toordinal()) & (
        steps.day[standing] <= asked.last.toordinal()
    )
    return _narrowed(steps, standing[within], asked)


def _standing(steps: Ledger, series: Series, known: Mask) -> Ints:
    """Steps that the next step of the same thing did not take back."""
    undo = _any(steps, series, series.undone)
    both = np.flatnonzero((_any(steps, series, series.steps) | undo) & known)
    order = both[np.argsort(steps.thing[both], kind="stable")]
    same = steps.thing[order][1:] == steps.thing[order][:-1]
    taken_back = np.append(same & undo[order][1:], [False])[: len(order)]
    return np.sort(order[~undo[order] & ~taken_back])


def _any(steps: Ledger, series: Series, chosen: Sequence[Step]) -> Mask:
    found = np.zeros(len(steps.entry), np.bool_)
    for step in chosen:
        one = steps.step == ledger.STEPS.index((series.kind, str(step.action)))
        for column, words in ((steps.before, step.before), (steps.after, step.after)):
            if words:
                one = one & np.isin(column, steps.lexicon.of(words))
        found |= one
    return found


def _narrowed(steps: Ledger, rows: Ints, asked: Asked) -> Ints:
    if asked.municipality:
        rows = rows[steps.place[rows] == steps.lexicon.number(asked.municipality)]
    for name, value in ((FactName.TARGET_GROUP, asked.target_group), (FactName.PRIORITY, asked.priority)):
        if value:
            where, values = steps.facts_of(name)
            rows = rows[np.isin(rows, where[values == steps.lexicon.number(value)])]
    return rows
