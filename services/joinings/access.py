"""Who may know of a proposal to join two ideas, and who may do what with it."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, or_, select, true
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from models import JOINING_LIFECYCLE, Idea, IdeaState, Joining, JoiningAction, NotFound
from services import notices
from services.actors import Actor
from services.ideas.access import may_judge

# What can still be joined: an idea that waits for its first decision, or is read by everybody.
JOINABLE = (IdeaState.SUBMITTED, IdeaState.PUBLISHED)


@dataclass(frozen=True)
class Pair:
    """The idea that would stay, and the one whose people would come along to it."""

    kept: Idea
    joined: Idea

    @property
    def gone(self) -> bool:
        """One of them has been withdrawn, hidden, rejected or taken back meanwhile."""
        return self.kept.state not in JOINABLE or self.joined.state not in JOINABLE


def visible(actor: Actor, *selected: Any) -> Select[Any]:
    """The proposals that this person may know of: every read starts here.

    An idea that nobody has published yet is its own people's: the other side hears of the proposal once they
    have agreed to it.
    """
    kept, joined = aliased(Idea), aliased(Idea)
    told = or_(col(joined.published_at).is_not(None), col(Joining.joined_agreed_by).is_not(None))
    theirs = or_(
        col(joined.association_id).in_(actor.roles), and_(col(kept.association_id).in_(actor.roles), told)
    )
    return (
        select(*(selected or (Joining,)))
        .join(kept, col(kept.id) == Joining.kept_id)
        .join(joined, col(joined.id) == Joining.joined_id)
        .where(true() if actor.is_facilitator else theirs)
    )


def fetch(session: Session, actor: Actor, joining_id: int) -> Joining:
    """The proposal; NotFound for who may not know of it."""
    query = visible(actor).where(col(Joining.id) == joining_id)
    found: Joining | None = session.execute(query).scalar_one_or_none()
    if found is None:
        raise NotFound
    return found


def pair_of(session: Session, joining: Joining) -> Pair:
    return Pair(session.get_one(Idea, joining.kept_id), session.get_one(Idea, joining.joined_id))


def may(actor: Actor, action: JoiningAction, pair: Pair) -> bool:
    homes = (pair.kept.association_id, pair.joined.association_id)
    match action:
        case JoiningAction.AGREE | JoiningAction.JOIN:
            return any(map(actor.acts_for_verified, homes))
        # An association that is archived meanwhile can still get out of what it is in.
        case JoiningAction.DECLINE:
            return any(map(actor.acts_for, homes))
        case JoiningAction.WITHDRAW:
            # The proposal is the desk's: a colleague takes it back when its maker is away.
            return may_propose(actor, pair)


def may_propose(actor: Actor, pair: Pair) -> bool:
    return may_judge(actor, pair.kept) and may_judge(actor, pair.joined)


def actions_for(session: Session, actor: Actor, joining: Joining, pair: Pair) -> list[JoiningAction]:
    """The steps open to this person now: the page draws one button for each.

    To join is no button of its own: it is what the second "we agree" does.
    """
    steps = [step for step in JOINING_LIFECYCLE.actions(joining.state) if may(actor, step, pair)]
    closed = {JoiningAction.JOIN}
    homes = {pair.kept.association_id, pair.joined.association_id}
    if pair.gone or not any(map(actor.acts_for_verified, homes - agreed(session, joining, pair))):
        closed.add(JoiningAction.AGREE)
    return [step for step in steps if step not in closed]


def agreed(session: Session, joining: Joining, pair: Pair) -> set[int]:
    """The associations that have agreed. Who gave the word must still write in the association's name."""
    given = (
        (pair.kept.association_id, joining.kept_agreed_by),
        (pair.joined.association_id, joining.joined_agreed_by),
    )
    return {home for home, person in given if person and person in notices.people_of(session, home)}


def address(joining_id: int) -> str:
    return f"/joining?id={joining_id}"
