"""The own words that others use, to be offered to whoever writes theirs."""

import numpy as np
from sqlmodel import Session

from services.actors import Actor
from services.partners import store

MOST_OFFERED = 60


def words_in_use(session: Session, _actor: Actor) -> list[str]:
    """Of verified associations and published ideas, the most used first."""
    counts: dict[str, int] = {}
    for there in (store.associations(session), store.ideas(session)):
        used = np.bincount(there.words.ravel(), minlength=1)
        for word, number in list(there.lexicon.words.items()):
            count = int(used[number]) if number < len(used) else 0
            if count:
                counts[word] = counts.get(word, 0) + count
    return sorted(counts, key=lambda word: (-counts[word], word))[:MOST_OFFERED]
