"""People's own words for what they care for, and how near two of them are: by lemma, by parts, by the thesaurus."""

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from services.search import analysis, thesaurus

# As many own words as a thing may have.
MOST_WORDS = 8
# How much a term says of the word that it comes from; two words are as near as their best common term is to both.
_LEMMA, _ROOT, _PART = 1.0, 0.8, 0.6
# Nearer than this is near: a part of one word that is the other one, but no two words with a part in common.
NEAR = 0.5
# One question asks for the same few words several times.
_ASKED = 32


@lru_cache(maxsize=16_384)
def terms_of(words: str) -> Mapping[str, float]:
    """The terms that a word is found under, with how much each says of it."""
    found = analysis.terms(words, "fi")
    terms = dict.fromkeys(found.parts, _PART) | dict.fromkeys(found.roots, _ROOT)
    for lemma in found.lemmas:
        for other, weight in thesaurus.expansions(lemma).items():
            terms[other] = max(weight, terms.get(other, 0.0))
    terms |= {other: _LEMMA for lemma in found.lemmas for other in thesaurus.same(lemma)}
    return terms | dict.fromkeys(found.lemmas, _LEMMA) | {words.casefold(): _LEMMA}


def nearness(one: str, other: str) -> float:
    """From 0 to 1; 1 for two forms of one word."""
    mine, theirs = terms_of(one), terms_of(other)
    best = max((mine[term] * theirs[term] for term in mine.keys() & theirs.keys()), default=0.0)
    return best if best >= NEAR else 0.0


class Lexicon:
    """Numbers for own words from 1 on, and the way from a term to the words that have it; only ever more of them."""

    def __init__(self) -> None:
        self.words: dict[str, int] = {}
        self._found_under: dict[str, list[tuple[int, float]]] = {}
        self._near = lru_cache(_ASKED)(self._near_of_the_first)

    def numbered(self, rows: Sequence[Collection[str]]) -> NDArray[np.int32]:
        found = np.zeros((len(rows), MOST_WORDS), dtype=np.int32)
        for place, words in enumerate(rows):
            for column, word in enumerate(list(words)[:MOST_WORDS]):
                found[place, column] = self._number(word)
        return found

    def near(self, word: str) -> NDArray[np.float32]:
        """How near each word of the lexicon is, by its number; number 0 is none and near to nothing."""
        return self._near(word, len(self.words) + 1)

    def _near_of_the_first(self, word: str, many: int) -> NDArray[np.float32]:
        best = np.zeros(many, dtype=np.float32)
        for term, weight in terms_of(word).items():
            for number, other in self._found_under.get(term, ()):
                # A word that another thread adds meanwhile is nobody's in the columns at hand.
                if number < len(best):
                    best[number] = max(best[number], weight * other)
        best[best < NEAR] = 0
        return best

    def _number(self, word: str) -> int:
        if word not in self.words:
            number = len(self.words) + 1
            for term, weight in terms_of(word).items():
                self._found_under.setdefault(term, []).append((number, weight))
            self.words[word] = number
        return self.words[word]
