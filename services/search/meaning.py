"""How near texts are in meaning to what somebody asks with a few words.

Two measures, in equal shares. The cosine of the wholes says what the text is about; but a text of three sentences is
about more than was asked. So each word of the question also looks for the word of the text that is nearest to it, and
the rarer word counts more. The same word is as near as can be, and one that the thesaurus puts beside it is near.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from services.search import analysis, thesaurus
from services.search.vectors import DIMENSIONS, Vector, term_vector, terms_by_word
from services.search.weights import weight

Floats = NDArray[np.float32]

# Of a question and of a text so many words are compared.
MOST_ASKED, MOST_READ = 100, 200
_REMEMBERED = 8_192


@dataclass(frozen=True)
class _Asked:
    """One word of the question. near: the terms that answer it, from 0 to 1."""

    vector: Vector
    weight: float
    near: Mapping[str, float]


def meaning_scores(question: str, texts: Sequence[str], cosines: Sequence[float] | Floats) -> Floats:
    """For each text how near it is, about 0 to 1; the cosines are those of the question and the texts as wholes
    (`vectors.vector_of`, `Shelf.scores`).
    """
    both: Floats = np.asarray(cosines, dtype=np.float32) + _found_words(question, tuple(texts))
    return both * np.float32(0.5)


# The review queue asks the same of the ideas that wait at every run: half of its time without this.
@lru_cache(maxsize=256)
def _found_words(question: str, texts: tuple[str, ...]) -> Floats:
    """For each text how near its words come to the question's, the mean of these by their weights."""
    asked = _asked(question)
    words = [terms_by_word(text)[:MOST_READ] for text in texts]
    columns = {terms: place for place, terms in enumerate(dict.fromkeys(chain.from_iterable(words)))}
    if not asked or not columns:
        return np.zeros(len(texts), dtype=np.float32)
    near = _nearness(asked, list(columns))
    weights = np.array([one.weight for one in asked], dtype=np.float32)
    best = [near[:, [columns[one] for one in each]].max(axis=1, initial=0) for each in words]
    return np.asarray(np.array(best) @ weights / weights.sum(), dtype=np.float32)


def _nearness(asked: Sequence[_Asked], words: Sequence[tuple[str, ...]]) -> Floats:
    """A row for each word of the question, a column for each of the texts."""
    vectors = np.concatenate([_vector(terms) for terms in words]).reshape(len(words), DIMENSIONS)
    near: Floats = np.clip(np.array([one.vector for one in asked]) @ vectors.T, 0, 1)
    answering = set(chain.from_iterable(one.near for one in asked))
    holding = defaultdict(list)
    for column, terms in enumerate(words):
        for term in answering.intersection(terms):
            holding[term].append(column)
    for row, one in zip(near, asked, strict=True):
        for term in one.near.keys() & holding.keys():
            row[holding[term]] = np.maximum(row[holding[term]], one.near[term])
    return near


def _asked(question: str) -> list[_Asked]:
    language = analysis.language_of(question)
    words = [analysis.word(token.form.lower(), language).lemmas for token in analysis.tokens(question)]
    both = list(zip(terms_by_word(question), words, strict=True))[:MOST_ASKED]
    return [
        _Asked(_vector(terms), max(map(weight, lemmas)), _near(terms, lemmas, language))
        for terms, lemmas in both
    ]


def _near(terms: tuple[str, ...], lemmas: frozenset[str], language: str) -> Mapping[str, float]:
    near = {} if language == "fi" else dict.fromkeys(terms, thesaurus.TRANSLATION)
    for lemma in lemmas:
        for other, share in thesaurus.expansions(lemma).items():
            near[other] = max(share, near.get(other, 0.0))
        near.update(dict.fromkeys((lemma, *thesaurus.same(lemma)), 1.0))
    return near


@lru_cache(maxsize=_REMEMBERED)
def _vector(terms: tuple[str, ...]) -> Vector:
    """Of length 1."""
    whole = sum((term_vector(term) for term in terms), start=np.zeros(DIMENSIONS, dtype=np.float32))
    return np.asarray(whole / max(float(np.linalg.norm(whole)), 1e-9), dtype=np.float32)
