from collections.abc import Callable
from typing import Any

import pytest
from sqlmodel import Session, select

from models import (
    Conflict,
    Forbidden,
    Invalid,
    JournalEntry,
    NotFound,
    Plan,
    RiskLevel,
    Task,
    TaskAction,
    WorkspaceError,
)
from services import plans
from services.plans import PackageWords, RiskWords
from tests.cast import Cast
from tests.conftest import Queries
from tests.services.plan_world import make_plan, make_task, part_of
from tests.worlds import begins_with


@begins_with(make_plan)
def test_packages_keep_their_order_and_count_their_tasks(session: Session, cast: Cast, plan: Plan) -> None:
    part = part_of(session, plan, cast.toivonsilta)
    first, second, third = (
        plans.add_package(session, cast.aino, plan.id, PackageWords(title, part_id=part.id))
        for title in ("Talo", "Opastus", "Viestintä")
    )
    for title in ("Avaimet", "Ovi"):
        make_task(cast, plan, title).package_id = first.id
    done = session.exec(select(Task).where(Task.title == "Ovi")).one()
    plans.move_task(session, cast.pekka, done.id, TaskAction.FINISH, version=done.version)

    plans.move_package(session, cast.aino, third.id, down=False, version=third.version)
    plans.move_package(session, cast.aino, first.id, down=False, version=first.version)

    rows = plans.packages_of(session, cast.pekka, plan.id)
    assert [(row.number, row.title) for row in rows] == [(1, "Talo"), (2, "Viestintä"), (3, "Opastus")]
    assert [(row.tasks, row.tasks_done) for row in rows] == [(2, 1), (0, 0), (0, 0)]
    assert all(row.writes for row in rows)
    assert second.part_id == part.id


@begins_with(make_plan)
def test_same_package_twice_is_a_second_click(session: Session, cast: Cast, plan: Plan) -> None:
    typed = PackageWords("Talo", goal="Ovet auki")

    first = plans.add_package(session, cast.aino, plan.id, typed)

    assert plans.add_package(session, cast.aino, plan.id, typed) is first
    assert len(plans.packages_of(session, cast.aino, plan.id)) == 1


@begins_with(make_plan)
def test_removed_package_leaves_its_tasks_in_the_schedule(session: Session, cast: Cast, plan: Plan) -> None:
    package = plans.add_package(session, cast.aino, plan.id, PackageWords("Talo"))
    task = make_task(cast, plan)
    task.package_id = package.id
    milestone = plans.add_milestone(session, cast.aino, plan.id, "Avajaiset", task.ends_on)
    milestone.package_id = package.id
    session.flush()

    plans.remove_package(session, cast.aino, package.id, version=package.version)

    assert plans.packages_of(session, cast.aino, plan.id) == []
    session.refresh(task)
    session.refresh(milestone)
    assert not task.package_id
    assert not milestone.package_id
    entry = session.exec(select(JournalEntry).order_by(JournalEntry.id.desc())).first()  # type: ignore[attr-defined]
    assert entry is not None
    assert (entry.action, entry.after, entry.why) == ("edit_package", "remove", "Talo")


@begins_with(make_plan)
def test_risks_stand_the_worst_first(session: Session, cast: Cast, plan: Plan) -> None:
    for title, likelihood, effect in (("Sää", 2, 1), ("Uupumus", 4, 5), ("Vuokra", 3, 2)):
        plans.add_risk(session, cast.aino, plan.id, RiskWords(title, likelihood, effect))

    rows = plans.risks_of(session, cast.pekka, plan.id)

    assert [(row.title, row.score, row.level) for row in rows] == [
        ("Uupumus", 20, RiskLevel.HIGH),
        ("Vuokra", 6, RiskLevel.MIDDLE),
        ("Sää", 2, RiskLevel.LOW),
    ]
    assert not any(row.writes for row in rows)
    plans.edit_risk(
        session, cast.aino, rows[0].id, RiskWords("Uupumus", 1, 5, "Vuorot"), version=rows[0].version
    )
    plans.remove_risk(session, cast.aino, rows[2].id, version=rows[2].version)
    assert [row.title for row in plans.risks_of(session, cast.aino, plan.id)] == ["Vuokra", "Uupumus"]


ADDS: dict[str, tuple[Any, Any, Any, Any]] = {
    "package": (plans.add_package, plans.edit_package, plans.remove_package, PackageWords("Talo")),
    "risk": (plans.add_risk, plans.edit_risk, plans.remove_risk, RiskWords("Talo", 2, 3)),
}


@pytest.mark.parametrize("noun", ADDS)
def test_implementer_writes_what_it_answers_for_and_nothing_else(
    session: Session, cast: Cast, noun: str
) -> None:
    add, edit, remove, typed = ADDS[noun]
    plan = make_plan(cast)
    ours, theirs = part_of(session, plan, cast.toivonsilta), part_of(session, plan, cast.satusuo)
    own = type(typed)(**{**vars(typed), "part_id": ours.id})
    others = type(typed)(**{**vars(typed), "part_id": theirs.id})
    made = add(session, cast.pekka, plan.id, own)
    leads = add(session, cast.aino, plan.id, typed)

    acts: list[Callable[[], Any]] = [
        lambda: add(session, cast.pekka, plan.id, typed),
        lambda: add(session, cast.pekka, plan.id, others),
        # Nobody gives it to another association, nor takes the lead's.
        lambda: edit(session, cast.pekka, made.id, others, version=made.version),
        lambda: edit(session, cast.pekka, leads.id, own, version=leads.version),
        lambda: remove(session, cast.pekka, leads.id, version=leads.version),
        lambda: add(session, cast.veera, plan.id, typed),
    ]
    for act in acts:
        with pytest.raises(Forbidden):
            act()
    with pytest.raises(NotFound):
        add(session, cast.sami, plan.id, typed)
    with pytest.raises(NotFound):
        edit(session, cast.sami, made.id, own, version=made.version)
    with pytest.raises(NotFound):
        remove(session, cast.aino, 999, version=0)


@begins_with(make_plan)
def test_order_of_the_packages_is_the_leads(session: Session, cast: Cast, plan: Plan) -> None:
    part = part_of(session, plan, cast.toivonsilta)
    made = plans.add_package(session, cast.pekka, plan.id, PackageWords("Talo", part_id=part.id))

    with pytest.raises(Forbidden):
        plans.move_package(session, cast.pekka, made.id, down=True, version=made.version)


@pytest.mark.parametrize("noun", ADDS)
def test_who_saw_an_older_one_does_not_write_over_the_newer(session: Session, cast: Cast, noun: str) -> None:
    add, edit, remove, typed = ADDS[noun]
    plan = make_plan(cast)
    made = add(session, cast.aino, plan.id, typed)
    seen = made.version
    edit(session, cast.eero, made.id, type(typed)(**{**vars(typed), "title": "Eeron nimi"}), version=seen)
    session.flush()

    acts: list[Callable[[], Any]] = [
        lambda: edit(session, cast.aino, made.id, typed, version=seen),
        lambda: remove(session, cast.aino, made.id, version=seen),
    ]
    for act in acts:
        with pytest.raises(Conflict) as refused:
            act()
        assert refused.value.key == f"plan_{noun}_meanwhile"
    assert made.title == "Eeron nimi"


@pytest.mark.parametrize(
    ("add", "typed", "key", "field"),
    [
        (plans.add_package, PackageWords(" "), "needed", "title"),
        (plans.add_package, PackageWords("Talo", goal="131052-308T"), "identity_code", "goal"),
        (plans.add_package, PackageWords("Talo", result="x" * 2001), "too_long", "result"),
        (plans.add_risk, RiskWords("", 1, 1), "needed", "title"),
        (plans.add_risk, RiskWords("Sää", None, 1), "needed", "likelihood"),
        (plans.add_risk, RiskWords("Sää", 1, 6), "needed", "effect"),
        (plans.add_risk, RiskWords("Sää", 1, 1, "131052-308T"), "identity_code", "response"),
    ],
)
@begins_with(make_plan)
def test_words_that_do_not_hold_are_refused_beside_their_field(
    session: Session, cast: Cast, add: Any, typed: Any, key: str, field: str, plan: Plan
) -> None:
    with pytest.raises(Invalid) as refused:
        add(session, cast.aino, plan.id, typed)

    assert (refused.value.key, refused.value.field) == (key, field)


@begins_with(make_plan)
def test_plan_is_full_some_day(
    session: Session, cast: Cast, monkeypatch: pytest.MonkeyPatch, plan: Plan
) -> None:
    monkeypatch.setattr("services.plans.packages.MOST_PACKAGES", 1)
    monkeypatch.setattr("services.plans.risks.MOST_RISKS", 1)

    for add, _, _, typed in ADDS.values():
        add(session, cast.aino, plan.id, typed)
        with pytest.raises(WorkspaceError) as refused:
            add(session, cast.aino, plan.id, type(typed)(**{**vars(typed), "title": "Toinen"}))
        assert refused.value.key == "plan_full"


def test_part_of_another_plan_is_not_found(session: Session, cast: Cast) -> None:
    plan, other = make_plan(cast), make_plan(cast, "Toinen")
    elsewhere = part_of(session, other, cast.toivonsilta)

    for add, _, _, typed in ADDS.values():
        with pytest.raises(NotFound):
            add(session, cast.aino, plan.id, type(typed)(**{**vars(typed), "part_id": elsewhere.id}))


@begins_with(make_plan)
def test_query_count_does_not_grow(session: Session, cast: Cast, queries: Queries, plan: Plan) -> None:
    counts = []
    for titles in (("a",), ("b", "c")):
        for title in titles:
            plans.add_package(session, cast.aino, plan.id, PackageWords(title))
            plans.add_risk(session, cast.aino, plan.id, RiskWords(title, 1, 1))
        session.flush()
        session.expunge_all()
        queries.statements.clear()
        plans.packages_of(session, cast.aino, plan.id)
        plans.risks_of(session, cast.aino, plan.id)
        counts.append(len(queries))

    assert counts[0] == counts[1]
