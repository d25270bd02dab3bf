"""Which index serves: that of the session's database."""

from sqlmodel import Session

from services.search import postgres_index, sqlite_index
from services.search.index import Index


def index_of(session: Session) -> Index:
    return sqlite_index if session.get_bind().dialect.name == "sqlite" else postgres_index
