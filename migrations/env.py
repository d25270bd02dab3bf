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
    context.configure(
        connection=connection,
        target_metadata=models.Table.metadata,
        include_object=include,
        # SQLite changes a column by making the table anew.
        render_as_batch=connection.dialect.name == "sqlite",
    )
    with context.begin_transaction():
        context.run_migrations()


given: Connection | None = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    with engine().execution_options(writes=True).connect() as opened:
        run(opened)
        opened.commit()
