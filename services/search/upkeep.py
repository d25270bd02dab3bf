"""Writes what is found: the entries of things, in the transaction that changed them; and all of them anew."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Integer, and_, func, inspect, literal, literal_column, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Session, col

from models import Idea, Kind, SearchText, SearchWord
from models.search import real_now
from services.search import analysis, vectors
from services.search.documents import INDEXED, Document, entry_of, read, words_of
from services.search.engines import index_of

# Raised when documents or terms are made in another way, so that every entry is written anew.
EDITION = 1
_BATCH = 50
# Where the numbers of this module's locks begin; the next ones are the kinds'.
_LOCKS = 4_610


def write(session: Session, things: Mapping[Kind, Iterable[int]]) -> None:
    """Brings the entries of these things in step with their rows; those of things that are gone are emptied.

    Kinds, things and at last the words in order, so that two writers never wait for each other in a ring.
    """
    words = set[str]()
    for kind in sorted(things):
        words |= _write(session, kind, sorted(set(things[kind])))
    _write_words(session, words)


def _write(session: Session, kind: Kind, ids: list[int]) -> set[str]:
    _hold(session, kind, ids)
    there = read(session, kind, ids)
    gone = [thing_id for thing_id in ids if thing_id not in there]
    index_of(session).put(session, kind, {each: entry_of(document) for each, document in there.items()})
    index_of(session).drop(session, kind, gone)
    _write_texts(session, kind, there, gone)
    return set[str]().union(*map(words_of, there.values()))


def _hold(session: Session, kind: Kind, ids: list[int]) -> None:
    """Of two who change the same thing's text by different rows (two fields of a plan, an idea and its association's
    name) the second reads what the first has written; in SQLite one waits for the other anyway.
    """
    if session.get_bind().dialect.name == "postgresql":
        held = select(func.pg_advisory_xact_lock(_LOCKS + list(INDEXED).index(kind), literal_column("id")))
        session.execute(held.select_from(func.unnest(literal(ids, ARRAY(Integer))).alias("id")))


def ideas_of(session: Session, association_ids: Iterable[int]) -> Sequence[int]:
    """Ideas are found by their association's name."""
    query = select(col(Idea.id)).where(col(Idea.association_id).in_(sorted(association_ids)))
    return session.scalars(query).all()


def write_next(session: Session, *, most: int = _BATCH) -> int:
    """Writes some of the entries that are missing, or that another analyser or edition wrote; says how many."""
    for kind in INDEXED:
        ids = _outdated(session, kind, most)
        if ids:
            write(session, {kind: ids})
            return len(ids)
    return 0


def made_by() -> str:
    return f"{analysis.backend()} {EDITION}"


def _outdated(session: Session, kind: Kind, most: int) -> Sequence[int]:
    thing_id = INDEXED[kind].model.id
    entry = and_(col(SearchText.kind) == kind, col(SearchText.thing_id) == thing_id)
    query = select(thing_id).join(SearchText, entry, isouter=True)
    stale = or_(col(SearchText.id).is_(None), col(SearchText.made_by) != made_by())
    return session.scalars(query.where(stale).order_by(thing_id).limit(most)).all()


def _write_texts(session: Session, kind: Kind, there: dict[int, Document], gone: list[int]) -> None:
    packed = {each: vectors.packed(vectors.vector_of(document.text)) for each, document in there.items()}
    held = {**packed, **dict.fromkeys(gone, b"")}
    same = {"kind": kind, "made_by": made_by(), "changed_at": real_now()}
    rows = [{**same, "thing_id": thing_id, "vector": held[thing_id]} for thing_id in sorted(held)]
    if not rows:
        return
    insert = _insert(session, SearchText)
    new = {name: insert.excluded[name] for name in ("vector", "made_by", "changed_at")}
    stated = insert.on_conflict_do_update(index_elements=["kind", "thing_id"], set_=new)
    session.connection().execute(stated, rows)


def _write_words(session: Session, words: set[str]) -> None:
    if words:
        rows = [{"word": word, "length": len(word)} for word in sorted(words)]
        session.connection().execute(_insert(session, SearchWord).on_conflict_do_nothing(), rows)


def _insert(session: Session, table: type[Any]) -> Any:
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    # The table itself and not the model: nothing is tracked, so that many rows are one statement.
    return dialect.insert(inspect(table).local_table)
