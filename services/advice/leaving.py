"""The advice of an account that goes: what the person asked is deleted, and what they advised in is others'."""

from collections.abc import Sequence

from sqlmodel import Session, col, delete, select

from models import AdviceCase, AdviceSeat, AdviceSeatRole, AdviceSlot, AdviceState
from services.actors import Actor
from services.advice import due, people


def forget(session: Session, actor: Actor) -> list[str]:
    """Gives the names of the sealed files that are gone, as `delete_due` does."""
    for case_id in _advised(session, actor) if actor.is_facilitator else ():
        # A case that comes to have no adviser waits in the queue again.
        people.leave(session, actor, case_id)
    asked = select(AdviceCase).where(AdviceCase.requester_id == actor.person_id)
    files = due.delete_cases(session, session.exec(asked).all())
    session.exec(delete(AdviceSlot).where(col(AdviceSlot.adviser_id) == actor.person_id))
    return files


def _advised(session: Session, actor: Actor) -> Sequence[int]:
    return session.exec(
        select(AdviceCase.id)
        .join(AdviceSeat, col(AdviceSeat.case_id) == AdviceCase.id)
        .where(
            AdviceSeat.person_id == actor.person_id,
            AdviceSeat.role == AdviceSeatRole.ADVISER,
            AdviceCase.state != AdviceState.CLOSED,
        )
    ).all()
