"""For those who watch the service: is it alive, and can it serve?"""

from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from server import schema
from services import database
from services.search import analysis

_FRESH = {"Cache-Control": "no-store"}


async def live(_request: Request) -> JSONResponse:
    return JSONResponse({"status": "ok"}, headers=_FRESH)


async def ready(_request: Request) -> JSONResponse:
    """200 when the database answers and has this release's migrations, else 503 with what is missing.

    Either way it says which analyser of Finnish this process uses.
    """
    checks = await run_in_threadpool(_checks)
    fine = all(checks.values())
    answer = {"status": "ok" if fine else "unavailable", "checks": checks, "analyser": analysis.backend()}
    return JSONResponse(answer, 200 if fine else 503, headers=_FRESH)


def _checks() -> dict[str, bool]:
    try:
        return {"database": True, "migrations": schema.in_step(database.engine())}
    except SQLAlchemyError:
        return {"database": False, "migrations": False}


ROUTES = [Route("/healthz", live), Route("/readyz", ready)]
