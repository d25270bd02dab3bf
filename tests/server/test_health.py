from collections.abc import Iterator

import pytest
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, text
from starlette.applications import Starlette
from starlette.testclient import TestClient

from server import health, schema
from services import database
from services.search import analysis
from services.settings import settings


@pytest.fixture
def client() -> Iterator[TestClient]:
    with TestClient(Starlette(routes=health.ROUTES)) as made:
        yield made


def test_alive_says_nothing_of_the_database(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}


def test_not_ready_before_the_migrations(engine: Engine, client: TestClient) -> None:
    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()["checks"]) == (503, {"database": True, "migrations": False})


def test_ready_when_the_migrations_are_in_step(engine: Engine, client: TestClient) -> None:
    with engine.execution_options(writes=True).begin() as connection:
        connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32))"))
        MigrationContext.configure(connection).stamp(schema.script(), "head")

    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()["analyser"]) == (200, analysis.backend())


def test_not_ready_without_a_database(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KANTO_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/nothing")
    settings.cache_clear()
    database.engine.cache_clear()

    answer = client.get("/readyz")

    settings.cache_clear()
    database.engine.cache_clear()
    assert (answer.status_code, answer.json()["checks"]["database"]) == (503, False)
