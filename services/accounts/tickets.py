"""From a good password to the session cookie: a ticket that this browser may redeem once, within seconds.

The page cannot set an HttpOnly cookie. It hands the browser a ticket in an address; the route behind the
address redeems it and sets the cookie.
"""

from datetime import timedelta
from urllib.parse import urlsplit

from sqlmodel import Session, col, delete, select

from models import Forbidden, Ticket, now
from services.accounts import sessions
from services.accounts.tokens import hashed, new_token

LIFETIME = timedelta(seconds=30)


def issue(session: Session, person_id: int, mark: str) -> str:
    """A ticket for the browser that carries this mark; Forbidden when it carries none (no cookies)."""
    if not mark:
        raise Forbidden("cookies_needed")
    session.exec(delete(Ticket).where(col(Ticket.expires_at) < now()))
    token = new_token()
    session.add(
        Ticket(
            person_id=person_id,
            token_hash=hashed(token),
            visitor_hash=hashed(mark),
            expires_at=now() + LIFETIME,
        )
    )
    session.flush()
    return token


def redeem(session: Session, token: str, *, mark: str, agent: str = "", old: str = "") -> str:
    """The session token for the cookie; empty when the ticket is unknown, used, late or another browser's.

    What this browser was signed in with before (`old`) ends.
    """
    ticket = session.exec(select(Ticket).where(Ticket.token_hash == hashed(token)).with_for_update()).first()
    if ticket is None or ticket.used_at or ticket.expires_at <= now():
        return ""
    if not mark or ticket.visitor_hash != hashed(mark):
        return ""
    ticket.used_at = now()
    sessions.end_session(session, old)
    return sessions.begin_session(session, ticket.person_id, agent=agent)


def local_path(text: str) -> str:
    """A path of this product to go on to; the front page for anything that could lead elsewhere."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return "/"
    odd = "\\" in text or any(ord(sign) < 33 or ord(sign) == 127 for sign in text)
    if odd or parts.scheme or parts.netloc or not text.startswith("/") or text.startswith("//"):
        return "/"
    return text
