from datetime import UTC, datetime

import pytest

from services.journal import Step
from ui import plan_schedule_history
from ui.plan_history import collapsed

AT = datetime(2026, 9, 1, tzinfo=UTC)


def step(action: str, who: str, why: str, place: str = "0") -> Step:
    return Step(AT, action, "", place, why, who)


def test_savings_of_one_field_in_a_row_are_one_step() -> None:
    aino, eero = step("edit_shared", "Aino", "goals"), step("edit_shared", "Eero", "goals")

    assert collapsed([aino, aino, eero, aino]) == [aino, eero, aino]


def test_different_fields_and_places_stay_apart() -> None:
    steps = [
        step("edit_part", "Aino", "our_people", "1"),
        step("edit_part", "Aino", "our_people", "2"),
        step("edit_part", "Aino", "our_tasks", "2"),
    ]

    assert collapsed(steps) == steps


def test_cells_of_one_budget_are_one_step_whatever_the_sums() -> None:
    first, second = (
        step("edit_money", "Aino", "Satusuo", "100.00"),
        step("edit_money", "Aino", "Satusuo", "7.00"),
    )

    assert collapsed([first, second]) == [first]


def test_what_is_no_edit_is_never_joined() -> None:
    task = step("add_task", "Aino", "Sama nimi")

    assert collapsed([task, task]) == [task, task]


@pytest.mark.parametrize(
    ("action", "why", "after", "words"),
    [
        ("shift", "", "+30", "Koko aikataulu: 30 päivää eteenpäin"),
        ("shift", "Keittiö", "-1", "Keittiö: päivän aiemmaksi"),
        ("set_deadline", "board", "done", "Hallituksen kokous: Tehty"),
        ("set_deadline", "board", "open", "Hallituksen kokous: Tekemättä"),
        ("set_deadline", "board", "", "Hallituksen kokous: laskettu päivä"),
        ("set_deadline", "submit", "2026-10-01", "Hakemus lähetetty: viimeistään 1.10.2026"),
        ("remind", "letter", "", "Sitoumuskirje"),
        ("add_task", "Luvat", "todo", "Luvat"),
    ],
)
def test_history_of_the_schedule_is_told_in_words(action: str, why: str, after: str, words: str) -> None:
    assert plan_schedule_history.words(step(action, "Aino", why, after)) == words
