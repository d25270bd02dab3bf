"""Who may know of a call, and who may write it."""

from typing import Any

from sqlalchemy import ColumnElement, Select, select, true
from sqlmodel import Session, col

from models import CALL_LIFECYCLE, Call, CallAction, CallState, Forbidden, NotFound
from services.actors import Actor


def known(actor: Actor) -> ColumnElement[bool]:
    """A draft is its writers' alone: the others hear of a call when it is published."""
    return true() if may_write(actor) else col(Call.state) == CallState.PUBLISHED


def visible(actor: Actor, *selected: Any) -> Select[Any]:
    """The calls that this person may know of: every read starts here."""
    return select(*(selected or (Call,))).where(known(actor))


def fetch(session: Session, actor: Actor, call_id: int) -> Call:
    """The call; NotFound for who may not know of it."""
    found: Call | None = session.execute(visible(actor).where(col(Call.id) == call_id)).scalar_one_or_none()
    if found is None:
        raise NotFound
    return found


def may_write(actor: Actor) -> bool:
    """May write down the calls that everybody reads."""
    return actor.is_facilitator or actor.is_admin


def may(actor: Actor, action: CallAction, _call: Call) -> bool:
    match action:
        case CallAction.EDIT | CallAction.PUBLISH | CallAction.UNPUBLISH:
            return may_write(actor)


def require(actor: Actor, action: CallAction, call: Call) -> None:
    if not may(actor, action, call):
        raise Forbidden


def actions_for(actor: Actor, call: Call) -> list[CallAction]:
    """The steps open to this person now: the page draws one button for each."""
    return [step for step in CALL_LIFECYCLE.actions(call.state) if may(actor, step, call)]


def address(call_id: int) -> str:
    return f"/call?id={call_id}"
