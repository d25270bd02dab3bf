"""From what a person types to a question for the index; bounded, whatever it is."""

from dataclasses import dataclass, replace

from services.search import analysis, thesaurus
from services.search.index import Question, Wanted
from services.search.word import Word
from services.words import storable

MOST_WORDS = 8
# What is read of the typed text: more than the longest of eight words takes.
MOST_LETTERS = 600
SHORTEST_BEGINNING = 4
LANGUAGES = ("sv", "en")

# They stand in every text, so that they say nothing of what is sought.
_EMPTY = {
    "fi": "ja tai sekä että on ei se ne me te he jos kun niin kuin joka jotka tämä nämä myös",
    "sv": "och eller att som är det den de en ett i på av för med till om",
    "en": "and or the a an of for to in on with is are",
}
_SAYS_NOTHING = frozenset(word for words in _EMPTY.values() for word in words.split())


@dataclass(frozen=True)
class Sought:
    """One typed word, with what the dictionaries of the languages it may be of say about it."""

    form: str
    words: tuple[Word, ...]
    # Whether words that begin like it answer, too.
    begins: bool = False
    # What means the same, where that answers, too.
    related: frozenset[str] = frozenset()

    @property
    def known(self) -> bool:
        return any(word.known for word in self.words)

    @property
    def lemmas(self) -> frozenset[str]:
        return frozenset({self.form}).union(*(word.lemmas for word in self.words))


def sought(typed: str) -> tuple[Sought, ...]:
    """The words that are searched with, each once: the first eight that say something."""
    clean = "".join(sign if storable(sign) else " " for sign in typed[:MOST_LETTERS])
    forms = dict.fromkeys(token.form.lower() for token in analysis.tokens(clean))
    telling = [form for form in forms if form not in _SAYS_NOTHING] or list(forms)
    language = analysis.language_of(clean)
    return tuple(_sought(form, language) for form in telling[:MOST_WORDS])


def question(words: tuple[Sought, ...]) -> Question:
    """That every one of the words is answered."""
    return Question(tuple(map(_wanted, words)))


def as_they_stand(words: tuple[Sought, ...]) -> Question:
    """That every one of the words stands in the text: neither a longer one nor one of the same root is enough."""
    return Question(tuple(Wanted(one.lemmas) for one in words))


def wider(words: tuple[Sought, ...]) -> Question:
    """That one of them is, or a word that means the same in one of the languages."""
    wanted = [replace(_wanted(one), terms=one.lemmas | one.related) for one in with_related(words)]
    return Question(tuple(wanted), any_word=True)


def with_related(words: tuple[Sought, ...]) -> tuple[Sought, ...]:
    return tuple(replace(one, related=_related(one.lemmas)) for one in words)


def being_typed(words: tuple[Sought, ...]) -> tuple[Sought, ...]:
    """As while the last word is still being typed."""
    return (*words[:-1], replace(words[-1], begins=True))


def _sought(form: str, language: str) -> Sought:
    finnish = analysis.word(form)
    # A name or a loan in a text of another language was read with that language's dictionary.
    others = [language] if language != "fi" else [] if finnish.known else list(LANGUAGES)
    foreign = [word for word in (analysis.word(form, other) for other in others) if word.known]
    one = Sought(form, (finnish, *foreign))
    # No dictionary has the endings of such a word, so that at least its beginning is looked for.
    return replace(one, begins=not one.known and len(form) >= SHORTEST_BEGINNING)


def _wanted(one: Sought) -> Wanted:
    roots = frozenset[str]().union(*(word.roots for word in one.words))
    return Wanted(one.lemmas, roots - one.lemmas, one.form if one.begins else "")


def _related(lemmas: frozenset[str]) -> frozenset[str]:
    found = [
        term
        for lemma in lemmas
        for term, weight in thesaurus.expansions(lemma).items()
        if weight >= thesaurus.TRANSLATION and " " not in term
    ]
    return frozenset(found)
