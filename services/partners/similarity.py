"""How alike two texts are. The way of measuring can be changed without touching the ranking."""

import re
from collections import Counter
from collections.abc import Sequence
from math import log, sqrt
from typing import Protocol

_WORD = re.compile(r"[^\W\d_]{3,}")
# Finnish endings change the tail of a word; its first letters mostly stay.
STEM_LETTERS = 5


class TextSimilarity(Protocol):
    def __call__(self, wanted: str, offered: Sequence[str]) -> list[float]:
        """For each of the offered texts its likeness to the wanted one, from 0 to 1."""
        ...


def token_overlap(wanted: str, offered: Sequence[str]) -> list[float]:
    """The share of common word beginnings, rare ones counting more; it knows nothing of meaning."""
    texts = [_beginnings(text) for text in offered]
    seen = Counter(word for text in texts for word in text)
    worth = {word: 1 + log((len(texts) + 1) / (count + 1)) for word, count in seen.items()}
    mine = _beginnings(wanted)
    overlaps = [_overlap(mine, text, worth) for text in texts]
    # Short texts share few words even when they speak of one thing: the best of them is the measure.
    best = max(overlaps, default=0.0)
    return [overlap / best if best else 0.0 for overlap in overlaps]


def _beginnings(text: str) -> frozenset[str]:
    return frozenset(word[:STEM_LETTERS] for word in _WORD.findall(text.casefold()))


def _overlap(one: frozenset[str], other: frozenset[str], worth: dict[str, float]) -> float:
    if not one or not other:
        return 0.0
    common = sum(worth.get(word, 1.0) for word in one & other)
    return common / sqrt(sum(worth.get(word, 1.0) for word in other))
