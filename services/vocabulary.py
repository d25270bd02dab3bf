"""The words that associations and ideas are described with: `data/vocabulary/`, in three languages."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from models import Invalid

DATA = Path(__file__).parent.parent / "data"

# The files of `data/vocabulary/`.
COMPETENCES = "competences"
TARGET_GROUPS = "target_groups"
LANGUAGES = "languages"
ASSOCIATION_KINDS = "association_kinds"
# Offered where people write own words; what they choose is kept as the word itself.
TOPICS = "topics"


@dataclass(frozen=True)
class Term:
    slug: str
    names: dict[str, str]
    # Finnish words that mean the same, in lower case: what imports and searches are matched with.
    aliases: tuple[str, ...] = ()


@cache
def terms(book: str) -> dict[str, Term]:
    """The terms of one vocabulary by slug, in the order in which they are offered."""
    rows = json.loads((DATA / "vocabulary" / f"{book}.json").read_text(encoding="utf-8"))
    return {
        row["slug"]: Term(
            row["slug"], {code: row[code] for code in ("fi", "sv", "en")}, tuple(row.get("aliases", ()))
        )
        for row in rows
    }


def known(book: str, slugs: list[str], *, field: str) -> list[str]:
    """The slugs without repeats; Invalid beside `field` when one is not of this vocabulary."""
    unknown = [slug for slug in slugs if slug not in terms(book)]
    if unknown:
        raise Invalid("unknown_choice", field=field, choice=unknown[0])
    return list(dict.fromkeys(slugs))
