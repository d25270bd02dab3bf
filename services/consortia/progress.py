"""How far a set is that was asked: who has answered what."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlmodel import Session, col

from models import (
    PARTNER_REQUEST_OPEN,
    Association,
    Idea,
    PartnerRequest,
    PartnerRequestState,
    PartnerSetAction,
    PartnerSetState,
)
from services import partner_sets
from services.actors import Actor
from services.consortia.wishes import Wishes, wishes_of


@dataclass(frozen=True)
class Letter:
    request_id: int
    association_id: int
    association: str
    state: PartnerRequestState
    reply_by: date
    reason: str


@dataclass(frozen=True)
class Progress:
    set_id: int
    idea_id: int
    idea_title: str
    state: PartnerSetState
    # As the set was sought, without those who said no.
    wishes: Wishes
    letters: tuple[Letter, ...]
    actions: tuple[PartnerSetAction, ...]


def progress(session: Session, actor: Actor, set_id: int) -> Progress:
    """The set with its letters, in the order in which they were written; NotFound for who may not know of it."""
    found = partner_sets.fetch(session, actor, set_id)
    idea = session.get_one(Idea, found.idea_id)
    letters = _letters(session, set_id)
    return Progress(
        set_id=found.id,
        idea_id=idea.id,
        idea_title=idea.title,
        state=found.state,
        wishes=_around(wishes_of(found.wishes), letters),
        letters=letters,
        actions=tuple(partner_sets.actions_for(actor, found, idea)),
    )


def _letters(session: Session, set_id: int) -> tuple[Letter, ...]:
    rows = session.execute(
        select(PartnerRequest, col(Association.name))
        .join(Association, col(Association.id) == PartnerRequest.to_association_id)
        .where(col(PartnerRequest.set_id) == set_id)
        .order_by(col(PartnerRequest.id))
    )
    return tuple(
        Letter(row.id, row.to_association_id, name, row.state, row.reply_by, row.reason) for row, name in rows
    )


def _around(wishes: Wishes, letters: tuple[Letter, ...]) -> Wishes:
    """The same wishes without those who will not come; those who come are in by their letters."""
    coming = {letter.association_id for letter in letters if letter.state in _COMING}
    gone = {letter.association_id for letter in letters} - coming
    return Wishes(
        wishes.most,
        wishes.per_municipality,
        wishes.payroll,
        tuple(one for one in wishes.included if one not in gone),
        tuple(sorted({*wishes.excluded, *gone})),
    )


_COMING = (*PARTNER_REQUEST_OPEN, PartnerRequestState.ACCEPTED)
