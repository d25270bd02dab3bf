"""A plan as JSON, to keep it or to move it: `data/plan.schema.json` describes each part of version 1.

What is no content of the plan is not in it: people, comments, files, confirmations, what has been counted or decided.
Things name one another by their place in their list, from 0.
"""

import json
from datetime import date
from decimal import Decimal
from typing import IO, Any

from services import budgets, plans
from services.budgets import PartBudget
from services.exports.dossier import Dossier
from services.exports.words import Words
from services.plans import RiskRow, TaskRow

FORMAT, VERSION = "kanto-plan", 1


def write(dossier: Dossier, _words: Words, target: IO[bytes]) -> None:
    target.write(json.dumps(as_said(dossier), ensure_ascii=False, indent=2).encode())


def as_said(dossier: Dossier) -> dict[str, Any]:
    terms = dossier.form.terms
    return {
        "format": FORMAT,
        "version": VERSION,
        "made_at": dossier.made_at.isoformat(timespec="seconds"),
        "call": {"name": terms.name, "number": terms.number} if terms.version_id else None,
        "plan": _plan(dossier),
    }


def _plan(dossier: Dossier) -> dict[str, Any]:
    frame = dossier.form.frame
    return {
        "name": dossier.plan.name,
        "starts_on": _day(frame.starts_on),
        "ends_on": _day(frame.ends_on),
        "cost_model": frame.cost_model,
        "area": list(frame.area),
        "rates": _rates(dossier),
        "texts": _texts(dossier, plans.SHARED),
        "parts": [_part(dossier, part.id) for part in dossier.parts],
        **_work(dossier),
    }


def _work(dossier: Dossier) -> dict[str, Any]:
    """Packages, tasks, milestones and risks; of who has left the plan, nothing."""
    parts = {part.id: at for at, part in enumerate(dossier.parts)}
    packages = {package.id: at for at, package in enumerate(dossier.packages)}
    rows = [task for task in dossier.schedule.tasks if task.part_id in parts]
    tasks = {task.id: at for at, task in enumerate(rows)}
    return {
        "packages": [
            {
                "title": row.title,
                "goal": row.goal,
                "action": row.action,
                "result": row.result,
                "part": parts.get(row.part_id or 0),
            }
            for row in dossier.packages
        ],
        "tasks": [_task(row, parts, packages, tasks) for row in rows],
        "milestones": [
            {
                "title": row.title,
                "due_on": row.due_on.isoformat(),
                "package": packages.get(row.package_id or 0),
                "reached": row.reached_on is not None,
            }
            for row in dossier.schedule.milestones
        ],
        "risks": [_risk(row, parts) for row in dossier.risks],
    }


def _task(
    row: TaskRow, parts: dict[int, int], packages: dict[int, int], tasks: dict[int, int]
) -> dict[str, Any]:
    return {
        "title": row.title,
        "part": parts[row.part_id],
        "package": packages.get(row.package_id or 0),
        "starts_on": row.starts_on.isoformat(),
        "ends_on": row.ends_on.isoformat(),
        "state": row.state,
        "needs": sorted(tasks[needed] for needed in row.needs if needed in tasks),
    }


def _risk(row: RiskRow, parts: dict[int, int]) -> dict[str, Any]:
    return {
        "title": row.title,
        "likelihood": row.likelihood,
        "effect": row.effect,
        "response": row.response,
        "part": parts.get(row.part_id or 0),
    }


def _rates(dossier: Dossier) -> dict[str, str]:
    """What the lead has read in the notice; what the call says comes with the call."""
    if dossier.money is None:
        return {}
    rates = dossier.money.rates
    typed = {name: getattr(rates, name) for name in budgets.RATES if name not in rates.said}
    return {
        name: f"{value:.2f}" if name == "lump_sum" else f"{value:.4f}"
        for name, value in typed.items()
        if value is not None
    }


def _texts(dossier: Dossier, place: int) -> dict[str, str]:
    return {text.key: text.text for text in dossier.form.texts.get(place, []) if text.text}


def _part(dossier: Dossier, part_id: int) -> dict[str, Any]:
    part = next(part for part in dossier.plan.parts if part.id == part_id)
    profile = next((each for each in dossier.applicants if each.part_id == part_id), None)
    targets = next((each.counts for each in dossier.targets.parts if each.part_id == part_id), {})
    money = dossier.money_of(part_id)
    return {
        "association": part.association,
        "business_id": profile.business_id if profile else "",
        "role": part.role,
        "texts": _texts(dossier, part_id),
        "targets": dict(targets),
        "budget": budget_of(money) if money else None,
    }


def budget_of(money: PartBudget) -> dict[str, Any]:
    written = money.written
    return {
        "posts": [
            {
                "task": post.task,
                "people": _figure(post.people),
                "working_time": _figure(post.working_time),
                "pay": post.pay,
                "amount": _figure(post.amount),
                "gross": _figure(post.gross),
                "year": post.year,
            }
            for post in written.posts
        ],
        "lines": [
            {"kind": line.kind, "words": line.words, "euros": _figure(line.euros), "year": line.year}
            for line in written.lines
        ],
        "volunteer_hours": _figure(written.volunteer_hours),
        "lump_share": _figure(written.lump_share),
    }


def _figure(value: Decimal | None) -> str | None:
    """As a text: a number of JSON would lose cents on its way."""
    return None if value is None else f"{value:.2f}"


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None
