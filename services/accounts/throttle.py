"""Tries are counted before they are judged, and the wait before the next one doubles.

A try that is still being judged counts already, so a hundred at once are no way around it.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import timedelta
from math import ceil

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, delete, select

from models import SignInAttempt, WorkspaceError, now
from services.settings import settings


@dataclass(frozen=True)
class Limit:
    name: str
    # Tries without any wait: people mistype, and an association house shares one address.
    free: int
    first_wait: timedelta
    longest_wait: timedelta


ACCOUNT = Limit("account", 5, timedelta(seconds=30), timedelta(minutes=15))
ADDRESS = Limit("address", 50, timedelta(seconds=30), timedelta(minutes=30))
MAIL = Limit("mail", 4, timedelta(minutes=5), timedelta(hours=4))
INVITES = Limit("invites", 40, timedelta(minutes=5), timedelta(hours=4))
FORGOTTEN_AFTER = timedelta(days=1)


def count(session: Session, limit: Limit, subject: str) -> None:
    """Counts one try; refused with the minutes to wait when it comes too soon."""
    _forget_old(session)
    row = _row(session, _key(limit, subject))
    minutes = _minutes_left(limit, row)
    if minutes:
        raise WorkspaceError("too_many_tries", n=minutes)
    row.failures += 1
    row.last_at = now()


def is_open(session: Session, limit: Limit, subject: str) -> bool:
    """Counts one try where the answer must be the same either way."""
    try:
        count(session, limit, subject)
    except WorkspaceError:
        return False
    return True


def forgive(session: Session, limit: Limit, subject: str) -> None:
    """The try was good: the account starts anew."""
    session.exec(delete(SignInAttempt).where(col(SignInAttempt.subject) == _key(limit, subject)))


def take_back(session: Session, limit: Limit, subject: str) -> None:
    """The try was good, but says nothing of the address's other ones."""
    row = _row(session, _key(limit, subject))
    row.failures = max(0, row.failures - 1)


def _key(limit: Limit, subject: str) -> str:
    # Keyed: people type passwords into the wrong field, and the table need not know who tried.
    digest = hmac.new(settings().secret_key.encode(), subject.encode(errors="replace"), hashlib.sha256)
    return f"{limit.name}:{digest.hexdigest()}"


def _minutes_left(limit: Limit, row: SignInAttempt) -> int:
    over = row.failures - limit.free
    if over < 0:
        return 0
    doublings: int = 2 ** min(over, 20)
    wait = min(limit.first_wait * doublings, limit.longest_wait)
    return max(0, ceil((row.last_at + wait - now()) / timedelta(minutes=1)))


def _row(session: Session, key: str) -> SignInAttempt:
    query = select(SignInAttempt).where(SignInAttempt.subject == key).with_for_update()
    found = session.exec(query).first()
    if found:
        return found
    try:
        with session.begin_nested():
            made = SignInAttempt(subject=key)
            session.add(made)
    except IntegrityError:
        # Another try of the same subject made it meanwhile.
        return session.exec(query).one()
    return made


def _forget_old(session: Session) -> None:
    session.exec(delete(SignInAttempt).where(col(SignInAttempt.last_at) < now() - FORGOTTEN_AFTER))
