"""The ASGI application: the Streamlit frame, the routes beside it, and what runs while it is up.

Served by `uvicorn server.app:app`; `docs/decisions/` says why.
"""

import gc
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from typing import Any

import streamlit as st
from starlette.middleware import Middleware
from streamlit.runtime.pages_manager import PagesManager

from server import (
    advice,
    calendars,
    cookies,
    copies,
    embed,
    exports,
    feeds,
    files,
    health,
    jobs,
    mailed,
    public,
    schema,
    sharing,
    shell,
    statistics,
    stories,
    unsubscribing,
)
from server.guard import Guard
from services import database, places, vocabulary
from services.search import analysis
from services.settings import settings
from ui import trouble
from ui.texts import LOCALES, catalogue

log = logging.getLogger("kanto")

# Loaded before the first visitor comes, who would else wait for them.
HEAVY = ("altair", "pandas", "pyarrow", "babel.dates", "babel.numbers", "streamlit_authenticator")

# Without this, an address that is a process's first visit runs `pages/<name>.py` without the frame.
PagesManager.uses_pages_directory = False


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[dict[str, Any]]:
    settings()
    _warm_up()
    async with jobs.running():
        yield {}
    database.engine().dispose()


def _warm_up() -> None:
    """Reads what every page needs, then takes it out of the garbage collector's sight: it runs after each click."""
    for name in HEAVY:
        import_module(name)
    for locale in LOCALES:
        catalogue(locale)
    for book in (vocabulary.COMPETENCES, vocabulary.TARGET_GROUPS, vocabulary.LANGUAGES):
        vocabulary.terms(book)
    places.municipalities()
    analysis.warm_up()
    if not schema.in_step(database.engine()):
        log.error(
            "the database is not at this release's migrations: run `python -m server.run` or `make migrate`"
        )
    gc.collect()
    gc.freeze()


app = st.App(
    schema.ROOT / "app.py",
    routes=[
        *health.ROUTES,
        *advice.ROUTES,
        *cookies.ROUTES,
        *copies.ROUTES,
        *calendars.ROUTES,
        *embed.ROUTES,
        *exports.ROUTES,
        *feeds.ROUTES,
        *files.ROUTES,
        *mailed.ROUTES,
        *public.ROUTES,
        *sharing.ROUTES,
        *statistics.ROUTES,
        *stories.ROUTES,
        *unsubscribing.ROUTES,
        *shell.ROUTES,
    ],
    middleware=[Middleware(Guard)],
    lifespan=lifespan,
    # What goes wrong inside a fragment never reaches the frame's own handler.
    on_script_error=trouble.show,
)
