"""Signed-in browsers as rows, so that each can be ended and is ended at the next click."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam
from sqlmodel import Session, col, delete, or_, select, update

from models import Kind, NotFound, Person, SignIn, now
from services import journal
from services.accounts.tokens import hashed, new_token
from services.actors import Actor

SESSION_DAYS = 30
# The time of the last visit is kept this roughly, so that a click is no write.
SEEN_EVERY = timedelta(minutes=10)
# The time of the person's last visit stays longer than the browser's row, and is kept more roughly.
VISITED_EVERY = timedelta(days=1)


# Asked at every click, so put together once.
_VISIT = (
    select(Person, SignIn)
    .join(SignIn, col(SignIn.person_id) == Person.id)
    .where(
        SignIn.token_hash == bindparam("token_hash"),
        col(SignIn.ended_at).is_(None),
        col(SignIn.expires_at) > bindparam("at"),
    )
)


def begin_session(session: Session, person_id: int, *, agent: str = "") -> str:
    """Makes the row and gives the token that only the browser keeps; rows whose time is over go."""
    session.exec(delete(SignIn).where(col(SignIn.expires_at) < now()))
    _note_visit(session, person_id)
    token = new_token()
    session.add(
        SignIn(
            person_id=person_id,
            token_hash=hashed(token),
            agent=agent[:200],
            created_at=now(),
            seen_at=now(),
            expires_at=now() + timedelta(days=SESSION_DAYS),
        )
    )
    return token


def person_of_token(session: Session, token: str) -> Person | None:
    """Whose browser this is; nobody's when the session has ended or expired."""
    found = visit_of_token(session, token)
    return found[0] if found else None


def visit_of_token(session: Session, token: str) -> tuple[Person, SignIn] | None:
    """The person and the browser's row, in one query."""
    if not token:
        return None
    found = session.execute(_VISIT, {"token_hash": hashed(token), "at": now()}).first()
    return (found[0], found[1]) if found else None


def is_stale(visit: SignIn) -> bool:
    return visit.seen_at < now() - SEEN_EVERY


def touch(session: Session, sign_in_id: int) -> None:
    if visit := session.get(SignIn, sign_in_id):
        visit.seen_at = now()
        _note_visit(session, visit.person_id)


def _note_visit(session: Session, person_id: int) -> None:
    """Who is here has not left: what was begun because they seemed to have is over."""
    session.exec(
        update(Person)
        .where(
            col(Person.id) == person_id,
            or_(col(Person.visited_at) < now() - VISITED_EVERY, col(Person.idle_told_at).is_not(None)),
        )
        .values(visited_at=now(), idle_told_at=None)
    )


def end_session(session: Session, token: str) -> None:
    """Ends the session of this token; nothing happens when it has ended already."""
    session.exec(
        update(SignIn)
        .where(col(SignIn.token_hash) == hashed(token), col(SignIn.ended_at).is_(None))
        .values(ended_at=now())
    )


@dataclass(frozen=True)
class Browser:
    """A browser in which the person is signed in."""

    id: int
    agent: str
    created_at: datetime
    seen_at: datetime
    this_one: bool


def browsers_of(session: Session, actor: Actor, *, token: str = "") -> list[Browser]:
    """Where I am signed in, the latest visit first; no more than a person could have at hand."""
    rows = session.exec(
        select(SignIn)
        .where(SignIn.person_id == actor.person_id, *_live())
        .order_by(col(SignIn.seen_at).desc(), col(SignIn.id).desc())
        .limit(20)
    ).all()
    mine = hashed(token)
    return [Browser(row.id, row.agent, row.created_at, row.seen_at, row.token_hash == mine) for row in rows]


def end_browser(session: Session, actor: Actor, sign_in_id: int) -> None:
    row = session.exec(
        select(SignIn).where(SignIn.id == sign_in_id, SignIn.person_id == actor.person_id, *_live())
    ).first()
    if row is None:
        raise NotFound
    row.ended_at = now()


def end_everywhere(session: Session, actor: Actor) -> None:
    """Signs me out of every browser, this one too."""
    if actor.is_visitor:
        raise NotFound
    end_all(session, actor.id)
    journal.record(session, actor, Kind.PERSON, actor.id, "sign_out_everywhere")


def end_all(session: Session, person_id: int, *, but: str = "") -> None:
    """Ends the person's sessions, except the one of the token `but`."""
    session.exec(
        update(SignIn)
        .where(
            col(SignIn.person_id) == person_id,
            col(SignIn.ended_at).is_(None),
            col(SignIn.token_hash) != hashed(but),
        )
        .values(ended_at=now())
    )


def _live() -> tuple[Any, Any]:
    return col(SignIn.ended_at).is_(None), col(SignIn.expires_at) > now()
