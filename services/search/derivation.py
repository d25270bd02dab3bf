"""From a word to what it was made from, where the dictionary holds it as a word of its own (`nuoruus`, `liikunta`).

A rule takes a suffix off and tries endings on the stem; the dictionary must then know the trial as a form of a word of
the right class, so consonant gradation comes right by itself: liiku|nta, `liikun` is a form of `liikkua`.
"""

from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from services.search import structure
from services.search.structure import Analysis, Kind
from services.search.voikko import Engine

MIN_STEM = 3
# Compounds and forms come back to the same few base words.
_REMEMBERED = 4_096


@dataclass(frozen=True)
class Rule:
    """suffixes: what ends the word. trials: what ends a form of the word it was made from. of: that word's class."""

    suffixes: tuple[str, ...]
    trials: tuple[str, ...]
    of: frozenset[Kind]


_QUALITY = frozenset({Kind.ADJECTIVE, Kind.NOUN_OR_ADJECTIVE})
_THING = frozenset({Kind.NOUN, Kind.NOUN_OR_ADJECTIVE, Kind.PLACE})
_ACT = frozenset({Kind.VERB})

# Nouns of an act: the trial is the first person, which has the same grade of consonants, or the infinitive.
_ACTS = (
    Rule(("nta", "ntä", "nti", "nto", "ntö", "kas", "käs"), ("n",), _ACT),
    Rule(("us", "ys"), ("an", "än"), _ACT),
    Rule(("mus", "mys", "ma", "mä"), ("a", "ä"), _ACT),
    Rule(("os", "ös"), ("an", "än", "en", "on"), _ACT),
    Rule(("o", "ö"), ("aa", "ää", "oa", "öä", "ea", "eä"), _ACT),
    Rule(("u", "y"), ("aa", "ää", "ea", "eä", "ua", "yä", "la", "lä"), _ACT),
    Rule(("i",), ("ia", "iä", "ea", "eä"), _ACT),
)
_QUALITIES = (
    Rule(("uus", "yys"), ("i", "a", "ä", "o", "ö", "u", "y", "inen"), _QUALITY),
    Rule(("uus", "yys"), ("i", "a", "ä", "o", "ö", ""), _THING),
    Rule(("inen",), ("",), _THING),
    Rule(("lainen", "läinen"), ("",), _THING),
)
RULES = (*_QUALITIES, *_ACTS)


@lru_cache(maxsize=_REMEMBERED)
def made_from(word: str, engine: Engine) -> frozenset[str]:
    """The lemmas of the first rule that the dictionary agrees with; empty for a word made from nothing."""
    for rule in RULES:
        found = frozenset(
            one.lemma
            for trial in _trials(word, rule)
            for one in _simple(trial, engine)
            if one.kind in rule.of and (one.kind is Kind.VERB or one.lemma == trial)
        )
        if found - {word}:
            return found - {word}
    return frozenset()


def _trials(word: str, rule: Rule) -> list[str]:
    return [
        word.removesuffix(suffix) + ending
        for suffix, ending in product(rule.suffixes, rule.trials)
        if word.endswith(suffix) and len(word) - len(suffix) >= MIN_STEM
    ]


def _simple(form: str, engine: Engine) -> list[Analysis]:
    """The readings of a trial that are neither compounds nor made of something else themselves."""
    found = [one for raw in engine.raws(form) if (one := structure.read(raw))]
    return [one for one in found if len(one.components) == 1 and len(one.components[0].bases) == 1]
