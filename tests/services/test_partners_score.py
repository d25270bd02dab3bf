"""The score: each side counts, silence is left out, and the best are found though not every text is read."""

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from models import TagKind
from services.partners import features
from services.partners.columns import Columns, Floats, Row
from services.partners.contest import best
from services.partners.features import Known, number_of_municipality
from services.partners.lexicon import nearness
from services.partners.ranking import Feature, Need, Values, Wanted, rarity_of
from services.partners.store import no_associations

IDEA = Wanted(
    idea_id=1,
    title="Olohuone",
    association_id=1,
    municipality="176",
    needs=(Need(1, "keittio", ""), Need(2, "ohjaus", "", 2), Need(3, "", "Palkanmaksu")),
    target_groups=frozenset({"ikaihmiset"}),
    themes=frozenset({"ikaihmiset", "hyvinvointi_yhteiso"}),
    topics=("yksinäisyys",),
    languages=frozenset({"fi"}),
)


def row(number: int = 2, **values: Any) -> Row:
    held: dict[str, Any] = {
        "municipality": "176",
        "capacity": 2,
        "competences": ["keittio"],
        "groups": ["ikaihmiset"],
        "languages": ["fi"],
        "interests": ["yksinäisyys"],
    } | values
    return Row(
        number,
        {
            "municipality": number_of_municipality(str(held["municipality"])),
            "capacity": int(str(held["capacity"])),
            "registered": True,
        },
        {
            TagKind.COMPETENCE: held["competences"],
            TagKind.TARGET_GROUP: held["groups"],
            TagKind.LANGUAGE: held["languages"],
        },
        held["interests"],
    )


def among(*rows: Row) -> Columns:
    return no_associations().with_rows(rows, without=())


def values(idea: Wanted = IDEA, alike: float = 0.5, known: Known | None = None, **held: Any) -> Values:
    found = features.values_of(idea, among(row(**held)), known or Known(), {})
    return found.having(Feature.TEXT, np.full(1, alike, dtype=np.float32))


def score(idea: Wanted = IDEA, alike: float = 0.5, known: Known | None = None, **held: Any) -> float:
    return float(values(idea, alike, known, **held).scores()[0])


@pytest.mark.parametrize(
    ("worse", "because"),
    [
        ({"competences": ["ohjaus"]}, "it covers what is welcome, not what is essential"),
        ({"competences": []}, "it covers nothing"),
        ({"groups": []}, "it works with others"),
        ({"interests": ["jätehuolto"]}, "it cares for other things"),
        ({"municipality": "167"}, "it is farther away"),
        ({"capacity": 0}, "its hands are full"),
        ({"languages": ["sv"]}, "it speaks another language"),
    ],
)
def test_each_feature_counts(worse: dict[str, Any], because: str) -> None:
    assert score(**worse) < score(), because


def test_likeness_endorsement_own_ideas_and_a_past_together_raise_the_score() -> None:
    assert score(alike=0.9) > score(alike=0.1)
    assert score(known=Known(partnerships={2: 1})) > score()
    assert score(known=Known(endorsing={2}), interests=[]) > score(interests=[])
    assert score(known=Known(themes={"hyvinvointi_yhteiso": [2]}), interests=[]) > score(interests=[])


def test_one_willing_side_alone_is_no_match() -> None:
    assert score(competences=[], groups=[], capacity=3, alike=1.0) == 0


def test_what_the_idea_does_not_ask_is_left_out() -> None:
    silent = Wanted(1, "", 1, "176", (Need(1, "keittio", ""),), frozenset(), frozenset())

    weights = values(silent).weights(0)

    assert weights[Feature.COVERAGE] == 1
    asked = {feature for feature, weight in weights.items() if weight}
    assert asked == {Feature.COVERAGE, Feature.TEXT, Feature.DISTANCE, Feature.CAPACITY}


def test_unknown_place_and_unsaid_language_are_neither_near_nor_far() -> None:
    assert score(municipality="260") < score(municipality="") < score()
    assert score(languages=["sv"]) < score(languages=[]) < score()


def test_rare_skill_weighs_more_than_a_common_one() -> None:
    needs = (Need(1, "a", ""), Need(2, "b", ""))
    idea = Wanted(1, "", 1, "176", needs, frozenset(), frozenset())
    there = among(
        row(1, competences=["a"]),
        row(2, competences=["b"]),
        *(row(n, competences=["b"]) for n in range(3, 9)),
    )

    rare, common, *_ = features.coverage(
        idea, there.tags[TagKind.COMPETENCE], features.rarities(there, idea.competences)
    )

    assert rare > common
    assert rarity_of({"a": 1}, 100)["a"] > rarity_of({"a": 90}, 100)["a"]


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("yksinäisyyttä", "yksinäisyys", True),
        ("kylätoiminta", "kylätoiminnan", True),
        ("nuoret", "nuoriso", True),
        ("kylätoiminta", "nuorisotoiminta", False),
        ("liikunta", "kirjanpito", False),
        ("", "", True),
    ],
)
def test_own_words_are_near_by_their_lemmas_and_parts(one: str, other: str, near: bool) -> None:
    assert (nearness(one, other) > 0) == near
    assert nearness(one, other) == pytest.approx(nearness(other, one))


def test_replaced_rows_leave_the_others_as_they_were() -> None:
    before = among(
        row(1, competences=["a"]), row(2, competences=["b"]), row(3, competences=[f"c{n}" for n in range(9)])
    )

    after = before.with_rows([row(2, competences=["z"]), row(5)], without=[2, 3])

    assert after.ids.tolist() == [1, 2, 5]
    held = after.tags[TagKind.COMPETENCE]
    assert [held.having([slug]).tolist() for slug in ("a", "b", "z", "c8")] == [
        [True, False, False],
        [False, False, False],
        [False, True, False],
        [False, False, False],
    ]
    assert held.counts["a"] == 1
    assert before.ids.tolist() == [1, 2, 3]


@pytest.mark.parametrize("seed", range(5))
def test_best_are_exact_though_not_everybody_is_read(seed: int) -> None:
    chance = np.random.default_rng(seed)
    bound: Floats = (chance.integers(0, 50, 3_000) / 50).astype(np.float32)
    exact: Floats = (bound * chance.integers(1, 4, 3_000) / 4).astype(np.float32)
    read: set[int] = set()

    def scores(rows: NDArray[np.intp]) -> Floats:
        read.update(rows.tolist())
        scored: Floats = exact[rows]
        return scored

    found = best(bound, scores, 10)

    order = sorted(range(3_000), key=lambda place: (-exact[place], place))[:10]
    assert [place for place, _ in found] == order
    assert len(read) < 3_000
