"""What is remembered of a plan is never older than the plan, and never another's."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, col, delete, select, update

from models import (
    EVERYBODYS,
    ActionPoint,
    AgendaItem,
    BudgetLine,
    BudgetLineKind,
    EarlierMinutes,
    Forbidden,
    MeetingSeat,
    MinutesAside,
    NotFound,
    Plan,
    PlanRevision,
    Presence,
    ProposalOption,
    ProposalSeat,
    Table,
    Task,
    WorkPackage,
)
from services import budgets, plans
from services.confirmations.covered import NOT_READ, READ
from services.database import open_engine
from services.plans import revisions
from services.plans.revisions import remembered
from tests.cast import Cast, cast_in
from tests.conftest import Clock, Queries
from tests.services.budget_world import make_group, with_partner, write_t6
from tests.services.plan_world import make_package, make_plan, make_task, part_of

# What is talked over and decided is read anew each time, and who is looking now.
ANEW = {
    ActionPoint,
    AgendaItem,
    EarlierMinutes,
    MeetingSeat,
    MinutesAside,
    Presence,
    ProposalOption,
    ProposalSeat,
}


def test_every_table_of_a_plan_renews_it_or_is_read_anew() -> None:
    assert {*READ, *NOT_READ} - set(revisions.TOLD) == ANEW


def words_in(session: Session) -> dict[int, str]:
    return {row.plan_id: row.word for row in session.exec(select(PlanRevision)).all()}


def add_line(cast: Cast, plan: Plan) -> None:
    part = part_of(cast.session, plan, cast.satusuo)
    said: dict[str, Any] = {"kind": BudgetLineKind.INCOME, "words": "Liput", "euros": 12}
    cast.session.add(BudgetLine(plan_id=plan.id, part_id=part.id, position=7, **said))


def rename(cast: Cast, _plan: Plan) -> None:
    cast.toivonsilta.name = "Uusi nimi ry"
    cast.session.add(cast.toivonsilta)


def rename_statement(cast: Cast, plan: Plan) -> None:
    cast.session.exec(
        update(WorkPackage).where(col(WorkPackage.plan_id) == plan.id).values(title="Toinen nimi")
    )


CHANGES: dict[str, Callable[[Cast, Plan], Any]] = {
    "a use-case": lambda cast, plan: plans.save_field(
        cast.session, cast.aino, plan.id, 0, "goals", "Uusi", number=0
    ),
    "a row of a part": add_line,
    "a statement over rows": rename_statement,
    "a statement that removes": lambda cast, plan: cast.session.exec(
        delete(Task).where(col(Task.plan_id) == plan.id)
    ),
    "an implementer's name": rename,
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_gives_its_plan_a_new_word_and_no_other(session: Session, cast: Cast, change: str) -> None:
    plan, other = make_group(cast), make_plan(cast, "Toinen hanke")
    make_package(cast, plan)
    make_task(cast, plan)
    session.commit()
    before = words_in(session)
    assert {plan.id, other.id} <= set(before)

    CHANGES[change](cast, plan)
    session.commit()

    after = words_in(session)
    told = {plan.id, other.id} if change == "an implementer's name" else {plan.id}
    assert {plan_id for plan_id in after if after[plan_id] != before.get(plan_id)} == told


def test_the_name_of_a_person_is_in_every_plan_and_a_look_in_none(session: Session, cast: Cast) -> None:
    plan = make_group(cast)
    session.commit()
    before = words_in(session)

    plans.beat(session, cast.aino, plan.id, 1)
    session.commit()
    assert words_in(session) == before

    cast.people["aino"].name = "Aino Uusi"
    session.commit()
    after = words_in(session)
    assert after[plan.id] == before[plan.id]
    assert after[EVERYBODYS] != before.get(EVERYBODYS)


def test_what_stands_is_counted_once_and_never_older_than_the_plan(
    session: Session, cast: Cast, queries: Queries, clock: Clock
) -> None:
    plan = make_group(cast, others=2)
    write_t6(cast, plan)
    session.commit()
    first = budgets.figures_in(session, plan)
    session.commit()
    queries.statements.clear()
    assert budgets.figures_in(session, plan) is first
    assert len(queries) == 1

    # What is not committed is seen by who has written it, and kept for nobody.
    add_line(cast, plan)
    changed = budgets.figures_in(session, plan)
    assert changed.total.income == 12
    session.rollback()
    assert budgets.figures_in(session, plan) == first

    # Another day is another question: rates hold from one day to another.
    made = [remembered(session, plan.id, "day", object)]
    clock.at = clock.at.replace(day=2)
    made.append(remembered(session, plan.id, "day", object))
    assert made[0] is not made[1]


def test_of_two_sessions_and_two_databases_nobody_reads_what_is_not_theirs(tmp_path: Path) -> None:
    """The same plan in a copy of the database is another plan."""
    engines = [open_engine(f"sqlite:///{tmp_path / name}.db") for name in ("one", "two")]
    for each in engines:
        Table.metadata.create_all(each)
    with Session(engines[0], expire_on_commit=False) as writer:
        cast = cast_in(writer)
        plan = make_group(cast, others=2)
        write_t6(cast, plan)
        writer.commit()
        word = words_in(writer)[plan.id]
        with Session(engines[1]) as copy:
            copy.add(PlanRevision(plan_id=plan.id, word=word))
            copy.commit()
            copied = remembered(copy, plan.id, "budget", lambda: "the copy's")
        with Session(engines[0]) as before, Session(engines[0]) as after:
            old = budgets.figures_in(before, plan)
            add_line(cast, plan)
            writer.commit()
            new = budgets.figures_in(after, plan)
            # Whoever began to read before the change reads on in what stood then.
            again = budgets.figures_in(before, plan)
            newest = budgets.figures_in(writer, plan)

    assert copied == "the copy's"
    assert [each.total.income for each in (old, new, newest)] == [0, 12, 12]
    assert again == old


def test_what_is_kept_shows_nobody_more_than_they_may_see(session: Session, cast: Cast) -> None:
    plan = with_partner(cast)
    session.commit()
    budgets.of_plan(session, cast.aino, plan.id)

    with pytest.raises(NotFound):
        budgets.of_plan(session, cast.fanni, plan.id)
    with pytest.raises(Forbidden):
        budgets.of_plan(session, cast.sami, plan.id)
    assert [part.writes for part in budgets.of_plan(session, cast.pekka, plan.id).parts] == [False, True]
    assert [part.writes for part in budgets.of_plan(session, cast.aino, plan.id).parts] == [True, False]


def test_the_shelf_is_bounded_and_the_least_lately_used_goes_first(
    session: Session, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = make_plan(cast)
    session.commit()
    monkeypatch.setattr(revisions, "MOST", 2)

    made = {name: remembered(session, plan.id, name, object) for name in ("a", "b")}
    assert remembered(session, plan.id, "a", object) is made["a"]
    remembered(session, plan.id, "c", object)

    assert remembered(session, plan.id, "a", object) is made["a"]
    assert remembered(session, plan.id, "b", object) is not made["b"]
