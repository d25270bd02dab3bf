"""Many things with their tags as columns of arrays, so that all of them are asked a question at once.

A tag is a bit: `Bits` holds them by byte, and a weighted sum over the tags of every thing is one look-up a byte. Own
words, of which there are too many for bits, are numbers of a `Lexicon`.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from services.partners.lexicon import MOST_WORDS, Lexicon

Floats = NDArray[np.float32]
Flags = NDArray[np.bool_]
Numbers = NDArray[Any]

_BYTE = np.unpackbits(np.arange(256, dtype=np.uint8)[:, None], axis=1, bitorder="little")


@dataclass(frozen=True)
class Row:
    """One thing: its numbers, its tags and its own words, each under the name of their column."""

    id: int
    numbers: Mapping[str, int]
    tags: Mapping[str, Collection[str]] = field(default_factory=dict)
    words: Collection[str] = ()
    # Several to a thing, each with a tag and a weight: what an idea seeks.
    needs: Sequence[tuple[str, float]] = ()


class Slugs:
    """Numbers for slugs as they come, from 0; only ever more of them, so that older columns stay readable."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def number(self, slug: str) -> int:
        return self.numbers.setdefault(slug, len(self.numbers))


@dataclass(frozen=True)
class Bits:
    """The tags of n things: uint8 of shape (bytes, n), the number of a tag counted from the lowest bit on."""

    slugs: Slugs
    bytes: NDArray[np.uint8]

    @classmethod
    def of(cls, slugs: Slugs, tagged: Sequence[Collection[str]]) -> "Bits":
        places = [(row, slugs.number(slug)) for row, tags in enumerate(tagged) for slug in tags]
        width = -(-max(len(slugs.numbers), 1) // 8)
        ones = np.zeros((len(tagged), width * 8), dtype=np.bool_)
        if places:
            ones[tuple(np.array(places).T)] = True
        return cls(slugs, np.ascontiguousarray(np.packbits(ones, axis=1, bitorder="little").T))

    def weighed(self, weights: Mapping[str, float]) -> Floats:
        """For each thing the sum of the weights of those tags that it has."""
        found = np.zeros(self.bytes.shape[1], dtype=np.float32)
        for place, table in self._tables(weights).items():
            found += table[self.bytes[place]]
        return found

    def counted(self) -> Floats:
        """How many tags each thing has."""
        counts: Floats = np.bitwise_count(self.bytes).sum(axis=0, dtype=np.float32)
        return counts

    @cached_property
    def counts(self) -> dict[str, int]:
        """By tag, how many things have it."""
        ones = np.ravel([np.bincount(place, minlength=256) @ _BYTE for place in self.bytes])
        # A tag that is newer than these columns is nobody's in them.
        return {slug: int(ones[number]) for slug, number in self.slugs.numbers.items() if number < len(ones)}

    def having(self, slugs: Collection[str]) -> Flags:
        """Which things have all of these tags."""
        masks = self._masks(slugs)
        # A tag that nobody has had yet is in no mask.
        all_known = sum(mask.bit_count() for mask in masks.values()) == len(set(slugs))
        found = np.full(self.bytes.shape[1], all_known)
        for place, mask in masks.items():
            found &= (self.bytes[place] & np.uint8(mask)) == mask
        return found

    def having_any(self, slugs: Collection[str]) -> Flags:
        found = np.zeros(self.bytes.shape[1], dtype=np.bool_)
        for place, mask in self._masks(slugs).items():
            found |= (self.bytes[place] & np.uint8(mask)) > 0
        return found

    def _masks(self, slugs: Collection[str]) -> dict[int, int]:
        """By byte, the bits of these tags in it."""
        by_byte: dict[int, int] = {}
        for slug in slugs:
            place, bit = divmod(self.slugs.numbers.get(slug, -1), 8)
            if 0 <= place < len(self.bytes):
                by_byte[place] = by_byte.get(place, 0) | 1 << bit
        return by_byte

    def _tables(self, weights: Mapping[str, float]) -> dict[int, Floats]:
        """By byte, what each of its 256 values weighs."""
        by_byte: dict[int, Floats] = {}
        for slug, weight in weights.items():
            place, bit = divmod(self.slugs.numbers.get(slug, -1), 8)
            if 0 <= place < len(self.bytes):
                by_byte.setdefault(place, np.zeros(8, dtype=np.float32))[bit] = weight
        return {place: _BYTE @ eight for place, eight in by_byte.items()}

    def at(self, rows: NDArray[np.intp]) -> "Bits":
        return replace(self, bytes=self.bytes.take(rows, axis=1))

    def and_then(self, more: "Bits") -> "Bits":
        short = len(more.bytes) - len(self.bytes)
        padded = np.pad(self.bytes, ((0, max(short, 0)), (0, 0)))
        added = np.pad(more.bytes, ((0, max(-short, 0)), (0, 0)))
        return replace(self, bytes=np.concatenate((padded, added), axis=1))


@dataclass(frozen=True)
class Columns:
    """Things in the order of their ids. Never changed: what came later is in the next one."""

    ids: NDArray[np.int64]
    numbers: Mapping[str, Numbers]
    tags: Mapping[str, Bits]
    lexicon: Lexicon
    # Numbers of own words, shape (n, 8); 0 is none.
    words: NDArray[np.int32]
    need_slugs: Slugs
    # Shape (n, most needs): the number of what is sought, and its weight; weight 0 is no need.
    needs: NDArray[np.int16]
    weights: Floats

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def bytes(self) -> int:
        """Memory of the arrays."""
        arrays = (self.ids, *self.numbers.values(), self.words, self.needs, self.weights)
        return sum(one.nbytes for one in (*arrays, *(bits.bytes for bits in self.tags.values())))

    def places_of(self, ids: Any) -> NDArray[np.intp]:
        """Where those of the ids stand that are here."""
        wanted = np.asarray(ids, dtype=np.int64)
        if not len(self.ids):
            return np.zeros(0, dtype=np.intp)
        places = np.minimum(np.searchsorted(self.ids, wanted), len(self.ids) - 1)
        found: NDArray[np.intp] = places[self.ids[places] == wanted]
        return found

    def marked(self, ids: Any) -> Flags:
        """Which things have one of these ids."""
        found = np.zeros(len(self.ids), dtype=np.bool_)
        found[self.places_of(ids)] = True
        return found

    def at(self, rows: NDArray[np.intp]) -> "Columns":
        return replace(
            self,
            ids=self.ids.take(rows),
            numbers={name: column.take(rows) for name, column in self.numbers.items()},
            tags={name: bits.at(rows) for name, bits in self.tags.items()},
            words=self.words.take(rows, axis=0),
            needs=self.needs.take(rows, axis=0),
            weights=self.weights.take(rows, axis=0),
        )

    def with_rows(self, rows: Sequence[Row], *, without: Collection[int]) -> "Columns":
        """The same but for these things, which are replaced, added or gone."""
        kept = self.at(np.flatnonzero(~self.marked(sorted(without))))
        more = self._built(rows)
        both = replace(
            self,
            ids=np.concatenate((kept.ids, more.ids)),
            numbers={name: np.concatenate((kept.numbers[name], more.numbers[name])) for name in kept.numbers},
            tags={name: bits.and_then(more.tags[name]) for name, bits in kept.tags.items()},
            words=np.concatenate((kept.words, more.words)),
            needs=np.concatenate((kept.needs, more.needs)),
            weights=np.concatenate((kept.weights, more.weights)),
        )
        return both.at(np.argsort(both.ids, kind="stable"))

    def _built(self, rows: Sequence[Row]) -> "Columns":
        numbers, weights = self._needs_of(rows)
        return replace(
            self,
            ids=np.array([row.id for row in rows], dtype=np.int64),
            numbers={
                name: np.array([row.numbers[name] for row in rows], dtype=column.dtype)
                for name, column in self.numbers.items()
            },
            tags={
                name: Bits.of(bits.slugs, [row.tags.get(name, ()) for row in rows])
                for name, bits in self.tags.items()
            },
            words=self.lexicon.numbered([row.words for row in rows]),
            needs=numbers,
            weights=weights,
        )

    def _needs_of(self, rows: Sequence[Row]) -> tuple[NDArray[np.int16], Floats]:
        most = self.needs.shape[1]
        numbers = np.zeros((len(rows), most), dtype=np.int16)
        weights = np.zeros((len(rows), most), dtype=np.float32)
        for place, row in enumerate(rows):
            for column, (slug, weight) in enumerate(row.needs[:most]):
                numbers[place, column] = self.need_slugs.number(slug)
                weights[place, column] = weight
        return numbers, weights


def empty(numbers: Mapping[str, Any], tags: Collection[str], *, most_needs: int = 0) -> Columns:
    """Columns of no things yet: the numbers with their types, the tags by name."""
    return Columns(
        ids=np.zeros(0, dtype=np.int64),
        numbers={name: np.zeros(0, dtype=kind) for name, kind in numbers.items()},
        tags={name: Bits.of(Slugs(), []) for name in tags},
        lexicon=Lexicon(),
        words=np.zeros((0, MOST_WORDS), dtype=np.int32),
        need_slugs=Slugs(),
        needs=np.zeros((0, most_needs), dtype=np.int16),
        weights=np.zeros((0, most_needs), dtype=np.float32),
    )
