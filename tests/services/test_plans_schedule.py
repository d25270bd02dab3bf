"""Dependencies, work packages, the baseline and moving a whole timeline."""

from datetime import date, timedelta

import pytest
from sqlmodel import Session, select

from models import (
    Conflict,
    Forbidden,
    Invalid,
    JournalEntry,
    NotFound,
    Notice,
    Plan,
    PlanBaseline,
    PlanShift,
    Task,
    TaskAction,
    TaskDependency,
    TaskState,
    WrongState,
)
from services import calls, plans
from services.plans import TaskWords, dependencies
from services.plans.shifting import UNDOABLE
from tests.cast import Cast
from tests.conftest import Clock, Queries
from tests.services.plan_world import (
    END,
    START,
    make_chain,
    make_package,
    make_plan,
    make_task,
    part_of,
    words,
)
from tests.worlds import begins_with

DAY = timedelta(days=1)


def needing(task: Task, *needs: Task) -> TaskWords:
    """The words of the task as they are, with these needs."""
    return TaskWords(
        task.title, task.owner_id, task.starts_on, task.ends_on, needs=tuple(n.id for n in needs)
    )


@begins_with(make_plan)
def test_a_task_knows_what_it_waits_for_and_the_path_is_critical(
    session: Session, cast: Cast, plan: Plan
) -> None:
    first, second, third = make_chain(cast, plan, "Luvat", "Remontti", "Avajaiset")
    make_task(cast, plan, "Esite")

    schedule = plans.schedule_of(session, cast.veera, plan.id)

    rows = {row.title: row for row in schedule.tasks}
    assert (rows["Remontti"].needs, rows["Remontti"].waits_for) == ((first.id,), ("Luvat",))
    # The leaflet ends last, and waits for nothing: no chain ends the whole.
    assert schedule.path == ()
    assert rows["Luvat"].slack == 16
    longer = TaskWords("Avajaiset", None, third.starts_on, END + DAY, needs=(second.id,))
    plans.edit_task(session, cast.pekka, third.id, longer, version=third.version)
    assert plans.schedule_of(session, cast.veera, plan.id).path == (first.id, second.id, third.id)


@begins_with(make_plan)
def test_a_task_that_waits_neither_begins_nor_ends_before_the_other_is_done(
    session: Session, cast: Cast, plan: Plan
) -> None:
    first, second = make_chain(cast, plan, "Luvat", "Remontti")

    for step in (TaskAction.START, TaskAction.FINISH):
        with pytest.raises(WrongState) as refused:
            plans.move_task(session, cast.pekka, second.id, step, version=second.version)
        assert (refused.value.key, refused.value.params["tasks"]) == ("plan_task_blocked", "Luvat")
    assert plans.schedule_of(session, cast.pekka, plan.id).tasks[1].actions == []

    plans.move_task(session, cast.pekka, first.id, TaskAction.FINISH, version=first.version)
    session.flush()
    plans.move_task(session, cast.pekka, second.id, TaskAction.START, version=second.version)
    session.flush()
    # What was begun may end, though the first one turned out not to be done.
    plans.move_task(session, cast.pekka, first.id, TaskAction.REOPEN, version=first.version)
    plans.move_task(session, cast.pekka, second.id, TaskAction.FINISH, version=second.version)

    assert second.state == TaskState.DONE


@begins_with(make_plan)
def test_a_circle_is_refused_with_the_way_round_in_titles(session: Session, cast: Cast, plan: Plan) -> None:
    first, second, third = make_chain(cast, plan, "A", "B", "C")

    for last, path in ((third, "A → C → B → A"), (second, "A → B → A"), (first, "A → A")):
        with pytest.raises(Invalid) as refused:
            plans.edit_task(session, cast.pekka, first.id, needing(first, last), version=first.version)
        assert (refused.value.key, refused.value.field) == ("plan_needs_circle", "needs")
        assert refused.value.params["path"] == path

    assert len(session.exec(select(TaskDependency)).all()) == 2


def test_needs_are_of_the_same_plan_and_not_too_many(
    session: Session, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan, other = make_plan(cast), make_plan(cast, "Toinen")
    first, second, third = make_chain(cast, plan, "A", "B", "C")
    elsewhere = make_task(cast, other, "Muualla")
    package = make_package(cast, other)

    with pytest.raises(Invalid) as refused:
        plans.edit_task(session, cast.pekka, third.id, needing(third, elsewhere), version=third.version)
    assert refused.value.key == "plan_needs_elsewhere"
    monkeypatch.setattr(dependencies, "MOST", 1)
    with pytest.raises(Invalid) as refused:
        plans.edit_task(session, cast.pekka, third.id, needing(third, first, second), version=third.version)
    assert refused.value.key == "plan_needs_many"
    strange = TaskWords("C", None, START, END, package_id=package.id)
    with pytest.raises(Invalid) as refused:
        plans.edit_task(session, cast.pekka, third.id, strange, version=third.version)
    assert (refused.value.key, refused.value.field) == ("plan_package_elsewhere", "package_id")


@begins_with(make_plan)
def test_needs_change_and_go_with_the_task(session: Session, cast: Cast, plan: Plan) -> None:
    first, second, third = make_chain(cast, plan, "A", "B", "C")

    plans.edit_task(session, cast.pekka, third.id, needing(third, first), version=third.version)
    session.flush()
    assert [row.needs for row in plans.schedule_of(session, cast.pekka, plan.id).tasks] == [
        (),
        (first.id,),
        (first.id,),
    ]
    plans.remove_task(session, cast.pekka, first.id, version=first.version)

    assert session.exec(select(TaskDependency)).all() == []
    assert second.title == "B"


@begins_with(make_plan)
def test_tasks_and_milestones_stand_in_work_packages(session: Session, cast: Cast, plan: Plan) -> None:
    last, package = make_package(cast, plan, "Toinen", 2), make_package(cast, plan, "Ensin", 1)
    part = part_of(session, plan, cast.toivonsilta)
    typed = TaskWords("Luvat", None, START, END, package_id=package.id)
    plans.add_task(session, cast.pekka, plan.id, part.id, typed)
    stone = plans.add_milestone(session, cast.aino, plan.id, "Valmis", END, package_id=last.id)

    schedule = plans.schedule_of(session, cast.veera, plan.id)

    assert [(row.number, row.title) for row in schedule.packages] == [(1, "Ensin"), (2, "Toinen")]
    assert schedule.tasks[0].package_id == package.id
    assert schedule.milestones[0].package_id == last.id
    plans.edit_milestone(session, cast.aino, stone.id, "Valmis", END, version=stone.version)
    assert stone.package_id is None


@begins_with(make_plan)
def test_a_baseline_is_kept_once_and_shows_what_has_slipped(session: Session, cast: Cast, plan: Plan) -> None:
    task, _ = make_chain(cast, plan, "Luvat", "Remontti")
    stone = plans.add_milestone(session, cast.aino, plan.id, "Avajaiset", END)
    assert plans.baseline_of(session, plan.id) is None
    kept = plans.keep_baseline(session, cast.aino, plan)
    assert plans.keep_baseline(session, cast.pekka, plan).id == kept.id

    later = TaskWords("Luvat", None, task.starts_on, task.ends_on + 3 * DAY)
    plans.edit_task(session, cast.pekka, task.id, later, version=task.version)
    plans.edit_milestone(session, cast.aino, stone.id, "Avajaiset", END - 2 * DAY, version=stone.version)
    make_task(cast, plan, "Uusi")

    schedule = plans.schedule_of(session, cast.veera, plan.id)
    assert {row.title: row.slipped for row in schedule.tasks} == {"Luvat": 3, "Remontti": 0, "Uusi": 0}
    assert schedule.milestones[0].slipped == -2
    assert plans.keep_baseline(session, cast.pekka, plan).id != kept.id
    assert len(session.exec(select(PlanBaseline)).all()) == 2
    assert plans.schedule_of(session, cast.veera, plan.id).tasks[0].slipped == 0


def planned(cast: Cast) -> Plan:
    """A plan of a year: one task that is done, a chain of two, two milestones of which one was reached."""
    plan = make_plan(cast)
    plan.starts_on, plan.ends_on = START, START + timedelta(days=364)
    first, _ = make_chain(cast, plan, "Luvat", "Remontti")
    done = make_task(cast, plan, "Esite")
    plans.move_task(cast.session, cast.pekka, done.id, TaskAction.FINISH, version=done.version)
    reached = plans.add_milestone(cast.session, cast.aino, plan.id, "Aloitus", START)
    plans.reach_milestone(cast.session, cast.aino, reached.id, True, version=reached.version)
    plans.add_milestone(cast.session, cast.aino, plan.id, "Avajaiset", END)
    first.package_id = make_package(cast, plan).id
    cast.session.flush()
    return plan


@pytest.mark.parametrize("days", [30, -7])
def test_the_whole_timeline_moves_as_it_was_shown_and_back_again(
    session: Session, cast: Cast, days: int
) -> None:
    plan = planned(cast)
    by = timedelta(days=days)

    shown = plans.preview_shift(session, cast.aino, plan.id, days)
    plans.shift(session, cast.aino, plan.id, days, mark=shown.mark)

    assert [(row.title, row.new_starts_on, row.new_ends_on) for row in shown.tasks] == [
        ("Luvat", START + by, START + by + 9 * DAY),
        ("Remontti", START + by + 10 * DAY, START + by + 19 * DAY),
    ]
    assert [(row.title, row.ends_on, row.new_ends_on) for row in shown.milestones] == [
        ("Avajaiset", END, END + by)
    ]
    assert shown.frame is not None
    assert (shown.done, shown.too_early, shown.ends_latest) == (1, [], None)
    assert (plan.starts_on, plan.ends_on) == (shown.frame.new_starts_on, shown.frame.new_ends_on)
    rows = {row.title: row.starts_on for row in plans.schedule_of(session, cast.aino, plan.id).tasks}
    assert rows == {"Luvat": START + by, "Remontti": START + by + 10 * DAY, "Esite": START}
    (entry,) = session.exec(select(JournalEntry).where(JournalEntry.action == "shift")).all()
    assert (entry.after, entry.why) == (f"{days:+d}", "")
    key = "plan_shifted_later" if days > 0 else "plan_shifted_earlier"
    told = session.exec(select(Notice).where(Notice.key == key)).all()
    assert {notice.person_id for notice in told} == {cast.eero.id, cast.pekka.id, cast.frans.id}
    assert {notice.params["n"] for notice in told} == {abs(days)}

    last = plans.last_shift(session, cast.eero, plan.id)
    assert last is not None
    assert (last.days, last.package, last.who) == (days, "", "Aino")
    plans.unshift(session, cast.eero, last.id)

    assert (plan.starts_on, plan.ends_on) == (START, START + timedelta(days=364))
    rows = {row.title: row.starts_on for row in plans.schedule_of(session, cast.aino, plan.id).tasks}
    assert rows == {"Luvat": START, "Remontti": START + 10 * DAY, "Esite": START}
    assert plans.last_shift(session, cast.aino, plan.id) is None
    with pytest.raises(WrongState):
        plans.unshift(session, cast.aino, last.id)


def test_one_package_moves_alone_and_says_whom_it_overtakes(session: Session, cast: Cast) -> None:
    plan = planned(cast)
    package_id = plans.schedule_of(session, cast.aino, plan.id).packages[0].id

    shown = plans.preview_shift(session, cast.aino, plan.id, 5, package_id)
    plans.shift(session, cast.aino, plan.id, 5, package_id, mark=shown.mark)

    assert ([row.title for row in shown.tasks], shown.milestones, shown.frame) == (["Luvat"], [], None)
    assert (shown.package, shown.too_early) == ("Yhteinen keittiö", ["Remontti"])
    assert plan.starts_on == START
    entry = session.exec(select(JournalEntry).where(JournalEntry.action == "shift")).one()
    assert (entry.after, entry.why) == ("+5", "Yhteinen keittiö")


def test_a_shift_past_the_calls_last_day_is_said(session: Session, cast: Cast) -> None:
    calls.load(session)
    plan = planned(cast)
    version = calls.newest_version(session, next(iter(calls.choices(session, cast.aino))))
    assert version is not None
    version.terms = version.terms | {"ends_latest": "2027-10-15"}
    plan.call_version_id = version.id
    session.flush()

    assert plans.preview_shift(session, cast.aino, plan.id, 5).ends_latest is None
    assert plans.preview_shift(session, cast.aino, plan.id, 30).ends_latest == date(2027, 10, 15)


@pytest.mark.parametrize(
    ("days", "key"),
    [
        (None, "needed"),
        (0, "needed"),
        (3661, "plan_shift_days"),
        (-3661, "plan_shift_days"),
        (-3000, "plan_date_bounds"),
        (3660, "plan_date_bounds"),
    ],
)
def test_days_that_lead_out_of_the_calendar_are_refused(
    session: Session, cast: Cast, clock: Clock, days: int | None, key: str
) -> None:
    plan = planned(cast)

    with pytest.raises(Invalid) as refused:
        plans.preview_shift(session, cast.aino, plan.id, days)

    assert (refused.value.key, refused.value.field) == (key, "days")


@pytest.mark.parametrize(
    ("who", "refusal"), [("pekka", Forbidden), ("veera", Forbidden), ("sami", NotFound), ("fanni", NotFound)]
)
def test_only_the_lead_moves_the_timeline(
    session: Session, cast: Cast, who: str, refusal: type[Exception]
) -> None:
    plan = planned(cast)
    mark = plans.preview_shift(session, cast.aino, plan.id, 5).mark
    made = plans.shift(session, cast.aino, plan.id, 5, mark=mark)
    actor = getattr(cast, who)

    for act in (
        lambda: plans.preview_shift(session, actor, plan.id, 5),
        lambda: plans.shift(session, actor, plan.id, 5, mark=mark),
        lambda: plans.unshift(session, actor, made.id),
    ):
        with pytest.raises(refusal):
            act()
    if refusal is Forbidden:
        assert plans.last_shift(session, actor, plan.id) is None


def test_what_changed_after_the_preview_is_shown_again_first(session: Session, cast: Cast) -> None:
    plan = planned(cast)
    mark = plans.preview_shift(session, cast.aino, plan.id, 5).mark
    make_task(cast, plan, "Uusi")

    with pytest.raises(Conflict) as refused:
        plans.shift(session, cast.aino, plan.id, 5, mark=mark)

    assert refused.value.key == "plan_shift_meanwhile"
    assert session.exec(select(PlanShift)).all() == []


def test_there_is_nothing_to_move_in_an_empty_plan_or_anothers_package(session: Session, cast: Cast) -> None:
    plan, other = make_plan(cast), make_plan(cast, "Toinen")
    mark = plans.preview_shift(session, cast.aino, plan.id, 5).mark

    with pytest.raises(WrongState) as refused:
        plans.shift(session, cast.aino, plan.id, 5, mark=mark)
    assert refused.value.key == "plan_shift_nothing"
    with pytest.raises(NotFound):
        plans.preview_shift(session, cast.aino, plan.id, 5, make_package(cast, other).id)
    with pytest.raises(NotFound):
        plans.unshift(session, cast.aino, 99999)


def test_an_old_shift_is_not_undone_and_a_removed_task_stays_away(
    session: Session, cast: Cast, clock: Clock
) -> None:
    plan = planned(cast)
    made = plans.shift(
        session, cast.aino, plan.id, 5, mark=plans.preview_shift(session, cast.aino, plan.id, 5).mark
    )
    task = session.exec(select(Task).where(Task.title == "Luvat")).one()
    plans.remove_task(session, cast.pekka, task.id, version=task.version)

    clock.at += UNDOABLE
    assert plans.last_shift(session, cast.aino, plan.id) is None
    clock.at -= DAY
    plans.unshift(session, cast.aino, made.id)

    rows = {row.title: row.starts_on for row in plans.schedule_of(session, cast.aino, plan.id).tasks}
    assert rows == {"Remontti": START + 10 * DAY, "Esite": START}


def test_a_shift_asks_the_same_however_much_it_moves(session: Session, cast: Cast, queries: Queries) -> None:
    plan, counts = planned(cast), []
    for more in (0, 2):
        for number in range(more):
            make_task(cast, plan, f"Lisää {number}")
        session.expire_all()
        actor = cast.aino
        queries.statements.clear()
        plans.preview_shift(session, actor, plan.id, 5)
        counts.append(len(queries))

    assert counts[0] == counts[1]
    assert counts[0] <= 8


@begins_with(make_plan)
def test_words_of_a_task_are_the_same_for_a_second_click(session: Session, cast: Cast, plan: Plan) -> None:
    (first,) = make_chain(cast, plan, "A")
    part = part_of(session, plan, cast.toivonsilta)
    typed = TaskWords("B", None, START, END, needs=(first.id,))

    made = plans.add_task(session, cast.pekka, plan.id, part.id, typed)

    assert plans.add_task(session, cast.pekka, plan.id, part.id, typed).id == made.id
    assert words().needs == ()


@begins_with(make_plan)
def test_calendar_is_read_once_until_the_plan_changes(
    session: Session, cast: Cast, queries: Queries, plan: Plan
) -> None:
    first, _ = make_chain(cast, plan, "Luvat", "Remontti")
    session.commit()
    aino, plan_id, first_id, version = cast.aino, plan.id, first.id, first.version
    before = plans.calendar_of(session, aino, plan_id, feed=True)
    session.commit()

    queries.statements.clear()
    again = plans.calendar_of(session, aino, plan_id, feed=True)
    asked = len(queries)
    plans.move_task(session, aino, first_id, TaskAction.START, version=version)
    session.commit()

    assert again.schedule is before.schedule
    # The plan as this person sees it, its word, and their own feed.
    assert asked <= 3
    after = plans.calendar_of(session, aino, plan_id).schedule
    assert [row.state for row in after.tasks] == [TaskState.DOING, TaskState.TODO]
    # No day moved: what was counted of the days stands.
    assert after.path == before.schedule.path
