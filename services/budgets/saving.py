"""An implementer's people write its money: all tables at once, over the version that they have seen."""

from datetime import datetime
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.attributes import flag_modified
from sqlmodel import Session, col, delete, select

from models import (
    Association,
    Budget,
    BudgetLine,
    BudgetLineKind,
    Conflict,
    Kind,
    Person,
    Plan,
    PlanAction,
    PlanPart,
    WagePost,
    WrongState,
    now,
)
from services import journal
from services.actors import Actor
from services.budgets.reading import PartBudget, figures_in
from services.budgets.rows import Line
from services.budgets.typed import MOST_ROWS, Clean, Typed, cleaned
from services.plans.access import fetch, part_of, require


class BudgetConflict(Conflict):
    """Somebody saved this budget meanwhile; says who and when, and nothing of it is overwritten."""

    key = "budget_meanwhile"

    def __init__(self, who: str, at: datetime) -> None:
        super().__init__(who=who, at=at)


def save(session: Session, actor: Actor, plan_id: int, part_id: int, typed: Typed, *, version: int) -> int:
    """Replaces the rows by what was typed over the version seen, and gives the new version.

    Faults names every cell that does not hold; BudgetConflict when somebody was faster.
    """
    plan, part = _writable(session, actor, plan_id, part_id)
    clean = cleaned(typed)
    before = _part(session, plan, part)
    _check_version(session, before, version)
    if clean == _stored(before):
        return version
    return _replace(session, actor, plan, part, clean, before)


def fill_own(session: Session, actor: Actor, plan_id: int, part_id: int, words: str, *, version: int) -> int:
    """Adds the self-financing that is missing as one private row with these words, and gives the new version."""
    plan, part = _writable(session, actor, plan_id, part_id)
    before = _part(session, plan, part)
    _check_version(session, before, version)
    missing = before.sums.missing
    if not missing or figures_in(session, plan).lacking:
        raise WrongState("budget_nothing_missing")
    stored = _stored(before)
    own = Line(BudgetLineKind.PRIVATE, words, missing)
    if sum(line.kind == BudgetLineKind.PRIVATE for line in stored.lines) >= MOST_ROWS:
        raise WrongState("budget_rows", most=MOST_ROWS)
    more = Clean(stored.posts, (*stored.lines, own), stored.volunteer_hours, stored.lump_share)
    return _replace(session, actor, plan, part, more, before)


def _writable(session: Session, actor: Actor, plan_id: int, part_id: int) -> tuple[Plan, PlanPart]:
    plan = fetch(session, actor, plan_id)
    part = part_of(session, plan, part_id)
    require(actor, PlanAction.EDIT_MONEY, plan, part)
    return plan, part


def _part(session: Session, plan: Plan, part: PlanPart) -> PartBudget:
    """Who may write in a part takes part, so that it is among the figures."""
    return next(each for each in figures_in(session, plan).parts if each.part_id == part.id)


def _stored(part: PartBudget) -> Clean:
    written = part.written
    return Clean(written.posts, written.lines, written.volunteer_hours, written.lump_share)


def _check_version(session: Session, before: PartBudget, version: int) -> None:
    written = before.written
    if written.version != version:
        raise BudgetConflict(written.edited_by, written.edited_at or now())


def _replace(
    session: Session, actor: Actor, plan: Plan, part: PlanPart, clean: Clean, before: PartBudget
) -> int:
    budget = _head(session, actor, plan, part, clean)
    for table in (WagePost, BudgetLine):
        session.exec(delete(table).where(col(table.part_id) == part.id))
    place: dict[str, Any] = {"plan_id": plan.id, "part_id": part.id}
    session.add_all(WagePost(**place, position=at, **vars(post)) for at, post in enumerate(clean.posts))
    session.add_all(BudgetLine(**place, position=at, **vars(line)) for at, line in enumerate(clean.lines))
    session.flush()
    _record(session, actor, plan, part, before)
    return budget.version


def _head(session: Session, actor: Actor, plan: Plan, part: PlanPart, clean: Clean) -> Budget:
    """The budget's own row with a new version; of two who saw the same one only one gets through."""
    said: dict[str, Any] = {"volunteer_hours": clean.volunteer_hours, "lump_share": clean.lump_share}
    values = said | {"edited_by": actor.id, "edited_at": now()}
    if found := session.get(Budget, part.id):
        for name, value in values.items():
            setattr(found, name, value)
        # The version counts the savings of its rows too, so the row is written even when it stays the same.
        flag_modified(found, "edited_at")
        session.flush()
        return found
    made = Budget(part_id=part.id, plan_id=plan.id, **values)
    try:
        with session.begin_nested():
            session.add(made)
    except IntegrityError:
        # A colleague's first row came in between our look and our write.
        other = session.get_one(Budget, part.id)
        name = session.exec(select(Person.name).where(Person.id == other.edited_by)).one()
        raise BudgetConflict(name, other.edited_at) from None
    return made


def _record(session: Session, actor: Actor, plan: Plan, part: PlanPart, before: PartBudget) -> None:
    after = _part(session, plan, part)
    journal.record(
        session,
        actor,
        Kind.PLAN,
        plan.id,
        PlanAction.EDIT_MONEY,
        before=str(before.sums.total),
        after=str(after.sums.total),
        why=session.exec(select(Association.name).where(Association.id == part.association_id)).one(),
    )
