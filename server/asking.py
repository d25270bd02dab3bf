"""Who asks on a route beside the app: the person of the session cookie, with today's rights."""

from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from sqlmodel import Session
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from models import WorkspaceError
from services import accounts, actors
from services.actors import Actor
from services.database import reading
from ui import visitor

P = ParamSpec("P")
T = TypeVar("T")


async def ask(
    request: Request, question: Callable[Concatenate[Session, Actor, P], T], *args: P.args, **kwargs: P.kwargs
) -> T | None:
    """The answer for this person; None when it is refused, whatever the reason: a route tells nobody what there is."""

    def asking() -> T | None:
        with reading() as session:
            try:
                return question(session, actor_of(session, request), *args, **kwargs)
            except WorkspaceError:
                return None

    return await run_in_threadpool(asking)


def actor_of(session: Session, request: Request) -> Actor:
    person = accounts.person_of_token(session, request.cookies.get(visitor.COOKIE, ""))
    return actors.actor_of(session, person) if person else actors.VISITOR
