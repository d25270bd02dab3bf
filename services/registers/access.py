"""Who keeps the registers: facilitators and administrators; nobody else knows of them."""

from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from models import NotFound, RegisterFile
from services.actors import Actor


def check(actor: Actor) -> None:
    if not may_keep(actor):
        raise NotFound


def may_keep(actor: Actor) -> bool:
    return actor.is_facilitator or actor.is_admin


def fetch(session: Session, actor: Actor, file_id: int) -> RegisterFile:
    check(actor)
    found = session.get(RegisterFile, file_id)
    if found is None:
        raise NotFound
    return found


def held(session: Session, file_id: int) -> RegisterFile:
    """The file until the end of the act: its steps are taken one after the other."""
    query: Any = select(RegisterFile).where(col(RegisterFile.id) == file_id).with_for_update()
    found: RegisterFile = session.execute(query.execution_options(populate_existing=True)).scalar_one()
    return found
