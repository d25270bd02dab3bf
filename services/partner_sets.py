"""Partners who were asked together: how far the set is, and what an answer does to it.

Which set is asked is reasoned out in `consortia`; each letter of it is a partner request.
"""

from typing import Any

from sqlalchemy import Select, select, true
from sqlmodel import Session, col

from models import (
    PARTNER_REQUEST_OPEN,
    PARTNER_SET_LIFECYCLE,
    Conflict,
    Forbidden,
    Idea,
    Kind,
    NotFound,
    PartnerRequest,
    PartnerRequestState,
    PartnerSet,
    PartnerSetAction,
    PartnerSetState,
)
from services import journal
from services.actors import Actor

STANDING = (PartnerSetState.ASKED, PartnerSetState.LACKING)


def visible(actor: Actor, *selected: Any) -> Select[Any]:
    """The sets of the ideas of this person's associations; facilitators know of all."""
    return (
        select(*(selected or (PartnerSet,)))
        .join(Idea, col(Idea.id) == PartnerSet.idea_id)
        .where(true() if actor.is_facilitator else col(Idea.association_id).in_(actor.roles))
    )


def fetch(session: Session, actor: Actor, set_id: int) -> PartnerSet:
    """The set; NotFound for who may not know of it."""
    found: PartnerSet | None = session.execute(
        visible(actor).where(col(PartnerSet.id) == set_id)
    ).scalar_one_or_none()
    if found is None:
        raise NotFound
    return found


def may(actor: Actor, action: PartnerSetAction, idea: Idea) -> bool:
    match action:
        case PartnerSetAction.ASK:
            return actor.acts_for_verified(idea.association_id)
        case PartnerSetAction.END:
            return actor.acts_for(idea.association_id)
        case PartnerSetAction.LACK | PartnerSetAction.COMPLETE:
            # What the answers make of it.
            return False


def actions_for(actor: Actor, found: PartnerSet, idea: Idea) -> list[PartnerSetAction]:
    """The steps open to this person now."""
    return [step for step in PARTNER_SET_LIFECYCLE.actions(found.state) if may(actor, step, idea)]


def standing_of(session: Session, actor: Actor, idea_id: int) -> int | None:
    """The set of this idea whose answers are awaited or that lacks somebody."""
    return session.execute(
        visible(actor, col(PartnerSet.id)).where(
            col(PartnerSet.idea_id) == idea_id, col(PartnerSet.state).in_(STANDING)
        )
    ).scalar()


def begin(session: Session, actor: Actor, idea: Idea, wishes: dict[str, Any]) -> PartnerSet:
    """A new set, before its letters are written; Conflict while another one of this idea stands."""
    if not may(actor, PartnerSetAction.ASK, idea):
        raise Forbidden
    # Of two who ask at once the second sees the set of the first.
    session.refresh(idea, with_for_update=True)
    if standing_of(session, actor, idea.id):
        raise Conflict("partner_set_standing")
    made = PartnerSet(idea_id=idea.id, asked_by=actor.id, wishes=wishes)
    session.add(made)
    session.flush()
    journal.record(session, actor, Kind.PARTNER_SET, made.id, PartnerSetAction.ASK, after=made.state)
    return made


def again(session: Session, actor: Actor, set_id: int, wishes: dict[str, Any]) -> PartnerSet:
    """The set that lacks somebody asks others in their place."""
    found = _step(session, actor, set_id, PartnerSetAction.ASK)
    found.wishes = wishes
    return found


def end(session: Session, actor: Actor, set_id: int) -> PartnerSet:
    """No more partners are sought for it; letters that wait for an answer stay as they are."""
    return _step(session, actor, set_id, PartnerSetAction.END)


def after_answer(session: Session, actor: Actor | None, request: PartnerRequest) -> None:
    """What the answer to one letter makes of the set that it was sent with.

    A no, or no answer in time, leaves the set lacking; a yes when nobody else is waited for completes it.
    """
    if request.set_id is None:
        return
    found = session.get_one(PartnerSet, request.set_id, with_for_update=True)
    if found.state not in STANDING:
        return
    if request.state != PartnerRequestState.ACCEPTED:
        _move(session, actor, found, PartnerSetAction.LACK)
    elif found.state == PartnerSetState.ASKED and not _waits(session, found):
        _move(session, actor, found, PartnerSetAction.COMPLETE)


def after_leaving(session: Session, actor: Actor, request: PartnerRequest) -> None:
    """A partner has left the plan: its set lacks somebody again, unless another one is sought by now."""
    found = session.get_one(PartnerSet, request.set_id, with_for_update=True) if request.set_id else None
    if found is None or found.state not in (*STANDING, PartnerSetState.COMPLETE):
        return
    other = select(col(PartnerSet.id)).where(
        col(PartnerSet.idea_id) == found.idea_id,
        col(PartnerSet.id) != found.id,
        col(PartnerSet.state).in_(STANDING),
    )
    if session.execute(other.limit(1)).first() is None:
        _move(session, actor, found, PartnerSetAction.LACK)


def after_return(session: Session, actor: Actor, request: PartnerRequest) -> None:
    """It was not true that the partner had left: the set is complete again when nobody else is missing."""
    found = session.get_one(PartnerSet, request.set_id, with_for_update=True) if request.set_id else None
    if found is None or found.state != PartnerSetState.LACKING:
        return
    missing = select(col(PartnerRequest.id)).where(
        col(PartnerRequest.set_id) == found.id,
        col(PartnerRequest.state) != PartnerRequestState.ACCEPTED,
    )
    if session.execute(missing.limit(1)).first() is None:
        _move(session, actor, found, PartnerSetAction.COMPLETE)


def address(set_id: int) -> str:
    return f"/partner_set?id={set_id}"


def _step(session: Session, actor: Actor, set_id: int, action: PartnerSetAction) -> PartnerSet:
    found = fetch(session, actor, set_id)
    if not may(actor, action, session.get_one(Idea, found.idea_id)):
        raise Forbidden
    _move(session, actor, found, action)
    return found


def _move(session: Session, actor: Actor | None, found: PartnerSet, action: PartnerSetAction) -> None:
    before = found.state
    found.move(action)
    session.flush()
    journal.record(session, actor, Kind.PARTNER_SET, found.id, action, before=before, after=found.state)


def _waits(session: Session, found: PartnerSet) -> bool:
    """Whether somebody of the set has still to answer."""
    waiting = select(col(PartnerRequest.id)).where(
        col(PartnerRequest.set_id) == found.id, col(PartnerRequest.state).in_(PARTNER_REQUEST_OPEN)
    )
    return session.execute(waiting.limit(1)).first() is not None
