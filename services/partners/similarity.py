"""How alike the texts of ideas and associations are, from 0 to 1: the cosine of the vectors that the search keeps."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import bindparam, select
from sqlmodel import Session, col

from models import Kind, SearchText
from services.partners.columns import Floats
from services.search import vectors
from services.search.shelves import shelf

_HELD = select(col(SearchText.vector)).where(
    col(SearchText.kind) == bindparam("kind"), col(SearchText.thing_id) == bindparam("id")
)
Read = Callable[[NDArray[np.int64]], Floats]


def to_associations(session: Session, idea_id: int) -> Read:
    """For ids of associations how alike their texts and the idea's are."""
    return _likeness(session, Kind.ASSOCIATION, Kind.IDEA, idea_id)


def to_ideas(session: Session, association_id: int) -> Read:
    """For ids of ideas how alike their texts and the association's are."""
    return _likeness(session, Kind.IDEA, Kind.ASSOCIATION, association_id)


def _likeness(session: Session, kinds: Kind, kind: Kind, thing_id: int) -> Read:
    # First, for it writes what this session has changed itself.
    there = shelf(session, kinds)
    vector = vectors.unpacked(session.execute(_HELD, {"kind": kind, "id": thing_id}).scalar() or b"")
    return lambda ids: np.clip(there.scores(vector, ids), 0, 1)
