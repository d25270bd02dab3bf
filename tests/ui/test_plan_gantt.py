from datetime import date, timedelta
from typing import Any

import pytest

from models import ImplementerRole, TaskState
from services.plans import MilestoneRow, PackageLine, PartView, Schedule, TaskRow
from ui import plan_gantt, plan_gantt_drawing, plan_gantt_lines
from ui.plan_gantt import gantt, signs_of, span, ticks_between
from ui.plan_gantt_lines import Line, Sort, lines_of
from ui.plan_schedule_files import picture, table

TODAY = date(2026, 10, 1)


def part(number: int, name: str) -> PartView:
    return PartView(number, number, name, ImplementerRole.CO_IMPLEMENTER, False, False, False)


def task(
    number: int, part_id: int, start: date, days: int, state: TaskState = TaskState.TODO, **more: Any
) -> TaskRow:
    end = start + timedelta(days=days)
    return TaskRow(number, part_id, f"Task {number}", None, "", start, end, state, 1, [], **more)


PARTS = [part(1, "Satusuo"), part(2, "Toivonsilta")]
SEPTEMBER = date(2026, 9, 1)
SCHEDULE = Schedule(
    tasks=[
        task(1, 2, SEPTEMBER, 30, package_id=8, critical=True, before=(SEPTEMBER, date(2026, 9, 25))),
        task(2, 1, date(2026, 10, 2), 60, TaskState.DONE, package_id=8, critical=True, needs=(1,)),
        task(3, 1, date(2026, 11, 1), 0),
    ],
    milestones=[MilestoneRow(1, "Opening", date(2026, 12, 1), None, 1)],
    people={},
    packages=[PackageLine(8, 1, "Kitchen", 2), PackageLine(9, 2, "Nothing yet", None)],
    path=(1, 2),
)


def drawn(schedule: Schedule = SCHEDULE, theme: str = "light") -> dict[str, Any]:
    rows = lines_of(schedule, PARTS).rows
    return gantt(rows, signs_of(rows, PARTS), TODAY, theme=theme)


def layer_of(name: str, schedule: Schedule = SCHEDULE, theme: str = "light") -> list[dict[str, Any]]:
    """The rows of the layer that the drawing has under this name; none when it is not drawn."""
    layers = plan_gantt_drawing.drawing(theme, "fi")["layer"]
    empty = next(layer for layer in layers if layer["data"]["name"] == name)
    found = [layer for layer in drawn(schedule, theme)["layer"] if layer | {"data": 0} == empty | {"data": 0}]
    values: list[dict[str, Any]] = found[0]["data"]["values"] if found else []
    return values


def test_lines_are_the_packages_with_what_is_in_them_and_last_what_is_in_none() -> None:
    rows = lines_of(SCHEDULE, PARTS).rows

    assert [row.label for row in rows] == [
        "TP 1 · Kitchen · 1/2 tehty",
        "B · Task 1",
        "A · Task 2 ✓",
        "Ei työpakettia · 0/1 tehty",
        "A · Task 3",
        "◆ Opening",
    ]
    assert [row.sort for row in rows].count(Sort.PACKAGE) == 2


def test_plan_without_packages_has_no_headings() -> None:
    bare = Schedule(SCHEDULE.tasks[2:], SCHEDULE.milestones, {})

    assert [row.sort for row in lines_of(bare, PARTS).rows] == [Sort.TASK, Sort.MILESTONE]


def many(count: int) -> Schedule:
    tasks = [task(n, 1, SEPTEMBER + timedelta(days=n), 5, package_id=8 + n % 2) for n in range(count)]
    stones = [MilestoneRow(1, "Ready", date(2026, 12, 1), None, 1, package_id=8)]
    return Schedule(tasks, stones, {}, SCHEDULE.packages)


def test_many_tasks_are_folded_into_their_packages() -> None:
    lines = lines_of(many(plan_gantt_lines.FOLDED_FROM + 1), PARTS)

    assert (lines.folded, [row.sort for row in lines.rows]) == (True, [Sort.PACKAGE, Sort.PACKAGE])
    assert lines.rows[0].stones == (date(2026, 12, 1),)
    assert layer_of("stones", many(41))[0]["x"] > 0


def test_opened_packages_come_page_by_page_under_their_headings() -> None:
    schedule = many(100)

    pages = [lines_of(schedule, PARTS, opened=True, page=page) for page in (1, 2, 3, 4)]

    tasks = [[row.id for row in page.rows if row.sort == Sort.TASK] for page in pages]
    assert [len(ids) for ids in tasks] == [40, 40, 20, 20]
    assert sorted(tasks[0] + tasks[1] + tasks[2]) == list(range(100))
    assert all(page.rows[0].sort == Sort.PACKAGE for page in pages)
    assert all(page.pages == 3 for page in pages)
    whole = lines_of(schedule, PARTS, whole=True)
    assert (len(whole.rows), whole.pages) == (103, 1)


def test_last_day_belongs_to_the_task() -> None:
    one_day = layer_of("bars")[-1]

    assert one_day["x2"] - one_day["x"] == 1


def test_implementers_are_told_apart_by_colour_pattern_and_letter() -> None:
    drawing = plan_gantt_drawing.drawing("light", "fi")
    bars = next(layer for layer in drawing["layer"] if layer["data"]["name"] == "bars")["encoding"]

    assert bars["color"]["field"] == bars["strokeDash"]["field"] == "letter"
    assert bars["strokeDash"]["scale"]["range"][:6] == list(plan_gantt_drawing.DASHES)
    assert len(set(bars["color"]["scale"]["range"])) == len(plan_gantt_drawing.COLOURS)
    assert [row["label"] for row in layer_of("keys")][:2] == ["A · Satusuo", "B · Toivonsilta"]


@pytest.mark.parametrize("schedule", [SCHEDULE, many(41), Schedule([task(1, 1, SEPTEMBER, 3)], [], {})])
def test_a_layer_without_rows_is_not_drawn(schedule: Schedule) -> None:
    """A picture of nothing has no name to who hears the page."""
    layers = drawn(schedule)["layer"]

    assert layers
    assert all(layer["data"]["values"] for layer in layers)
    assert not any("transform" in layer for layer in layers)


def test_signs_are_explained_when_they_are_there() -> None:
    plain = Schedule(SCHEDULE.tasks[2:], [], {})

    assert [row["sign"] for row in layer_of("keys")] == ["bar", "bar", "critical", "before"]
    assert [row["sign"] for row in layer_of("keys", plain)] == ["bar"]


def test_what_waits_is_tied_to_what_it_waits_for() -> None:
    links, arrows = layer_of("links"), layer_of("arrows")

    # Task 2 begins the day after task 1 ends: the line goes straight down onto it, and is thick, for both are critical.
    assert len({row["x"] for row in links}) == 1
    assert links[0]["y"] < links[1]["y"]
    assert (arrows[0]["shape"], arrows[0]["width"]) == ("triangle-down", 3)


@pytest.mark.parametrize(("days", "shape"), [(10, "triangle-right"), (-10, "triangle-left")])
def test_an_arrow_points_to_the_task_that_waits(days: int, shape: str) -> None:
    tasks = [task(1, 1, SEPTEMBER, 20), task(2, 1, SEPTEMBER + timedelta(days=21 + days), 20, needs=(1, 99))]

    (arrow,) = layer_of("arrows", Schedule(tasks, [], {}))

    assert arrow["shape"] == shape


def test_critical_tasks_have_an_edge_and_the_baseline_lies_under_the_bar() -> None:
    (before,) = layer_of("before")
    (bar,) = [row for row in layer_of("bars") if row["title"] == "Task 1"]

    assert [row["title"] for row in layer_of("critical")] == ["Task 1", "Task 2"]
    assert before["y"] > bar["y2"]
    assert before["x2"] < bar["x2"]


def test_milestone_is_a_diamond_and_today_is_a_line() -> None:
    (stone,), (now,) = layer_of("stones"), layer_of("today")

    assert (stone["title"], stone["strength"]) == ("Opening", 0.25)
    assert (now["label"], now["align"]) == ("tänään", "left")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_words_are_drawn_in_the_ink_of_the_theme(theme: str) -> None:
    drawing = plan_gantt_drawing.drawing(theme, "fi")

    labels = next(layer for layer in drawing["layer"] if layer["data"]["name"] == "labels")
    assert labels["mark"]["color"] == plan_gantt_drawing.INK[theme]


def test_one_drawing_serves_many_plans() -> None:
    first = drawn()
    second = drawn(Schedule(SCHEDULE.tasks[2:], [], {}))

    assert first["height"] != second["height"]
    assert all("name" in layer["data"] for layer in plan_gantt_drawing.drawing("light", "fi")["layer"])


def lines(*days: tuple[date, date]) -> list[Line]:
    return [Line(Sort.TASK, 1, "", "", first, last) for first, last in days]


def test_span_holds_every_task_its_baseline_and_a_near_today() -> None:
    rows = lines_of(SCHEDULE, PARTS).rows

    start, end = span(rows, TODAY)

    assert start < SEPTEMBER < TODAY < date(2026, 12, 1) < end


def test_today_far_away_does_not_stretch_the_chart() -> None:
    start, end = span(lines((SEPTEMBER, date(2026, 12, 1))), date(2030, 1, 1))

    assert end < date(2027, 2, 1)
    assert start > date(2026, 7, 1)


@pytest.mark.parametrize("days", [1, 9, 40, 70, 71, 100, 365, 800, 3000, 6000])
def test_ticks_fit_a_telephone_and_stay_inside(days: int) -> None:
    start = date(2026, 9, 10)
    end = start + timedelta(days=days)

    ticks = ticks_between(start, end)

    assert len(ticks) <= plan_gantt.MOST_TICKS
    assert all(tick.label for tick in ticks)
    if 9 <= days <= 70:
        assert all(start <= tick.day <= end and tick.day.weekday() == 0 for tick in ticks)


def test_short_schedule_has_weeks_and_a_long_one_months() -> None:
    start = date(2026, 9, 10)

    assert ticks_between(start, start + timedelta(days=20))[0].label == "vk 38"
    assert ticks_between(start, start + timedelta(days=90))[0].label == "loka 26"


VIEW: Any = type("View", (), {"parts": PARTS, "name": "Kylätalo"})


def test_timeline_is_a_picture_in_the_readers_language() -> None:
    svg = picture("svg", VIEW, SCHEDULE, "sv").decode()
    png = picture("png", VIEW, SCHEDULE, "fi")

    assert "AP 1 · Kitchen" in svg
    assert "Kylätalo" in svg
    assert "Atkinson Hyperlegible Next" in svg
    assert png.startswith(b"\x89PNG")


def test_table_is_a_file_that_no_spreadsheet_takes_for_formulas() -> None:
    evil = Schedule([task(1, 1, SEPTEMBER, 1)], [MilestoneRow(1, "x", SEPTEMBER, None, 1)], {})
    tasks = [evil.tasks[0]._replace(title="=2+2")]

    text = table(VIEW, Schedule(tasks, evil.milestones, {}), "en").decode("utf-8-sig")

    head, first, second = text.splitlines()
    assert head.split(";")[:3] == ["Task", "Starts", "Ends"]
    assert first.startswith("'=2+2;")
    assert second.startswith("◆ x;")
