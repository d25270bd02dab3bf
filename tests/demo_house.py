"""The demo, filled in once for the whole run: the browsers look at copies of it, and so does its own test."""

import fcntl
import os
from pathlib import Path

import pytest
from sqlmodel import Session, delete

from models import Mail
from server import schema
from server.run import DEMO_PASSWORD
from services import demo
from services.database import open_engine
from services.settings import settings


def folder_of(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder to copy: the first worker that asks fills it, the others wait for that."""
    workers = tmp_path_factory.getbasetemp()
    folder = (workers.parent if "PYTEST_XDIST_WORKER" in os.environ else workers) / "furnished"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "done").exists():
            _furnish(folder)
            (folder / "done").touch()
    return folder


def _furnish(folder: Path) -> None:
    """The tables, and the demo's people with what they have made and attached."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("KANTO_FILES_URL", str(folder / "files"))
        settings.cache_clear()
        engine = open_engine(f"sqlite:///{folder / 'kanto.db'}")
        schema.upgrade(engine)
        with Session(engine.execution_options(writes=True)) as session, session.begin():
            assert demo.load(session, DEMO_PASSWORD)
            # What the people of the demo were written while it was played is old: no new letter waits behind it.
            session.execute(delete(Mail))
        engine.dispose()
    settings.cache_clear()
