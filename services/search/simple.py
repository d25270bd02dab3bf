"""Swedish and English: one lemma for a form, from the word lists of simplemma."""

from services.search.word import Word

LANGUAGES = ("sv", "en")


def analyse(form: str, language: str) -> Word:
    import simplemma

    own = frozenset({simplemma.lemmatize(form, lang=language).lower()})
    return Word(own, frozenset(), own, knows(form, language))


def knows(form: str, language: str) -> bool:
    import simplemma

    return bool(simplemma.is_known(form, lang=language))
