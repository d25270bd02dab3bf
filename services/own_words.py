"""Own words beside the vocabularies: what an association cares for, and what an idea is about."""

from collections.abc import Sequence

from models import Invalid
from services import words

MOST = 8
LONGEST = 40


def cleaned(typed: Sequence[str], *, field: str) -> list[str]:
    """In small letters and each once, in the order in which they were typed.

    Invalid beside `field` when there are too many, or one is too long or holds what may not be kept.
    """
    kept = [words.line(word, field=field, most=LONGEST, needed=False).lower() for word in typed]
    found = list(dict.fromkeys(word for word in kept if word))
    if len(found) > MOST:
        raise Invalid("too_many_words", field=field, most=MOST)
    return found
