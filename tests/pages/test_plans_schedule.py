"""The schedule as people use it: the timeline, the board, the days before the call, moving it all by some days."""

from datetime import date, timedelta

import pytest
from sqlmodel import select

from models import DeadlineStep, Milestone, Plan, PlanDeadline, PlanShift, Task, TaskDependency, TaskState
from services import plans
from services.plans import TOGETHER
from tests.cast import Cast
from tests.pages.conftest import House, Open
from tests.pages.test_plans import buttons, words
from tests.services.plan_world import END, START, make_chain, make_package, make_plan, make_task, part_of
from ui import plan_deadlines


def arrange(cast: Cast) -> tuple[Plan, list[Task]]:
    """Two tasks in a row, a package, a milestone, and a baseline from which the first task has slipped."""
    plan = make_plan(cast)
    chain = make_chain(cast, plan, "Luvat", "Remontti")
    chain[0].package_id = make_package(cast, plan).id
    plans.add_milestone(cast.session, cast.aino, plan.id, "Avajaiset", END)
    plans.keep_baseline(cast.session, cast.aino, plan)
    chain[0].ends_on += timedelta(days=3)
    cast.session.commit()
    return plan, chain


def test_timeline_says_in_words_what_it_draws(open_page: Open, cast: Cast) -> None:
    plan, _ = arrange(cast)

    app = open_page("plan", as_="veera", id=plan.id, view="schedule")

    assert not app.exception
    assert "Luvat → Remontti" in words(app).replace("\\", "")
    assert "yksi asia on siitä myöhässä" in words(app)
    assert buttons(app) == ["feed-make"]


@pytest.mark.parametrize(("sub", "said"), [("board", "Odottaa toista"), ("board", "Myöhästynyt 3 päivää")])
def test_board_says_what_is_blocked_and_what_has_slipped(
    open_page: Open, cast: Cast, sub: str, said: str
) -> None:
    plan, _ = arrange(cast)

    app = open_page("plan", as_="pekka", id=plan.id, view="schedule", sub=sub)

    assert said in words(app)
    assert "Ensin tehdään: Luvat" in words(app)


def test_task_moves_on_the_board_and_frees_the_one_that_waits(
    open_page: Open, cast: Cast, house: House
) -> None:
    plan, (first, second) = arrange(cast)
    app = open_page("plan", as_="pekka", id=plan.id, view="schedule", sub="board")
    assert f"start-task-{second.id}" not in buttons(app)

    app.button(key=f"finish-task-{first.id}").click().run()
    app.button(key=f"start-task-{second.id}").click().run()

    assert not app.exception
    with house.session() as session:
        assert [session.get_one(Task, each.id).state for each in (first, second)] == [
            TaskState.DONE,
            TaskState.DOING,
        ]


def test_stale_card_says_why_nothing_happened(open_page: Open, cast: Cast, house: House) -> None:
    plan, (first, _) = arrange(cast)
    app = open_page("plan", as_="pekka", id=plan.id, view="schedule", sub="board")
    first.title = "Rakennusluvat"
    cast.session.commit()

    app.button(key=f"finish-task-{first.id}").click().run()

    assert "samaan aikaan" in app.toast[0].value
    with house.session() as session:
        assert session.get_one(Task, first.id).state == TaskState.TODO


def test_circle_is_refused_beside_the_field_with_its_way_round(
    open_page: Open, cast: Cast, house: House
) -> None:
    plan, (first, second) = arrange(cast)
    app = open_page("plan", as_="pekka", id=plan.id, view="schedule", task=first.id)

    app.multiselect(key=f"needs-task-{first.id}").set_value([second.id])
    app.button(key=f"save-task-{first.id}").click().run()

    assert "Luvat → Remontti → Luvat" in app.error[0].value.replace("\\", "")
    with house.session() as session:
        assert len(session.exec(select(TaskDependency)).all()) == 1


def test_new_task_begins_in_the_package_that_is_shown(open_page: Open, cast: Cast, house: House) -> None:
    plan, (first, _) = arrange(cast)
    app = open_page("plan", as_="pekka", id=plan.id, view="schedule", package=first.package_id, task="new")

    app.text_input(key="title-task-new").set_value("Sähköt")
    app.multiselect(key="needs-task-new").set_value([first.id])
    app.button(key="save-task-new").click().run()

    assert not app.exception
    with house.session() as session:
        made = session.exec(select(Task).where(Task.title == "Sähköt")).one()
        assert made.package_id == first.package_id
        assert session.get(TaskDependency, (made.id, first.id)) is not None


def test_filters_stand_in_the_address(open_page: Open, cast: Cast) -> None:
    plan, (first, _) = arrange(cast)
    mine = make_task(cast, plan, "Oma", cast.people["pekka"].id)
    cast.session.commit()

    app = open_page("plan", as_="pekka", id=plan.id, view="schedule", sub="board", mine=1)
    in_package = open_page(
        "plan", as_="pekka", id=plan.id, view="schedule", sub="board", package=first.package_id
    )
    nothing = open_page("plan", as_="pekka", id=plan.id, view="schedule", part=99999)

    assert f"start-task-{mine.id}" in buttons(app)
    assert "Luvat" not in words(app)
    assert "Luvat" in words(in_package)
    assert "Oma" not in words(in_package)
    assert "Poista jokin rajaus" in words(nothing)
    nothing.button(key="schedule-clear").click().run()
    assert "Avajaiset" in words(nothing)


def test_table_holds_what_the_chart_shows(open_page: Open, cast: Cast) -> None:
    plan, _ = arrange(cast)

    app = open_page("plan", as_="veera", id=plan.id, view="schedule", sub="table")

    rows = app.dataframe[0].value.to_dict("records")
    assert [row["Tehtävä"] for row in rows] == ["Luvat", "Remontti", "◆ Avajaiset"]
    assert rows[0]["Muutos vahvistettuun"] == "Myöhästynyt 3 päivää"
    assert rows[1]["Odottaa näitä tehtäviä"] == "Luvat"


def test_timeline_is_moved_as_it_was_shown_and_back(open_page: Open, cast: Cast, house: House) -> None:
    plan, (first, _) = arrange(cast)
    app = open_page("plan", as_="aino", id=plan.id, view="schedule")
    app.button(key="shift").click().run()

    app.button(key="shift-7").click().run()
    assert "7 päivää eteenpäin" in words(app)
    assert app.dataframe[0].value.to_dict("records")[0]["Tehtävä"] == "Luvat"
    app.button(key="shift-do").click().run()

    assert not app.exception
    with house.session() as session:
        assert session.get_one(Task, first.id).starts_on == START + timedelta(days=7)
    app.button(key="unshift").click().run()
    with house.session() as session:
        assert session.get_one(Task, first.id).starts_on == START
        assert session.exec(select(PlanShift)).one().undone_at is not None


def test_move_that_would_do_something_else_by_now_is_shown_again(
    open_page: Open, cast: Cast, house: House
) -> None:
    plan, (first, _) = arrange(cast)
    app = open_page("plan", as_="aino", id=plan.id, view="schedule", shift="all")
    first.title = "Rakennusluvat"
    cast.session.commit()

    app.button(key="shift-do").click().run()

    assert "muuttui juuri" in app.error[0].value
    with house.session() as session:
        assert session.exec(select(PlanShift)).all() == []
    app.button(key="shift-do").click().run()
    with house.session() as session:
        assert session.exec(select(PlanShift)).one().days == 30


@pytest.mark.parametrize("query", [{"shift": "all"}, {"milestone": "new"}])
def test_forms_of_the_lead_do_not_open_for_others(open_page: Open, cast: Cast, query: dict[str, str]) -> None:
    plan, _ = arrange(cast)

    app = open_page("plan", as_="pekka", id=plan.id, view="schedule", **query)

    assert "Lisää tehtävä" in [button.label for button in app.button]
    assert "shift-do" not in buttons(app)


def test_milestone_is_reached_with_one_press(open_page: Open, cast: Cast, house: House) -> None:
    plan, _ = arrange(cast)
    stone = cast.session.exec(select(Milestone)).one()
    cast.session.commit()
    app = open_page("plan", as_="aino", id=plan.id, view="schedule")

    app.button(key=f"reach-{stone.id}-False").click().run()

    with house.session() as session:
        assert session.get_one(Milestone, stone.id).reached_on is not None


def test_days_before_the_call_are_set_and_marked(open_page: Open, cast: Cast, house: House) -> None:
    plan = make_plan(cast)
    part = part_of(cast.session, plan, cast.toivonsilta)
    cast.session.commit()
    app = open_page("plan", as_="aino", id=plan.id, view="schedule", sub="deadlines")
    assert "ei ole hakua" in words(app)

    app.date_input(key="own-day-0").set_value(date(2026, 12, 1))
    app.button(key="save-day-0").click().run()
    assert "Sitoumuskirje" in words(app)
    app.button(key=f"step-{part.id}-board-False").click().run()

    assert not app.exception
    with house.session() as session:
        rows = {(row.place, row.step): row for row in session.exec(select(PlanDeadline))}
    assert rows[TOGETHER, DeadlineStep.SUBMIT].own_day == date(2026, 12, 1)
    assert rows[part.id, DeadlineStep.BOARD].done_on is not None


def test_day_after_the_closing_is_refused_beside_the_field(open_page: Open, cast: Cast, house: House) -> None:
    plan = make_plan(cast)
    plans.set_day(cast.session, cast.aino, plan.id, TOGETHER, DeadlineStep.SUBMIT, date(2026, 12, 1))
    part = part_of(cast.session, plan, cast.toivonsilta)
    cast.session.commit()
    app = open_page("plan", as_="pekka", id=plan.id, view="schedule", sub="deadlines")

    app.button(key=f"days-{part.id}").click().run()
    app.date_input(key=f"own-day-{part.id}").set_value(date(2026, 11, 30))
    app.button(key=f"save-day-{part.id}").click().run()

    assert "hakemuksen lähettämisen jälkeen" in words(app)
    assert "Oma päivä" in words(app)


def test_calendar_link_is_made_renewed_and_removed(open_page: Open, cast: Cast, house: House) -> None:
    plan, _ = arrange(cast)
    app = open_page("plan", as_="veera", id=plan.id, view="schedule")

    app.button(key="feed-make").click().run()
    address = app.code[0].value
    assert "/calendars/" in address
    app.button(key="feed-end").click().run()

    assert len(app.code) == 0
    app.button(key="feed-make").click().run()
    assert app.code[0].value != address


def test_filters_and_files_are_drawn_when_they_are_opened(open_page: Open, cast: Cast) -> None:
    plan, _ = arrange(cast)
    app = open_page("plan", as_="veera", id=plan.id, view="schedule")
    assert [box.key for box in app.selectbox if box.key == "schedule-package"] == []

    app.session_state["schedule-filter-False"] = True
    app.session_state["timeline-files"] = True
    app.run()

    assert not app.exception
    assert app.selectbox(key="schedule-package").value is None
    assert len(app.get("download_button")) == 3


def test_each_of_many_implementers_is_a_line_until_it_is_opened(
    open_page: Open, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plan_deadlines, "UNFOLDED", 1)
    plan = make_plan(cast)
    plans.set_day(cast.session, cast.aino, plan.id, TOGETHER, DeadlineStep.SUBMIT, date(2026, 12, 1))
    own, other = (part_of(cast.session, plan, home).id for home in (cast.satusuo, cast.toivonsilta))
    cast.session.commit()

    app = open_page("plan", as_="aino", id=plan.id, view="schedule", sub="deadlines")

    assert f"step-{own}-board-False" in buttons(app)
    assert f"step-{other}-board-False" not in buttons(app)
    assert "0/4 tehty" in next(each.label for each in app.expander if "Toivonsil" in each.label)
    app.session_state[f"deadlines-of-{other}-open"] = True
    app.run()
    app.button(key=f"step-{other}-board-False").click().run()
    assert "1/4 tehty" in next(each.label for each in app.expander if "Toivonsil" in each.label)
    assert f"step-{other}-board-True" in buttons(app)
