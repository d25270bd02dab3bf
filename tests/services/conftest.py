"""Services keep their word on both kinds of database: each test here runs on each.

Of the cases of one test PostgreSQL gets the first: its statements are the same in all of them. A module whose
cases differ in what they ask of the database says `pytestmark = pytest.mark.every_case_on_both`.
"""

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from models import Plan
from tests import worlds
from tests.cast import Cast
from tests.conftest import DATABASES, engine_for


@pytest.fixture(params=DATABASES)
def engine(request: pytest.FixtureRequest) -> Engine:
    return engine_for(request, request.param)


@pytest.fixture
def plan(session: Session, cast: Cast, engine: Engine, worlds: worlds.Worlds) -> Plan:
    """The one that the test begins with."""
    return session.get_one(Plan, worlds.made_on(engine))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    begun: set[str] = set()
    left: list[pytest.Item] = []
    kept: list[pytest.Item] = []
    for item in items:
        name = item.nodeid.partition("[")[0]
        again = _on_postgresql(item) and name in begun and not item.get_closest_marker("every_case_on_both")
        (left if again else kept).append(item)
        if _on_postgresql(item):
            begun.add(name)
    items[:] = _together(kept)
    config.hook.pytest_deselected(items=left)


def _on_postgresql(item: pytest.Item) -> bool:
    case = getattr(item, "callspec", None)
    return case is not None and case.params.get("engine") == "postgresql"


def _together(items: list[pytest.Item]) -> list[pytest.Item]:
    """Those of a module that begin with the same stand side by side, so that it is made once for them."""
    place = {path: number for number, path in enumerate(dict.fromkeys(item.path for item in items))}
    return sorted(items, key=lambda item: (place[item.path], _beginning(item)))


def _beginning(item: pytest.Item) -> str:
    mark = item.get_closest_marker(worlds.MARK)
    clocked = "clock" in getattr(item, "fixturenames", ())
    return f"{mark.args[0].__qualname__} {sorted(mark.kwargs.items())} {clocked}" if mark else ""
