"""A person's own list of notices."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, update
from sqlalchemy import select as sql_select
from sqlmodel import Session, col, select

from models import NotFound, Notice, now
from services.actors import Actor
from services.paging import PAGE_SIZE, Page, carded, paged

_KEY = (col(Notice.created_at), col(Notice.id))
# Asked at every click, so put together once.
_UNREAD = (
    select(func.count())
    .select_from(Notice)
    .where(col(Notice.person_id) == bindparam("person_id"), col(Notice.read_at).is_(None))
)


@dataclass(frozen=True)
class NoticeCard:
    id: int
    key: str
    params: dict[str, Any]
    link: str
    at: datetime
    unread: bool


def of(session: Session, actor: Actor, *, after: str = "", size: int = PAGE_SIZE) -> Page[NoticeCard]:
    """What this person has been told, newest first. The linked screen asks again whether it may be seen."""
    _check_person(actor)
    query = sql_select(Notice).where(col(Notice.person_id) == actor.id)
    page = paged(session, query, key=_KEY, after=after, descending=True, size=size)
    return carded(page, _card)


def unread(session: Session, actor: Actor) -> int:
    """How many the bell shows; a visitor has none."""
    if actor.is_visitor:
        return 0
    count: int = session.execute(_UNREAD, {"person_id": actor.id}).scalar_one()
    return count


def read(session: Session, actor: Actor, notice_id: int) -> str:
    """Marks the notice as read, and gives the path that it points at."""
    _check_person(actor)
    notice = session.exec(
        select(Notice).where(Notice.id == notice_id, Notice.person_id == actor.id)
    ).one_or_none()
    if notice is None:
        raise NotFound
    notice.read_at = notice.read_at or now()
    return notice.link


def read_all(session: Session, actor: Actor) -> None:
    _check_person(actor)
    session.connection().execute(update(Notice).where(*_unread(actor)).values(read_at=now()))


def _check_person(actor: Actor) -> None:
    if actor.is_visitor:
        raise NotFound


def _unread(actor: Actor) -> tuple[Any, ...]:
    return col(Notice.person_id) == actor.id, col(Notice.read_at).is_(None)


def _card(notice: Notice) -> NoticeCard:
    return NoticeCard(
        id=notice.id,
        key=notice.key,
        params=notice.params,
        link=notice.link,
        at=notice.created_at,
        unread=notice.read_at is None,
    )
