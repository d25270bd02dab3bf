"""Advice is asked for: what is typed is sealed before it touches the database."""

from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, func, select

from models import (
    AdviceCase,
    AdviceChannel,
    AdviceSeat,
    AdviceSeatRole,
    AdviceState,
    Association,
    Conflict,
    Forbidden,
    now,
)
from services import places, words
from services.actors import Actor
from services.advice import telling, words_of
from services.advice.slots import take_slot
from services.advice.words_of import CaseWords
from services.clicks import DOUBLE_CLICK

TOPIC_LENGTH = 160
BODY_LENGTH = 5000
WISHES_LENGTH = 500
CONTACT_LENGTH = 200
# More than anybody has at heart at once.
MOST_OPEN = 10


@dataclass(frozen=True)
class AdviceWords:
    topic: str
    channel: AdviceChannel
    municipality: str
    body: str = ""
    wishes: str = ""
    contact: str = ""


def may_ask(actor: Actor) -> bool:
    return not actor.is_visitor and actor.verified


@dataclass(frozen=True)
class Asker:
    """In whose name this person would ask now."""

    association: str
    municipality: str


def asker(session: Session, actor: Actor) -> Asker:
    found = session.get(Association, actor.acting_for) if actor.acting_for else None
    return Asker(found.name, found.municipality) if found else Asker("", "")


def ask(session: Session, actor: Actor, typed: AdviceWords, *, slot_id: int | None = None) -> AdviceCase:
    """A case of the asker's own, in the name of the association that they stand at; with a time, if one was chosen."""
    if actor.is_visitor:
        raise Forbidden
    if not actor.verified:
        raise Forbidden("advice_verified")
    said = _clean(typed)
    municipality = places.known(typed.municipality, field="municipality")
    if made := _just_asked(session, actor, said):
        return made
    _refuse_many(session, actor)
    case = AdviceCase(
        requester_id=actor.id,
        association_id=actor.acting_for,
        municipality=municipality,
        channel=typed.channel,
    )
    words_of.put(case, said)
    session.add(case)
    session.flush()
    session.add(AdviceSeat(case_id=case.id, person_id=actor.id, role=AdviceSeatRole.REQUESTER))
    session.flush()
    entry = telling.record(session, actor, case, "ask", after=case.state)
    if slot_id is None:
        telling.inform_desk(session, entry)
    else:
        take_slot(session, actor, case, slot_id)
    return case


def _clean(typed: AdviceWords) -> CaseWords:
    def body(name: str, most: int) -> str:
        return words.body(getattr(typed, name), field=name, most=most, needed=False)

    return CaseWords(
        topic=words.line(typed.topic, field="topic", most=TOPIC_LENGTH),
        body=body("body", BODY_LENGTH),
        wishes=body("wishes", WISHES_LENGTH),
        contact=body("contact", CONTACT_LENGTH),
    )


def _just_asked(session: Session, actor: Actor, said: CaseWords) -> AdviceCase | None:
    """A double click is one act; what is sealed has to be opened to be compared."""
    recent: Any = select(AdviceCase).where(
        AdviceCase.requester_id == actor.id, col(AdviceCase.created_at) > now() - DOUBLE_CLICK
    )
    return next((case for case in session.exec(recent) if words_of.of_case(case) == said), None)


def _refuse_many(session: Session, actor: Actor) -> None:
    held = select(func.count()).where(
        AdviceCase.requester_id == actor.id, AdviceCase.state != AdviceState.CLOSED
    )
    if session.exec(held).one() >= MOST_OPEN:
        raise Conflict("advice_many", most=MOST_OPEN)
