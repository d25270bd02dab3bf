"""A proposal as its screen shows it, and lists of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from models import Association, Idea, IdeaState, Joining, JoiningAction, JoiningState, NotFound, Person
from services import ideas
from services.actors import Actor
from services.joinings import access
from services.joinings.access import JOINABLE, Pair

_BEING_WRITTEN = (IdeaState.DRAFT, IdeaState.RETURNED)


@dataclass(frozen=True)
class SideView:
    """One of the two ideas; its words are empty when this reader may not see them (any more)."""

    idea_id: int
    association_id: int
    association: str
    state: IdeaState
    title: str
    summary: str
    need: str
    municipality: str
    # The idea's own page is open to this reader.
    opens: bool
    # Who agreed for this side; empty until somebody has.
    agreed_by: str
    ours: bool


@dataclass(frozen=True)
class JoiningView:
    id: int
    state: JoiningState
    kept: SideView
    joined: SideView
    words: str
    proposed_by: str
    created_at: datetime
    # Why it was declined or taken back.
    reason: str
    answered_at: datetime | None
    gone: bool
    actions: list[JoiningAction]


@dataclass(frozen=True)
class JoiningCard:
    id: int
    state: JoiningState
    kept_id: int
    joined_id: int
    # The titles; empty while an idea is being written, or mended after it was returned: it is its own people's.
    kept: str
    joined: str
    created_at: datetime


@dataclass(frozen=True)
class WaitingJoining:
    id: int
    # The reader's own idea, and whose idea it would become one with.
    title: str
    other: str


def view(session: Session, actor: Actor, joining_id: int) -> JoiningView:
    joining = access.fetch(session, actor, joining_id)
    pair = access.pair_of(session, joining)
    opens = _open_to(session, actor, pair)
    agreed = access.agreed(session, joining, pair)
    return JoiningView(
        id=joining.id,
        state=joining.state,
        kept=_side(session, actor, joining, pair.kept, opens, agreed),
        joined=_side(session, actor, joining, pair.joined, opens, agreed),
        words=joining.words,
        proposed_by=_name(session, joining.proposed_by),
        created_at=joining.created_at,
        reason=joining.reason,
        answered_at=joining.answered_at,
        gone=joining.state == JoiningState.PROPOSED and pair.gone,
        actions=access.actions_for(session, actor, joining, pair),
    )


def _open_to(session: Session, actor: Actor, pair: Pair) -> set[int]:
    both = (pair.kept.id, pair.joined.id)
    return set(session.scalars(ideas.visible(actor, col(Idea.id)).where(col(Idea.id).in_(both))))


def _side(
    session: Session, actor: Actor, joining: Joining, idea: Idea, opens: set[int], agreed: set[int]
) -> SideView:
    reads = _reads(actor, joining, idea, opens)
    person = joining.kept_agreed_by if idea.id == joining.kept_id else joining.joined_agreed_by
    said_yes = joining.state == JoiningState.JOINED or idea.association_id in agreed
    return SideView(
        idea_id=idea.id,
        association_id=idea.association_id,
        association=session.get_one(Association, idea.association_id).name,
        state=idea.state,
        title=idea.title if reads else "",
        summary=idea.summary if reads else "",
        need=idea.need if reads else "",
        municipality=idea.municipality if reads else "",
        opens=idea.id in opens,
        agreed_by=_name(session, person) if said_yes else "",
        ours=actor.belongs_to(idea.association_id),
    )


def _reads(actor: Actor, joining: Joining, idea: Idea, opens: set[int]) -> bool:
    """Who agrees to an unpublished idea's joining lends its words to the other side until it is decided.

    What is being mended after a facilitator returned it is its own people's.
    """
    if joining.state == JoiningState.PROPOSED and idea.state in JOINABLE:
        return True
    mending = idea.state == IdeaState.RETURNED and not actor.belongs_to(idea.association_id)
    return idea.id in opens and not mending


def _name(session: Session, person_id: int | None) -> str:
    found = session.get(Person, person_id) if person_id else None
    return found.name if found else ""


def newest(
    session: Session, actor: Actor, *, between: Iterable[int] | None = None, most: int = 20
) -> list[JoiningCard]:
    """The facilitators' list of what has been proposed, newest first; `between` asks for these ideas alone."""
    if not actor.is_facilitator:
        raise NotFound
    kept, joined = aliased(Idea), aliased(Idea)
    query = (
        select(Joining, _told(kept), _told(joined))
        .join(kept, col(kept.id) == Joining.kept_id)
        .join(joined, col(joined.id) == Joining.joined_id)
        .order_by(col(Joining.id).desc())
        .limit(most)
    )
    if between is not None:
        ids = list(between)
        query = query.where(col(Joining.kept_id).in_(ids), col(Joining.joined_id).in_(ids))
    return [_card(*row) for row in session.execute(query)]


def _told(idea: type[Idea]) -> ColumnElement[str]:
    return case((col(idea.state).in_(_BEING_WRITTEN), ""), else_=col(idea.title))


def _card(joining: Joining, kept: str, joined: str) -> JoiningCard:
    return JoiningCard(
        joining.id, joining.state, joining.kept_id, joining.joined_id, kept, joined, joining.created_at
    )


def waiting_for(session: Session, actor: Actor, *, most: int) -> list[WaitingJoining]:
    """The proposals that this person's associations have not answered yet, oldest first."""
    rows = session.execute(_unanswered(actor).order_by(col(Joining.id)).limit(most))
    return [WaitingJoining(*row) for row in rows]


def _unanswered(actor: Actor) -> Select[Any]:
    mine = [association_id for association_id in actor.roles if actor.acts_for(association_id)]
    own, other = aliased(Idea), aliased(Idea)
    as_kept = and_(
        col(own.id) == Joining.kept_id,
        col(other.id) == Joining.joined_id,
        col(Joining.kept_agreed_by).is_(None),
    )
    as_joined = and_(
        col(own.id) == Joining.joined_id,
        col(other.id) == Joining.kept_id,
        col(Joining.joined_agreed_by).is_(None),
    )
    return (
        access.visible(actor, col(Joining.id), col(own.title), col(Association.name))
        .join(own, or_(col(own.id) == Joining.kept_id, col(own.id) == Joining.joined_id))
        .join(other, or_(as_kept, as_joined))
        .join(Association, col(Association.id) == other.association_id)
        .where(
            col(Joining.state) == JoiningState.PROPOSED,
            col(own.association_id).in_(mine),
            col(own.state).in_(JOINABLE),
            col(other.state).in_(JOINABLE),
        )
    )
