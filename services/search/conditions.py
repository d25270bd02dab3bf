"""The words of a list's filter, as a condition of its query: the list keeps its own order and pages."""

from sqlalchemy import ColumnElement, false, true
from sqlmodel import Session

from models import Kind
from services.search.asking import question, sought
from services.search.documents import INDEXED
from services.search.engines import index_of
from services.search.touched import bring_up_to_date


def condition(session: Session, kind: Kind, words: str) -> ColumnElement[bool]:
    """That the thing answers every one of these words; anything when none was typed."""
    if not words.strip():
        return true()
    asked = sought(words)
    if not asked:
        return false()
    bring_up_to_date(session)
    answers: ColumnElement[bool] = INDEXED[kind].model.id.in_(index_of(session).ids(kind, question(asked)))
    return answers
