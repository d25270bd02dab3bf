"""The database's tables and the migrations that make them."""

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

ROOT = Path(__file__).parent.parent


def upgrade(engine: Engine) -> None:
    """Brings the tables to the newest migration, or changes nothing."""
    config = _config()
    with engine.execution_options(writes=True).connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def in_step(engine: Engine) -> bool:
    """Whether the database has exactly the migrations that this release ships."""
    with engine.connect() as connection:
        found = MigrationContext.configure(connection).get_current_heads()
    return set(found) == _newest()


def script() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


@cache
def _newest() -> frozenset[str]:
    return frozenset(script().get_heads())


def _config() -> Config:
    return Config(toml_file=ROOT / "pyproject.toml")
