"""The index in SQLite's FTS5, ranked by BM25 over the weighted columns.

The number of a row is its thing's id in the block of its kind, so that a question about one kind reads that part of
each posting list alone.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Integer, Select, TextClause, bindparam, select, text
from sqlmodel import Session

from models import Kind
from models.search import TERM_COLUMNS
from services.search.index import Entry, Question, Wanted

_BLOCK = 1 << 32
# Never renumbered: rows are found by it.
_BLOCKS = {
    Kind.IDEA: 1,
    Kind.ASSOCIATION: 2,
    Kind.GROUP: 3,
    Kind.PLAN: 4,
    Kind.EVENT: 5,
    Kind.CALL: 6,
    Kind.THREAD: 7,
    Kind.ARTICLE: 8,
    Kind.STORY: 9,
    Kind.DECISION: 10,
    Kind.MEETING: 11,
}
_KINDS = {block: kind for kind, block in _BLOCKS.items()}
_DROP = text("DELETE FROM search_terms WHERE rowid = :row")
_PUT = text(
    f"""INSERT OR REPLACE INTO search_terms (rowid, {", ".join(TERM_COLUMNS)})
        VALUES (:row, {", ".join(f":{name}" for name in TERM_COLUMNS)})"""
)
_ANSWERS = "search_terms MATCH :question AND rowid BETWEEN :first AND :last"
# A word of thousands of texts says little of any: the newest of them are ranked, so that the work is bounded.
_RANKED = 3_000
_ALL = f"SELECT rowid - :first AS thing_id FROM search_terms WHERE {_ANSWERS}"


def put(session: Session, kind: Kind, entries: dict[int, Entry]) -> None:
    rows = [_row(kind, thing_id, entry) for thing_id, entry in entries.items()]
    if rows:
        session.execute(_PUT, rows)


def drop(session: Session, kind: Kind, thing_ids: Iterable[int]) -> None:
    rows = [{"row": _first(kind) + thing_id} for thing_id in thing_ids]
    if rows:
        session.execute(_DROP, rows)


def found(session: Session, kinds: Sequence[Kind], question: Question, *, most: int) -> dict[Kind, list[int]]:
    rows = session.connection().execute(
        _best(tuple(kinds)), {"question": _expression(question), "most": most}
    )
    best: dict[Kind, list[int]] = {}
    for row, _ in rows:
        best.setdefault(_KINDS[row // _BLOCK], []).append(row % _BLOCK)
    return best


def ids(kind: Kind, question: Question) -> Select[Any]:
    all_of_them = _asked(_ALL, kind, question).columns(thing_id=Integer).subquery()
    return select(all_of_them.c.thing_id)


def _asked(statement: str, kind: Kind, question: Question) -> TextClause:
    first = _first(kind)
    values = {"question": _expression(question), "first": first, "last": first + _BLOCK - 1}
    # Several conditions may stand in one query.
    return text(statement).bindparams(
        *(bindparam(name, value, unique=True) for name, value in values.items())
    )


@lru_cache
def _best(kinds: tuple[Kind, ...]) -> TextClause:
    """One statement for all kinds: to send it takes longer than to answer it."""
    return text(" UNION ALL ".join(map(_best_of, kinds)))


def _best_of(kind: Kind) -> str:
    first = _first(kind)
    return f"""SELECT * FROM (SELECT thing, score FROM (
            SELECT rowid AS thing, -rank AS score FROM search_terms
            WHERE search_terms MATCH :question AND rowid BETWEEN {first} AND {first + _BLOCK - 1}
            ORDER BY rowid DESC LIMIT {_RANKED})
        ORDER BY score DESC, thing LIMIT :most)"""


def _first(kind: Kind) -> int:
    return _BLOCKS[kind] * _BLOCK


def _row(kind: Kind, thing_id: int, entry: Entry) -> dict[str, Any]:
    terms = {name: " ".join(getattr(entry, name)) for name in TERM_COLUMNS}
    return {"row": _first(kind) + thing_id, **terms}


def _expression(question: Question) -> str:
    return (" OR " if question.any_word else " AND ").join(f"({_one(each)})" for each in question.wanted)


def _one(wanted: Wanted) -> str:
    ways = [_quoted(term) for term in sorted(wanted.terms)]
    ways += [f"{{title body}} : {_quoted(term)}" for term in sorted(wanted.roots)]
    ways += [f"{{title body}} : {_quoted(wanted.beginning)} *"] if wanted.beginning else []
    return " OR ".join(ways)


def _quoted(term: str) -> str:
    return '"' + term.replace('"', '""') + '"'
