"""Addresses inside the product: what a screen, a notice or a mail points at."""

from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit


def address(page: str, **query: Any) -> str:
    """A path with its query, such as `/idea?id=7`; empty values are left out."""
    kept = {key: str(value) for key, value in query.items() if value not in ("", None)}
    return f"/{page}" + (f"?{urlencode(kept)}" if kept else "")


def parted(path: str) -> tuple[str, dict[str, str]]:
    """The page and the query of a path such as `/idea?id=7`."""
    parts = urlsplit(path)
    return parts.path.strip("/") or "home", dict(parse_qsl(parts.query))
