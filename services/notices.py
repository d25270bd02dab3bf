"""What concerns a person: told once per event, never to the one who did it."""

from collections.abc import Iterable
from typing import Any

from sqlmodel import Session, col, select

from models import (
    AssociationMember,
    AssociationRole,
    JournalEntry,
    MembershipState,
    Notice,
    Person,
    ServiceRole,
)
from services import outbox


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
            outbox.put(session, person.email, key, locale=person.locale, link=link, **params)


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
