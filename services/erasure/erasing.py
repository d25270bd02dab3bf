"""What the clock does when the time to regret is over: the account goes, and a row without a name stays."""

import secrets

from sqlmodel import Session, col, delete, select, update

from models import (
    ERASED,
    JournalEntry,
    Kind,
    Link,
    Mail,
    MailAddress,
    MembershipAction,
    Notice,
    Person,
    ServiceRole,
    now,
)
from services import actors, advice, associations, events, groups, ideas, journal
from services.erasure import columns


def erase_next(session: Session) -> list[str] | None:
    """Erases one account that is due; None when none is.

    Gives the names of the sealed files that went with it, for the caller to drop from the store once this holds.
    What stood in the way at the asking is not asked again: nobody has to stay because others have left meanwhile.
    """
    due = select(Person).where(col(Person.erase_at) <= now()).order_by(col(Person.erase_at))
    person = session.exec(due.limit(1).with_for_update(skip_locked=True)).first()
    return None if person is None else _erase(session, person)


def _erase(session: Session, person: Person) -> list[str]:
    # The steps out of everything are the person's own, taken with the rights that they still have.
    actor = actors.actor_of(session, person)
    events.give_back_all(session, actor)
    files = advice.forget(session, actor)
    groups.leave_all(session, actor)
    associations.leave_all(session, actor)
    ideas.empty_drafts(session, actor)
    _forget_name(session, person)
    _forget_address(session, person.email)
    columns.clear(session, person.id)
    _leave_a_mark(person)
    journal.record(session, None, Kind.PERSON, person.id, "erase")
    return files


def _forget_name(session: Session, person: Person) -> None:
    """In what others were told of this person's steps, and the words with which they asked to be let in."""
    told = session.exec(
        select(Notice.id, Notice.params)
        .join(JournalEntry, col(JournalEntry.id) == Notice.journal_id)
        .where(JournalEntry.actor_id == person.id)
    ).all()
    for notice_id, params in told:
        if person.name in params.values():
            nameless = {key: ERASED if said == person.name else said for key, said in params.items()}
            session.exec(update(Notice).where(col(Notice.id) == notice_id).values(params=nameless))
    session.exec(
        update(JournalEntry)
        .where(
            col(JournalEntry.actor_id) == person.id,
            col(JournalEntry.kind).in_((Kind.ASSOCIATION, Kind.GROUP)),
            col(JournalEntry.action) == MembershipAction.REQUEST,
        )
        .values(why="")
    )


def _forget_address(session: Session, address: str) -> None:
    """Mails that went there without an account's number, invitations among them."""
    session.exec(delete(Mail).where(col(Mail.address) == address))
    session.exec(delete(Link).where(col(Link.email) == address))
    session.exec(delete(MailAddress).where(col(MailAddress.address) == address))


def _leave_a_mark(person: Person) -> None:
    person.name = ERASED
    # Unlike any other, and of a domain that no mail is ever carried to (RFC 2606).
    person.email = f"{secrets.token_hex(16)}@erased.invalid"
    person.password_hash = person.locale = ""
    person.role, person.verified_at, person.acting_for = ServiceRole.MEMBER, None, None
    person.terms_version = person.terms_at = person.terms_later = None
    person.erase_at, person.idle_told_at, person.erased_at = None, None, now()
