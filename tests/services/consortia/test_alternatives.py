from itertools import combinations

import numpy as np
import pytest

from services.consortia import Problem, alternatives, solve
from services.consortia.alternatives import must_lack
from services.consortia.problem import rest
from tests.services.consortia.test_solving import problem_of, trio


def best_that_differs(problem: Problem, before: list[frozenset[int]]) -> float:
    left = rest(problem)
    best = -np.inf
    for size in range(left.slots + 1):
        for rows in combinations(range(len(left.ids)), size):
            ids = frozenset(left.ids[list(rows)].tolist())
            crowd = np.bincount(left.group[list(rows)], minlength=len(left.room))
            differs = all(len(members - ids) >= must_lack(members) for members in before if members)
            if differs and (crowd <= left.room).all():
                best = max(best, left.value(rows))
    return best


def value_of_free(problem: Problem, ids: frozenset[int]) -> float:
    left = rest(problem)
    return left.value(np.flatnonzero(np.isin(left.ids, list(ids))).tolist())


@pytest.mark.parametrize("seed", range(30))
def test_each_is_the_best_that_differs_from_all_before(seed: int) -> None:
    problem = problem_of(seed)
    found = solve(problem)
    before = [frozenset(found.chosen) - problem.included]

    for other in alternatives(problem, found):
        free = frozenset(other.chosen) - problem.included
        assert other.optimal
        assert problem.included & frozenset(found.chosen) <= frozenset(other.chosen)
        assert all(len(members - free) >= must_lack(members) for members in before if members)
        assert value_of_free(problem, free) == pytest.approx(best_that_differs(problem, before))
        before.append(free)


def test_a_set_of_six_differs_by_two() -> None:
    assert [must_lack(frozenset(range(size))) for size in (1, 3, 4, 6)] == [1, 1, 2, 2]


def test_nothing_comes_when_nobody_else_is_there() -> None:
    problem = trio(excluded=frozenset({2, 3}))

    assert alternatives(problem, solve(problem)) == []


def test_nothing_is_said_on_standard_output(capfd: pytest.CaptureFixture[str]) -> None:
    problem = problem_of(1)

    alternatives(problem, solve(problem))

    assert capfd.readouterr().out == ""
