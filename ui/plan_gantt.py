"""The plan's schedule as a chart: a bar for each task, a diamond for each milestone, a line for today."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import altair as alt
from babel import dates

from models import TaskState
from services.plans import MilestoneRow, PartView, Schedule, TaskRow
from ui.texts import day, language, t

ROW_HEIGHT = 46
# The browser fits the time axis and the legend into the same height.
_AXIS_HEIGHT, _LEGEND_ROW_HEIGHT = 48, 28
_INK = {"light": "#26302b", "dark": "#eef2ee"}
_ALARM = {"light": "#b3261e", "dark": "#ff8a7a"}
# Told apart on light and on dark, also by people who do not see red and green alike.
COLOURS = ("#2f7fc1", "#d9730d", "#2a9d76", "#c2559b", "#8a78d6", "#a1801a")
# The edge of a bar says the same as its colour, and so does the letter before its title.
DASHES = ([1, 0], [7, 3], [2, 2], [9, 3, 2, 3], [4, 4], [12, 4])
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
# As many as a telephone has room for.
MOST_TICKS = 6
_WEEKS_UNTIL = timedelta(days=70)
_STEPS_IN_MONTHS = (1, 2, 3, 6, 12, 24, 60)


@dataclass(frozen=True)
class Tick:
    day: date
    label: str


def gantt(
    schedule: Schedule, parts: Sequence[PartView], today: date, *, theme: str = "light"
) -> alt.LayerChart:
    """The whole schedule, for a light or a dark page; the caller has checked that there is something in it."""
    tasks = [task for part in parts for task in schedule.tasks if task.part_id == part.id]
    names = {part.id: implementer(place, part) for place, part in enumerate(parts)}
    first = len(schedule.milestones)
    bars = [_bar(task, names[task.part_id], first + place) for place, task in enumerate(tasks)]
    diamonds = [_diamond(milestone, place) for place, milestone in enumerate(schedule.milestones)]
    start, end = span(schedule, today)
    ticks = ticks_between(start, end)
    layers: list[Any] = [
        _bars(bars, list(names.values()), _time_axis(ticks, start, end, _INK[theme])),
        _diamonds(diamonds, _ALARM[theme]),
        _titles(bars + diamonds, _INK[theme]),
        _today(today, start, end, _ALARM[theme]),
    ]
    height = ROW_HEIGHT * (len(bars) + len(diamonds)) + _AXIS_HEIGHT + _LEGEND_ROW_HEIGHT * len(names)
    chart: alt.LayerChart = (
        alt.layer(*layers)
        .properties(height=height)
        .configure_view(strokeOpacity=0)
        .configure_legend(labelColor=_INK[theme])
    )
    return chart


def implementer(place: int, part: PartView) -> str:
    """The name by which the chart and its table know an implementer: `A · Satusuon kyläyhdistys ry`."""
    return f"{LETTERS[place % len(LETTERS)]} · {part.association}"


def span(schedule: Schedule, today: date) -> tuple[date, date]:
    """From the first day of the schedule to its last, with room at the edges; today only when it is near."""
    days = [one for task in schedule.tasks for one in (task.starts_on, task.ends_on)]
    days += [milestone.due_on for milestone in schedule.milestones]
    first, last = min(days), max(days) + timedelta(days=1)
    edge = max((last - first) // 20, timedelta(days=2))
    near = first - 4 * edge <= today <= last + 4 * edge
    return min([first, today] if near else [first]) - edge, max([last, today] if near else [last]) + edge


def ticks_between(start: date, end: date) -> list[Tick]:
    """Weeks for a short schedule, months for a longer one, in the reader's language."""
    if end - start <= _WEEKS_UNTIL:
        monday = start + timedelta(days=-start.weekday() % 7)
        mondays = [monday + timedelta(weeks=week) for week in range((end - monday).days // 7 + 1)]
        return _thinned([Tick(one, t("plan.week", week=one.isocalendar().week)) for one in mondays])
    return [Tick(one, _month(one)) for one in _months(start, end)]


def _thinned(ticks: list[Tick]) -> list[Tick]:
    return ticks[:: -(-len(ticks) // MOST_TICKS)] if ticks else ticks


def _months(start: date, end: date) -> list[date]:
    """The firsts of months, every so many of them that no more than fit are left."""
    # Months counted from 0, beginning with the one after the start: its own first is outside the chart.
    first, last = start.year * 12 + start.month, end.year * 12 + end.month - 1
    step = next(step for step in _STEPS_IN_MONTHS if (last - first) // step < MOST_TICKS)
    whole = [month for month in range(first, last + 1) if month % step == 0]
    return [date(month // 12, month % 12 + 1, 1) for month in whole]


def _month(first: date) -> str:
    name = dates.get_month_names("abbreviated", context="stand-alone", locale=language())[first.month]
    return f"{name} {first:%y}"


def _bar(task: TaskRow, implementer: str, row: int) -> dict[str, Any]:
    done = " ✓" if task.state == TaskState.DONE else ""
    return {
        "row": row,
        "start": task.starts_on.isoformat(),
        # The last day belongs to the task whole.
        "end": (task.ends_on + timedelta(days=1)).isoformat(),
        "label": f"{implementer[0]} · {task.title}{done}",
        "implementer": implementer,
        "strength": 0.15 if done else 0.6,
        "title": task.title,
        "when": f"{day(task.starts_on)} – {day(task.ends_on)}",
        "who": task.owner or t("plan.nobody_yet"),
        "state": t(f"task_state.{task.state}"),
    }


def _diamond(milestone: MilestoneRow, row: int) -> dict[str, Any]:
    reached = milestone.reached_on is not None
    return {
        "row": row,
        "start": milestone.due_on.isoformat(),
        "label": f"◆ {milestone.title}" + (" ✓" if reached else ""),
        "title": milestone.title,
        "strength": 1 if reached else 0.25,
        "when": day(milestone.due_on),
    }


def _chart(rows: list[dict[str, Any]]) -> alt.Chart:
    return alt.Chart(alt.InlineData(values=rows))


def _row() -> alt.Y:
    return alt.Y("row:O", axis=None, sort="ascending", scale=alt.Scale(paddingInner=0))


def _time_axis(ticks: list[Tick], start: date, end: date, ink: str) -> alt.X:
    labels = {tick.day.isoformat(): tick.label for tick in ticks}
    axis = alt.Axis(
        title=None,
        orient="top",
        values=[
            alt.DateTime(year=tick.day.year, month=tick.day.month, date=tick.day.day, utc=True)
            for tick in ticks
        ],
        labelExpr=f"{json.dumps(labels, ensure_ascii=False)}[utcFormat(datum.value, '%Y-%m-%d')]",
        labelOverlap=True,
        grid=True,
        gridOpacity=0.6,
        ticks=False,
        domain=False,
        labelFontSize=13,
        labelColor=ink,
    )
    domain = [_milliseconds(start), _milliseconds(end)]
    return alt.X("start:T", axis=axis, scale=alt.Scale(type="utc", domain=domain, nice=False))


def _milliseconds(one: date) -> int:
    return int(datetime(one.year, one.month, one.day, tzinfo=UTC).timestamp() * 1000)


def _bars(rows: list[dict[str, Any]], names: list[str], time: alt.X) -> alt.Chart:
    legend = alt.Legend(
        title=None,
        orient="bottom",
        columns=1,
        labelLimit={"expr": "width - 24"},
        labelFontSize=13,
        symbolType="square",
        symbolStrokeWidth=0,
    )
    colours = [COLOURS[place % len(COLOURS)] for place in range(len(names))]
    dashes = [DASHES[place % len(DASHES)] for place in range(len(names))]
    drawn: alt.Chart = (
        _chart(rows)
        .mark_bar(size=14, cornerRadius=3, strokeWidth=2, yOffset=9)
        .encode(
            x=time,
            x2="end:T",
            y=_row(),
            color=alt.Color("implementer:N", scale=alt.Scale(domain=names, range=colours), legend=legend),
            stroke=alt.Stroke("implementer:N", scale=alt.Scale(domain=names, range=colours), legend=None),
            strokeDash=alt.StrokeDash(
                "implementer:N", scale=alt.Scale(domain=names, range=dashes), legend=None
            ),
            fillOpacity=alt.FillOpacity("strength:Q", scale=None),
            tooltip=_tooltip("title", "implementer", "who", "when", "state"),
        )
    )
    return drawn


def _tooltip(*fields: str) -> list[alt.Tooltip]:
    return [alt.Tooltip(f"{field}:N", title=t(f"plan.chart_{field}")) for field in fields]


def _diamonds(rows: list[dict[str, Any]], colour: str) -> alt.Chart:
    drawn: alt.Chart = (
        _chart(rows)
        .mark_point(shape="diamond", size=170, filled=True, color=colour, stroke=colour, yOffset=9)
        .encode(
            x="start:T",
            y=_row(),
            fillOpacity=alt.FillOpacity("strength:Q", scale=None),
            tooltip=_tooltip("title", "when"),
        )
    )
    return drawn


def _titles(rows: list[dict[str, Any]], colour: str) -> alt.Chart:
    # At the left edge whatever the dates, so that a telephone cuts none of them.
    drawn: alt.Chart = (
        _chart(rows)
        .mark_text(align="left", dy=-11, fontSize=13, color=colour, limit={"expr": "width"})
        .encode(x=alt.value(2), y=_row(), text="label:N")
    )
    return drawn


def _today(today: date, start: date, end: date, colour: str) -> Any:
    """A line when today is in the chart, with its word under the rows, where no title or bar stands."""
    row = {"start": today.isoformat(), "label": t("plan.today")}
    line = _chart([row] if start <= today <= end else [])
    rule = line.mark_rule(strokeDash=[4, 3], strokeWidth=2, color=colour)
    words = line.mark_text(
        align="left" if today - start < end - today else "right",
        baseline="top",
        dy=3,
        fontSize=13,
        color=colour,
    )
    return alt.layer(
        rule.encode(x="start:T"),
        words.encode(x="start:T", y=alt.value({"expr": "height"}), text="label:N"),
    )
