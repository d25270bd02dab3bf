"""What the timeline has a line for: work packages, and in them tasks and milestones, in the order of time."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from models import TaskState
from services.plans import MilestoneRow, PackageLine, PartView, Schedule, TaskRow
from ui.texts import day, t

# More tasks than this are folded into their work packages until somebody opens them.
FOLDED_FROM = 40
# As many tasks as one page of the timeline has room for.
PAGE = 40
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Sort(Enum):
    PACKAGE = "package"
    TASK = "task"
    MILESTONE = "milestone"


@dataclass(frozen=True)
class Line:
    sort: Sort
    id: int
    label: str
    title: str
    first: date
    last: date
    # The letter of the implementer; empty when it is nobody's alone.
    letter: str = ""
    who: str = ""
    state: str = ""
    done: bool = False
    critical: bool = False
    # First and last day in the baseline.
    before: tuple[date, date] | None = None
    # Days of milestones that stand on a folded package's own line.
    stones: tuple[date, ...] = ()
    # What it needs, by the ids of tasks.
    needs: tuple[int, ...] = ()


@dataclass(frozen=True)
class Lines:
    rows: list[Line] = field(default_factory=list)
    # How many pages of tasks there are; 1 when all of them are here, or folded.
    pages: int = 1
    folded: bool = False


def letter_of(place: int) -> str:
    return LETTERS[place % len(LETTERS)]


def implementer(place: int, part: PartView) -> str:
    """The name by which the chart and its table know an implementer: `A · Satusuon kyläyhdistys ry`."""
    return f"{letter_of(place)} · {part.association}"


def package_name(package: PackageLine) -> str:
    return t("schedule.package_name", number=package.number, title=package.title)


def lines_of(
    schedule: Schedule, parts: Sequence[PartView], *, opened: bool = False, page: int = 1, whole: bool = False
) -> Lines:
    """The lines of one page; of everything at once when it is `whole`, as a file is."""
    folded = bool(schedule.packages) and len(schedule.tasks) > FOLDED_FROM and not opened and not whole
    letters = {part.id: letter_of(place) for place, part in enumerate(parts)}
    if folded:
        return Lines(_folded(schedule, letters), folded=True)
    groups = _groups(schedule)
    pages = 1 if whole else max(1, -(-len(schedule.tasks) // PAGE))
    rows = _opened(groups, letters, headed=bool(schedule.packages))
    return Lines(rows if pages == 1 else _paged(rows, min(page, pages)), pages)


Group = tuple[PackageLine | None, list[TaskRow], list[MilestoneRow]]


def _groups(schedule: Schedule) -> list[Group]:
    """The packages in their order, and last what stands in none."""
    tasks: dict[int | None, list[TaskRow]] = {}
    for task in schedule.tasks:
        tasks.setdefault(task.package_id, []).append(task)
    stones: dict[int | None, list[MilestoneRow]] = {}
    for stone in schedule.milestones:
        stones.setdefault(stone.package_id, []).append(stone)
    order: list[PackageLine | None] = [*schedule.packages, None]
    groups: list[Group] = []
    for package in order:
        key = package.id if package else None
        if key in tasks or key in stones:
            groups.append((package, tasks.get(key, []), stones.get(key, [])))
    return groups


def _folded(schedule: Schedule, letters: dict[int, str]) -> list[Line]:
    rows: list[Line] = []
    for package, tasks, stones in _groups(schedule):
        rows.append(_package(package, tasks, stones, letters, folded=True))
        # What belongs to the whole project keeps its names.
        rows += [_stone(stone) for stone in stones if package is None]
    return rows


def _opened(groups: Sequence[Group], letters: dict[int, str], *, headed: bool) -> list[Line]:
    rows: list[Line] = []
    for package, tasks, stones in groups:
        if headed:
            rows.append(_package(package, tasks, stones, letters, folded=False))
        inside = [(stone.due_on, 1, _stone(stone)) for stone in stones]
        inside += [(task.starts_on, 0, _task(task, letters.get(task.part_id, ""))) for task in tasks]
        rows += [line for _, _, line in sorted(inside, key=lambda each: each[:2])]
    return rows


def _paged(rows: list[Line], page: int) -> list[Line]:
    """The lines from one task to another, under the heading of the package that the first one is in."""
    found: list[Line] = []
    heading: Line | None = None
    count = 0
    for row in rows:
        count += row.sort == Sort.TASK
        if row.sort == Sort.PACKAGE:
            heading = row
        elif (max(count, 1) - 1) // PAGE == page - 1:
            found += [heading, row] if heading else [row]
            heading = None
    return found


def _package(
    package: PackageLine | None,
    tasks: Sequence[TaskRow],
    stones: Sequence[MilestoneRow],
    letters: dict[int, str],
    *,
    folded: bool,
) -> Line:
    days = [one for task in tasks for one in (task.starts_on, task.ends_on)] + [row.due_on for row in stones]
    before = [one for task in tasks if task.before for one in task.before]
    # Without a task it is a heading over the milestones of the whole project.
    alone = t("schedule.no_package") if tasks else t("schedule.project")
    name = package_name(package) if package else alone
    done = sum(task.state == TaskState.DONE for task in tasks)
    told = t("schedule.package_done", done=done, n=len(tasks))
    return Line(
        Sort.PACKAGE,
        package.id if package else 0,
        f"{name} · {told}" if tasks else name,
        name,
        min(days),
        max(days),
        letter=letters.get(package.part_id or 0, "") if package else "",
        state=told if tasks else "",
        done=bool(tasks) and done == len(tasks),
        critical=folded and any(task.critical for task in tasks),
        before=(min(before), max(before)) if before and folded else None,
        stones=tuple(row.due_on for row in stones) if folded and package else (),
    )


def _task(task: TaskRow, letter: str) -> Line:
    done = task.state == TaskState.DONE
    return Line(
        Sort.TASK,
        task.id,
        f"{letter} · {task.title}" + (" ✓" if done else ""),
        task.title,
        task.starts_on,
        task.ends_on,
        letter=letter,
        who=task.owner or t("plan.nobody_yet"),
        state=t(f"task_state.{task.state}"),
        done=done,
        critical=task.critical,
        before=task.before,
        needs=task.needs,
    )


def _stone(stone: MilestoneRow) -> Line:
    reached = stone.reached_on is not None
    told = t("plan.reached", on=day(stone.reached_on)) if stone.reached_on else t("plan.not_reached")
    return Line(
        Sort.MILESTONE,
        stone.id,
        f"◆ {stone.title}" + (" ✓" if reached else ""),
        stone.title,
        stone.due_on,
        stone.due_on,
        state=told,
        done=reached,
        before=(stone.before, stone.before) if stone.before else None,
    )
