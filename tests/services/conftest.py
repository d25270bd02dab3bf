"""Services keep their word on both kinds of database: each test here runs on each."""

import pytest
from sqlalchemy import Engine

from tests.conftest import DATABASES


@pytest.fixture(params=DATABASES)
def engine(request: pytest.FixtureRequest) -> Engine:
    found: Engine = request.getfixturevalue(f"{request.param}_engine")
    return found
