"""What the form shows of an idea that is being written."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from models import Association, Group, GroupState, IdeaState, RevisionAction
from services.actors import Actor
from services.ideas import content
from services.ideas.access import revision_actions_for
from services.ideas.content import Content
from services.ideas.drafts import editable


@dataclass(frozen=True)
class Draft:
    id: int
    association: str
    state: IdeaState
    content: Content
    saved_at: datetime
    may_discard: bool


def form_of(session: Session, actor: Actor, idea_id: int) -> Draft:
    """The words as far as they are written; for who may write them."""
    idea = editable(session, actor, idea_id)
    return Draft(
        id=idea.id,
        association=session.exec(select(Association.name).where(Association.id == idea.association_id)).one(),
        state=idea.state,
        content=content.being_written(session, idea),
        saved_at=idea.saved_at,
        may_discard=RevisionAction.DISCARD in revision_actions_for(actor, idea),
    )


def groups_for(session: Session, actor: Actor) -> dict[int, str]:
    """The groups that an idea of this person can belong to."""
    rows = session.exec(
        select(Group.id, Group.name)
        .where(col(Group.id).in_(actor.groups), Group.state == GroupState.ACTIVE)
        .order_by(col(Group.sort_key))
    )
    return dict(rows.all())
