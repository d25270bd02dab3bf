"""Tasks and budget rows as CSV, as a Finnish Excel opens it: semicolons, decimal commas, a mark of the encoding."""

import csv
from collections.abc import Iterator
from decimal import Decimal
from io import TextIOWrapper
from typing import IO

from services import budgets
from services.budgets import PartBudget
from services.exports.dossier import Dossier
from services.exports.words import Words
from services.plans import MilestoneRow, TaskRow

_TASKS = ("kind", "package_title", "title", "association", "owner", "starts_on", "ends_on", "state", "needs")
_ROWS = ("association", "kind", "what", "people", "working_time", "pay", "amount", "gross", "year", "euros")
# What a spreadsheet takes for the beginning of a formula.
_RUNS = ("=", "+", "-", "@", "\t", "\r")


def write_tasks(dossier: Dossier, words: Words, target: IO[bytes]) -> None:
    titles = {task.id: task.title for task in dossier.schedule.tasks}
    packages = {package.id: f"{package.number} {package.title}" for package in dossier.packages}
    rows = [_task(dossier, task, packages, titles, words) for task in dossier.schedule.tasks]
    rows += [_milestone(stone, packages, words) for stone in dossier.schedule.milestones]
    _write(target, words, _TASKS, iter(rows))


def write_budget(dossier: Dossier, words: Words, target: IO[bytes]) -> None:
    money = dossier.money
    assert money is not None
    rows = (row for part in money.parts for row in _part(part, money.rates, words))
    _write(target, words, _ROWS, rows)


def _task(
    dossier: Dossier, task: TaskRow, packages: dict[int, str], titles: dict[int, str], words: Words
) -> list[str]:
    return [
        words.t("exports.task"),
        packages.get(task.package_id or 0, ""),
        task.title,
        dossier.association(task.part_id),
        task.owner or "",
        task.starts_on.isoformat(),
        task.ends_on.isoformat(),
        words.t(f"task_state.{task.state}"),
        ", ".join(titles[needed] for needed in task.needs),
    ]


def _milestone(stone: MilestoneRow, packages: dict[int, str], words: Words) -> list[str]:
    day = stone.due_on.isoformat()
    state = words.t("exports.reached") if stone.reached_on else ""
    package = packages.get(stone.package_id or 0, "")
    return [words.t("exports.milestone"), package, stone.title, "", "", day, day, state, ""]


def _part(part: PartBudget, rates: budgets.Rates, words: Words) -> Iterator[list[str]]:
    for post in part.written.posts:
        yield [
            part.association,
            words.t("exports.sum_wages"),
            post.task,
            _number(post.people),
            _number(post.working_time),
            words.t(f"exports.per_{post.pay}"),
            _number(post.amount),
            _number(post.gross),
            str(post.year or ""),
            _number(budgets.wages_of(post, rates)),
        ]
    for line in part.written.lines:
        kind = words.t(f"exports.sum_{line.kind}")
        year = str(line.year or "")
        yield [part.association, kind, line.words, "", "", "", "", "", year, _number(line.euros)]


def _number(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}".replace(".", ",")


def _write(target: IO[bytes], words: Words, names: tuple[str, ...], rows: Iterator[list[str]]) -> None:
    text = TextIOWrapper(target, encoding="utf-8-sig", newline="", write_through=True)
    made = csv.writer(text, delimiter=";", quoting=csv.QUOTE_MINIMAL)
    made.writerow(words.t(f"exports.{name}") for name in names)
    made.writerows([harmless(cell) for cell in row] for row in rows)
    text.detach()


def harmless(cell: str) -> str:
    """Typed words that a spreadsheet would run are words again behind an apostrophe; figures begin with a digit."""
    return f"'{cell}" if cell.lstrip(" ").startswith(_RUNS) else cell
