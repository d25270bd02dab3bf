"""What concerns a person: told once per event, never to the one who did it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, update
from sqlalchemy import select as sql_select
from sqlmodel import Session, col, select

from models import (
    AssociationMember,
    AssociationRole,
    JournalEntry,
    MembershipState,
    NotFound,
    Notice,
    Person,
    ServiceRole,
    now,
)
from services import outbox
from services.actors import Actor
from services.paging import PAGE_SIZE, Page, carded, paged


def tell(
    session: Session,
    entry: JournalEntry,
    people: Iterable[int],
    key: str,
    link: str,
    *,
    by_mail: bool = False,
    **params: Any,
) -> None:
    """Tells these people of a journal entry as `notices.<key>`, and by mail as `mail.<key>` when asked.

    The actor is left out, and everybody hears of one entry once.
    """
    receivers = set(people) - {entry.actor_id}
    if not receivers:
        return
    told = set(
        session.exec(
            select(Notice.person_id).where(
                Notice.journal_id == entry.id, col(Notice.person_id).in_(receivers)
            )
        )
    )
    for person in session.exec(select(Person).where(col(Person.id).in_(receivers - told))):
        session.add(
            Notice(
                person_id=person.id,
                journal_id=entry.id,
                key=key,
                params=params,
                kind=entry.kind,
                thing_id=entry.thing_id,
                link=link,
            )
        )
        if by_mail and person.verified_at:
            whose: dict[str, Any] = {"person_id": person.id, "kind": entry.kind, "thing_id": entry.thing_id}
            outbox.put(session, person.email, key, locale=person.locale, link=link, **whose, **params)


def people_of(session: Session, association_id: int | None, *, writing: bool = True) -> list[int]:
    """The members of an association, or only those who may write in its name."""
    query = select(AssociationMember.person_id).where(
        AssociationMember.association_id == association_id,
        AssociationMember.state == MembershipState.MEMBER,
    )
    if writing:
        query = query.where(col(AssociationMember.role) != AssociationRole.VIEWER)
    return list(session.exec(query))


def facilitators(session: Session) -> list[int]:
    return list(session.exec(select(Person.id).where(Person.role == ServiceRole.FACILITATOR)))


_KEY = (col(Notice.created_at), col(Notice.id))


@dataclass(frozen=True)
class NoticeCard:
    id: int
    key: str
    params: dict[str, Any]
    link: str
    at: datetime
    unread: bool


def of(session: Session, actor: Actor, *, after: str = "", size: int = PAGE_SIZE) -> Page[NoticeCard]:
    """What this person has been told, newest first. The linked screen asks again whether it may be seen."""
    _check_person(actor)
    query = sql_select(Notice).where(col(Notice.person_id) == actor.id)
    page = paged(session, query, key=_KEY, after=after, descending=True, size=size)
    return carded(page, _card)


def unread(session: Session, actor: Actor) -> int:
    """How many the bell shows; a visitor has none."""
    if actor.is_visitor:
        return 0
    return session.exec(select(func.count()).select_from(Notice).where(*_unread(actor))).one()


def read(session: Session, actor: Actor, notice_id: int) -> str:
    """Marks the notice as read, and gives the path that it points at."""
    _check_person(actor)
    notice = session.exec(
        select(Notice).where(Notice.id == notice_id, Notice.person_id == actor.id)
    ).one_or_none()
    if notice is None:
        raise NotFound
    notice.read_at = notice.read_at or now()
    return notice.link


def read_all(session: Session, actor: Actor) -> None:
    _check_person(actor)
    session.connection().execute(update(Notice).where(*_unread(actor)).values(read_at=now()))


def _check_person(actor: Actor) -> None:
    if actor.is_visitor:
        raise NotFound


def _unread(actor: Actor) -> tuple[Any, ...]:
    return col(Notice.person_id) == actor.id, col(Notice.read_at).is_(None)


def _card(notice: Notice) -> NoticeCard:
    return NoticeCard(
        id=notice.id,
        key=notice.key,
        params=notice.params,
        link=notice.link,
        at=notice.created_at,
        unread=notice.read_at is None,
    )
