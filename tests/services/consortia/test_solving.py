"""Small problems, where every set can be looked at, and larger ones, where two ways must agree."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from services.consortia import Candidates, Problem, preview, solve
from services.consortia.problem import measured, rest, unmet
from services.consortia.reduction import strongest, undominated
from services.consortia.solving import reduced, solve_whole

SEEDS = range(40)


def problem_of(seed: int, candidates: int = 11, needs: int = 4) -> Problem:
    """Whole tenths as utilities, so that ties happen; every mix of constraints comes up over the seeds."""
    random = np.random.default_rng(seed)
    everybody = Candidates(
        ids=random.permutation(candidates).astype(np.int64) + 100,
        covers=random.integers(0, 1 << needs, candidates).astype(np.uint32)
        & random.integers(0, 1 << needs, candidates).astype(np.uint32),
        utility=random.integers(-6, 3, candidates) / 10,
        municipality=random.integers(0, 4, candidates).astype(np.int16),
        payroll=random.random(candidates) < 0.15,
    )
    named = random.permutation(everybody.ids)
    return Problem(
        weights=tuple((random.integers(1, 11, needs) / 10).tolist()),
        candidates=everybody,
        most=int(random.integers(1, 5)),
        per_municipality=[None, 1, 2][random.integers(0, 3)],
        included=frozenset(named[: random.integers(0, 3)].tolist()),
        excluded=frozenset(named[3 : 3 + random.integers(0, 3)].tolist()),
        payroll=bool(random.random() < 0.5),
        already=int(random.integers(0, 1 << needs) if random.random() < 0.4 else 0),
    )


def best_by_looking_at_all(problem: Problem) -> tuple[bool, float]:
    """Whether the wish for a payroll holds, and the best value: over the sets that break no rule the fixed members
    have not broken."""
    left = rest(problem)
    room = dict(enumerate(left.room.tolist()))
    best = (False, -np.inf)
    for size in range(left.slots + 1):
        for rows in combinations(range(len(left.ids)), size):
            groups = left.group[list(rows)].tolist()
            if all(groups.count(group) <= room[group] for group in set(groups)):
                chosen = sorted({*problem.included, *left.ids[list(rows)].tolist()})
                paid = problem.payroll and "payroll" not in unmet(problem, chosen)
                best = max(best, (paid, measured(problem, chosen)[0]))
    return best


@pytest.mark.parametrize("seed", SEEDS)
def test_no_set_is_better_than_the_exact_one(seed: int) -> None:
    problem = problem_of(seed)

    found = solve(problem)

    paid, value = best_by_looking_at_all(problem)
    assert found.value == pytest.approx(value)
    assert found.optimal
    assert ("payroll" in found.unmet) == (problem.payroll and not paid)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_table_and_the_integer_programme_agree(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    problem = problem_of(seed, candidates=150, needs=6)
    by_table = solve(problem)
    monkeypatch.setattr("services.consortia.solving.MOST_WORK", -1)

    by_programme = solve(problem)

    assert (by_table.method, by_programme.method) == ("dp", "highs")
    assert by_table.value == pytest.approx(by_programme.value)
    assert by_table.value == pytest.approx(solve_whole(problem).value)


@pytest.mark.parametrize("seed", SEEDS)
def test_dominance_keeps_the_best_value(seed: int) -> None:
    problem = problem_of(seed)
    left = rest(problem)
    kept = undominated(strongest(left)).ids.tolist()
    everybody = problem.candidates
    rows = np.isin(everybody.ids, [*kept, *problem.included])

    fewer = Candidates(*(getattr(everybody, name)[rows] for name in Candidates.__dataclass_fields__))

    assert best_by_looking_at_all(replace(problem, candidates=fewer)) == pytest.approx(
        best_by_looking_at_all(problem)
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_the_preview_obeys_the_rules_and_is_never_better(seed: int) -> None:
    problem = problem_of(seed, candidates=60)

    shown, best = preview(problem), solve(problem)

    assert not shown.optimal
    assert set(shown.unmet) - {"payroll"} == set(best.unmet) - {"payroll"}
    if ("payroll" in shown.unmet) == ("payroll" in best.unmet):
        assert shown.value <= best.value + 1e-9


def test_reduction_leaves_few() -> None:
    problem = problem_of(3, candidates=5_000, needs=8)

    small = reduced(rest(replace(problem, included=frozenset(), most=6)))

    assert len(small.ids) < 200


def trio(**changes: object) -> Problem:
    """Ilomantsi (1) and two from Joensuu (2, 3); nobody but 3 can run a payroll."""
    everybody = Candidates(
        ids=np.array([1, 2, 3]),
        covers=np.array([0b011, 0b110, 0b100], dtype=np.uint32),
        utility=np.array([-0.1, -0.1, -0.3]),
        municipality=np.array([0, 1, 1], dtype=np.int16),
        payroll=np.array([False, False, True]),
    )
    return replace(Problem((1.0, 1.0, 1.0), everybody, most=2), **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "chosen", "missed"),
    [
        ({}, (1, 2), ()),
        ({"excluded": frozenset({2})}, (1, 3), ()),
        ({"payroll": True}, (1, 3), ()),
        ({"payroll": True, "excluded": frozenset({3})}, (1, 2), ("payroll",)),
        ({"included": frozenset({3}), "per_municipality": 1}, (1, 3), ()),
        ({"included": frozenset({2, 3}), "per_municipality": 1}, (2, 3), ("per_municipality",)),
        ({"included": frozenset({1, 2, 3})}, (1, 2, 3), ("most",)),
        ({"included": frozenset({3}), "excluded": frozenset({3})}, (1, 3), ("excluded",)),
        ({"included": frozenset({9})}, (1, 2), ("included",)),
        ({"already": 0b100}, (1,), ()),
        ({"already": 0b111}, (), ()),
        ({"most": 0}, (), ()),
    ],
)
def test_a_set_comes_even_when_a_wish_cannot_hold(
    changes: dict[str, object], chosen: tuple[int, ...], missed: tuple[str, ...]
) -> None:
    found = solve(trio(**changes))

    assert (found.chosen, found.unmet) == (chosen, missed)


def test_equal_problems_have_equal_answers_whatever_the_order() -> None:
    problem = problem_of(5, candidates=200)
    everybody = problem.candidates
    order = np.random.default_rng(0).permutation(200)
    shuffled = Candidates(*(getattr(everybody, name)[order] for name in Candidates.__dataclass_fields__))

    assert solve(replace(problem, candidates=shuffled)) == solve(problem)


def test_nobody_to_choose_from() -> None:
    problem = problem_of(1, candidates=0)

    assert solve(problem).chosen == ()


@pytest.mark.parametrize("weights", [(0.0,), (1.0, -1.0), (1.0,) * 31])
def test_weights_that_mean_nothing(weights: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="weight"):
        replace(trio(), weights=weights)
