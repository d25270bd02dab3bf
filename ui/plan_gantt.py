"""The plan's timeline as a chart: work packages, tasks, milestones, what waits for what, the baseline and today."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from babel import dates

from services.plans import PartView
from ui.plan_gantt_drawing import SIGNS, drawing
from ui.plan_gantt_lines import Line, Sort, implementer
from ui.texts import day, language, t

# Pixels from the top: the names of months or weeks, a line each, the word for today, what the signs mean.
HEADER, ROW, FOOT, KEY_ROW = 28, 46, 20, 26
_LABEL, _BAR, _BAR_END, _BEFORE, _BEFORE_END = 12, 22, 36, 38, 42
_MIDDLE = (_BAR + _BAR_END) / 2
# As many as a telephone has room for.
MOST_TICKS = 6
_WEEKS_UNTIL = timedelta(days=70)
_STEPS_IN_MONTHS = (1, 2, 3, 6, 12, 24, 60)
_DAY = timedelta(days=1)

Row = dict[str, Any]
Data = dict[str, list[Row]]


@dataclass(frozen=True)
class Tick:
    day: date
    label: str


@dataclass(frozen=True)
class Signs:
    """What the signs of a chart mean, below it: only those that it has."""

    implementers: list[str]
    baseline: bool = False
    critical: bool = False


def gantt(lines: Sequence[Line], signs: Signs, today: date, *, theme: str = "light") -> dict[str, Any]:
    """A Vega-Lite chart of these lines for a light or a dark page; the caller has checked that there are some."""
    start, end = span(lines, today)
    keys = _keys(signs)
    bottom = HEADER + ROW * len(lines)
    tall = bottom + FOOT + KEY_ROW * len(keys) + 6
    data = _data(lines, start) | {
        "today": [_now(today, start, end, bottom)] if start <= today <= end else [],
        "ticks": _ticks(start, end, bottom),
        **_placed(keys, bottom + FOOT),
    }
    made = filled(drawing(theme, language()), data)
    sizes = {"wide": (end - start).days, "tall": tall}
    made["params"] = [{"name": name, "value": value} for name, value in sizes.items()]
    made["height"] = tall
    return made


def signs_of(lines: Sequence[Line], parts: Sequence[PartView]) -> Signs:
    used = {line.letter for line in lines}
    names = [implementer(place, part) for place, part in enumerate(parts)]
    return Signs(
        [name for name in names if name[0] in used],
        baseline=any(line.before for line in lines),
        critical=any(line.critical for line in lines),
    )


def span(lines: Sequence[Line], today: date) -> tuple[date, date]:
    """From the first day of the lines to their last, with room at the edges; today only when it is near."""
    days = [one for line in lines for one in (line.first, line.last, *(line.before or ()))]
    first, last = min(days), max(days) + _DAY
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


def filled(empty: dict[str, Any], data: Data) -> dict[str, Any]:
    """The drawing with the rows that each of its layers names; the empty one stays as it was.

    A layer without rows is left out: it would be a picture without a name to who hears the page.
    """
    named = [(layer, data[layer["data"]["name"]]) for layer in empty["layer"]]
    layers = [layer | {"data": {"values": rows}} for layer, rows in named if rows]
    return empty | {"layer": layers}


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


def _data(lines: Sequence[Line], start: date) -> Data:
    placed = [(line, HEADER + ROW * place) for place, line in enumerate(lines)]
    bars = [_bar(line, top, start) for line, top in placed if line.sort != Sort.MILESTONE and line.state]
    stones = [
        _stone(line, one, top, start)
        for line, top in placed
        for one in (line.stones if line.sort == Sort.PACKAGE else [line.first])
        if line.sort != Sort.TASK
    ]
    links = _links(placed, start)
    return {
        "labels": [{"y": top + _LABEL, "label": line.label} for line, top in placed if not _heads(line)],
        "heads": [{"y": top + _LABEL, "label": line.label} for line, top in placed if _heads(line)],
        "bars": [row for row in bars if row["letter"]],
        "frames": [row for row in bars if not row["letter"]],
        "critical": [row for row in bars if row["critical"]],
        "before": [row for line, top in placed if (row := _before(line, top, start))],
        "stones": stones,
        "links": [row for rows in links for row in rows],
        "arrows": [rows[-1] for rows in links],
    }


def _heads(line: Line) -> bool:
    return line.sort == Sort.PACKAGE


def _x(one: date, start: date) -> int:
    return (one - start).days


def _bar(line: Line, top: int, start: date) -> Row:
    thin = 4 if line.sort == Sort.PACKAGE else 0
    return {
        "x": _x(line.first, start),
        # The last day belongs to the task whole.
        "x2": _x(line.last, start) + 1,
        "y": top + _BAR + thin,
        "y2": top + _BAR_END - thin,
        "letter": line.letter,
        "critical": line.critical,
        "strength": 0.15 if line.done else 0.6,
        **_told(line),
    }


def _told(line: Line) -> Row:
    """What the tooltip says."""
    when = day(line.first) if line.first == line.last else f"{day(line.first)} – {day(line.last)}"
    return {"title": line.title, "who": line.who, "when": when, "state": line.state}


def _stone(line: Line, one: date, top: int, start: date) -> Row:
    told = _told(line) | {"when": day(one)}
    return {"x": _x(one, start), "y": top + _MIDDLE, "strength": 1 if line.done else 0.25, **told}


def _before(line: Line, top: int, start: date) -> Row | None:
    if line.before is None:
        return None
    first, last = line.before
    return {
        "x": _x(first, start),
        "x2": _x(last, start) + 1,
        "y": top + _BEFORE,
        "y2": top + _BEFORE_END,
        "title": line.title,
        "when": f"{day(first)} – {day(last)}" if first != last else day(first),
    }


def _links(placed: Sequence[tuple[Line, int]], start: date) -> list[list[Row]]:
    """For each dependency of which both ends are here: from the end of the one down to the beginning of the other."""
    at = {line.id: (line, top) for line, top in placed if line.sort == Sort.TASK}
    return [
        _link(at[needed], (line, top), start)
        for line, top in at.values()
        for needed in line.needs
        if needed in at
    ]


def _link(needed: tuple[Line, int], task: tuple[Line, int], start: date) -> list[Row]:
    (one, top), (other, other_top) = needed, task
    corner, goal = _x(one.last, start) + 1, _x(other.first, start)
    strong = one.critical and other.critical
    down = other_top > top
    if corner == goal:
        # No way to go sideways: the arrow meets the bar from above or below.
        end = other_top + (_BAR if down else _BAR_END)
        points = [(corner, top + _MIDDLE), (goal, end)]
        shape = "triangle-down" if down else "triangle-up"
    else:
        points = [(corner, top + _MIDDLE), (corner, other_top + _MIDDLE), (goal, other_top + _MIDDLE)]
        shape = "triangle-right" if goal > corner else "triangle-left"
    link = f"{one.id}-{other.id}"
    return [
        {"link": link, "order": place, "x": x, "y": y, "shape": shape, "width": 3 if strong else 1.5}
        for place, (x, y) in enumerate(points)
    ]


def _now(today: date, start: date, end: date, bottom: int) -> Row:
    # Its word stands on the side that has room for it.
    side = "left" if today - start < end - today else "right"
    return {"x": _x(today, start), "y": HEADER, "y2": bottom, "label": t("plan.today"), "align": side}


def _ticks(start: date, end: date, bottom: int) -> list[Row]:
    return [
        {"x": _x(tick.day, start), "y": HEADER, "y2": bottom, "label": tick.label}
        for tick in ticks_between(start, end)
    ]


def _keys(signs: Signs) -> list[Row]:
    rows = [{"letter": name[0], "label": name, "sign": "bar"} for name in signs.implementers]
    if signs.critical:
        rows.append({"letter": "", "label": t("schedule.key_critical"), "sign": "critical"})
    if signs.baseline:
        rows.append({"letter": "", "label": t("schedule.key_baseline"), "sign": "before"})
    return rows


def _placed(keys: list[Row], top: int) -> Data:
    """All the keys for their words, and those of each sign for the signs."""
    rows = [_key(row, top + KEY_ROW * place) for place, row in enumerate(keys)]
    signs = {f"{sign}_keys": [row for row in rows if row["sign"] == sign] for sign in SIGNS}
    return {"keys": rows, **signs}


def _key(row: Row, top: int) -> Row:
    low = {"bar": (6, 20), "critical": (6, 20), "before": (11, 15)}[row["sign"]]
    return row | {"y": top + low[0], "y2": top + low[1], "middle": top + 13}
