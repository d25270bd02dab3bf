"""What facilitators have said of the partners of an idea, as its people read it."""

from dataclasses import dataclass

from sqlmodel import Session, col

from models import Association, IdeaState, PartnerPick, Pick
from services import associations, partners
from services.actors import Actor
from services.partners import reading


@dataclass(frozen=True)
class LeftOut:
    association_id: int
    name: str
    reason: str


@dataclass(frozen=True)
class Picks:
    # Whether the one who asks may put somebody first or leave somebody out.
    may_pick: bool
    left_out: list[LeftOut]


def of_idea(session: Session, actor: Actor, idea_id: int) -> Picks:
    """For the idea's own people and facilitators (NotFound for others)."""
    idea = reading.idea_of(session, actor, idea_id)
    rows = session.execute(
        associations.visible(actor, PartnerPick, col(Association.name))
        .join(PartnerPick, col(PartnerPick.association_id) == col(Association.id))
        .where(col(PartnerPick.idea_id) == idea.id, col(PartnerPick.pick) == Pick.EXCLUDE)
        .order_by(col(Association.sort_key))
    ).all()
    return Picks(
        may_pick=idea.state == IdeaState.PUBLISHED and partners.may_pick(actor, idea),
        left_out=[LeftOut(pick.association_id, name, pick.reason) for pick, name in rows],
    )
