"""Why somebody stands in the list, in words."""

from services import vocabulary
from services.partners import Feature, Match, Part, Suggestions
from ui.texts import municipality, number, t, term

# Below this a part is no reason to name.
WORTH_NAMING = 0.34


def sentence(match: Match) -> str:
    """All reasons in one line, such as "tarjoaa: keittiö · Juuka, 0 km"."""
    found = [_reason(match, part) for part in match.parts]
    return " · ".join(words for words in found if words)


def nobody_yet(suggestions: Suggestions) -> str:
    """The needs that nobody offers, asked or not; empty when there are none."""
    gaps = [
        covered.need.words or term(vocabulary.COMPETENCES, covered.need.competence)
        for covered in suggestions.coverage
        if covered.gap
    ]
    return ", ".join(gaps)


def _reason(match: Match, part: Part) -> str:
    match part.feature:
        case Feature.COVERAGE:
            return _named("match_reason.coverage", vocabulary.COMPETENCES, part)
        case Feature.TARGET_GROUPS:
            return _named("match_reason.target_groups", vocabulary.TARGET_GROUPS, part)
        case Feature.DISTANCE:
            return _place(match.candidate.municipality, part.km)
        case Feature.INTEREST:
            return t("match_reason.endorsed") if match.candidate.endorsed else ""
        case Feature.TEXT:
            return t("match_reason.text") if part.value >= WORTH_NAMING else ""
        case Feature.CAPACITY:
            return t(f"partners_capacity.{match.candidate.capacity}")
        case Feature.LANGUAGES | Feature.PARTNERSHIPS:
            return ""


def _named(key: str, book: str, part: Part) -> str:
    return t(key, what=", ".join(term(book, slug) for slug in part.found)) if part.found else ""


def _place(code: str, km: float | None) -> str:
    name = municipality(code)
    return t("match_reason.distance", place=name, km=number(round(km))) if km is not None else name
