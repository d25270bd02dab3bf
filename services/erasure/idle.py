"""Accounts that nobody uses: two letters, and then the end as of those who asked for it. A visit keeps the account."""

from datetime import timedelta

from sqlalchemy import ColumnElement, exists
from sqlmodel import Session, col, select

from models import FINLAND, JournalEntry, Kind, Person, now
from services import actors, journal, notices, outbox, spoken
from services.erasure.asking import REGRET, let_wait
from services.erasure.obstacles import Hindrance, Obstacle, obstacles

IDLE_MONTHS = 24
IDLE = timedelta(days=730)
# The first letter comes so long before the end; the second when the time to regret begins.
TOLD_BEFORE = timedelta(days=60)
# People in a piece.
MOST = 50
_PAGES = {Hindrance.OWNER: "association", Hindrance.PLAN: "association", Hindrance.HOST: "group"}


def remind_idle(session: Session) -> int:
    """Writes to those who have not been here for so long that their accounts end soon; to how many."""
    due = _idle(session, col(Person.idle_told_at).is_(None))
    for person in due:
        person.idle_told_at = now()
        journal.record(session, None, Kind.PERSON, person.id, "remind_idle")
        outbox.put(
            session,
            person.email,
            "account_idle",
            locale=person.locale,
            link="/sign_in",
            person_id=person.id,
            name=person.name,
            day=spoken.day((now() + TOLD_BEFORE).astimezone(FINLAND).date()),
        )
    return len(due)


def end_idle(session: Session) -> int:
    """Lets the accounts wait for their end whose people have not come after the first letter; of how many it was asked.

    With whom others would be left alone stays: the facilitators are told, and it is asked again as much later.
    """
    due = _idle(session, col(Person.idle_told_at) <= now() - (TOLD_BEFORE - REGRET))
    for person in due:
        if alone := obstacles(session, actors.actor_of(session, person)):
            person.idle_told_at = now()
            _tell_facilitators(session, person, alone)
        else:
            journal.record(session, None, Kind.PERSON, person.id, "end_idle")
            let_wait(session, person, "account_idle_ends")
    return len(due)


def _idle(session: Session, told: ColumnElement[bool]) -> list[Person]:
    """Who has neither signed in nor done anything, as one does through the links of letters."""
    since = now() - (IDLE - TOLD_BEFORE)
    acted = exists().where(col(JournalEntry.actor_id) == Person.id, col(JournalEntry.at) > since)
    query = (
        select(Person)
        .where(col(Person.visited_at) <= since, told, ~acted)
        .where(col(Person.erase_at).is_(None), col(Person.erased_at).is_(None))
        .order_by(col(Person.visited_at), col(Person.id))
        .limit(MOST)
        .with_for_update(skip_locked=True)
    )
    return list(session.exec(query))


def _tell_facilitators(session: Session, person: Person, alone: tuple[Obstacle, ...]) -> None:
    """Of what is in the open: who asked for advice is told to nobody."""
    overseers = notices.facilitators(session)
    for each in alone:
        if page := _PAGES.get(each.hindrance):
            entry = journal.record(session, None, Kind.PERSON, person.id, "idle_alone")
            notices.tell(
                session,
                entry,
                overseers,
                "account_idle_alone",
                f"/{page}?id={each.id}",
                who=person.name,
                place=each.name,
            )
