"""The page as its readers see it: words and numbers frozen when the implementers were asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from models import Plan, ProjectResults, ResultStory, today
from services import participants
from services.participants import counting, suppression
from services.participants.figures import summed


@dataclass(frozen=True)
class Story:
    title: str
    body: str


@dataclass(frozen=True)
class Figure:
    code: str
    # None where no target was set, nothing was counted, or (`hidden`) the number is too small to be shown.
    target: int | None
    count: int | None
    hidden: bool = False


@dataclass(frozen=True)
class ResultsPage:
    name: str
    lead: str
    implementers: list[str]
    starts_on: date | None
    ends_on: date | None
    summary: str
    stories: list[Story]
    figures: list[Figure]
    as_of: date


def frozen(session: Session, plan: Plan, results: ProjectResults) -> dict[str, Any]:
    """What is written and counted now, small numbers left out: never the numbers themselves."""
    parts = participants.implementers(session, plan)
    return (
        {
            "name": plan.name,
            "lead": next(name for part, name in parts if part.association_id == plan.lead_association_id),
            "implementers": [name for _, name in parts],
            "association_ids": [part.association_id for part, _ in parts],
            "starts_on": plan.starts_on.isoformat() if plan.starts_on else None,
            "ends_on": plan.ends_on.isoformat() if plan.ends_on else None,
            "as_of": today().isoformat(),
        }
        | words_of(session, results)
        | {"figures": _figures(session, plan)}
    )


def words_of(session: Session, results: ProjectResults) -> dict[str, Any]:
    return {
        "summary": results.summary,
        "stories": [{"title": row.title, "body": row.body} for row in stories_of(session, results.plan_id)],
    }


def stories_of(session: Session, plan_id: int) -> list[ResultStory]:
    query = select(ResultStory).where(ResultStory.plan_id == plan_id).order_by(col(ResultStory.id))
    return list(session.exec(query))


def _figures(session: Session, plan: Plan) -> list[dict[str, Any]]:
    """The group's sums, by the fund's list."""
    targets = summed(participants.targets_in(session, plan).values())
    counts = suppression.shown(summed(row.counts for row in counting.periods_in(session, plan)))
    codes = [code for code in participants.indicators() if code in targets or code in counts]
    return [
        {
            "code": code,
            "target": targets.get(code),
            "count": counts.get(code),
            "hidden": code in counts and counts[code] is None,
        }
        for code in codes
    ]


def thawed(kept: Mapping[str, Any]) -> ResultsPage:
    return ResultsPage(
        name=kept["name"],
        lead=kept["lead"],
        implementers=list(kept["implementers"]),
        starts_on=_day(kept["starts_on"]),
        ends_on=_day(kept["ends_on"]),
        summary=kept["summary"],
        stories=[Story(**story) for story in kept["stories"]],
        figures=[Figure(**figure) for figure in kept["figures"]],
        as_of=date.fromisoformat(kept["as_of"]),
    )


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None
