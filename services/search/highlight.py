"""Where the words of a question stand in a text, in whichever form or compound: positions, never markup."""

from collections.abc import Iterable
from dataclasses import dataclass

from services.search import analysis
from services.search.asking import Sought
from services.search.matching import tier

EXCERPT = 220
# What stands before the first marked word of an excerpt.
_LEAD = 60


@dataclass(frozen=True)
class Marked:
    """A text with the places of the words found: from the first character to before the last, in order."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()


def marked(text: str, asked: Iterable[Sought]) -> Marked:
    words = tuple(asked)
    language = analysis.language_of(text)
    places = [
        (token.start, token.end)
        for token in analysis.tokens(text)
        if any(_answers(each, token.form, language) for each in words)
    ]
    return Marked(text, tuple(places))


def excerpt(texts: Iterable[str], asked: Iterable[Sought]) -> Marked:
    """Of the texts one after the other, the run of words with the most places; the beginning when there are none."""
    whole = marked(" ".join(" ".join(texts).split()), asked)
    start = _start(whole)
    end = _end(whole.text, start)
    before, after = ("… " if start else ""), (" …" if end < len(whole.text) else "")
    moved = len(before) - start
    inside = [(one + moved, two + moved) for one, two in whole.marks if start <= one and two <= end]
    return Marked(before + whole.text[start:end] + after, tuple(inside))


def _answers(asked: Sought, form: str, language: str) -> bool:
    if form.lower() == asked.form or (asked.begins and form.lower().startswith(asked.form)):
        return True
    found = analysis.word(form, language)
    return any(tier(word, found) is not None for word in asked.words)


def _start(whole: Marked) -> int:
    """The beginning of the word that opens the fullest window."""
    starts = [start for start, _ in whole.marks]
    if not starts or len(whole.text) <= EXCERPT:
        return 0
    best = max(starts, key=lambda one: (sum(one <= other < one + EXCERPT - _LEAD for other in starts), -one))
    cut = best - _LEAD
    return whole.text.find(" ", cut, best) + 1 if cut > 0 else 0


def _end(text: str, start: int) -> int:
    end = start + EXCERPT
    if end >= len(text):
        return len(text)
    space = text.rfind(" ", start, end + 1)
    return space if space > start else end
