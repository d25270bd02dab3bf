"""Ideas that read alike: shown to who writes one, and to the facilitators at their desk."""

from services.similar_ideas.desk import (
    Cluster,
    Compared,
    Comparison,
    DeskIdea,
    around,
    clusters,
    comparison,
    counted,
)
from services.similar_ideas.differences import Difference, differ, differences, undiffer
from services.similar_ideas.shared import shared_words
from services.similar_ideas.writing import MOST, SimilarIdea, cards, nearest

__all__ = [
    "MOST",
    "Cluster",
    "Compared",
    "Comparison",
    "DeskIdea",
    "Difference",
    "SimilarIdea",
    "around",
    "cards",
    "clusters",
    "comparison",
    "counted",
    "differ",
    "differences",
    "nearest",
    "shared_words",
    "undiffer",
]
