"""The nearest of many vectors, in memory, a byte a dimension.

Measuring every vector costs what its bytes weigh, so of many the signs are compared first, a bit a dimension: of
200,000 vectors these are 8 MB instead of 60. Only those with the most signs in common are then measured in full. The
share of equal signs estimates the angle (Charikar 2002), and the true nearest are among so many all but always:
`python -m benchmarks.nearest` measures how often.
"""

from collections.abc import Iterable, Sequence
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from services.search.vectors import DIMENSIONS, PACKED_BYTES, Vector

Ids = NDArray[np.int64]
Places = NDArray[np.int64]
Floats = NDArray[np.float32]

# Up to so many are all measured in full, and of more no fewer than so many, or one in so many.
FEW, ONE_IN = 3_000, 40
_NOWHERE = -1
_SIGN_WORDS = -(-DIMENSIONS // 64)
# So many at a time fit in the processor's cache as floats.
_AT_A_TIME = 1_024


class Shelf:
    """The vectors of one kind of thing by its id, for many threads. What is put waits until somebody asks."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._waiting: dict[int, bytes] = {}
        self._rows = _Rows()

    def put(self, thing_id: int, packed: bytes | None) -> None:
        """A packed vector (`vectors.packed`) in place of the one there was; none takes it away."""
        with self._lock:
            self._waiting[thing_id] = packed or b""

    def drop(self, thing_id: int) -> None:
        self.put(thing_id, None)

    def nearest(self, vector: Vector, most: int) -> list[tuple[int, float]]:
        """The ids with the highest cosines, the highest first; of equals, the lowest id first."""
        with self._lock:
            rows = self._settled()
            places = rows.alike(vector, most)
            ids, cosines = rows.ids[places], rows.cosines(vector, places)
        order = np.lexsort((ids, -cosines))[:most]
        return list(zip(ids[order].tolist(), cosines[order].tolist(), strict=True))

    def scores(self, vector: Vector, ids: Sequence[int] | Ids) -> Floats:
        """The cosine of each, 0 for one that has no vector."""
        with self._lock:
            rows = self._settled()
            places = rows.places(np.asarray(ids, dtype=np.int64))
            there = places != _NOWHERE
            if there.all():
                return rows.cosines(vector, places)
            scores = np.zeros(len(places), dtype=np.float32)
            scores[there] = rows.cosines(vector, places[there])
        return scores

    def __len__(self) -> int:
        with self._lock:
            return self._settled().count

    def _settled(self) -> "_Rows":
        if self._waiting:
            self._rows.drop(self._waiting)
            self._rows.add({each: held for each, held in self._waiting.items() if held})
            self._waiting = {}
        return self._rows


class _Rows:
    """A row each, close together: the last moves to where one is dropped."""

    def __init__(self) -> None:
        self.count = 0
        self.ids = np.zeros(0, np.int64)
        self._bytes = np.zeros((0, DIMENSIONS), np.int8)
        self._shortness = np.zeros(0, np.float32)
        # The first word of every row, then the second of every row: each step of the count reads one run of memory.
        self._signs = np.zeros((_SIGN_WORDS, 0), np.uint64)
        # By id; ids of a database are close together.
        self._place_of = np.zeros(0, np.int64)

    def add(self, packed: dict[int, bytes]) -> None:
        if not packed:
            return
        first, self.count = self.count, self.count + len(packed)
        self._make_room(max(packed))
        new = slice(first, self.count)
        held = np.frombuffer(b"".join(packed.values()), np.int8).reshape(-1, PACKED_BYTES)
        self.ids[new] = list(packed)
        self._bytes[new] = held[:, -DIMENSIONS:]
        self._shortness[new] = _shortness(self._bytes[new])
        self._signs[:, new] = _signs(self._bytes[new])
        self._place_of[self.ids[new]] = np.arange(first, self.count)

    def drop(self, ids: Iterable[int]) -> None:
        gone = self.places(np.fromiter(ids, np.int64))
        for place in sorted(gone[gone != _NOWHERE].tolist(), reverse=True):
            self.count -= 1
            self._place_of[self.ids[place]] = _NOWHERE
            self._move(self.count, place)

    def places(self, ids: Ids) -> Places:
        known = (ids >= 0) & (ids < len(self._place_of))
        if known.all():
            return self._place_of[ids]
        places = np.full(len(ids), _NOWHERE, dtype=np.int64)
        places[known] = self._place_of[ids[known]]
        return places

    def alike(self, vector: Vector, most: int) -> Places:
        """Where the nearest are, and more: those with the most signs in common."""
        enough = max(FEW, self.count // ONE_IN, most)
        if self.count <= enough:
            return np.arange(self.count)
        differing = np.zeros(self.count, np.uint16)
        for word, signs in zip(_signs(vector[None]), self._signs, strict=True):
            differing += np.bitwise_count(signs[: self.count] ^ word)
        upto = np.searchsorted(np.bincount(differing).cumsum(), enough)
        return np.flatnonzero(differing <= upto)

    def cosines(self, vector: Vector, places: Places) -> Floats:
        length = float(np.linalg.norm(vector))
        found = np.zeros(len(places), dtype=np.float32)
        if not length:
            return found
        for start in range(0, len(places), _AT_A_TIME):
            some = places[start : start + _AT_A_TIME]
            found[start : start + _AT_A_TIME] = self._bytes[some].astype(np.float32) @ vector
        return found * self._shortness[places] / np.float32(length)

    def _move(self, old: int, new: int) -> None:
        if old == new:
            return
        self._bytes[new], self._shortness[new] = self._bytes[old], self._shortness[old]
        self._signs[:, new], self.ids[new] = self._signs[:, old], self.ids[old]
        self._place_of[self.ids[new]] = new

    def _make_room(self, largest_id: int) -> None:
        """Half as much again when it is full, so that one more is seldom a copy of all."""
        if self.count > len(self.ids):
            more = max(self.count, len(self.ids) * 3 // 2) - len(self.ids)
            self.ids, self._shortness = np.pad(self.ids, (0, more)), np.pad(self._shortness, (0, more))
            self._bytes = np.pad(self._bytes, ((0, more), (0, 0)))
            self._signs = np.pad(self._signs, ((0, 0), (0, more)))
        if largest_id >= len(self._place_of):
            more = max(largest_id + 1, len(self._place_of) * 3 // 2) - len(self._place_of)
            self._place_of = np.pad(self._place_of, (0, more), constant_values=_NOWHERE)


def _shortness(rows: NDArray[np.int8]) -> Floats:
    """One divided by the length of each."""
    squares = np.einsum("ij,ij->i", rows, rows, dtype=np.int32)
    return np.asarray(1 / np.sqrt(np.maximum(squares, 1)), dtype=np.float32)


def _signs(rows: NDArray[np.int8] | Floats) -> NDArray[np.uint64]:
    """A bit a dimension: column by column the words of each row."""
    bits = np.packbits(rows > 0, axis=1)
    whole = np.zeros((len(rows), _SIGN_WORDS * 8), np.uint8)
    whole[:, : bits.shape[1]] = bits
    return whole.view(np.uint64).T
