"""The meaning of words and texts as vectors, from the Finnish floret table in `data/search/`.

Floret makes a word's vector of its pieces, so that every word has one, whatever its ending. A text's is the mean of the
vectors of its words' forms, lemmas, parts and roots, rare ones counting more. `docs/decisions/meaning-vectors.md` says
what was tried.
"""

import struct
from collections import Counter
from functools import cache, lru_cache
from itertools import chain, zip_longest
from pathlib import Path

import mmh3
import numpy as np
from numpy.typing import NDArray

from services.search import analysis, thesaurus
from services.search.weights import weight
from services.search.word import Word

Vector = NDArray[np.float32]

TABLE = Path(__file__).parents[2] / "data" / "search" / "floret-fi.npy"
DIMENSIONS = 300
ROWS = 50_000
# How the package hashes: these belong to its table.
_SHORTEST, _LONGEST, _SEED, _ROWS_EACH = 4, 5, 2166136261, 2
_REMEMBERED, _TEXTS_REMEMBERED = 16_384, 1_024
_MOST_LETTERS = 60

_SCALE = struct.Struct("<f")
PACKED_BYTES = _SCALE.size + DIMENSIONS


def vector_of(text: str) -> Vector:
    """Of length 1; all zero for a text without a word."""
    times = Counter(chain.from_iterable(terms_by_word(text)))
    if not times:
        return np.zeros(DIMENSIONS, dtype=np.float32)
    weights = np.array([weight(term) * many for term, many in times.items()], dtype=np.float32)
    return _unit(weights @ np.concatenate([*map(term_vector, times)]).reshape(-1, DIMENSIONS))


@lru_cache(maxsize=_TEXTS_REMEMBERED)
def terms_by_word(text: str) -> tuple[tuple[str, ...], ...]:
    """For each word what it is looked up by: its form and its tiers; for a Swedish or English one its equivalents in
    Finnish, where the thesaurus has some.
    """
    language = analysis.language_of(text)
    forms = [token.form.lower() for token in analysis.tokens(text)]
    if language == "fi":
        return tuple(_terms(form) for form in forms)
    words = [analysis.word(form, language) for form in forms]
    pairs = zip_longest(words, words[1:])
    return tuple(_finnish(*pair) or (form,) for form, pair in zip(forms, pairs, strict=True))


@lru_cache(maxsize=_REMEMBERED)
def _terms(form: str) -> tuple[str, ...]:
    word = analysis.word(form)
    return tuple(sorted(word.lemmas | word.parts | word.roots | {form}))


def _finnish(word: Word, following: Word | None) -> tuple[str, ...]:
    """The Finnish equivalents of a word, or of it and the one that follows: `young people`."""
    both = [f"{one} {other}" for one in word.lemmas for other in (following.lemmas if following else ())]
    found = {
        term: None
        for lemma in sorted((*word.lemmas, *both))
        for term, near in thesaurus.expansions(lemma).items()
        if near >= thesaurus.TRANSLATION and all(analysis.word(one).known for one in term.split())
    }
    return tuple(found)


@lru_cache(maxsize=_REMEMBERED)
def term_vector(term: str) -> Vector:
    """Of length 1."""
    rows = _table()[rows_of(term[:_MOST_LETTERS])]
    return _unit(rows.sum(axis=0, dtype=np.float32))


def rows_of(term: str) -> list[int]:
    """The rows of the table whose mean is the term's vector: of the whole and of each of its pieces."""
    whole = f"<{term}>"
    pieces = [
        whole[start : start + letters]
        for letters in range(_SHORTEST, _LONGEST + 1)
        for start in range(len(whole) - letters + 1)
    ]
    return [row for piece in (whole, *pieces) for row in _hashed(piece)]


def _hashed(piece: str) -> tuple[int, ...]:
    digest = mmh3.mmh3_x64_128_digest(piece.encode(), _SEED)
    return tuple(number % ROWS for number in struct.unpack_from(f"<{_ROWS_EACH}I", digest))


@cache
def _table() -> NDArray[np.int8]:
    # Mapped, so that the processes of a machine share it.
    table: NDArray[np.int8] = np.load(TABLE, mmap_mode="r")
    return table


def _unit(vector: Vector) -> Vector:
    length = float(np.linalg.norm(vector))
    return vector / np.float32(length) if length else vector


def packed(vector: Vector) -> bytes:
    """A byte a dimension after the scale; nothing for a vector that is all zero."""
    largest = float(np.abs(vector).max())
    if not largest:
        return b""
    whole: bytes = np.rint(vector * (127 / largest)).astype(np.int8).tobytes()
    return _SCALE.pack(largest / 127) + whole


def unpacked(held: bytes) -> Vector:
    if not held:
        return np.zeros(DIMENSIONS, dtype=np.float32)
    (scale,) = _SCALE.unpack_from(held)
    return np.frombuffer(held, dtype=np.int8, offset=_SCALE.size).astype(np.float32) * np.float32(scale)


def likeness(one: Vector, other: Vector) -> float:
    """Their cosine, from 0 to 1."""
    lengths = float(np.linalg.norm(one) * np.linalg.norm(other))
    return min(max(float(one @ other) / lengths, 0.0), 1.0) if lengths else 0.0
