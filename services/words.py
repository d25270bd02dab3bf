"""What people type: cleaned, bounded, and refused with a reason when it must not be kept."""

import re
import unicodedata
from urllib.parse import urlsplit

from stdnum.fi import hetu

from models.errors import Invalid

# dd mm yy, a century sign, three digits and a check character, anywhere in a text. People put spaces round the
# sign, and their keyboards turn it into a dash.
_GAP = r"[ \t\u00a0\u200b-\u200d\u2060]?"
_HETU = re.compile(
    rf"(?<![0-9A-Za-z])([0-9]{{6}}){_GAP}([-+A-FU-Y\u00ad\u2010-\u2015\u2212]){_GAP}([0-9]{{3}}[0-9A-Y])(?![0-9A-Za-z])",
    re.IGNORECASE,
)
_CENTURY_SIGNS = "-+ABCDEFUVWXY"
_LINE_BREAKS = "\n\t"
# They turn the text after them around, so that a name or an address reads as another one.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
MOST_SOUGHT = 8
# What the shortest column of a sort key can hold.
LONGEST_KEY = 300


def line(text: str, *, field: str, most: int, needed: bool = True) -> str:
    """One line, trimmed; Invalid when it is empty though needed, too long, or holds what may not be kept."""
    return body(" ".join(text.split()), field=field, most=most, needed=needed)


def body(text: str, *, field: str, most: int, needed: bool = True) -> str:
    """Several lines, trimmed.

    Refused (Invalid, beside `field`): nothing typed though needed; more than `most` characters; control
    characters; a Finnish personal identity code, which the product never keeps.
    """
    clean = _TURNING.sub("", unicodedata.normalize("NFC", text.replace("\r\n", "\n"))).strip()
    if needed and not any(map(_shows, clean)):
        raise Invalid("needed", field=field)
    if len(clean) > most:
        raise Invalid("too_long", field=field, most=most, length=len(clean))
    if any(unicodedata.category(sign) in ("Cc", "Cs") and sign not in _LINE_BREAKS for sign in clean):
        raise Invalid("control_characters", field=field)
    if any(map(_is_hetu, _HETU.finditer(clean))):
        raise Invalid("identity_code", field=field)
    return clean


def web_address(text: str, *, field: str, most: int) -> str:
    """A web address, or none; Invalid for what a browser would take for something else."""
    link = line(text, field=field, most=most, needed=False)
    if link and not is_web_address(link):
        raise Invalid("event_link", field=field)
    return link


def sought(text: str) -> list[str]:
    """The words that a person searches with: few enough for one question, and such as a text can hold."""
    return "".join(sign if storable(sign) else " " for sign in text).split()[:MOST_SOUGHT]


def storable(text: str) -> bool:
    """Whether every database can hold it, and be asked for it."""
    return not any(unicodedata.category(sign) in ("Cc", "Cs") for sign in text)


def is_web_address(link: str) -> bool:
    try:
        parts = urlsplit(link)
        host = parts.hostname
    except ValueError:
        return False
    return parts.scheme in ("https", "http") and bool(host) and " " not in link


def _shows(sign: str) -> bool:
    return unicodedata.category(sign)[0] not in "CZ"


def _is_hetu(found: re.Match[str]) -> bool:
    day, sign, rest = (part.upper() for part in found.groups())
    # The numbers from 900 on are lent until somebody gets their own, and are as personal.
    return hetu.is_valid(day + (sign if sign in _CENTURY_SIGNS else "-") + rest, allow_temporary=True)


# å ä ö stand last in Finnish and Swedish, in this order, as Greek letters do after z in every collation;
# other accents sort with their base letter.
_LAST = {"å": "α", "ä": "β", "ö": "γ", "æ": "β", "ø": "γ"}


def sort_key(name: str) -> str:
    """Finnish order as plain letters, the same on every database; some signs sort as several letters."""
    folded = unicodedata.normalize("NFC", name.casefold())
    return "".join(_LAST.get(sign) or _base(sign) for sign in folded)[:LONGEST_KEY]


def _base(sign: str) -> str:
    return "".join(part for part in unicodedata.normalize("NFD", sign) if not unicodedata.combining(part))


# What a card shows of a text.
_EXCERPT = 220


def excerpt(text: str) -> str:
    """The beginning, cut between words."""
    line = " ".join(text.split())
    return line if len(line) <= _EXCERPT else line[:_EXCERPT].rsplit(" ", 1)[0] + " …"
