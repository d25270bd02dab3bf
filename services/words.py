"""What people type: cleaned, bounded, and refused with a reason when it must not be kept."""

import re
import unicodedata

from stdnum.fi import hetu

from models.errors import Invalid

# dd mm yy, a century sign, three digits and a check character, anywhere in a text.
_HETU = re.compile(r"(?<![0-9A-Za-z])\d{6}[-+ABCDEFUVWXY]\d{3}[0-9A-FHJ-NPR-Y](?![0-9A-Za-z])", re.IGNORECASE)
_LINE_BREAKS = "\n\t"


def line(text: str, *, field: str, most: int, needed: bool = True) -> str:
    """One line, trimmed; Invalid when it is empty though needed, too long, or holds what may not be kept."""
    return body(" ".join(text.split()), field=field, most=most, needed=needed)


def body(text: str, *, field: str, most: int, needed: bool = True) -> str:
    """Several lines, trimmed.

    Refused (Invalid, beside `field`): nothing typed though needed; more than `most` characters; control
    characters; a Finnish personal identity code, which the product never keeps.
    """
    clean = unicodedata.normalize("NFC", text.replace("\r\n", "\n")).strip()
    if needed and not clean:
        raise Invalid("needed", field=field)
    if len(clean) > most:
        raise Invalid("too_long", field=field, most=most, length=len(clean))
    if any(unicodedata.category(sign) in ("Cc", "Cs") and sign not in _LINE_BREAKS for sign in clean):
        raise Invalid("control_characters", field=field)
    if any(hetu.is_valid(found.upper()) for found in _HETU.findall(clean)):
        raise Invalid("identity_code", field=field)
    return clean


# å ä ö stand last in Finnish and Swedish, in this order, as Greek letters do after z in every collation;
# other accents sort with their base letter.
_LAST = {"å": "α", "ä": "β", "ö": "γ", "æ": "β", "ø": "γ"}


def sort_key(name: str) -> str:
    """Finnish order as plain letters, the same on every database."""
    folded = unicodedata.normalize("NFC", name.casefold())
    return "".join(_LAST.get(sign) or _base(sign) for sign in folded)


def _base(sign: str) -> str:
    return "".join(part for part in unicodedata.normalize("NFD", sign) if not unicodedata.combining(part))
