"""What the journal and the notices hold of a case: never a word of it."""

from collections.abc import Iterable
from enum import StrEnum

from sqlmodel import Session

from models import AdviceCase, AdviceSeatRole, JournalEntry, Kind
from services import journal, notices
from services.actors import Actor
from services.advice.access import address, seats_that_hold

QUEUE = "/advice?show=queue"


def record(
    session: Session,
    actor: Actor | None,
    case: AdviceCase,
    action: StrEnum | str,
    *,
    before: StrEnum | str = "",
    after: StrEnum | str = "",
) -> JournalEntry:
    """The step, with what is counted: the case's association, and as `why` its municipality and channel."""
    entry = journal.record(
        session,
        actor,
        Kind.ADVICE,
        case.id,
        action,
        before=before,
        after=after,
        why=f"{case.municipality} {case.channel}",
    )
    entry.association_id = case.association_id
    return entry


def inform(session: Session, case: AdviceCase, entry: JournalEntry, news: str) -> None:
    """All who are in the case, in the app and by mail: that there is something, and where."""
    inform_these(session, case, entry, people_in(session, case), news)


def inform_these(
    session: Session, case: AdviceCase, entry: JournalEntry, people: Iterable[int], news: str
) -> None:
    """The news is told in the app alone; a mail, which others may read, says that there is a message."""
    notices.tell(session, entry, people, f"advice_{news}", address(case.id), by_mail=True)


def inform_desk(session: Session, entry: JournalEntry) -> None:
    """The facilitators: somebody waits in the queue."""
    notices.tell(session, entry, notices.facilitators(session), "advice_asked", QUEUE, by_mail=True)


def people_in(session: Session, case: AdviceCase) -> list[int]:
    return [person_id for person_id, *_ in session.execute(seats_that_hold(case.id))]


def advisers_of(session: Session, case_id: int) -> list[int]:
    return [
        person_id
        for person_id, role, _ in session.execute(seats_that_hold(case_id))
        if role == AdviceSeatRole.ADVISER
    ]
