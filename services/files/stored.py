"""The bytes of files, outside the database: each content once, under its hash.

A folder, or anything that speaks S3. Writing is atomic in both, and writing the same content again only renews its
date, so two people who send one file at once cannot harm it.
"""

import hashlib
from collections.abc import AsyncIterator, Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, cast
from urllib.parse import parse_qsl, urlsplit

import obstore
from obstore.store import LocalStore, MemoryStore, S3Store

from services.settings import settings

if TYPE_CHECKING:
    from obstore.store import ClientConfig, S3Config

Store = LocalStore | MemoryStore | S3Store
_PIECE = 256 * 1024
# S3 may be slow, but a click waits for it.
_PATIENCE: "ClientConfig" = {"timeout": "20s", "connect_timeout": "5s"}


def store() -> Store:
    return opened(settings().files_url)


@cache
def opened(url: str) -> Store:
    """The store that an address names: `s3://…`, `memory:`, or a folder."""
    parts = urlsplit(url)
    if parts.scheme == "s3":
        asked = dict(parse_qsl(parts.query))
        # A store on the same machine or in the same cluster is often asked without encryption.
        plain = asked.get("endpoint", "").startswith("http://")
        return S3Store(
            parts.netloc,
            prefix=parts.path.strip("/") or None,
            config=cast("S3Config", asked),
            client_options={**_PATIENCE, "allow_http": plain},
        )
    if parts.scheme == "memory":
        return MemoryStore()
    folder = Path(parts.path if parts.scheme == "file" else url).resolve()
    return LocalStore(folder, mkdir=True, automatic_cleanup=True)


def hash_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def keep(content: bytes) -> str:
    """Stores the content and gives its hash."""
    name = hash_of(content)
    obstore.put(store(), _path(name), content)
    return name


async def stream(name: str) -> AsyncIterator[bytes]:
    """The content in pieces. FileNotFoundError before the first one when the store has lost it."""
    found = await obstore.get_async(store(), _path(name))

    async def pieces() -> AsyncIterator[bytes]:
        async for piece in found.stream(_PIECE):
            yield bytes(piece)

    return pieces()


def read(name: str) -> bytes:
    return bytes(obstore.get(store(), _path(name)).bytes())


def drop(name: str) -> None:
    obstore.delete(store(), _path(name))


def names(before: datetime) -> Iterator[str]:
    """The hashes of all that was last written before this moment."""
    for some in obstore.list(store()):
        for found in some:
            if found["last_modified"] < before:
                yield found["path"].rsplit("/", 1)[-1]


def _path(name: str) -> str:
    # Two levels, so that no folder holds more than a few hundred.
    return f"{name[:2]}/{name[2:4]}/{name}"
