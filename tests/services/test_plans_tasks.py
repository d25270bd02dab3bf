from datetime import date, timedelta

import pytest
from sqlmodel import Session, col, select

from models import (
    Conflict,
    Forbidden,
    Invalid,
    JournalEntry,
    Mail,
    MembershipState,
    Milestone,
    NotFound,
    Notice,
    Plan,
    Task,
    TaskAction,
    TaskState,
    WrongState,
)
from services import plans
from services.plans import TaskWords, milestones, tasks
from tests.cast import Cast, make_member
from tests.conftest import Clock
from tests.services.plan_world import END, START, make_plan, make_task, part_of, words
from tests.worlds import begins_with


@begins_with(make_plan)
def test_task_stands_in_the_schedule(session: Session, cast: Cast, plan: Plan) -> None:
    task = make_task(cast, plan, owner_id=cast.pekka.id)

    (row,) = plans.schedule_of(session, cast.veera, plan.id).tasks

    assert (row.id, row.title, row.owner, row.starts_on, row.ends_on) == (
        task.id,
        "Keittiön remontti",
        "Pekka",
        START,
        END,
    )
    assert (row.state, row.actions) == (TaskState.TODO, [TaskAction.START, TaskAction.FINISH])


@begins_with(make_plan)
def test_schedule_is_in_order_of_time_and_knows_the_people(session: Session, cast: Cast, plan: Plan) -> None:
    part = part_of(session, plan, cast.toivonsilta)
    make_task(cast, plan, "Myöhemmin")
    earlier = TaskWords("Ensin", None, START - timedelta(days=1), END)
    plans.add_task(session, cast.aino, plan.id, part.id, earlier)

    schedule = plans.schedule_of(session, cast.pekka, plan.id)

    assert [row.title for row in schedule.tasks] == ["Ensin", "Myöhemmin"]
    assert schedule.people[part.id] == [(cast.pekka.id, "Pekka")]


@pytest.mark.parametrize(
    ("typed", "key", "field"),
    [
        (TaskWords("", None, START, END), "needed", "title"),
        (TaskWords("x" * 161, None, START, END), "too_long", "title"),
        (TaskWords("Työ", None, None, END), "needed", "starts_on"),
        (TaskWords("Työ", None, START, None), "needed", "ends_on"),
        (TaskWords("Työ", None, END, START), "plan_ends_before_start", "ends_on"),
        (TaskWords("Työ", None, date(1926, 1, 1), END), "plan_date_bounds", "starts_on"),
        (TaskWords("Työ", None, START, date(2126, 1, 1)), "plan_date_bounds", "ends_on"),
    ],
)
@begins_with(make_plan)
def test_task_that_does_not_hold_is_refused(
    session: Session, cast: Cast, typed: TaskWords, key: str, field: str, plan: Plan
) -> None:
    part = part_of(session, plan, cast.toivonsilta)

    with pytest.raises(Invalid) as refused:
        plans.add_task(session, cast.pekka, plan.id, part.id, typed)

    assert (refused.value.key, refused.value.field) == (key, field)
    assert session.exec(select(Task)).all() == []


@begins_with(make_plan)
def test_one_day_is_a_period(session: Session, cast: Cast, plan: Plan) -> None:
    part = part_of(session, plan, cast.toivonsilta)

    task = plans.add_task(session, cast.pekka, plan.id, part.id, TaskWords("Avajaiset", None, START, START))

    assert task.starts_on == task.ends_on


@begins_with(make_plan)
def test_owner_belongs_to_the_association_of_the_part(cast: Cast, plan: Plan) -> None:
    with pytest.raises(Invalid) as refused:
        make_task(cast, plan, owner_id=cast.aino.id)

    assert (refused.value.key, refused.value.field) == ("plan_owner_elsewhere", "owner_id")


@begins_with(make_plan)
def test_second_click_adds_no_second_task(cast: Cast, plan: Plan) -> None:
    assert make_task(cast, plan).id == make_task(cast, plan).id


@begins_with(make_plan)
def test_plan_that_is_full_takes_no_more(
    session: Session, cast: Cast, monkeypatch: pytest.MonkeyPatch, plan: Plan
) -> None:
    monkeypatch.setattr(tasks, "MOST", 1)
    monkeypatch.setattr(milestones, "MOST", 0)
    make_task(cast, plan)

    with pytest.raises(WrongState) as refused:
        make_task(cast, plan, "Toinen")
    with pytest.raises(WrongState):
        plans.add_milestone(session, cast.aino, plan.id, "Avajaiset", END)

    assert refused.value.key == "plan_full"


@begins_with(make_plan)
def test_owner_hears_by_mail_when_another_gives_the_task(session: Session, cast: Cast, plan: Plan) -> None:
    part = part_of(session, plan, cast.toivonsilta)

    plans.add_task(session, cast.aino, plan.id, part.id, words(owner_id=cast.pekka.id))

    notice = session.exec(select(Notice).where(Notice.key == "plan_task_assigned")).one()
    assert (notice.person_id, notice.link) == (cast.pekka.id, f"/plan?id={plan.id}&view=schedule")
    mail = session.exec(select(Mail).where(Mail.key == "plan_task_assigned")).one()
    assert mail.address == "pekka@example.org"


@begins_with(make_plan)
def test_nobody_hears_of_their_own_act(session: Session, cast: Cast, plan: Plan) -> None:
    task = make_task(cast, plan, owner_id=cast.pekka.id)

    plans.move_task(session, cast.pekka, task.id, TaskAction.START, version=task.version)

    assert session.exec(select(Notice).where(Notice.key == "plan_task_assigned")).all() == []
    assert session.exec(select(Notice).where(Notice.key == "plan_task_changed")).all() == []


@begins_with(make_plan)
def test_task_that_changes_hands_tells_both(session: Session, cast: Cast, plan: Plan) -> None:
    make_member(session, cast.toivonsilta, cast.people["uuno"])
    task = make_task(cast, plan, owner_id=cast.pekka.id)

    plans.edit_task(session, cast.aino, task.id, words(owner_id=cast.uuno.id), version=task.version)

    told = session.exec(select(Notice.person_id, Notice.key).where(col(Notice.link).endswith("schedule")))
    assert set(told) == {(cast.uuno.id, "plan_task_assigned"), (cast.pekka.id, "plan_task_changed")}


@begins_with(make_plan)
def test_removed_task_stays_in_the_history(session: Session, cast: Cast, plan: Plan) -> None:
    task = make_task(cast, plan, owner_id=cast.pekka.id)

    plans.remove_task(session, cast.aino, task.id, version=task.version)

    assert session.exec(select(Task)).all() == []
    entry = session.exec(select(JournalEntry).where(JournalEntry.action == "remove_task")).one()
    assert entry.why == "Keittiön remontti"
    assert (
        session.exec(select(Notice.person_id).where(Notice.key == "plan_task_removed")).one() == cast.pekka.id
    )


@pytest.mark.parametrize(
    ("steps", "state"),
    [
        ([TaskAction.START], TaskState.DOING),
        ([TaskAction.FINISH], TaskState.DONE),
        ([TaskAction.START, TaskAction.FINISH], TaskState.DONE),
        ([TaskAction.START, TaskAction.REOPEN], TaskState.TODO),
        ([TaskAction.FINISH, TaskAction.REOPEN], TaskState.TODO),
    ],
)
def test_task_moves(session: Session, cast: Cast, steps: list[TaskAction], state: TaskState) -> None:
    task = make_task(cast, make_plan(cast))

    for step in steps:
        plans.move_task(session, cast.pekka, task.id, step, version=task.version)
        session.flush()

    assert task.state == state


@pytest.mark.parametrize(
    ("done", "step"),
    [
        ([], TaskAction.REOPEN),
        ([TaskAction.START], TaskAction.START),
        ([TaskAction.FINISH], TaskAction.START),
        ([TaskAction.FINISH], TaskAction.FINISH),
    ],
)
def test_step_that_does_not_exist_is_refused(
    session: Session, cast: Cast, done: list[TaskAction], step: TaskAction
) -> None:
    task = make_task(cast, make_plan(cast))
    for action in done:
        plans.move_task(session, cast.pekka, task.id, action, version=task.version)
        session.flush()
    before = task.state

    with pytest.raises(WrongState):
        plans.move_task(session, cast.pekka, task.id, step, version=task.version)

    assert task.state == before


@pytest.mark.parametrize(
    ("who", "refusal"),
    [("eero", None), ("veera", Forbidden), ("sami", NotFound), ("fanni", NotFound), ("arvo", NotFound)],
)
def test_who_moves_a_task(session: Session, cast: Cast, who: str, refusal: type[Exception] | None) -> None:
    task = make_task(cast, make_plan(cast))

    if refusal is None:
        plans.move_task(session, getattr(cast, who), task.id, TaskAction.START, version=task.version)
    else:
        with pytest.raises(refusal):
            plans.move_task(session, getattr(cast, who), task.id, TaskAction.START, version=task.version)


@begins_with(make_plan)
def test_writer_of_another_part_does_not_touch_the_leads_tasks(
    session: Session, cast: Cast, plan: Plan
) -> None:
    part = part_of(session, plan, cast.satusuo)

    with pytest.raises(Forbidden):
        plans.add_task(session, cast.pekka, plan.id, part.id, words())


def test_stale_page_changes_nothing(session: Session, cast: Cast) -> None:
    task = make_task(cast, make_plan(cast))
    seen = task.version
    plans.edit_task(session, cast.aino, task.id, words("Ainon nimi"), version=seen)
    session.flush()

    with pytest.raises(Conflict):
        plans.edit_task(session, cast.pekka, task.id, words("Pekan nimi"), version=seen)
    with pytest.raises(Conflict):
        plans.remove_task(session, cast.pekka, task.id, version=seen)

    assert task.title == "Ainon nimi"


@pytest.mark.parametrize("who", ["pekka", "sami"])
def test_task_that_is_not_there_is_not_found(session: Session, cast: Cast, who: str) -> None:
    make_plan(cast)

    with pytest.raises(NotFound):
        plans.move_task(session, getattr(cast, who), 99999, TaskAction.START, version=1)


@begins_with(make_plan)
def test_milestone_is_set_edited_reached_and_removed(
    session: Session, cast: Cast, clock: Clock, plan: Plan
) -> None:
    milestone = plans.add_milestone(session, cast.aino, plan.id, "Avajaiset", END)
    assert plans.add_milestone(session, cast.eero, plan.id, "Avajaiset", END).id == milestone.id

    plans.edit_milestone(session, cast.eero, milestone.id, "Avajaisjuhla", START, version=milestone.version)
    session.flush()
    plans.reach_milestone(session, cast.aino, milestone.id, True, version=milestone.version)
    session.flush()

    (row,) = plans.schedule_of(session, cast.pekka, plan.id).milestones
    assert (row.title, row.due_on, row.reached_on) == ("Avajaisjuhla", START, clock.at.date())
    plans.reach_milestone(session, cast.aino, milestone.id, False, version=milestone.version)
    session.flush()
    assert milestone.reached_on is None
    plans.remove_milestone(session, cast.aino, milestone.id, version=milestone.version)
    assert session.exec(select(Milestone)).all() == []


@pytest.mark.parametrize(
    ("title", "due_on", "field"),
    [("", END, "title"), ("Avajaiset", None, "due_on"), ("x", date(1, 1, 1), "due_on")],
)
@begins_with(make_plan)
def test_milestone_that_does_not_hold_is_refused(
    session: Session, cast: Cast, title: str, due_on: date | None, field: str, plan: Plan
) -> None:
    with pytest.raises(Invalid) as refused:
        plans.add_milestone(session, cast.aino, plan.id, title, due_on)

    assert refused.value.field == field


@pytest.mark.parametrize(
    ("who", "refusal"), [("pekka", Forbidden), ("veera", Forbidden), ("sami", NotFound), ("arvo", NotFound)]
)
@begins_with(make_plan)
def test_milestones_are_the_leads(
    session: Session, cast: Cast, who: str, refusal: type[Exception], plan: Plan
) -> None:
    milestone = plans.add_milestone(session, cast.aino, plan.id, "Avajaiset", END)
    actor, version = getattr(cast, who), milestone.version

    with pytest.raises(refusal):
        plans.edit_milestone(session, actor, milestone.id, "Muu", START, version=version)
    with pytest.raises(refusal):
        plans.reach_milestone(session, actor, milestone.id, True, version=version)
    with pytest.raises(refusal):
        plans.remove_milestone(session, actor, milestone.id, version=version)

    assert (milestone.title, milestone.reached_on) == ("Avajaiset", None)


@begins_with(make_plan)
def test_stale_milestone_is_a_conflict(session: Session, cast: Cast, plan: Plan) -> None:
    milestone = plans.add_milestone(session, cast.aino, plan.id, "Avajaiset", END)
    seen = milestone.version
    plans.edit_milestone(session, cast.aino, milestone.id, "Uusi", START, version=seen)
    session.flush()

    with pytest.raises(Conflict):
        plans.edit_milestone(session, cast.eero, milestone.id, "Toinen", END, version=seen)
    with pytest.raises(NotFound):
        plans.edit_milestone(session, cast.eero, 99999, "Toinen", END, version=1)


@begins_with(make_plan)
def test_owner_who_left_stays_until_another_takes_it_and_hears_no_more(
    session: Session, cast: Cast, plan: Plan
) -> None:
    person = cast.people["uuno"]
    row = make_member(session, cast.toivonsilta, person)
    task = make_task(cast, plan, owner_id=person.id)
    row.state = MembershipState.LEFT
    session.flush()
    heard = len(session.exec(select(Notice).where(Notice.person_id == person.id)).all())

    renamed = plans.edit_task(
        session, cast.pekka, task.id, words("Salainen remontti", person.id), version=task.version
    )
    plans.move_task(session, cast.pekka, task.id, TaskAction.START, version=task.version)

    assert (renamed.title, renamed.owner_id) == ("Salainen remontti", person.id)
    assert len(session.exec(select(Notice).where(Notice.person_id == person.id)).all()) == heard
    with pytest.raises(Invalid, match="plan_owner_elsewhere"):
        make_task(cast, plan, title="Uusi", owner_id=person.id)
