"""How Alembic meets the database: the address comes from the settings, or from who calls."""

from typing import Any

from alembic import context
from sqlalchemy import Connection

import models
from services.database import engine


def include(thing: Any, _name: str | None, kind: str, reflected: bool, _compared_to: Any) -> bool:
    """Leaves alone what the database keeps for itself, such as the tables of a search index."""
    return not (kind == "table" and reflected and thing.name not in models.Table.metadata.tables)


def run(connection: Connection) -> None:
    """Every migration in one transaction.

    SQLite changes a column by making its table anew. It does not hold references meanwhile, or the rows that refer to
    the old table would forbid it; whether all of them lead somewhere is asked in the end.
    """
    anew = connection.dialect.name == "sqlite"
    hold_references(connection, not anew)
    try:
        with connection.begin():
            migrate(connection, anew)
            if anew and (lost := connection.exec_driver_sql("PRAGMA foreign_key_check").all()):
                raise RuntimeError(f"rows refer to what is not there: {lost[:5]}")
    finally:
        hold_references(connection, True)


def hold_references(connection: Connection, held: bool) -> None:
    # SQLite listens to this outside a transaction alone, so it goes past SQLAlchemy, which would begin one.
    if connection.dialect.name == "sqlite":
        connection.connection.cursor().execute(f"PRAGMA foreign_keys = {'ON' if held else 'OFF'}")


def migrate(connection: Connection, anew: bool) -> None:
    context.configure(
        connection=connection,
        target_metadata=models.Table.metadata,
        include_object=include,
        render_as_batch=anew,
    )
    with context.begin_transaction():
        context.run_migrations()


given: Connection | None = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    with engine().execution_options(writes=True).connect() as opened:
        run(opened)
