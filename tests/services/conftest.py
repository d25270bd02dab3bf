"""Services keep their word on both kinds of database: each test here runs on each.

Of the cases of one test PostgreSQL gets the first: its statements are the same in all of them. A module whose
cases differ in what they ask of the database says `pytestmark = pytest.mark.every_case_on_both`.
"""

import pytest
from sqlalchemy import Engine

from tests.conftest import DATABASES, engine_for


@pytest.fixture(params=DATABASES)
def engine(request: pytest.FixtureRequest) -> Engine:
    return engine_for(request, request.param)


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
    items[:] = kept
    config.hook.pytest_deselected(items=left)


def _on_postgresql(item: pytest.Item) -> bool:
    case = getattr(item, "callspec", None)
    return case is not None and case.params.get("engine") == "postgresql"
