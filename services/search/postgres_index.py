"""The index in PostgreSQL: a `tsvector` of our own terms under a GIN index, ranked by `ts_rank`.

The columns become its weights A to D. Its own parser and dictionaries never see the terms.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import count
from typing import Any

from sqlalchemy import Integer, Select, TextClause, bindparam, select, text
from sqlmodel import Session

from models import Kind
from models.search import TERM_COLUMNS, TERM_WEIGHTS
from services.search.index import Entry, Question, Wanted

# Where positions end, and how many of one word are kept.
_LAST_POSITION = 16_383
_LETTERS = dict(zip(TERM_COLUMNS, "ABCD", strict=True))
# From D to A, against the heaviest.
_WEIGHTS = ", ".join(str(weight / TERM_WEIGHTS[0]) for weight in reversed(TERM_WEIGHTS))

_PUT = text(
    """INSERT INTO search_terms (kind, thing_id, terms) VALUES (:kind, :thing_id, CAST(:terms AS tsvector))
       ON CONFLICT (kind, thing_id) DO UPDATE SET terms = excluded.terms"""
)
_DROP = text("DELETE FROM search_terms WHERE kind = :kind AND thing_id = :thing_id")
# A word of thousands of texts says little of any: the newest of them are ranked, so that the work is bounded.
_RANKED = 3_000
_ANSWERS = "kind = :kind AND terms @@ CAST(:question AS tsquery)"
_ALL = f"SELECT thing_id FROM search_terms WHERE {_ANSWERS}"


def put(session: Session, kind: Kind, entries: dict[int, Entry]) -> None:
    rows = [
        {"kind": kind.value, "thing_id": thing_id, "terms": _vector(entry)}
        # Always in the same order: two writers never wait for each other in a ring.
        for thing_id, entry in sorted(entries.items())
    ]
    if rows:
        session.execute(_PUT, rows)


def drop(session: Session, kind: Kind, thing_ids: Iterable[int]) -> None:
    rows = [{"kind": kind.value, "thing_id": thing_id} for thing_id in sorted(thing_ids)]
    if rows:
        session.execute(_DROP, rows)


def found(session: Session, kinds: Sequence[Kind], question: Question, *, most: int) -> dict[Kind, list[int]]:
    rows = session.connection().execute(
        _best(tuple(kinds)), {"question": _expression(question), "most": most}
    )
    best: dict[Kind, list[int]] = {}
    for kind, thing_id, _ in rows:
        best.setdefault(Kind(kind), []).append(thing_id)
    return best


def ids(kind: Kind, question: Question) -> Select[Any]:
    all_of_them = _asked(_ALL, kind, question).columns(thing_id=Integer).subquery()
    return select(all_of_them.c.thing_id)


@lru_cache
def _best(kinds: tuple[Kind, ...]) -> TextClause:
    """One statement for all kinds: to send it takes longer than to answer it."""
    return text(" UNION ALL ".join(map(_best_of, kinds)))


def _best_of(kind: Kind) -> str:
    return f"""(SELECT kind, thing_id,
            ts_rank('{{{_WEIGHTS}}}', terms, CAST(:question AS tsquery)) AS score
        FROM (SELECT kind, thing_id, terms FROM search_terms
            WHERE kind = '{kind.value}' AND terms @@ CAST(:question AS tsquery)
            ORDER BY thing_id DESC LIMIT {_RANKED}) AS newest
        ORDER BY score DESC, thing_id LIMIT :most)"""


def _asked(statement: str, kind: Kind, question: Question) -> TextClause:
    values = {"kind": kind.value, "question": _expression(question)}
    # Several conditions may stand in one query.
    return text(statement).bindparams(
        *(bindparam(name, value, unique=True) for name, value in values.items())
    )


def _vector(entry: Entry) -> str:
    positions = count(1)
    return " ".join(
        f"{_quoted(term)}:{min(next(positions), _LAST_POSITION)}{letter}"
        for name, letter in _LETTERS.items()
        for term in getattr(entry, name)
    )


def _expression(question: Question) -> str:
    return (" | " if question.any_word else " & ").join(f"({_one(each)})" for each in question.wanted)


def _one(wanted: Wanted) -> str:
    ways = [_quoted(term) for term in sorted(wanted.terms)]
    ways += [f"{_quoted(term)}:AB" for term in sorted(wanted.roots)]
    ways += [f"{_quoted(wanted.beginning)}:*AB"] if wanted.beginning else []
    return " | ".join(ways)


def _quoted(term: str) -> str:
    return "'" + term.replace("\\", "\\\\").replace("'", "''") + "'"
