"""Confidential words and files: sealed with a key that is not in the database (AES-256-GCM).

Keys come from `KANTO_ADVICE_KEYS`, or from a file that only its owner reads; the first one seals, all of them open.
What is sealed says which key it needs, and is bound to where it belongs: it opens nowhere else.
"""

import base64
import binascii
import hashlib
import json
import logging
import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from models import KeyMissing
from services.settings import Settings, SettingsError, settings

_NONCE = 12
_KEY = 32

log = logging.getLogger("kanto.sealing")


@dataclass(frozen=True)
class Ring:
    """The keys at hand by their names, the one that seals first."""

    keys: dict[str, bytes]

    @property
    def newest(self) -> str:
        return next(iter(self.keys))

    def cipher(self, key_id: str) -> AESGCM:
        if key_id not in self.keys:
            raise KeyMissing
        return AESGCM(self.keys[key_id])


def ring() -> Ring:
    """The keys as they are now: a running server sees a key that was added. KeyMissing when there is none."""
    try:
        found = read_ring(settings())
    except SettingsError as error:
        log.error("%s", error)
        raise KeyMissing from None
    if not found.keys:
        raise KeyMissing
    return found


def read_ring(config: Settings) -> Ring:
    """SettingsError when what stands there is no key."""
    return _parsed(config.advice_keys or _file_text(Path(config.advice_key_file)))


def ready() -> bool:
    """Whether confidential words can be kept now."""
    try:
        ring()
    except KeyMissing:
        return False
    return True


def new_key() -> str:
    return base64.urlsafe_b64encode(os.urandom(_KEY)).decode()


def make_key_file(path: Path) -> None:
    """A first key, in a file that only its owner reads."""
    path.parent.mkdir(parents=True, exist_ok=True)
    _write(path, new_key() + "\n", os.O_EXCL)


def add_key(path: Path) -> None:
    """A new key before the others; whoever reads the file meanwhile finds either all of the old or all of the new."""
    draft = path.with_suffix(".new")
    draft.unlink(missing_ok=True)
    _write(draft, f"{new_key()}\n{_file_text(path)}", os.O_EXCL)
    draft.replace(path)


def seal(words: dict[str, Any], *, place: str, keys: Ring | None = None) -> tuple[str, str]:
    """The sealed words and the name of their key. `place` is where they belong, and must be said to open them."""
    key_id, content = seal_bytes(json.dumps(words, ensure_ascii=False).encode(), place=place, keys=keys)
    return base64.b64encode(content).decode(), key_id


def unseal(sealed: str, key_id: str, *, place: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(unseal_bytes(base64.b64decode(sealed), key_id, place=place))
    return found


def seal_bytes(content: bytes, *, place: str, keys: Ring | None = None) -> tuple[str, bytes]:
    keys = keys or ring()
    nonce = os.urandom(_NONCE)
    return keys.newest, nonce + keys.cipher(keys.newest).encrypt(nonce, content, place.encode())


def unseal_bytes(sealed: bytes, key_id: str, *, place: str) -> bytes:
    """KeyMissing also for what somebody has changed in the database: it is nobody's words any more."""
    try:
        return ring().cipher(key_id).decrypt(sealed[:_NONCE], sealed[_NONCE:], place.encode())
    except InvalidTag:
        log.error("what was sealed with key %s for %s does not open", key_id, place.partition(":")[0])
        raise KeyMissing("advice_damaged") from None


@lru_cache(maxsize=8)
def _parsed(text: str) -> Ring:
    lines = (line.partition("#")[0].strip() for line in text.replace(",", "\n").splitlines())
    keys = [_key(line) for line in lines if line]
    return Ring({hashlib.sha256(key).hexdigest()[:_NONCE]: key for key in keys})


def _key(line: str) -> bytes:
    try:
        key = base64.urlsafe_b64decode(line)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != _KEY:
        raise SettingsError("a key in KANTO_ADVICE_KEYS or its file is not 32 bytes in URL-safe Base64")
    return key


def _file_text(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"the file of keys cannot be read: {type(error).__name__}") from None


def _write(path: Path, text: str, how: int) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | how, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
