"""Mail is written with the act that causes it and sent after the act has held."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlmodel import Session, col, delete, select

from models import Mail, now

# Within this time a sender that has taken a mail is done with it, or has died.
HELD = timedelta(minutes=5)
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=6)
MOST_TRIES = 20
KEPT = timedelta(days=90)


def put(session: Session, address: str, key: str, *, locale: str = "", link: str = "", **params: Any) -> Mail:
    """Queues `mail.<key>` for this address; the words are made when it is sent, in the receiver's language."""
    mail = Mail(address=address, locale=locale, key=key, params=params, link=link)
    session.add(mail)
    return mail


@dataclass(frozen=True)
class Waiting:
    id: int
    address: str
    locale: str
    key: str
    params: dict[str, Any]
    link: str


def take(session: Session, *, most: int = 20) -> list[Waiting]:
    """The mails that are due, oldest first; no other sender gets them for a while."""
    due = (
        select(Mail)
        .where(col(Mail.sent_at).is_(None), Mail.next_at <= now(), Mail.tries < MOST_TRIES)
        .order_by(col(Mail.next_at), col(Mail.id))
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    mails = session.exec(due).all()
    for mail in mails:
        mail.next_at = now() + HELD
    return [Waiting(mail.id, mail.address, mail.locale, mail.key, mail.params, mail.link) for mail in mails]


def delivered(session: Session, mail_id: int) -> None:
    """Marks it sent and forgets what it said."""
    mail = session.get_one(Mail, mail_id)
    mail.sent_at = now()
    mail.last_error = ""
    _forget_words(mail)


def failed(session: Session, mail_id: int, error: str) -> None:
    """Puts it off: a minute at first, twice as long each time."""
    mail = session.get_one(Mail, mail_id)
    mail.next_at = now() + min(FIRST_WAIT * 2**mail.tries, LONGEST_WAIT)
    mail.tries += 1
    mail.last_error = error[:500]
    if mail.tries >= MOST_TRIES:
        _forget_words(mail)


def forget_old(session: Session) -> None:
    """That somebody was written to is kept for as long as they may ask about it."""
    session.exec(delete(Mail).where(col(Mail.created_at) < now() - KEPT))


def _forget_words(mail: Mail) -> None:
    # The link may hold a token, and the words are other people's.
    mail.link, mail.params = "", {}
