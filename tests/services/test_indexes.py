"""Lists are read in the order of an index: the first page costs the same however many rows there are."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Engine, event
from sqlmodel import Session

from models import Kind
from services import home, ideas, journal, moderation, notices
from services.moderation import QueueFilter
from tests.cast import Cast
from tests.conftest import engine_for

Ask = Callable[[Session, Cast], Any]

LISTS: dict[str, Ask] = {
    "ideas": lambda session, cast: ideas.visible_to(session, cast.visitor),
    "ideas of a member": lambda session, cast: ideas.visible_to(session, cast.aino),
    "ideas of a facilitator": lambda session, cast: ideas.visible_to(session, cast.fanni),
    "newest ideas": lambda session, cast: home.new_ideas(session, cast.visitor),
    "newest groups": lambda session, cast: home.new_groups(session, cast.visitor),
    "notices": lambda session, cast: notices.of(session, cast.aino),
    "the queue": lambda session, cast: moderation.queue(session, cast.fanni),
    "what was decided": lambda session, cast: moderation.queue(
        session, cast.fanni, QueueFilter(state="decided")
    ),
    "a history": lambda session, _cast: journal.history(session, [(Kind.IDEA, 1)]),
}


@pytest.fixture
def engine(request: pytest.FixtureRequest) -> Engine:
    """The database that tells its plan without having rows."""
    return engine_for(request, "sqlite")


@pytest.mark.parametrize("name", LISTS)
def test_a_list_sorts_nothing(session: Session, cast: Cast, name: str) -> None:
    connection = session.connection()
    asked: list[tuple[str, Any]] = []

    def note(_c: Any, _cur: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        asked.append((statement, parameters))

    # The cast's rights are asked for here, before the list is.
    LISTS[name](session, cast)
    event.listen(connection, "before_cursor_execute", note)
    LISTS[name](session, cast)
    event.remove(connection, "before_cursor_execute", note)

    plans = [
        row[3]
        for statement, parameters in asked
        if " LIMIT " in statement
        for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
    ]
    assert plans
    assert not [step for step in plans if "TEMP B-TREE" in step]
