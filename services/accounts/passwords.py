"""Passwords: which ones are good enough, and how they are kept and compared.

bcrypt reads 72 bytes and no more, which 40 letters of Finnish can fill. So the password is first brought to 64
characters that depend on all of it, as bcrypt's own authors advise (https://github.com/pyca/bcrypt#maximum-password-length),
with a keyed hash, so that a digest that leaked elsewhere can not be tried here (OWASP Password Storage Cheat
Sheet, "Pre-Hashing Passwords with bcrypt").
"""

import base64
import hmac
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from streamlit_authenticator.utilities import Hasher

from models import Invalid
from services.vocabulary import DATA

SHORTEST = 12
LONGEST = 128
# What must remain of a password when the person's own name and address are taken out of it.
OWN_REMAINDER = 8
FEWEST_SIGNS = 5
_RUNS = ("abcdefghijklmnopqrstuvwxyzåäö" * 2, "1234567890" * 3, "qwertyuiopåasdfghjklöäzxcvbnm" * 2)
_PURPOSE = b"kanto password 1"
# A bcrypt hash of nobody's password: unknown names cost as much time as known ones.
_NOBODY = "$2b$12$NMGdR39SWSITi7tD2uvgTuDN5VnW3i1cX14IQFm97ceVQVC6wR63S"


@dataclass(frozen=True)
class Chosen:
    """A password that passed the rules, hashed. Made before the transaction: it takes a quarter of a second."""

    hash: str = field(repr=False)


def choose(password: str, *, own: Iterable[str], field: str = "password") -> Chosen:
    """The hash of a new password; Invalid beside `field` with the rule that it breaks."""
    clean = _normal(password)
    _check_length(clean, field)
    if any(unicodedata.category(sign) in ("Cc", "Cs") for sign in clean):
        raise Invalid("control_characters", field=field)
    if len(set(clean.casefold())) < FEWEST_SIGNS:
        raise Invalid("password_repeats", field=field)
    if _is_common(clean.casefold()):
        raise Invalid("password_common", field=field)
    if len(_without(clean.casefold(), own)) < OWN_REMAINDER:
        raise Invalid("password_own", field=field)
    return Chosen(Hasher.hash(_prepared(clean)))


def matches(password: str, password_hash: str) -> bool:
    """Whether this is the password; the same work when there is no hash to compare with."""
    right = Hasher.check_pw(_prepared(_normal(password)[: LONGEST + 1]), password_hash or _NOBODY)
    return right and bool(password_hash)


def _normal(password: str) -> str:
    # Keyboards differ in how they write å ä ö; the sign-in form takes spaces off the ends.
    return unicodedata.normalize("NFKC", password).strip()


def _prepared(clean: str) -> str:
    return base64.b64encode(hmac.digest(_PURPOSE, clean.encode(errors="replace"), "sha384")).decode()


def _check_length(clean: str, field: str) -> None:
    if not clean:
        raise Invalid("needed", field=field)
    if len(clean) < SHORTEST:
        raise Invalid("password_short", field=field, least=SHORTEST, length=len(clean))
    if len(clean) > LONGEST:
        raise Invalid("password_long", field=field, most=LONGEST, length=len(clean))


@cache
def _common() -> frozenset[str]:
    return frozenset((DATA / "common_passwords.txt").read_text(encoding="utf-8").split("\n"))


def _is_common(folded: str) -> bool:
    dense = re.sub(r"[\s\W_]+", "", folded)
    return (
        folded in _common()
        or dense in _common()
        or any(dense in run or dense[::-1] in run for run in _RUNS)
        or dense in (dense + dense)[1:-1]
    )


def _without(folded: str, own: Iterable[str]) -> str:
    for text in own:
        for part in sorted(re.split(r"[\s@.]+", text.casefold()), key=len, reverse=True):
            if len(part) > 2:
                folded = folded.replace(part, "")
    return folded
