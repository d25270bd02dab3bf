"""Swedish and English: one lemma for a form, from the word lists of simplemma.

As dictionaries the two lists would take 120 MB of a process; read as streams they take a tenth of it.
"""

from functools import lru_cache

import simplemma

from services.search.word import Word

LANGUAGES = ("sv", "en")


def analyse(form: str, language: str) -> Word:
    lemma = simplemma.lemmatize(form, lang=language, low_memory=True).lower()
    return Word(frozenset({lemma}), frozenset(), frozenset({lemma}), knows(form, language))


@lru_cache(maxsize=16_384)
def knows(form: str, language: str) -> bool:
    return simplemma.is_known(form, lang=language, low_memory=True)
