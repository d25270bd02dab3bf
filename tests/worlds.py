"""What many tests begin with, made once: every change of a test is undone to there, and no further."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, RootTransaction
from sqlmodel import Session

from tests.cast import Cast, cast_of

MARK = "begins_with"


def begins_with(maker: Callable[..., Any], **options: Any) -> pytest.MarkDecorator:
    """The test finds as `plan` what this makes of the cast."""
    return pytest.mark.begins_with.with_args(maker, **options)


@dataclass(frozen=True)
class Beginning:
    """Who makes it, and whether the clock of the tests stands then."""

    maker: Callable[..., Any]
    options: tuple[tuple[str, Any], ...]
    clocked: bool

    def make(self, cast: Cast) -> int:
        made = self.maker(cast, **dict(self.options))
        return int(made.id)


def beginning_of(request: pytest.FixtureRequest) -> Beginning | None:
    mark = request.node.get_closest_marker(MARK)
    if mark is None:
        return None
    return Beginning(mark.args[0], tuple(sorted(mark.kwargs.items())), "clock" in request.fixturenames)


@dataclass
class _World:
    beginning: Beginning
    connection: Connection
    transaction: RootTransaction
    made_id: int


class Worlds:
    """One at a time on each database, in a transaction that stays open from test to test."""

    def __init__(self) -> None:
        self._of: dict[Engine, _World] = {}

    def end(self, engine: Engine) -> None:
        """Nothing of it stays; a test that begins with nothing finds nothing."""
        if world := self._of.pop(engine, None):
            world.transaction.rollback()
            world.connection.close()

    def made_on(self, engine: Engine) -> int:
        return self._of[engine].made_id

    @contextmanager
    def entered(self, engine: Engine, beginning: Beginning | None) -> Iterator[Connection]:
        """A connection in a transaction that is undone at the end: to this beginning, or to where nothing was made."""
        if beginning is None:
            self.end(engine)
            with engine.connect() as connection, undone(connection.begin()):
                yield connection
        else:
            connection = self._world(engine, beginning).connection
            with undone(connection.begin_nested()):
                yield connection

    def _world(self, engine: Engine, beginning: Beginning) -> _World:
        there = self._of.get(engine)
        if there is None or there.beginning != beginning:
            self.end(engine)
            there = self._of[engine] = _begun(engine, beginning)
        return there


@contextmanager
def undone(transaction: Any) -> Iterator[None]:
    try:
        yield
    finally:
        transaction.rollback()


def _begun(engine: Engine, beginning: Beginning) -> _World:
    connection = engine.connect()
    transaction = connection.begin()
    try:
        with session_on(connection) as session:
            made_id = beginning.make(cast_of(session))
            session.commit()
    except BaseException:
        transaction.rollback()
        connection.close()
        raise
    return _World(beginning, connection, transaction, made_id)


def session_on(connection: Connection) -> Session:
    """Its commits are no more than savepoints of the connection's transaction."""
    return Session(connection, expire_on_commit=False, join_transaction_mode="create_savepoint")
