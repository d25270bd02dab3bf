"""Several people try the same on the same things: to arrange these anew for each takes longer than what is tried."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlmodel import Session

from models import WorkspaceError


@contextmanager
def undone(session: Session) -> Iterator[None]:
    """What is done inside is undone at its end."""
    step = session.begin_nested()
    try:
        yield
    finally:
        step.rollback()


def refusal_of(act: Callable[..., object], *given: object) -> type[WorkspaceError] | None:
    """How it was refused, or None when it was done."""
    try:
        act(*given)
    except WorkspaceError as error:
        return type(error)
    return None
