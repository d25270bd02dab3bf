"""Nobody can reckon a hidden number from what is shown: an attacker with all the sums tries."""

import random
from collections.abc import Mapping, Sequence
from importlib import import_module

import numpy as np
import pytest
from sqlalchemy import Engine

from services.statistics.hiding import SMALLEST_SHOWN, Place, Sum, hidden

MOST = 10000.0


@pytest.fixture
def engine(sqlite_engine: Engine) -> Engine:
    """Arithmetic alone."""
    return sqlite_engine


def row(*numbers: int) -> tuple[dict[Place, int], list[Sum]]:
    """A whole, called "", and its parts in order."""
    counts = {(str(place), "x"): number for place, number in enumerate(numbers)}
    one = Sum(("", "x"), tuple(counts))
    return counts | {one.whole: sum(numbers)}, [one]


def shown(*numbers: int) -> list[int | None]:
    counts, sums = row(*numbers)
    gone = hidden(counts, sums)
    return [None if place in gone else counts[place] for place in (sums[0].whole, *sums[0].parts)]


@pytest.mark.parametrize(
    ("numbers", "found"),
    [
        ((9, 6), [15, 9, 6]),
        ((9, 0, 0), [9, 9, 0, 0]),
        # The smallest of the others goes along.
        ((9, 6, 2, 0), [17, 9, None, None, 0]),
        # Two that make up two are one each: they need a third.
        ((9, 1, 1, 6), [17, 9, None, None, None]),
        ((4, 4, 7), [15, None, None, 7]),
        # Five that make up five are one each.
        ((1, 1, 1, 1, 1, 0), [None, None, None, None, None, None, 0]),
        ((2, 0), [None, None, 0]),
        ((0, 0), [0, 0, 0]),
    ],
)
def test_what_is_hidden_of_a_sum(numbers: Sequence[int], found: list[int | None]) -> None:
    assert shown(*numbers) == found


def test_a_figure_that_tells_of_another_goes_with_it() -> None:
    counts, sums = row(9, 6, 2)
    alike = {(part, "y"): counts[part, "x"] for part in ("0", "1", "2")}

    gone = hidden(counts | alike, sums, {(part, "y"): (part, "x") for part in ("0", "1", "2")})

    assert {place for place, figure in gone if figure == "y"} == {"1", "2"}


def most_of(counts: Mapping[Place, int], sums: Sequence[Sum], gone: set[Place], place: Place) -> float:
    """The largest that this number can be, for who solves all the sums at once (a linear programme)."""
    unknown = {each: column for column, each in enumerate(sorted(gone))}
    solver = import_module("highspy._core")._Highs()
    solver.setOptionValue("output_flag", False)
    # Its threads are the process's: another number than the product's would stop the product's.
    solver.setOptionValue("threads", 1)
    for each, column in unknown.items():
        # Noughts are always shown.
        solver.addVar(1.0, MOST)
        solver.changeColCost(column, -1.0 if each == place else 0.0)
    for one in sums:
        signs = dict.fromkeys(one.parts, 1.0) | {one.whole: -1.0}
        known = -sum(sign * counts[each] for each, sign in signs.items() if each not in gone)
        columns = {unknown[each]: sign for each, sign in signs.items() if each in gone}
        if columns:
            indices = np.array(list(columns), dtype=np.int32)
            solver.addRow(known, known, len(columns), indices, np.array(list(columns.values())))
    solver.run()
    return float(solver.getSolution().col_value[unknown[place]])


def table(dice: random.Random) -> tuple[dict[Place, int], list[Sum]]:
    """Answers that are a yes or a no, in some places."""
    places = [str(place) for place in range(dice.randint(1, 6))]
    most = dice.choice((2, 6, 30))
    counts = {
        (place, name): dice.choice((0, dice.randint(0, most))) for place in places for name in ("yes", "no")
    }
    counts |= {(place, "all"): counts[place, "yes"] + counts[place, "no"] for place in places}
    names = ("all", "yes", "no")
    counts |= {("", name): sum(counts[place, name] for place in places) for name in names}
    sums = [Sum(("", name), tuple((place, name) for place in places)) for name in names]
    sums += [Sum((place, "all"), ((place, "yes"), (place, "no"))) for place in ("", *places)]
    return counts, sums


def test_no_attacker_learns_that_a_number_is_small() -> None:
    dice = random.Random(7)

    for _ in range(120):
        counts, sums = table(dice)
        gone = hidden(counts, sums)
        small = [place for place in sorted(gone) if 0 < counts[place] < SMALLEST_SHOWN]
        learnt = [place for place in small if most_of(counts, sums, gone, place) < SMALLEST_SHOWN - 0.01]
        assert learnt == [], (counts, gone)
        # Noughts and large numbers stay where nothing is small.
        assert small or not gone
        assert all(counts[place] for place in gone)
