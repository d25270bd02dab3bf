"""The public data as JSON, for other sites and programmes; what each field means is said at `/public/schema.json`.

The schema is made of the very classes that are sent, so that the two cannot part.
"""

import json
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Generic, TypeVar
from urllib.parse import urlencode

from pydantic import Field, TypeAdapter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from server import cached
from services import impact, published
from services.actors import VISITOR
from services.database import reading
from services.settings import settings
from services.statistics import BY_NAME

T = TypeVar("T")
MEDIA = "application/json"
# Anybody's page may read it: there is nothing in it that is for somebody.
_OPEN = {"Access-Control-Allow-Origin": "*"}
_PATH = "/public/{name}.json"


@dataclass(frozen=True)
class Listed(Generic[T]):
    """One page of a list."""

    items: list[T]
    next: Annotated[str | None, Field(description="The address of the next page; null on the last one.")]


@dataclass(frozen=True)
class PublicFigure:
    """A figure of the impact page, from the beginning until now."""

    name: Annotated[str, Field(description="Its definition stands on the impact page.")]
    value: Annotated[
        int | None, Field(description="null when it is hidden, because a small number could be somebody.")
    ]
    unit: Annotated[str, Field(description="count or cents.")]


async def listed(request: Request) -> Response:
    name = request.path_params["name"]
    if name == "impact":
        body = await run_in_threadpool(_figures)
    elif name in published.LISTS:
        body = await run_in_threadpool(_page, name, request.query_params.get("after", ""))
    else:
        return PlainTextResponse("", 404)
    return cached.answer(request, body, MEDIA, _OPEN)


async def schema(request: Request) -> Response:
    return cached.answer(request, _schema(), "application/schema+json", _OPEN)


def _page(name: str, after: str) -> bytes:
    with reading() as session:
        page = published.page(session, name, after, size=published.SIZE)
    more = f"{_address(name)}?{urlencode({'after': page.after})}" if page.after else None
    return _adapter(name).dump_json(Listed(page.rows, more))


def _figures() -> bytes:
    with reading() as session:
        report = impact.headline(session, VISITOR)
    units = {name: "cents" if BY_NAME[name].is_money else "count" for name in impact.HEADLINE}
    figures = [PublicFigure(name, report.total.cells[name], unit) for name, unit in units.items()]
    return _adapter("impact").dump_json(Listed(figures, None))


@cache
def _adapter(name: str) -> TypeAdapter[Any]:
    kind: Any = PublicFigure if name == "impact" else published.LISTS[name].shape
    return TypeAdapter(Listed[kind])


@cache
def _schema() -> bytes:
    """JSON Schema 2020-12: under `$defs` what is in each list, under `properties` the list of each address."""
    names = (*published.LISTS, "impact")
    made, found = TypeAdapter.json_schemas(
        [(name, "serialization", _adapter(name)) for name in names], ref_template="#/$defs/{model}"
    )
    return json.dumps(
        {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": _address("schema"),
            "title": "Kanto: public data",
            "description": f"What {settings().base_url}{_PATH} answers, by name.",
            "properties": {name: made[name, "serialization"] for name in names},
            **found,
        },
        ensure_ascii=False,
        indent=1,
    ).encode()


def _address(name: str) -> str:
    return settings().base_url + _PATH.format(name=name)


ROUTES = [
    Route("/public/schema.json", schema, methods=["GET"]),
    Route(_PATH, listed, methods=["GET"]),
]
