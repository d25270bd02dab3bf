from dataclasses import replace

import pytest

from services.consortia import Constraint, explain, solve
from services.consortia.problem import measured, rest
from tests.services.consortia.test_solving import problem_of, trio


def test_what_a_member_alone_brings_and_what_the_set_lacks() -> None:
    problem = trio(most=1)

    why = explain(problem, solve(problem))

    assert why.coverage[0].covered_by == (1,)
    assert why.coverage[1].alternatives == (2,)
    assert why.coverage[2].alternatives == (2, 3)
    assert why.gaps == (2,)
    assert [(one.id, one.adds, one.also) for one in why.members] == [(1, (0, 1), ())]
    assert why.constraints == (Constraint("most", 1, 1),)


def test_a_shared_need_is_what_a_member_also_brings() -> None:
    problem = trio()

    members = explain(problem, solve(problem)).members

    assert [(one.id, one.adds, one.also) for one in members] == [(1, (0,), (1,)), (2, (2,), (1,))]


def test_what_the_own_association_covers_is_no_gap_and_nobody_else_adds_it() -> None:
    problem = trio(already=0b010, most=1)

    why = explain(problem, solve(problem))

    assert why.coverage[1].already
    assert 1 not in why.gaps
    assert all(1 not in one.adds for one in why.members)


def test_each_constraint_is_told_with_what_the_set_has_of_it() -> None:
    problem = trio(per_municipality=1, payroll=True, included=frozenset({1}), excluded=frozenset({2}))

    why = explain(problem, solve(problem))

    assert why.constraints == (
        Constraint("most", 2, 2),
        Constraint("per_municipality", 1, 1),
        Constraint("payroll", 1, 1),
        Constraint("included", 1, 1),
        Constraint("excluded", 0, 0),
    )


@pytest.mark.parametrize("seed", range(40))
def test_losses_and_replacements_are_what_solving_again_says(seed: int) -> None:
    problem = replace(problem_of(seed, candidates=30), payroll=False)
    found = solve(problem)

    for one in explain(problem, found).members:
        others = frozenset(found.chosen) - {one.id}
        again = replace(
            problem, included=others, excluded=problem.excluded - others | {one.id}, most=len(found.chosen)
        )
        best = solve(again)
        assert one.loss_if_removed == pytest.approx(found.value - measured(problem, others)[0])
        delta = one.replacement.delta if one.replacement else -one.loss_if_removed
        assert delta == pytest.approx(best.value - found.value)
        assert one.id in problem.included or delta <= 1e-9


def test_nobody_comes_instead_when_the_place_is_better_empty() -> None:
    problem = trio(excluded=frozenset({3}))
    alone = replace(problem, excluded=frozenset({2, 3}))

    assert len(rest(alone).ids) == 1
    assert explain(alone, solve(alone)).members[0].replacement is None
