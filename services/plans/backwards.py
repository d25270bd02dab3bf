"""The calendar backwards from the day that a call closes: when each implementer must have done what.

Pure: days in, days out. The usual distances are ours, for boards that meet once a month; no funder sets them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from models import DeadlineStep

# Days before the application is sent, and, for the sending itself, before the call closes: the last day is for trouble.
USUAL: Mapping[DeadlineStep, int] = {
    DeadlineStep.BOARD: 28,
    DeadlineStep.LETTER: 21,
    DeadlineStep.BUDGET: 14,
    DeadlineStep.CONFIRM: 5,
    DeadlineStep.SUBMIT: 2,
}
# By each implementer; the group sends one application.
OF_EACH: tuple[DeadlineStep, ...] = tuple(step for step in DeadlineStep if step != DeadlineStep.SUBMIT)
_FRIDAY = 4


@dataclass(frozen=True)
class Due:
    step: DeadlineStep
    day: date
    # Somebody has set the day, or it follows from one that somebody has set.
    own: bool
    # After the step before it was put so late that this one is later than it should be.
    squeezed: bool = False


def send_by(closes_on: date | None, own: date | None) -> date | None:
    """The day to send the application: the group's own, else a little before the call closes."""
    if own or closes_on is None:
        return own
    return _working_day(closes_on - timedelta(days=USUAL[DeadlineStep.SUBMIT]))


def days_of_each(send_on: date, own: Mapping[DeadlineStep, date]) -> list[Due]:
    """One implementer's steps in order. A step comes no earlier than the day after the one before it."""
    found: list[Due] = []
    for step in OF_EACH:
        usual = own.get(step) or _working_day(send_on - timedelta(days=USUAL[step]))
        after = found[-1].day + timedelta(days=1) if found else usual
        late = step not in own and after > usual
        day = after if late else usual
        found.append(Due(step, day, step in own or late, squeezed=day > send_on))
    return found


def _working_day(day: date) -> date:
    """The Friday before a weekend: offices are closed, and so are many boards."""
    return day - timedelta(days=max(0, day.weekday() - _FRIDAY))
