"""Putting a tour away, asking for it again, and having looked at a screen."""

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from models import Forbidden, GuideLook, GuideStep, GuideView, Tour
from services.actors import Actor

# The steps that are a look at a screen and leave no other trace.
LOOKED_AT = frozenset({GuideStep.PARTNERS, GuideStep.READINESS, GuideStep.STATISTICS, GuideStep.SETTINGS})


def put_away(session: Session, actor: Actor, tour: Tour) -> None:
    _show(session, actor, tour, hidden=True)


def bring_back(session: Session, actor: Actor, tour: Tour) -> None:
    """From now on it is shown until it is put away again, done or not."""
    _show(session, actor, tour, hidden=False)


def look(session: Session, actor: Actor, step: GuideStep) -> None:
    """Notes that this person has seen the step's screen; the first time counts."""
    if actor.is_visitor or step not in LOOKED_AT:
        raise Forbidden
    if session.get(GuideLook, (actor.id, step)):
        return
    try:
        with session.begin_nested():
            session.add(GuideLook(person_id=actor.id, step=step))
    except IntegrityError:
        # Noted meanwhile, in another tab.
        return


def _show(session: Session, actor: Actor, tour: Tour, *, hidden: bool) -> None:
    if actor.is_visitor:
        raise Forbidden
    found = session.get(GuideView, (actor.id, tour), with_for_update=True)
    if found:
        found.hidden = hidden
    else:
        session.add(GuideView(person_id=actor.id, tour=tour, hidden=hidden))
    session.flush()
