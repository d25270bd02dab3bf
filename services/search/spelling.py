"""What somebody who mistyped a word probably meant, by the words that stand in the texts.

The distance is that of Damerau and Levenshtein in its restricted form (optimal string alignment): letters added, left
out, changed, or two neighbours swapped.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product

from rapidfuzz import process
from rapidfuzz.distance import OSA
from sqlalchemy import func, select
from sqlmodel import Session, col

from models import SearchWord
from services.search.asking import Sought

# A shorter word is too near to too many others; a longer one may have two errors.
SHORTEST, LONG = 4, 8
_CHOICES = 3
_TRIED = 5
_MOST_READ = 20_000


@dataclass(frozen=True)
class Correction:
    text: str
    # The words that were not typed.
    new: str


def corrections(
    session: Session, words: Sequence[Sought], doubtful: Collection[Sought]
) -> Iterator[Correction]:
    """Other ways to write the question, the likeliest first.

    The words are those of every text. Who offers one must have looked whether its new words stand in anything that the
    person may see; and whether a word is doubtful must not depend on what they may not see.
    """
    typed = [word.form for word in words]
    choices = [_choices(session, word.form) if word in doubtful else [word.form] for word in words]
    for forms in islice(product(*choices), _TRIED):
        new = [form for form in forms if form not in typed]
        if new:
            yield Correction(" ".join(forms), " ".join(new))


def _choices(session: Session, form: str) -> list[str]:
    """The other words near to it; itself when there are none."""
    if len(form) < SHORTEST or not any(map(str.isalpha, form)):
        return [form]
    return _near(session, form) or [form]


def _near(session: Session, form: str) -> list[str]:
    """Among the words that begin with its first letter or its second: few people mistake the first."""
    errors = 2 if len(form) >= LONG else 1
    query = select(col(SearchWord.word)).where(
        col(SearchWord.length).in_(range(len(form) - errors, len(form) + errors + 1)),
        func.substr(col(SearchWord.word), 1, 1).in_({*form[:2]}),
    )
    known = session.scalars(query.limit(_MOST_READ)).all()
    others = [word for word in known if word != form]
    near = process.extract(form, others, scorer=OSA.distance, score_cutoff=errors, limit=_CHOICES)
    return [word for word, _, _ in near]
