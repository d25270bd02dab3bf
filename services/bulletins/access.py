"""Who may read a bulletin, and who may write and stop one."""

from typing import Any

from sqlalchemy import Select, select, true
from sqlmodel import Session, col

from models import Bulletin, Forbidden, Kind, NotFound, Notice
from services.actors import Actor


def visible(actor: Actor, *selected: Any) -> Select[Any]:
    """The desk's, and theirs whom it has reached: every read starts here."""
    reached = select(col(Notice.thing_id)).where(
        col(Notice.person_id) == actor.person_id, col(Notice.kind) == Kind.BULLETIN
    )
    return select(*(selected or (Bulletin,))).where(
        true() if may_write(actor) else col(Bulletin.id).in_(reached)
    )


def may_write(actor: Actor) -> bool:
    """A letter is the desk's: a colleague stops it as well as who wrote it."""
    return actor.is_facilitator


def check(actor: Actor) -> None:
    """What the desk writes to whom is nobody else's to know."""
    if not may_write(actor):
        raise NotFound


def fetch(session: Session, actor: Actor, bulletin_id: int) -> Bulletin:
    query = visible(actor).where(col(Bulletin.id) == bulletin_id)
    found: Bulletin | None = session.execute(query).scalar_one_or_none()
    if found is None:
        raise NotFound
    return found


def fetch_to_stop(session: Session, actor: Actor, bulletin_id: int) -> Bulletin:
    """Held until the end of the act: no batch leaves meanwhile."""
    bulletin = fetch(session, actor, bulletin_id)
    if not may_write(actor):
        raise Forbidden
    session.refresh(bulletin, with_for_update=True)
    return bulletin


def address(bulletin_id: int) -> str:
    return f"/bulletin?id={bulletin_id}"
