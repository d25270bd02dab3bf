"""Associations that are here twice: found, laid side by side, and made one."""

from services.merging.acts import keep_apart, merge
from services.merging.comparing import FIELDS, Coming, Comparison, Line, Side, compare
from services.merging.settling import Settlement, Settling
from services.merging.suggesting import Half, Pair, pairs

__all__ = [
    "FIELDS",
    "Coming",
    "Comparison",
    "Half",
    "Line",
    "Pair",
    "Settlement",
    "Settling",
    "Side",
    "compare",
    "keep_apart",
    "merge",
    "pairs",
]
