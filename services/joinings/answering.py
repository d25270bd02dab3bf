"""Each side agrees or declines; the desk can take its proposal back; with both agreements the ideas are joined."""

from sqlmodel import Session

from models import Forbidden, Joining, JoiningAction, Kind, WrongState, now
from services import journal, words
from services.actors import Actor
from services.joinings import merging
from services.joinings.access import Pair, agreed, fetch, may, pair_of
from services.joinings.news import tell
from services.joinings.proposing import check, hold

Action = JoiningAction


def agree(session: Session, actor: Actor, joining_id: int) -> Joining:
    """This side's yes; when the other side has said it too, the ideas become one."""
    joining, pair = _allowed(session, actor, joining_id, Action.AGREE)
    before = joining.state
    joining.move(Action.AGREE)
    check(session, pair)
    speaking = _consent(session, actor, joining, pair)
    if joining.kept_agreed_by is None or joining.joined_agreed_by is None:
        return _done(session, actor, joining, pair, Action.AGREE, before=before, speaking=speaking)
    joining.move(Action.JOIN)
    joining.answered_at = now()
    _done(session, actor, joining, pair, Action.JOIN, before=before, speaking=speaking)
    merging.merge(session, actor, joining, pair)
    return joining


def decline(session: Session, actor: Actor, joining_id: int, reason: str) -> Joining:
    """One side's no ends the proposal: both ideas stay as they are."""
    joining, pair = _allowed(session, actor, joining_id, Action.DECLINE)
    reason = words.body(reason, field="reason", most=500)
    before = joining.state
    joining.move(Action.DECLINE)
    joining.reason = reason
    joining.answered_at = now()
    mine = pair.joined.association_id
    speaking = mine if actor.acts_for(mine) else pair.kept.association_id
    return _done(session, actor, joining, pair, Action.DECLINE, before=before, speaking=speaking)


def withdraw(session: Session, actor: Actor, joining_id: int, reason: str = "") -> Joining:
    """The desk takes its proposal back."""
    joining, pair = _allowed(session, actor, joining_id, Action.WITHDRAW)
    reason = words.body(reason, field="reason", most=500, needed=False)
    before = joining.state
    joining.move(Action.WITHDRAW)
    joining.reason = reason
    return _done(session, actor, joining, pair, Action.WITHDRAW, before=before)


def _allowed(session: Session, actor: Actor, joining_id: int, action: JoiningAction) -> tuple[Joining, Pair]:
    """The proposal, held until the end of the act: of two answers the second one sees the first."""
    joining = fetch(session, actor, joining_id)
    pair = pair_of(session, joining)
    if not may(actor, action, pair):
        raise Forbidden
    hold(session, pair)
    session.refresh(joining, with_for_update=True)
    return joining, pair


def _consent(session: Session, actor: Actor, joining: Joining, pair: Pair) -> int:
    """Notes the agreement of each side that this person writes for; which association spoke.

    An agreement whose giver has left the association is asked for anew.
    """
    sides = {"joined_agreed_by": pair.joined.association_id, "kept_agreed_by": pair.kept.association_id}
    given = agreed(session, joining, pair)
    missing = {name: home for name, home in sides.items() if home not in given}
    mine = {name: home for name, home in missing.items() if actor.acts_for_verified(home)}
    if not mine:
        raise WrongState("joining_agreed_already")
    for name in missing:
        setattr(joining, name, actor.id if name in mine else None)
    return next(iter(mine.values()))


def _done(
    session: Session,
    actor: Actor,
    joining: Joining,
    pair: Pair,
    action: JoiningAction,
    *,
    before: str,
    speaking: int = 0,
) -> Joining:
    session.flush()
    entry = journal.record(
        session,
        actor,
        Kind.JOINING,
        joining.id,
        action,
        before=before,
        after=joining.state,
        why=joining.reason,
    )
    tell(session, entry, joining, pair, action, speaking=speaking)
    return joining
