from datetime import date, timedelta
from typing import Any

import pytest

from models import ImplementerRole, TaskState
from services.plans import MilestoneRow, PartView, Schedule, TaskRow
from ui import plan_gantt
from ui.plan_gantt import gantt, span, ticks_between

TODAY = date(2026, 10, 1)


def part(number: int, name: str) -> PartView:
    return PartView(number, number, name, ImplementerRole.CO_IMPLEMENTER, False, False, False)


def task(number: int, part_id: int, start: date, days: int, state: TaskState = TaskState.TODO) -> TaskRow:
    end = start + timedelta(days=days)
    return TaskRow(number, part_id, f"Task {number}", None, "", start, end, state, 1, [])


PARTS = [part(1, "Satusuo"), part(2, "Toivonsilta")]
SCHEDULE = Schedule(
    tasks=[
        task(1, 2, date(2026, 9, 1), 30),
        task(2, 1, date(2026, 10, 1), 60, TaskState.DONE),
        task(3, 1, date(2026, 11, 1), 0),
    ],
    milestones=[MilestoneRow(1, "Opening", date(2026, 12, 1), None, 1)],
    people={},
)


def layers(schedule: Schedule = SCHEDULE, theme: str = "light") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = gantt(schedule, PARTS, TODAY, theme=theme).to_dict()["layer"]
    return found


def values(layer: dict[str, Any], schedule: Schedule = SCHEDULE) -> list[dict[str, Any]]:
    data = layer["data"]
    rows: list[dict[str, Any]] = (
        data["values"]
        if "values" in data
        else gantt(schedule, PARTS, TODAY).to_dict()["datasets"][data["name"]]
    )
    return rows


def test_chart_has_a_bar_for_each_task_grouped_by_implementer() -> None:
    bars = values(layers()[0])

    assert [(bar["title"], bar["implementer"]) for bar in bars] == [
        ("Task 2", "A · Satusuo"),
        ("Task 3", "A · Satusuo"),
        ("Task 1", "B · Toivonsilta"),
    ]
    assert [bar["row"] for bar in bars] == [1, 2, 3]


def test_last_day_belongs_to_the_task() -> None:
    one_day = values(layers()[0])[1]

    assert (one_day["start"], one_day["end"]) == ("2026-11-01", "2026-11-02")


def test_implementers_are_told_apart_by_colour_pattern_and_letter() -> None:
    bars = layers()[0]["encoding"]

    assert bars["color"]["scale"]["domain"] == bars["strokeDash"]["scale"]["domain"]
    assert len(set(bars["color"]["scale"]["range"])) == len(PARTS)
    assert bars["strokeDash"]["scale"]["range"] == list(plan_gantt.DASHES[: len(PARTS)])
    assert [row["label"] for row in values(layers()[2])] == [
        "A · Task 2 ✓",
        "A · Task 3",
        "B · Task 1",
        "◆ Opening",
    ]


def test_milestone_is_a_diamond_above_the_tasks() -> None:
    diamonds = layers()[1]

    assert diamonds["mark"]["shape"] == "diamond"
    assert [(row["title"], row["row"], row["start"]) for row in values(diamonds)] == [
        ("Opening", 0, "2026-12-01")
    ]


def test_today_is_a_line() -> None:
    rule, words = layers()[3]["layer"]

    assert (rule["mark"]["type"], words["mark"]["type"]) == ("rule", "text")
    assert values(layers()[3])[0]["start"] == "2026-10-01"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_words_are_drawn_in_the_ink_of_the_theme(theme: str) -> None:
    assert layers(theme=theme)[2]["mark"]["color"] == plan_gantt._INK[theme]


def test_schedule_of_milestones_alone_is_a_chart_too() -> None:
    lonely = Schedule([], SCHEDULE.milestones, {})

    assert len(layers(lonely)) == 4


def test_span_holds_every_task_and_a_near_today() -> None:
    start, end = span(SCHEDULE, TODAY)

    assert start < date(2026, 9, 1) < TODAY < date(2026, 12, 1) < end


def test_today_far_away_does_not_stretch_the_chart() -> None:
    start, end = span(SCHEDULE, date(2030, 1, 1))

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
