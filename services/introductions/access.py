"""Who may know of an introduction, and who may do what with it."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, select, true
from sqlmodel import Session, col

from models import (
    INTRODUCTION_LIFECYCLE,
    Introduction,
    IntroductionAction,
    IntroductionAnswer,
    IntroductionSide,
    NotFound,
)
from services.actors import Actor


def visible(actor: Actor, *selected: Any) -> Select[Any]:
    """The introductions that this person may know of: every read starts here."""
    theirs = select(col(IntroductionSide.introduction_id)).where(
        col(IntroductionSide.association_id).in_(actor.roles)
    )
    return select(*(selected or (Introduction,))).where(
        true() if actor.is_facilitator else col(Introduction.id).in_(theirs)
    )


def fetch(session: Session, actor: Actor, introduction_id: int) -> Introduction:
    """The introduction; NotFound for who may not know of it."""
    query = visible(actor).where(col(Introduction.id) == introduction_id)
    found: Introduction | None = session.execute(query).scalar_one_or_none()
    if found is None:
        raise NotFound
    return found


def sides_of(session: Session, introduction_id: int) -> list[IntroductionSide]:
    """In the order in which they were named, as the database holds them now."""
    query = (
        select(IntroductionSide)
        .where(col(IntroductionSide.introduction_id) == introduction_id)
        .order_by(col(IntroductionSide.place))
        .execution_options(populate_existing=True)
    )
    return list(session.scalars(query))


def homes_of(sides: Collection[IntroductionSide]) -> list[int]:
    return [side.association_id for side in sides]


def may(actor: Actor, action: IntroductionAction, homes: Collection[int]) -> bool:
    """Whether the act is theirs at all, where these associations are introduced."""
    match action:
        case IntroductionAction.AGREE | IntroductionAction.COMPLETE:
            return any(map(actor.acts_for_verified, homes))
        # An association that is archived meanwhile can still get out of what it is in.
        case IntroductionAction.DECLINE:
            return any(map(actor.acts_for, homes))
        case IntroductionAction.WITHDRAW | IntroductionAction.FOLLOW_UP:
            # The introduction is the desk's: a colleague goes on with it when its maker is away.
            return may_propose(actor, homes)
        case IntroductionAction.EXPIRE:
            # The clock's alone.
            return False


def may_propose(actor: Actor, homes: Collection[int]) -> bool:
    """Nobody introduces their own association, nor reads what the others answered to it."""
    return actor.is_facilitator and not any(map(actor.belongs_to, homes))


def actions_for(
    actor: Actor, introduction: Introduction, sides: Collection[IntroductionSide]
) -> list[IntroductionAction]:
    """The steps open to this person now: the page draws one button for each.

    To complete is no button of its own: it is what the last "we agree" does.
    """
    homes = homes_of(sides)
    steps = [step for step in INTRODUCTION_LIFECYCLE.actions(introduction.state) if may(actor, step, homes)]
    closed = {IntroductionAction.COMPLETE}
    if not waiting_for_answer(actor, sides):
        closed.add(IntroductionAction.AGREE)
    return [step for step in steps if step not in closed]


def waiting_for_answer(actor: Actor, sides: Collection[IntroductionSide]) -> list[IntroductionSide]:
    """The sides that have not answered and that this person may answer yes for."""
    return [
        side
        for side in sides
        if side.state == IntroductionAnswer.WAITING and actor.acts_for_verified(side.association_id)
    ]


def address(introduction_id: int) -> str:
    return f"/introduction?id={introduction_id}"
