"""Does one word answer another, and how closely?"""

from enum import StrEnum

from services.search import analysis
from services.search.word import Word


class Tier(StrEnum):
    """From the closest to the loosest."""

    LEMMA = "lemma"
    PART = "part"
    ROOT = "root"


def tier(asked: Word, found: Word) -> Tier | None:
    """The closest tier on which a word of a text answers a word that was asked for.

    By its root a word answers when one of the two was made from the other. Two that were made from a third may be far
    apart: `näyttely` and `näyttelijä`.
    """
    if asked.lemmas & found.lemmas:
        return Tier.LEMMA
    if asked.lemmas & found.parts:
        return Tier.PART
    if asked.lemmas & found.roots or asked.roots & found.lemmas:
        return Tier.ROOT
    return None


def matches(query_form: str, document_form: str) -> Tier | None:
    return tier(analysis.word(query_form), analysis.word(document_form))
