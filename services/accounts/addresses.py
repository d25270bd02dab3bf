"""E-mail addresses: cleaned so that one address is one account."""

import re

from models import Invalid

MOST = 254
_FORM = re.compile(r"[!#-'*+\-./0-9=?^_`a-z{|}~]{1,64}@[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})+")


def email_of(text: str, *, field: str = "email") -> str:
    """The address in lower case, its domain in ASCII; Invalid beside `field` when no mail could reach it."""
    found = folded(text)
    if not found:
        raise Invalid("needed", field=field)
    if len(found) > MOST or not _FORM.fullmatch(found) or ".." in found:
        raise Invalid("email", field=field)
    return found


def folded(text: str) -> str:
    """What was typed, as it would be kept if it is an address; anything may come out."""
    local, at, domain = text.strip().lower().rpartition("@")
    try:
        return local + at + domain.encode("idna").decode("ascii")
    except UnicodeError:
        return local + at + domain
