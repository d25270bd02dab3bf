"""Many items at once, with one reason: each is decided or refused by itself."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from models import Decision, Invalid, ReasonCode, ReviewItem, WorkspaceError
from services.actors import Actor
from services.moderation import desk
from services.moderation.decisions import decide, undo

# As many as somebody can have looked at.
MOST = 60


@dataclass(frozen=True)
class Picked:
    """An item, and its version when it was picked."""

    id: int
    version: int


@dataclass(frozen=True)
class Left:
    """An item that was not decided, and why."""

    id: int
    title: str
    refused: WorkspaceError


@dataclass(frozen=True)
class Outcome:
    done: list[int]
    left: list[Left]


def decide_many(
    session: Session,
    actor: Actor,
    picked: Sequence[Picked],
    decision: Decision,
    reason: ReasonCode | None,
    words: str,
) -> Outcome:
    """The same decision about each; what is wrong with the reason or the words is refused before any is touched."""
    return _each(
        session,
        actor,
        picked,
        lambda one: decide(session, actor, one.id, decision, reason, words, version=one.version),
    )


def undo_many(session: Session, actor: Actor, picked: Sequence[Picked]) -> Outcome:
    """Takes the last decision about each back."""
    return _each(session, actor, picked, lambda one: undo(session, actor, one.id, version=one.version))


def _each(
    session: Session, actor: Actor, picked: Sequence[Picked], act: Callable[[Picked], ReviewItem]
) -> Outcome:
    desk.check_desk(actor)
    if len(picked) > MOST:
        raise WorkspaceError("bulk_too_many", n=MOST)
    done: list[int] = []
    left: list[Left] = []
    for one in picked:
        try:
            with session.begin_nested():
                act(one)
        except WorkspaceError as error:
            item = session.get(ReviewItem, one.id)
            left.append(Left(one.id, item.title if item else "", error))
        else:
            done.append(one.id)
    if not done and left and isinstance(left[0].refused, Invalid):
        # The form is what is wrong, and not the items.
        raise left[0].refused
    return Outcome(done, left)
