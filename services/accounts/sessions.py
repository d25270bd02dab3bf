"""Signed-in browsers as rows, so that each can be ended and is ended at the next click."""

from datetime import timedelta

from sqlmodel import Session, col, select

from models import Person, SignIn, now
from services.accounts.tokens import hashed, new_token

SESSION_DAYS = 30


def begin_session(session: Session, person_id: int, *, agent: str = "") -> str:
    """Makes the row and gives the token that only the browser keeps."""
    token = new_token()
    session.add(
        SignIn(
            person_id=person_id,
            token_hash=hashed(token),
            agent=agent[:200],
            expires_at=now() + timedelta(days=SESSION_DAYS),
        )
    )
    return token


def person_of_token(session: Session, token: str) -> Person | None:
    """Whose browser this is; nobody's when the session has ended or expired."""
    if not token:
        return None
    return session.exec(
        select(Person)
        .join(SignIn, col(SignIn.person_id) == Person.id)
        .where(SignIn.token_hash == hashed(token), col(SignIn.ended_at).is_(None), SignIn.expires_at > now())
    ).first()


def end_session(session: Session, token: str) -> None:
    row = session.exec(select(SignIn).where(SignIn.token_hash == hashed(token))).first()
    if row and row.ended_at is None:
        row.ended_at = now()
