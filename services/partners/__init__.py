"""Finding partners: by words and filters, and from an idea in the order of how well both suit each other."""

from services.partners.eligibility import Eligibility, Rule
from services.partners.in_use import words_in_use
from services.partners.offering import IdeaMatch, IdeaSuggestions, ideas_for
from services.partners.picks import may_pick, pick, unpick
from services.partners.pool import Pool, explained, pool
from services.partners.ranking import Candidate, Feature, Match, Need, Part
from services.partners.reading_ahead import read_ahead
from services.partners.search import Filters, PartnerCard, found
from services.partners.suggestions import Covered, Suggestions, suggested
from services.partners.why_not import Because, WhyNot, why_not

__all__ = [
    "Because",
    "Candidate",
    "Covered",
    "Eligibility",
    "Feature",
    "Filters",
    "IdeaMatch",
    "IdeaSuggestions",
    "Match",
    "Need",
    "Part",
    "PartnerCard",
    "Pool",
    "Rule",
    "Suggestions",
    "WhyNot",
    "explained",
    "found",
    "ideas_for",
    "may_pick",
    "pick",
    "pool",
    "read_ahead",
    "suggested",
    "unpick",
    "why_not",
    "words_in_use",
]
