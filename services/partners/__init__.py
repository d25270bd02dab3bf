"""Finding partners: by words and filters, and from an idea in the order of how well both suit each other."""

from services.partners.eligibility import Eligibility, Rule
from services.partners.ranking import Candidate, Feature, Match, Need, Part
from services.partners.search import Filters, PartnerCard, found
from services.partners.suggestions import Covered, Suggestions, suggested

__all__ = [
    "Candidate",
    "Covered",
    "Eligibility",
    "Feature",
    "Filters",
    "Match",
    "Need",
    "Part",
    "PartnerCard",
    "Rule",
    "Suggestions",
    "found",
    "suggested",
]
