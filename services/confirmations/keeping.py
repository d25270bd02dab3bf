"""What a change does to the confirmations, and what they do to the plan."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session, col, select

from models import (
    PLAN_OPEN,
    Confirmation,
    ConfirmationAction,
    ConfirmationState,
    Conflict,
    JournalEntry,
    Kind,
    Plan,
    PlanAction,
    PlanPart,
    PlanState,
    now,
)
from services import journal, notices
from services.confirmations.access import address, name_of
from services.confirmations.covered import Circle
from services.confirmations.lines import circle_of, lines_of, words_for
from services.plans.access import held
from services.plans.acts import writers

ASKED = (PlanState.CONFIRMING, PlanState.READY)
TOUCH = "touch"


@dataclass(frozen=True)
class By:
    """Who made the change, as far as the journal of the same transaction tells."""

    person_id: int | None = None
    association_id: int | None = None


def hold(session: Session, plan_ids: Iterable[int]) -> None:
    """Holds these plans without looking at them anew."""
    for plan_id in sorted(plan_ids):
        session.execute(select(Plan.id).where(Plan.id == plan_id).with_for_update(key_share=True))


def after_change(session: Session, plan_id: int, seen: PlanState | None, by: By) -> None:
    """Compares what was confirmed with what stands; Conflict when the plan was sent off meanwhile."""
    plan = session.get(Plan, plan_id)
    if plan is None:
        return
    held(session, plan)
    if seen in PLAN_OPEN and plan.state not in PLAN_OPEN:
        raise Conflict("plan_sent_meanwhile")
    if plan.state in ASKED:
        compare(session, plan, by)


def compare(session: Session, plan: Plan, by: By) -> None:
    """Opens the confirmations whose words have changed, and closes those whose words are back."""
    circle = circle_of(session, plan)
    found = of_circle(session, circle)
    lines = lines_of(session, plan, circle)
    for part_id, confirmation in found.items():
        _compare(session, plan, confirmation, words_for(lines, part_id) == confirmation.words, by)
    _settle(session, plan, all(part in found and _holds(found[part]) for part in circle.implementers))


def of_circle(session: Session, circle: Circle) -> dict[int, Confirmation]:
    """The confirmations of those who implement, by part."""
    query = select(Confirmation).where(col(Confirmation.part_id).in_(circle.implementers))
    rows = session.exec(query.execution_options(populate_existing=True))
    return {row.part_id: row for row in rows}


def words_now(session: Session, plan: Plan, part_id: int) -> dict[str, str]:
    return words_for(lines_of(session, plan, circle_of(session, plan)), part_id)


def _holds(confirmation: Confirmation) -> bool:
    return confirmation.state == ConfirmationState.CONFIRMED


def _compare(session: Session, plan: Plan, confirmation: Confirmation, same: bool, by: By) -> None:
    match confirmation.state, same:
        case ConfirmationState.CONFIRMED, False:
            confirmation.move(ConfirmationAction.TOUCH)
            confirmation.touched_at, confirmation.told_at = now(), None
            _record(session, plan, TOUCH, by, after=str(confirmation.part_id))
        case ConfirmationState.TOUCHED, False:
            # The burst goes on: its owners hear when it has ended.
            confirmation.touched_at = now()
        case ConfirmationState.TOUCHED, True:
            confirmation.move(ConfirmationAction.HOLD)
    session.flush()


def _settle(session: Session, plan: Plan, all_hold: bool) -> None:
    """The last confirmation makes the plan ready; one that opens takes that back."""
    if all_hold == (plan.state == PlanState.READY):
        return
    before = plan.state
    plan.move(PlanAction.SETTLE if all_hold else PlanAction.UNSETTLE)
    session.flush()
    action = PlanAction.SETTLE if all_hold else PlanAction.UNSETTLE
    entry = journal.record(session, None, Kind.PLAN, plan.id, action, before=before, after=plan.state)
    if all_hold:
        notices.tell(
            session,
            entry,
            writers(session, plan),
            "plan_ready",
            address(plan.id),
            by_mail=True,
            plan=plan.name,
        )


def _record(session: Session, plan: Plan, action: str, by: By, *, after: str) -> JournalEntry:
    part = session.get_one(PlanPart, int(after))
    entry = journal.record(session, None, Kind.PLAN, plan.id, action, after=after, why=name_of(session, part))
    entry.actor_id, entry.association_id = by.person_id, by.association_id
    return entry
