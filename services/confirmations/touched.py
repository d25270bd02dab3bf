"""Notes in every session which plans change, and looks at their confirmations before it commits.

No act can forget it, for no act knows of it: a text saved, a row of the budget, an import, a partner who leaves.
"""

from typing import Any

from sqlalchemy import event, inspect, select
from sqlalchemy.orm import SessionTransaction
from sqlmodel import Session, col

from models import JournalEntry, Plan, PlanPart, PlanState
from services import changes
from services.changes import Change
from services.confirmations import keeping
from services.confirmations.covered import READ
from services.confirmations.lines import owner_column

_PLANS, _PARTS, _BY = "confirmation_plans", "confirmation_parts", "confirmation_by"


def bring_up_to_date(session: Session) -> None:
    """Compares what was confirmed with what stands, in every plan that this session has changed.

    It happens before each commit by itself.
    """
    session.flush()
    seen: dict[int, PlanState | None] = session.info.pop(_PLANS, {})
    parts: set[int] = session.info.pop(_PARTS, set())
    by: keeping.By = session.info.pop(_BY, keeping.By())
    if parts:
        owners = session.scalars(select(col(PlanPart.plan_id)).where(col(PlanPart.id).in_(parts)))
        seen = dict.fromkeys(owners) | seen
    for plan_id in sorted(seen):
        keeping.after_change(session, plan_id, seen[plan_id], by)


def _note(session: Session, change: Change) -> None:
    if change.model is JournalEntry:
        if change.row:
            session.info[_BY] = keeping.By(change.row.actor_id, change.row.association_id)
    elif change.owners is None:
        raise NotImplementedError(
            f"{change.model.__name__} rows are added as objects: their plan's confirmations ask"
        )
    else:
        _touch(session, change.model, change.owners)


changes.listen({model: owner_column(model).key for model in READ} | {JournalEntry: "id"}, _note)


# Before the search writes its entries: whoever holds a plan and then waits for an entry meets nobody the other way.
@event.listens_for(Session, "before_commit", insert=True)
def _compare_before_commit(session: Session) -> None:
    if session.in_nested_transaction():
        # The end of a savepoint decides nothing yet, but the search writes there already.
        session.flush()
        keeping.hold(session, session.info.get(_PLANS, {}))
    else:
        bring_up_to_date(session)


@event.listens_for(Session, "after_transaction_end")
def _forget(session: Session, transaction: SessionTransaction) -> None:
    if transaction.parent is None:
        for name in (_PLANS, _PARTS, _BY):
            session.info.pop(name, None)


def _touch(session: Any, model: type[Any], owners: Any) -> None:
    """The state of the plan as the act saw it is kept beside it: that may be another one by now."""
    if owner_column(model).key == "part_id":
        session.info.setdefault(_PARTS, set()).update(owners)
        known = [_known(session, PlanPart, part_id) for part_id in owners]
        owners = [part.plan_id for part in known if part]
    for plan_id in owners:
        plan = _known(session, Plan, plan_id)
        session.info.setdefault(_PLANS, {})[plan_id] = plan.state if plan else None


def _known(session: Any, model: type[Any], row_id: int) -> Any:
    """The row when this session holds it; nothing is asked of the database in the middle of a flush."""
    return session.identity_map.get(inspect(model).identity_key_from_primary_key((row_id,)))
