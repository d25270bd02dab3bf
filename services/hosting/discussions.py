"""Discussions put first in the list, and ended: by those who run the group."""

from sqlalchemy import func, select
from sqlmodel import Session, col

from models import Conflict, Forbidden, Kind, Thread, WrongState, now
from services import groups, journal, threads
from services.actors import Actor
from services.groups.access import hold

# More would be no longer first.
MOST_PINNED = 3


def pin(session: Session, actor: Actor, thread_id: int) -> None:
    thread = _thread(session, actor, thread_id)
    hold(session, thread.group_id)
    if thread.pinned_at or not thread.is_visible:
        raise WrongState
    pinned = select(func.count()).where(
        col(Thread.group_id) == thread.group_id, col(Thread.pinned_at).is_not(None)
    )
    if session.execute(pinned).scalar_one() >= MOST_PINNED:
        raise Conflict("too_many_pinned", n=MOST_PINNED)
    thread.pinned_at = now()
    journal.record(session, actor, Kind.THREAD, thread.id, "pin")


def unpin(session: Session, actor: Actor, thread_id: int) -> None:
    thread = _thread(session, actor, thread_id)
    if not thread.pinned_at:
        raise WrongState
    thread.pinned_at = None
    journal.record(session, actor, Kind.THREAD, thread.id, "unpin")


def close(session: Session, actor: Actor, thread_id: int) -> None:
    """It stays to be read; nobody replies any more."""
    thread = _thread(session, actor, thread_id)
    if thread.closed_at:
        raise WrongState
    thread.closed_at = now()
    journal.record(session, actor, Kind.THREAD, thread.id, "close")


def reopen(session: Session, actor: Actor, thread_id: int) -> None:
    thread = _thread(session, actor, thread_id)
    if not thread.closed_at:
        raise WrongState
    thread.closed_at = None
    journal.record(session, actor, Kind.THREAD, thread.id, "reopen")


def _thread(session: Session, actor: Actor, thread_id: int) -> Thread:
    thread = threads.fetch(session, actor, thread_id)
    if not groups.runs(actor, thread.group_id):
        raise Forbidden
    return thread
