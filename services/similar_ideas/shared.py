"""The telling words that two texts have in common."""

from services.search import analysis
from services.search.weights import weight

MOST_WORDS = 5
# Commoner words join texts of any theme; shorter ones are mostly "and" and "or" in one language or another.
TELLING, SHORTEST = 0.8, 4


def shared_words(text: str, other: str, *, most: int = MOST_WORDS) -> tuple[str, ...]:
    """In the forms of `text`, in small letters and in its order; of more than `most` the most telling ones."""
    language = analysis.language_of(text)
    there = {lemma for lemmas in _lemmas(other, analysis.language_of(other)).values() for lemma in lemmas}
    found: dict[frozenset[str], str] = {}
    for form, lemmas in _lemmas(text, language).items():
        if lemmas & there and len(form) >= SHORTEST and _told(lemmas) >= TELLING:
            found.setdefault(lemmas, form)
    best = sorted(found, key=_told, reverse=True)[:most]
    return tuple(form for lemmas, form in found.items() if lemmas in best)


def _told(lemmas: frozenset[str]) -> float:
    return min(map(weight, lemmas))


def _lemmas(text: str, language: str) -> dict[str, frozenset[str]]:
    forms = [token.form.lower() for token in analysis.tokens(text)]
    return {form: analysis.word(form, language).lemmas for form in forms}
