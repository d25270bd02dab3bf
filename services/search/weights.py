"""How much a word tells: the rarer it is on Finnish web pages, the more."""

import csv
from functools import cache
from pathlib import Path

COMMON = Path(__file__).parents[2] / "data" / "search" / "common-lemmas.csv"
# The smooth inverse frequency of Arora, Liang and Ma (2017): a word of a thousand in a million counts half.
HALF_PER_MILLION = 1_000.0


def weight(lemma: str) -> float:
    """From nearly 0 for the commonest to 1 for a rare or unknown one."""
    return HALF_PER_MILLION / (HALF_PER_MILLION + _per_million().get(lemma, 0.0))


@cache
def _per_million() -> dict[str, float]:
    with COMMON.open(encoding="utf-8", newline="") as file:
        return {row["lemma"]: float(row["per_million"]) for row in csv.DictReader(file)}
