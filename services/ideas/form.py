"""What the form shows of an idea that is being written."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from models import Association, Group, GroupState, IdeaState, RevisionAction, today
from services.actors import Actor
from services.ideas import content
from services.ideas.access import fetch, may_edit, revision_actions_for
from services.ideas.content import Content
from services.ideas.detail import Verdict, verdict_on


@dataclass(frozen=True)
class Draft:
    id: int
    association: str
    state: IdeaState
    content: Content
    saved_at: datetime
    # What a reviewer needs and is not there yet.
    missing: list[str]
    may_discard: bool
    verdict: Verdict | None


def form_of(session: Session, actor: Actor, idea_id: int) -> Draft | None:
    """The words as far as they are written; None when this person cannot write in them now."""
    idea = fetch(session, actor, idea_id)
    if not may_edit(actor, idea):
        return None
    words = content.being_written(session, idea)
    return Draft(
        id=idea.id,
        association=session.exec(select(Association.name).where(Association.id == idea.association_id)).one(),
        state=idea.state,
        content=words,
        saved_at=idea.saved_at,
        missing=content.missing(words, today()),
        may_discard=RevisionAction.DISCARD in revision_actions_for(actor, idea),
        verdict=verdict_on(session, idea),
    )


def writable_associations(session: Session, actor: Actor) -> dict[int, str]:
    """The associations that this person may write ideas for, in Finnish order."""
    mine = [association_id for association_id in actor.roles if actor.acts_for(association_id)]
    rows = session.exec(
        select(Association.id, Association.name)
        .where(col(Association.id).in_(mine))
        .order_by(col(Association.sort_key))
    )
    return dict(rows.all())


def groups_for(session: Session, actor: Actor) -> dict[int, str]:
    """The groups that an idea of this person can belong to."""
    rows = session.exec(
        select(Group.id, Group.name)
        .where(col(Group.id).in_(actor.groups), Group.state == GroupState.ACTIVE)
        .order_by(col(Group.sort_key))
    )
    return dict(rows.all())
