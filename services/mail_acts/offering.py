"""What a mail offers, settled when it leaves: what is no longer open by then is not offered."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, select

from models import MailAct, Person, WorkspaceError, now
from services.accounts import hashed
from services.actors import Actor, actor_of
from services.mail_acts.purposes import PURPOSES, Purpose, Standing
from services.mail_acts.tokens import signed
from services.outbox import Waiting

ACT = "act"


@dataclass(frozen=True)
class Offer:
    purpose: Purpose
    token: str
    expires_at: datetime


def offer(session: Session, mail: Waiting) -> list[Offer]:
    """The acts that this mail offers its person, each with the token of its link; the same ones at each try."""
    purposes = [purpose for purpose in PURPOSES if mail.key in purpose.mails]
    person = session.get(Person, mail.person_id) if purposes and mail.person_id else None
    if person is None or not mail.thing_id or not _may_act(person, mail.address):
        return []
    actor = actor_of(session, person)
    known = {
        act.purpose: act for act in session.exec(select(MailAct).where(MailAct.mail_id == mail.id)).all()
    }
    found = []
    for purpose in purposes:
        standing = standing_of(session, actor, purpose, mail.thing_id)
        if standing and standing.open:
            act = known.get(purpose.name) or _keep(session, mail, person, purpose, standing)
            found.append(Offer(purpose, token_of(act), act.expires_at))
    return found


def standing_of(session: Session, actor: Actor, purpose: Purpose, thing_id: int) -> Standing | None:
    """How the thing stands for this person; None when they may not know of it."""
    try:
        return purpose.standing(session, actor, thing_id)
    except WorkspaceError:
        return None


def token_of(act: MailAct) -> str:
    return signed(ACT, act.id, act.mark)


def _may_act(person: Person, address: str) -> bool:
    return person.verified_at is not None and person.email == address


def _keep(session: Session, mail: Waiting, person: Person, purpose: Purpose, standing: Standing) -> MailAct:
    act = MailAct(
        mail_id=mail.id,
        purpose=purpose.name,
        token_hash="",
        person_id=person.id,
        address=mail.address,
        thing_id=mail.thing_id or 0,
        version=standing.version,
        expires_at=now() + purpose.lasts,
    )
    # The token says the row's number, which the database gives.
    act.token_hash = act.mark
    session.add(act)
    session.flush()
    act.token_hash = hashed(token_of(act))
    session.flush()
    return act
