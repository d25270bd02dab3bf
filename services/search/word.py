"""What the languages have in common: a word with its tiers."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """The tiers of one word form, each in small letters.

    lemmas: the dictionary forms it may be of. parts: the lemmas of the words a compound is made of. roots: what the
    lemmas were derived from, or the lemmas themselves. known: whether a dictionary of the language has it.
    """

    lemmas: frozenset[str]
    parts: frozenset[str]
    roots: frozenset[str]
    known: bool
