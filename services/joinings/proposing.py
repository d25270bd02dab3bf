"""A facilitator proposes that two similar ideas become one."""

from sqlmodel import Session, col, select

from models import (
    Conflict,
    Forbidden,
    Idea,
    IdeaState,
    Invalid,
    Joining,
    JoiningState,
    Kind,
    Plan,
    WrongState,
)
from services import ideas, journal
from services import words as written
from services.actors import Actor
from services.joinings.access import Pair, may_propose
from services.joinings.news import tell


def propose(session: Session, actor: Actor, kept_id: int, joined_id: int, words: str) -> Joining:
    """Asks both sides' writers whether the one idea may be joined into the other.

    Conflict when something is proposed between the two already; WrongState when they cannot be joined.
    """
    if kept_id == joined_id:
        raise Invalid("joining_itself", field="kept")
    pair = Pair(ideas.fetch(session, actor, kept_id), ideas.fetch(session, actor, joined_id))
    if not may_propose(actor, pair):
        raise Forbidden
    hold(session, pair)
    check(session, pair)
    _refuse_second(session, pair)
    said = written.body(words, field="words", most=1000)
    joining = Joining(kept_id=kept_id, joined_id=joined_id, proposed_by=actor.id, words=said)
    session.add(joining)
    session.flush()
    entry = journal.record(session, actor, Kind.JOINING, joining.id, "propose", after=joining.state, why=said)
    tell(session, entry, joining, pair, "propose")
    return joining


def hold(session: Session, pair: Pair) -> None:
    """Both ideas until the end of the act, always in the same order: two acts about them come one after the other."""
    both = (pair.kept.id, pair.joined.id)
    held = select(Idea).where(col(Idea.id).in_(both)).order_by(col(Idea.id)).with_for_update()
    session.exec(held.execution_options(populate_existing=True)).all()


def check(session: Session, pair: Pair) -> None:
    """WrongState, with the reason, when the two cannot be joined as things stand."""
    if pair.gone:
        raise WrongState("joining_gone")
    if pair.kept.state != IdeaState.PUBLISHED:
        raise WrongState("joining_kept_unpublished")
    if pair.kept.association_id == pair.joined.association_id:
        raise WrongState("joining_same_association")
    if session.exec(select(Plan.id).where(Plan.idea_id == pair.joined.id)).first():
        raise WrongState("joining_has_plan")


def _refuse_second(session: Session, pair: Pair) -> None:
    both = (pair.kept.id, pair.joined.id)
    standing = session.exec(
        select(Joining.id).where(
            Joining.state == JoiningState.PROPOSED,
            col(Joining.kept_id).in_(both),
            col(Joining.joined_id).in_(both),
        )
    ).first()
    if standing:
        raise Conflict("joining_open_already")
