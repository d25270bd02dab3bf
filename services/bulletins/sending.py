"""A letter is written in one act, waits a few minutes in which it can be taken back, and leaves some at a time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import Session, and_, col, or_, select

from models import (
    Bulletin,
    BulletinAction,
    BulletinState,
    Invalid,
    JournalEntry,
    Kind,
    Person,
    now,
)
from services import journal, notices, spam, words
from services.actors import Actor
from services.bulletins.access import address, check, fetch_to_stop
from services.bulletins.audience import Audience, audience_of, checked, people_after, reach
from services.clicks import DOUBLE_CLICK
from services.spam import Pace

SUBJECT_LENGTH, BODY_LENGTH = 120, 5000
# People put up with so many letters from one desk, and no more.
PACE = Pace(3, timedelta(days=1))
REGRET = timedelta(minutes=5)
BATCH = 100
FIRST = "fi"
SEND = "send"


@dataclass(frozen=True)
class Words:
    subject: str = ""
    body: str = ""

    @property
    def written(self) -> bool:
        return bool(self.subject.strip() or self.body.strip())


def send(session: Session, actor: Actor, written: Mapping[str, Words], audience: Audience) -> Bulletin:
    """Puts the letter on its way to whom the filters leave; Invalid when that is nobody."""
    check(actor)
    said = _cleaned(written)
    found = reach(session, actor, checked(session, audience))
    if not found.people:
        raise Invalid("bulletin_nobody", field="audience")
    if twin := _just_sent(session, actor, said):
        return twin
    spam.check_pace(session, Bulletin, PACE, author_id=actor.id)
    bulletin = Bulletin(
        author_id=actor.id,
        words=said,
        audience=audience.kept(),
        people=found.people,
        associations=found.associations,
        leaves_at=now() + REGRET,
    )
    session.add(bulletin)
    session.flush()
    journal.record(
        session, actor, Kind.BULLETIN, bulletin.id, SEND, after=bulletin.state, why=said[FIRST]["subject"]
    )
    return bulletin


def stop(session: Session, actor: Actor, bulletin_id: int) -> Bulletin:
    """Before it leaves nobody hears of it; later those hear whom it has reached."""
    bulletin = fetch_to_stop(session, actor, bulletin_id)
    _move(session, actor, bulletin, BulletinAction.STOP)
    return bulletin


def send_due(session: Session) -> bool:
    """Tells the next ones of the oldest letter whose time has come; whether there may be more to do."""
    due = and_(col(Bulletin.state) == BulletinState.WAITING, col(Bulletin.leaves_at) <= now())
    bulletin = session.exec(
        select(Bulletin)
        .where(or_(due, col(Bulletin.state) == BulletinState.SENDING))
        .order_by(col(Bulletin.id))
        .limit(1)
        .with_for_update(skip_locked=True)
    ).first()
    if bulletin is None:
        return False
    if bulletin.state == BulletinState.WAITING:
        _move(session, None, bulletin, BulletinAction.BEGIN)
    audience = audience_of(bulletin.audience)
    people = people_after(session, audience, bulletin.author_id, bulletin.reached_id, BATCH)
    if people:
        _tell(session, bulletin, people)
        bulletin.told += len(people)
        bulletin.reached_id = people[-1]
    if len(people) < BATCH:
        _move(session, None, bulletin, BulletinAction.FINISH)
    session.flush()
    return True


def _tell(session: Session, bulletin: Bulletin, people: list[int]) -> None:
    """Each in their own language where it was written in it; on the way that they have chosen for such letters."""
    entry = session.exec(
        select(JournalEntry).where(
            JournalEntry.kind == Kind.BULLETIN,
            JournalEntry.thing_id == bulletin.id,
            JournalEntry.action == SEND,
        )
    ).one()
    speaking: dict[str, list[int]] = {}
    for person_id, locale in session.exec(
        select(Person.id, Person.locale).where(col(Person.id).in_(people)).order_by(col(Person.id))
    ):
        speaking.setdefault(locale if locale in bulletin.words else FIRST, []).append(person_id)
    sender = session.get_one(Person, bulletin.author_id).name
    for locale, theirs in speaking.items():
        said = bulletin.words[locale]
        notices.tell_lettered(
            session,
            entry,
            theirs,
            "bulletin",
            address(bulletin.id),
            letter={"body": said["body"]},
            by_mail=True,
            subject=said["subject"],
            sender=sender,
        )


def _cleaned(written: Mapping[str, Words]) -> dict[str, dict[str, str]]:
    """The languages that it was written in; Finnish always, the others whole or not at all."""
    said = {}
    for locale, each in written.items():
        if locale == FIRST or each.written:
            said[locale] = {
                "subject": words.line(each.subject, field=f"subject-{locale}", most=SUBJECT_LENGTH),
                "body": words.body(each.body, field=f"body-{locale}", most=BODY_LENGTH),
            }
    return said


def _just_sent(session: Session, actor: Actor, said: dict[str, dict[str, str]]) -> Bulletin | None:
    """What a double click has sent already; words as JSON can be compared here alone."""
    newest = session.exec(
        select(Bulletin)
        .where(Bulletin.author_id == actor.id, col(Bulletin.created_at) > now() - DOUBLE_CLICK)
        .order_by(col(Bulletin.id).desc())
        .limit(1)
    ).first()
    return newest if newest and newest.words == said else None


def _move(session: Session, actor: Actor | None, bulletin: Bulletin, action: BulletinAction) -> None:
    before = bulletin.state
    bulletin.move(action)
    session.flush()
    journal.record(session, actor, Kind.BULLETIN, bulletin.id, action, before=before, after=bulletin.state)
