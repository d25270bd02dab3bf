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


class Marker:
    """Marks one question in many texts: what it has said of a word, it says again without looking."""

    def __init__(self, asked: Iterable[Sought]) -> None:
        self._asked = tuple(asked)
        self._said: dict[tuple[str, str], bool] = {}

    def marked(self, text: str) -> Marked:
        language = analysis.language_of(text)
        places = [
            (token.start, token.end)
            for token in analysis.tokens(text)
            if self._answers(token.form.lower(), language)
        ]
        return Marked(text, tuple(places))

    def excerpt(self, texts: Iterable[str]) -> Marked:
        """Of the texts one after the other, the run of words with the most places; else the beginning."""
        whole = self.marked(" ".join(" ".join(texts).split()))
        start = _start(whole)
        end = _end(whole.text, start)
        before, after = ("… " if start else ""), (" …" if end < len(whole.text) else "")
        moved = len(before) - start
        inside = [(one + moved, two + moved) for one, two in whole.marks if start <= one and two <= end]
        return Marked(before + whole.text[start:end] + after, tuple(inside))

    def _answers(self, form: str, language: str) -> bool:
        said = self._said.get((form, language))
        if said is None:
            said = any(_answers(each, form, language) for each in self._asked)
            self._said[form, language] = said
        return said


def _answers(asked: Sought, form: str, language: str) -> bool:
    if form == asked.form or (asked.begins and form.startswith(asked.form)):
        return True
    found = analysis.word(form, language)
    if not asked.related.isdisjoint(found.lemmas | found.parts):
        return True
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
