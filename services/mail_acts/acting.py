"""Opening a mailed link, which changes nothing, and doing its act, once."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlmodel import Session, select

from models import MailAct, NotFound, Person, WrongState, now
from services.accounts import hashed
from services.actors import VISITOR, Actor, actor_of
from services.mail_acts.offering import ACT, standing_of
from services.mail_acts.purposes import BY_NAME, Purpose, Standing
from services.mail_acts.tokens import opened


class ActState(StrEnum):
    OPEN = "open"
    # Somebody must sign in as the mail's person first.
    SIGN_IN = "sign_in"
    USED = "used"
    EXPIRED = "expired"
    # The thing is another one than the mail told of.
    CHANGED = "changed"
    # It has been answered already, or nobody waits for an answer any more.
    CLOSED = "closed"
    # The person has no longer to do with it, or it is gone.
    OUT_OF_SIGHT = "out_of_sight"


@dataclass(frozen=True)
class ActView:
    state: ActState
    purpose: Purpose
    person: str
    locale: str
    used_at: datetime | None
    expires_at: datetime
    # None when the person may not know of the thing any more.
    standing: Standing | None


def look(session: Session, visitor: Actor, token: str) -> ActView:
    """What the link is for and whether it can be done; NotFound for a link that we never made."""
    return _view(session, visitor, _found(session, token))


def act(session: Session, visitor: Actor, token: str, typed: str = "") -> ActView:
    """Does the link's act in the name of its person, with the rights that they have today.

    Refused like the act itself, and then nothing is used up; WrongState when the link is not open.
    """
    kept = _found(session, token, held=True)
    view = _view(session, visitor, kept)
    if view.state != ActState.OPEN:
        raise WrongState("act_not_open")
    person = session.get_one(Person, kept.person_id)
    view.purpose.do(session, actor_of(session, person), kept.thing_id, typed)
    kept.used_at = now()
    session.flush()
    return view


def _found(session: Session, token: str, *, held: bool = False) -> MailAct:
    opened(ACT, token)
    query = select(MailAct).where(MailAct.token_hash == hashed(token))
    kept = session.exec(query.with_for_update() if held else query).first()
    if kept is None or kept.purpose not in BY_NAME:
        raise NotFound("link_broken")
    return kept


def _view(session: Session, visitor: Actor, kept: MailAct) -> ActView:
    purpose, person = BY_NAME[kept.purpose], session.get_one(Person, kept.person_id)
    whose = person.verified_at is not None and person.email == kept.address
    actor = actor_of(session, person) if whose else VISITOR
    standing = standing_of(session, actor, purpose, kept.thing_id) if whose else None
    return ActView(
        state=_state(kept, purpose, standing, visitor),
        purpose=purpose,
        person=person.name,
        locale=person.locale,
        used_at=kept.used_at,
        expires_at=kept.expires_at,
        standing=standing,
    )


def _state(kept: MailAct, purpose: Purpose, standing: Standing | None, visitor: Actor) -> ActState:
    if kept.used_at:
        return ActState.USED
    if standing is None:
        return ActState.OUT_OF_SIGHT
    if kept.expires_at <= now():
        return ActState.EXPIRED
    if not standing.open:
        return ActState.CLOSED
    if standing.version != kept.version:
        return ActState.CHANGED
    if purpose.sign_in and visitor.person_id != kept.person_id:
        return ActState.SIGN_IN
    return ActState.OPEN
