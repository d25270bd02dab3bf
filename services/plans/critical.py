"""The critical path of a schedule: the chain of tasks that decides when the whole of it ends.

Source: the critical path method (Kelley and Walker, "Critical-Path Planning and Scheduling", 1959), with the planned
first day of a task as a start that nothing but its people can bring forward. Days are whole calendar days; a task that
needs another one begins at the earliest on the day after that one's last day. Pure: no session, no words.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

# (the task that waits, the task that it needs)
Edge = tuple[int, int]
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Span:
    id: int
    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class Critical:
    # From the first task to the last one; empty when no task that ends last needs another.
    path: tuple[int, ...]
    # By task: how many days it may end later before the end of the whole moves, or a task that needs it has to.
    # Negative when a task begins before one that it needs has ended.
    slack: Mapping[int, int]


def critical_path(spans: Sequence[Span], edges: Iterable[Edge]) -> Critical:
    """The longest chain by dates, and the slack of every task; the edges have no cycle."""
    known = {span.id: span for span in spans}
    needs, needed_by = _neighbours(known, edges)
    if not spans:
        return Critical((), {})
    end = max(span.ends_on for span in spans)
    latest = _latest_ends(known, needs, needed_by, end)
    slack = {span.id: (latest[span.id] - span.ends_on).days for span in spans}
    return Critical(_chain(known, needs, end), slack)


def path_between(start: int, goal: int, edges: Iterable[Edge]) -> list[int] | None:
    """The shortest way from one task to another along what each needs; None when there is none."""
    needs: dict[int, list[int]] = {}
    for task, needed in edges:
        needs.setdefault(task, []).append(needed)
    came_from: dict[int, int] = {start: start}
    waiting = [start]
    for task in waiting:
        if task == goal:
            return _way_back(came_from, start, goal)
        for needed in needs.get(task, ()):
            if needed not in came_from:
                came_from[needed] = task
                waiting.append(needed)
    return None


Neighbours = dict[int, list[int]]


def _neighbours(known: Mapping[int, Span], edges: Iterable[Edge]) -> tuple[Neighbours, Neighbours]:
    needs: Neighbours = {}
    needed_by: Neighbours = {}
    for task, needed in edges:
        if task in known and needed in known:
            needs.setdefault(task, []).append(needed)
            needed_by.setdefault(needed, []).append(task)
    return needs, needed_by


def _latest_ends(
    known: Mapping[int, Span], needs: Neighbours, needed_by: Neighbours, end: date
) -> dict[int, date]:
    """The backward pass: a task must end the day before the latest start of whatever needs it."""
    latest: dict[int, date] = {}
    open_ends = {task: len(needed_by.get(task, ())) for task in known}
    ready = [task for task, count in open_ends.items() if count == 0]
    for task in ready:
        starts = [_latest_start(known[after], latest[after]) for after in needed_by.get(task, ())]
        latest[task] = min([end, *(start - _DAY for start in starts)])
        for needed in needs.get(task, ()):
            open_ends[needed] -= 1
            if open_ends[needed] == 0:
                ready.append(needed)
    return latest


def _latest_start(span: Span, latest_end: date) -> date:
    return latest_end - (span.ends_on - span.starts_on)


def _chain(known: Mapping[int, Span], needs: Neighbours, end: date) -> tuple[int, ...]:
    """From each task that ends last, back through the needed task that ends last; the one that began first."""
    chains = [_back_from(span.id, known, needs) for span in known.values() if span.ends_on == end]
    chain = min(chains, key=lambda each: (known[each[0]].starts_on, -len(each), each))
    return chain if len(chain) > 1 else ()


def _back_from(task: int, known: Mapping[int, Span], needs: Neighbours) -> tuple[int, ...]:
    chain = [task]
    while needed := needs.get(chain[0]):
        chain.insert(0, max(needed, key=lambda each: (known[each].ends_on, -each)))
    return tuple(chain)


def _way_back(came_from: Mapping[int, int], start: int, goal: int) -> list[int]:
    way = [goal]
    while way[0] != start:
        way.insert(0, came_from[way[0]])
    return way
