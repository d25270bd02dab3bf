from threading import Thread

import numpy as np
import pytest

from services.search import nearest, vectors
from services.search.nearest import Shelf

MANY = 400


def drawn(count: int, seed: int = 1) -> vectors.Vector:
    rows = np.random.default_rng(seed).standard_normal((count, vectors.DIMENSIONS)).astype(np.float32)
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


def shelf_of(rows: vectors.Vector, first_id: int = 1) -> Shelf:
    shelf = Shelf()
    for thing_id, row in enumerate(rows, first_id):
        shelf.put(thing_id, vectors.packed(row))
    return shelf


def test_an_empty_shelf_has_nothing_near() -> None:
    shelf = Shelf()

    assert shelf.nearest(drawn(1)[0], 5) == []
    assert shelf.scores(drawn(1)[0], [3, 9]).tolist() == [0, 0]
    assert len(shelf) == 0


def test_the_nearest_come_first_with_their_cosines() -> None:
    rows = drawn(MANY)
    asked = rows[17] + rows[40] * 0.5

    found = shelf_of(rows).nearest(asked, 3)

    cosines = rows @ asked / np.linalg.norm(asked)
    assert [thing_id for thing_id, _ in found[:2]] == [18, 41]
    assert [score for _, score in found] == pytest.approx(sorted(cosines, reverse=True)[:3], abs=0.01)


def test_of_equals_the_lowest_id_comes_first() -> None:
    one = drawn(1)[0]
    shelf = shelf_of(np.array([one, one, one]), first_id=5)

    assert [thing_id for thing_id, _ in shelf.nearest(one, 2)] == [5, 6]


def test_scores_are_in_the_order_of_the_ids_and_nought_for_strangers() -> None:
    rows = drawn(MANY)

    scores = shelf_of(rows).scores(rows[2], [3, 100_000, -1, 1])

    assert scores[0] == pytest.approx(1, abs=0.001)
    assert scores[1:3].tolist() == [0, 0]
    assert scores[3] == pytest.approx(float(rows[2] @ rows[0]), abs=0.01)


def test_a_vector_takes_the_place_of_the_one_there_was() -> None:
    rows = drawn(3)
    shelf = shelf_of(rows[:2])
    assert shelf.nearest(rows[0], 1)[0][0] == 1

    shelf.put(1, vectors.packed(rows[2]))

    assert len(shelf) == 2
    assert [thing_id for thing_id, _ in shelf.nearest(rows[2], 1)] == [1]


def test_what_is_dropped_is_found_no_more_and_the_rest_as_before() -> None:
    rows = drawn(MANY)
    shelf = shelf_of(rows)
    len(shelf)

    for thing_id in (1, MANY, 7, 8, 5_000):
        shelf.drop(thing_id)

    assert len(shelf) == MANY - 4
    left = [place for place in range(MANY) if place + 1 not in (1, MANY, 7, 8)]
    assert [shelf.nearest(rows[place], 1)[0][0] for place in left] == [place + 1 for place in left]


def test_a_question_without_meaning_is_like_nothing() -> None:
    shelf = shelf_of(drawn(3))

    assert shelf.scores(np.zeros(vectors.DIMENSIONS, np.float32), [1, 2]).tolist() == [0, 0]


def test_of_many_the_true_nearest_are_found_by_their_signs(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = drawn(2_000)
    shelf = shelf_of(rows)
    asked = rows[:20] + drawn(20, seed=2) * 0.5
    exact = [shelf.nearest(one, 1)[0][0] for one in asked]
    monkeypatch.setattr(nearest, "FEW", 50)

    assert [shelf.nearest(one, 1)[0][0] for one in asked] == exact


def test_readers_never_see_half_a_change() -> None:
    rows = drawn(MANY)
    shelf = shelf_of(rows)
    wrong: list[object] = []

    def read() -> None:
        for _ in range(200):
            found = shelf.nearest(rows[3], 1)[0]
            if found[0] != 4 or found[1] < 0.99:
                wrong.append(found)

    readers = [Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for thing_id in range(5, MANY):
        shelf.put(thing_id, None if thing_id % 2 else vectors.packed(rows[thing_id]))
    for reader in readers:
        reader.join()

    assert wrong == []
