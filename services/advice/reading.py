"""A case as its people read it, the lists, and what others may know: that something waits, and how many there are."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func
from sqlalchemy import select as sql_select
from sqlmodel import Session, col, select

from models import (
    AdviceAction,
    AdviceCase,
    AdviceChannel,
    AdviceFile,
    AdviceMessage,
    AdviceReadingOf,
    AdviceSeat,
    AdviceSeatRole,
    AdviceState,
    Association,
    KeyMissing,
    Kind,
    NotFound,
    Person,
    ServiceRole,
)
from services import journal
from services.actors import Actor
from services.advice import access, due, readings, slots, words_of
from services.advice.readings import Reading
from services.advice.slots import Slot
from services.advice.words_of import CaseWords
from services.paging import PAGE_SIZE, Page, carded, paged

MOST_MESSAGES = 200


@dataclass(frozen=True)
class CaseCard:
    id: int
    # Empty when its key is not here now.
    topic: str
    association: str
    channel: AdviceChannel
    state: AdviceState
    active_at: datetime
    role: AdviceSeatRole


@dataclass(frozen=True)
class QueueRow:
    """All that a facilitator knows of a case that nobody has taken."""

    id: int
    municipality: str
    channel: AdviceChannel
    since: datetime
    may_take: bool


@dataclass(frozen=True)
class Seat:
    person_id: int
    name: str
    role: AdviceSeatRole


@dataclass(frozen=True)
class Message:
    id: int
    author: str
    body: str
    at: datetime
    mine: bool


@dataclass(frozen=True)
class File:
    id: int
    name: str
    media_type: str
    size: int
    author: str
    at: datetime
    mine: bool

    @property
    def path(self) -> str:
        # Without the name: addresses stay in logs and histories.
        return f"/advice-files/{self.id}"


@dataclass(frozen=True)
class CaseView:
    id: int
    words: CaseWords
    association: str
    municipality: str
    channel: AdviceChannel
    state: AdviceState
    created_at: datetime
    answered_at: datetime | None
    closed_at: datetime | None
    # The day of its deletion, once its people have been told.
    deleted_on: date | None
    follow_up_on: date | None
    # Of the notes: what is given back when they are saved.
    number: int
    role: AdviceSeatRole
    slot: Slot | None
    seats: list[Seat]
    messages: list[Message]
    files: list[File]
    # The requester's alone.
    readings: list[Reading]
    steps: list[journal.Step]
    actions: list[AdviceAction]

    @property
    def calendar(self) -> str:
        return f"/advice-calendar/{self.id}.ics"


def read(session: Session, actor: Actor, case_id: int) -> CaseView:
    """The case for one of its people; that they opened it is written down, so this is an act and no question."""
    seated = access.fetch(session, actor, case_id)
    case = seated.case
    words = words_of.of_case(case)
    readings.note(session, actor, case, AdviceReadingOf.CASE)
    mine = seated.role == AdviceSeatRole.REQUESTER
    return CaseView(
        id=case.id,
        words=words,
        association=_association(session, case),
        municipality=case.municipality,
        channel=case.channel,
        state=case.state,
        created_at=case.created_at,
        answered_at=case.answered_at,
        closed_at=case.closed_at,
        deleted_on=due.deleted_on(case),
        follow_up_on=case.follow_up_on,
        number=case.notes_number,
        role=seated.role,
        slot=_slot(session, case),
        seats=[Seat(*row) for row in _seats(session, case)],
        messages=_messages(session, actor, case),
        files=_files(session, actor, case),
        readings=readings.of(session, case) if mine else [],
        steps=_steps(session, case),
        actions=access.actions_for(seated),
    )


def of(
    session: Session, actor: Actor, *, closed: bool = False, after: str = "", size: int = PAGE_SIZE
) -> Page[CaseCard]:
    """The cases that this person has a seat in, what moved last first."""
    state = col(AdviceCase.state)
    query = (
        access.visible(actor, AdviceCase, AdviceSeat.role, Association.name)
        .join(Association, col(Association.id) == AdviceCase.association_id, isouter=True)
        .where(state == AdviceState.CLOSED if closed else state != AdviceState.CLOSED)
    )
    key = [col(AdviceCase.active_at), col(AdviceCase.id)]
    page = paged(session, query, key=key, after=after, descending=True, size=size)
    return carded(page, lambda row: _card(*row))


def queue(session: Session, actor: Actor, *, after: str = "", size: int = PAGE_SIZE) -> Page[QueueRow]:
    """What waits for an adviser, the longest first: no topic, no names, until somebody takes it."""
    if not actor.is_facilitator:
        raise NotFound
    key = [col(AdviceCase.waiting_since), col(AdviceCase.id)]
    page = paged(session, _waiting(sql_select(AdviceCase)), key=key, after=after, size=size)
    return carded(
        page,
        lambda case: QueueRow(
            case.id, case.municipality, case.channel, case.waiting_since, access.may_take(actor, case)
        ),
    )


@dataclass(frozen=True)
class Counts:
    states: dict[AdviceState, int]
    waiting: int


def counts(session: Session, actor: Actor) -> Counts:
    """How many there are: all that the admin learns of advice."""
    if not (actor.is_admin or actor.is_facilitator):
        raise NotFound
    by_state = dict(
        session.exec(select(AdviceCase.state, func.count()).group_by(col(AdviceCase.state))).all()
    )
    waiting = session.execute(_waiting(sql_select(func.count(col(AdviceCase.id))))).scalar_one()
    return Counts({state: by_state.get(state, 0) for state in AdviceState}, waiting)


def open_in_hand(session: Session, actor: Actor) -> int:
    """How many open cases this person advises in."""
    query = access.visible(actor, func.count(col(AdviceCase.id))).where(
        col(AdviceSeat.role) == AdviceSeatRole.ADVISER, col(AdviceCase.state) != AdviceState.CLOSED
    )
    found: int = session.execute(query).scalar_one()
    return found


def _waiting(query: Any) -> Any:
    advised = (
        sql_select(col(AdviceSeat.id))
        .join(Person, col(Person.id) == AdviceSeat.person_id)
        .where(
            col(AdviceSeat.case_id) == AdviceCase.id,
            col(AdviceSeat.role) == AdviceSeatRole.ADVISER,
            col(Person.role) == ServiceRole.FACILITATOR,
        )
    )
    return query.where(col(AdviceCase.state) != AdviceState.CLOSED, ~advised.exists())


def _card(case: AdviceCase, role: AdviceSeatRole, association: str | None) -> CaseCard:
    try:
        topic = words_of.of_case(case).topic
    except KeyMissing:
        topic = ""
    return CaseCard(case.id, topic, association or "", case.channel, case.state, case.active_at, role)


def _association(session: Session, case: AdviceCase) -> str:
    found = session.exec(select(Association.name).where(Association.id == case.association_id)).first()
    return found or ""


def _slot(session: Session, case: AdviceCase) -> Slot | None:
    slot = slots.slot_of(session, case.id)
    if slot is None:
        return None
    adviser = session.exec(select(Person.name).where(Person.id == slot.adviser_id)).one()
    return Slot(slot.id, adviser, slot.starts_at, slot.ends_at, slot.place, case.id)


def _seats(session: Session, case: AdviceCase) -> list[tuple[int, str, AdviceSeatRole]]:
    rows = session.execute(access.seats_that_hold(case.id))
    return [(person_id, name, AdviceSeatRole(role)) for person_id, role, name in rows]


def _messages(session: Session, actor: Actor, case: AdviceCase) -> list[Message]:
    """The newest ones, in the order in which they were said."""
    rows = session.exec(
        select(AdviceMessage, Person.name)
        .join(Person, col(Person.id) == AdviceMessage.author_id)
        .where(AdviceMessage.case_id == case.id)
        .order_by(col(AdviceMessage.id).desc())
        .limit(MOST_MESSAGES)
    ).all()
    return [
        Message(row.id, name, words_of.of_message(row, case.token), row.created_at, row.author_id == actor.id)
        for row, name in reversed(rows)
    ]


def _files(session: Session, actor: Actor, case: AdviceCase) -> list[File]:
    rows = session.exec(
        select(AdviceFile, Person.name)
        .join(Person, col(Person.id) == AdviceFile.author_id)
        .where(AdviceFile.case_id == case.id)
        .order_by(col(AdviceFile.id))
    ).all()
    return [
        File(
            row.id,
            **words_of.of_file(row, case.token),
            size=row.size,
            author=name,
            at=row.created_at,
            mine=row.author_id == actor.id,
        )
        for row, name in rows
    ]


def _steps(session: Session, case: AdviceCase) -> list[journal.Step]:
    """Who did what and when; what the statistics count by is no reason that anybody gave."""
    found = journal.history(session, [(Kind.ADVICE, case.id)])
    return [journal.Step(step.at, step.action, step.before, step.after, "", step.who) for step in found]
