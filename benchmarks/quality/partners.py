"""Whether the partners that people judged to be right for an idea stand first in its list.

`python -m benchmarks.quality partners ASSOCIATIONS.json IDEAS.json`: associations with id, name, municipality,
competences, target_groups, interests, free_capacity, description, lat, lon; ideas with id, title, municipality, needs
(competence to weight, 1 to 5), target_groups, topics, lat, lon, and `relevant`: association to grade, 1 to 3, the
others being 0. nDCG has the gain 2^grade - 1; MRR is of the first association with the best grade, recall@5 is of those
with grade 3.
"""

import json
import math
from pathlib import Path
from typing import Any

import numpy as np

from models import TagKind
from services import places
from services.partners import features
from services.partners.columns import Columns, Row
from services.partners.ranking import Feature, Need, Wanted
from services.partners.store import no_associations
from services.search import vectors

Thing = dict[str, Any]
BEST = 3


def measure(arguments: list[str]) -> object:
    associations, ideas = (json.loads(Path(name).read_text(encoding="utf-8")) for name in arguments)
    there = no_associations().with_rows(
        [_row(place, one) for place, one in enumerate(associations)], without=()
    )
    names = [one["id"] for one in associations]
    texts = [_vector(one["name"], one["description"], one["interests"]) for one in associations]
    lists = [([names[place] for place in _ranked(idea, there, texts)], idea["relevant"]) for idea in ideas]
    figures = {
        "ndcg@10": [_ndcg(found, grades) for found, grades in lists],
        "mrr": [_reciprocal(found, grades) for found, grades in lists],
        "recall@5": [_recall(found, grades) for found, grades in lists if BEST in grades.values()],
    }
    return {name: round(sum(each) / len(each), 4) for name, each in figures.items()} | {"ideas": len(ideas)}


def _row(place: int, one: Thing) -> Row:
    return Row(
        id=place,
        numbers={
            "municipality": features.number_of_municipality(_code(one)),
            "capacity": one["free_capacity"],
            "registered": True,
        },
        tags={TagKind.COMPETENCE: one["competences"], TagKind.TARGET_GROUP: one["target_groups"]},
        words=one["interests"],
    )


def _vector(title: str, body: str, words: list[str]) -> vectors.Vector:
    """As the search keeps it."""
    return vectors.vector_of("\n".join((title, body, ", ".join(words))))


def _wanted(idea: Thing) -> Wanted:
    return Wanted(
        idea_id=0,
        title=idea["title"],
        association_id=-1,
        municipality=_code(idea),
        needs=tuple(Need(0, slug, "", weight) for slug, weight in idea["needs"].items()),
        target_groups=frozenset(idea["target_groups"]),
        themes=frozenset(idea["target_groups"]),
        topics=tuple(idea["topics"]),
    )


def _code(thing: Thing) -> str:
    """The municipality of that name, else the one whose seat is nearest."""
    known = places.municipalities()
    named = [code for code, one in known.items() if thing["municipality"] in one.names.values()]
    return named[0] if named else min(known, key=lambda code: _apart(thing, known[code]))


def _apart(thing: Thing, place: places.Municipality) -> float:
    # A degree of longitude is about half as long here as one of latitude.
    return float((thing["lat"] - place.latitude) ** 2 + ((thing["lon"] - place.longitude) / 2) ** 2)


def _ranked(idea: Thing, there: Columns, texts: list[vectors.Vector]) -> list[int]:
    wanted = _wanted(idea)
    values = features.values_of(wanted, there, features.Known(), features.rarities(there, wanted.competences))
    mine = _vector(idea["title"], "", idea["topics"])
    alike = np.array([vectors.likeness(mine, one) for one in texts], dtype=np.float32)
    scores = values.having(Feature.TEXT, alike).scores()
    return sorted(range(len(there)), key=lambda place: (-scores[place], place))


def _ndcg(found: list[str], grades: dict[str, int], most: int = 10) -> float:
    best = sorted(grades.values(), reverse=True)[:most]
    return _gain([grades.get(name, 0) for name in found[:most]]) / (_gain(best) or 1.0)


def _gain(grades: list[int]) -> float:
    return math.fsum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades))


def _reciprocal(found: list[str], grades: dict[str, int]) -> float:
    best = max(grades.values(), default=0)
    return next((1 / (place + 1) for place, name in enumerate(found) if grades.get(name) == best), 0.0)


def _recall(found: list[str], grades: dict[str, int]) -> float:
    wanted = {name for name, grade in grades.items() if grade == BEST}
    return len(wanted & set(found[:5])) / len(wanted)
