"""Single-use links that are sent by mail."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode

from sqlmodel import Session, col, delete, select, update

from models import Link, LinkPurpose, NotFound, WrongState, now
from services.accounts.tokens import hashed, new_token

LIFETIME = {
    LinkPurpose.VERIFY: timedelta(hours=24),
    LinkPurpose.RESET: timedelta(hours=1),
    LinkPurpose.INVITE: timedelta(days=14),
    LinkPurpose.NEW_ADDRESS: timedelta(hours=24),
    LinkPurpose.KEEP_ADDRESS: timedelta(days=3),
}
_PAGE = {
    LinkPurpose.VERIFY: "verify",
    LinkPurpose.RESET: "reset",
    LinkPurpose.INVITE: "invitation",
    LinkPurpose.NEW_ADDRESS: "new_address",
    LinkPurpose.KEEP_ADDRESS: "keep_address",
}
# What an outbox row can hold.
LONGEST_PATH = 300
# A link that is over is kept this long, to say so to the one who opens it.
FORGOTTEN_AFTER = timedelta(days=30)


class LinkState(StrEnum):
    OPEN = "open"
    USED = "used"
    EXPIRED = "expired"


@dataclass(frozen=True)
class LinkView:
    """What the page of a link says before anything is done with it."""

    state: LinkState
    name: str
    email: str


def make(
    session: Session, purpose: LinkPurpose, email: str, *, after: str = "", **facts: Any
) -> tuple[Link, str]:
    """Keeps a link and gives its path for the mail.

    The outbox row holds that path, token and all, until the mail has left; its delivery empties `Mail.link`.
    """
    session.exec(delete(Link).where(col(Link.expires_at) < now() - FORGOTTEN_AFTER))
    token = new_token()
    link = Link(
        purpose=purpose,
        email=email,
        token_hash=hashed(token),
        created_at=now(),
        expires_at=now() + LIFETIME[purpose],
        **facts,
    )
    session.add(link)
    session.flush()
    return link, _path(purpose, token, after)


def _path(purpose: LinkPurpose, token: str, after: str) -> str:
    """With the way on, as long as both fit: arriving matters more."""
    path = f"/{_PAGE[purpose]}?{urlencode({'token': token})}"
    onward = f"{path}&{urlencode({'next': after})}"
    return onward if after and len(onward) <= LONGEST_PATH else path


def found(session: Session, purpose: LinkPurpose, token: str) -> Link:
    """The link of this token in whatever state; NotFound when there never was one."""
    query = select(Link).where(Link.token_hash == hashed(token), Link.purpose == purpose)
    link = session.exec(query.with_for_update()).first() if token else None
    if link is None:
        raise NotFound("link_broken")
    return link


def state_of(link: Link) -> LinkState:
    if link.used_at:
        return LinkState.USED
    return LinkState.OPEN if link.expires_at > now() else LinkState.EXPIRED


def take(session: Session, purpose: LinkPurpose, token: str) -> Link:
    """The link, used up by this call; WrongState when it was used or has expired."""
    link = found(session, purpose, token)
    use(link)
    return link


def use(link: Link) -> None:
    state = state_of(link)
    if state == LinkState.USED:
        raise WrongState("link_used")
    if state == LinkState.EXPIRED:
        raise WrongState("link_expired")
    link.used_at = now()


def use_up(session: Session, purpose: LinkPurpose, email: str) -> None:
    """Closes every other link of this purpose for the address, and forgets what it waited with."""
    same = (col(Link.purpose) == purpose, col(Link.email) == email)
    session.exec(update(Link).where(*same).values(password_hash="", name=""))
    session.exec(update(Link).where(*same, col(Link.used_at).is_(None)).values(used_at=now()))
