"""What is kept to be found by: a row for each text, its terms in the database's own full-text index, and the words.

The index itself is a table of the database's own kind (`search_terms`), which no model can describe: SQLite keeps it
in FTS5, PostgreSQL in a `tsvector` column. Both are made with the other tables, and by the migrations.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Index, LargeBinary, UniqueConstraint, event
from sqlmodel import Field

from models.base import Table, stored
from models.kind import Kind

# The columns of the terms, and how much a hit in each counts.
TERM_COLUMNS = ("title", "body", "parts", "roots")
TERM_WEIGHTS = (10.0, 4.0, 2.0, 1.0)

_FTS5 = (
    # Our terms are whole words already: hyphens, apostrophes and colons stand inside them.
    f"""CREATE VIRTUAL TABLE IF NOT EXISTS search_terms USING fts5(
        {", ".join(TERM_COLUMNS)}, tokenize = "unicode61 remove_diacritics 0 tokenchars '-'':'")""",
    f"""INSERT INTO search_terms(search_terms, rank)
        VALUES ('rank', 'bm25({", ".join(map(str, TERM_WEIGHTS))})')""",
)
_TSVECTOR = (
    """CREATE TABLE IF NOT EXISTS search_terms (
        kind varchar(40) NOT NULL, thing_id integer NOT NULL, terms tsvector NOT NULL,
        CONSTRAINT pk_search_terms PRIMARY KEY (kind, thing_id))""",
    "CREATE INDEX IF NOT EXISTS ix_search_terms ON search_terms USING gin (terms)",
)
TERMS_DDL = {"sqlite": _FTS5, "postgresql": _TSVECTOR}


def real_now() -> datetime:
    """The clock on the wall: what follows changes must not be misled by a product clock that is set back."""
    return datetime.now(UTC)


class SearchText(Table, table=True):
    """One thing as it is found: its vector, and when and by which analyser its entry was written."""

    __tablename__ = "search_text"
    __table_args__ = (
        UniqueConstraint("kind", "thing_id"),
        Index("ix_search_text_changed", "kind", "changed_at"),
    )

    id: int = Field(default=None, primary_key=True)
    kind: Kind = Field(sa_type=stored(Kind))
    thing_id: int
    # Packed by `services.search.vectors`; empty for a text without words, and for a thing that is gone.
    vector: bytes = Field(default=b"", sa_type=LargeBinary)
    made_by: str = Field(default="", max_length=40)
    changed_at: datetime = Field(default_factory=real_now)


class SearchWord(Table, table=True):
    """A word that stands in some text, as it stands there: what typing errors are mended with."""

    __tablename__ = "search_word"
    __table_args__ = (Index("ix_search_word_length", "length", "word"),)

    word: str = Field(primary_key=True, max_length=60)
    length: int


def make_terms(connection: Connection) -> None:
    for statement in TERMS_DDL[connection.dialect.name]:
        connection.exec_driver_sql(statement)


def drop_terms(connection: Connection) -> None:
    connection.exec_driver_sql("DROP TABLE IF EXISTS search_terms")


@event.listens_for(Table.metadata, "after_create")
def _with_the_tables(_metadata: Any, connection: Connection, **_options: Any) -> None:
    make_terms(connection)


@event.listens_for(Table.metadata, "before_drop")
def _before_the_tables(_metadata: Any, connection: Connection, **_options: Any) -> None:
    drop_terms(connection)
