"""Finding over every kind of thing, for one person: nothing they may not see is shown, counted or suggested."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, null, select, true
from sqlmodel import Session, col

from models import Association, Kind
from services.actors import Actor
from services.associations import access as associations
from services.search import highlight, spelling
from services.search.asking import SHORTEST_BEGINNING, Sought, being_typed, question, sought, wider
from services.search.blending import ALIKE_FROM, MOST_READ, answering, by_meaning
from services.search.conditions import condition
from services.search.engines import index_of
from services.search.highlight import Marked
from services.search.index import Question
from services.search.likeness import nearest
from services.search.nouns import NOUNS, visible_ids
from services.search.touched import bring_up_to_date

__all__ = ["Group", "Hit", "Marked", "Results", "beginning", "condition", "everything", "nearest"]

# So many of a kind are looked at first, and at most; what is cut says so.
CANDIDATES, MOST_CANDIDATES = 200, 2_000
# With fewer in all, one word of several is enough.
FEW = 10
ALIKE = (Kind.IDEA, Kind.ASSOCIATION, Kind.GROUP, Kind.EVENT)
MOST_ALIKE = 10


@dataclass(frozen=True)
class Hit:
    kind: Kind
    id: int
    title: Marked
    excerpt: Marked
    municipality: str
    association: str
    at: datetime | date | None


@dataclass(frozen=True)
class Group:
    """The best hits of a kind. The count is of those looked at; `more` says that there may be others."""

    kind: Kind
    hits: tuple[Hit, ...]
    count: int
    more: bool


@dataclass(frozen=True)
class Results:
    groups: tuple[Group, ...] = ()
    # Similar in meaning, and not among the hits.
    alike: tuple[Hit, ...] = ()
    # What was probably meant; empty when nothing better would be found.
    suggestion: str = ""
    # Whether things that answer some of the words alone, or related ones, are among the hits.
    widened: bool = False
    # The words that were searched with.
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Found:
    ids: tuple[int, ...]
    more: bool


def everything(
    session: Session,
    actor: Actor,
    words: str,
    *,
    kind: Kind | None = None,
    municipality: str = "",
    most: int = 5,
) -> Results:
    """The best of each kind, or of one; in a municipality only those kinds that have one."""
    asked = sought(words)
    if not asked:
        return Results()
    bring_up_to_date(session)
    kinds = [
        each for each in NOUNS if kind in (None, each) and (not municipality or NOUNS[each].municipality)
    ]
    found, widened = _found(session, actor, words, kinds, municipality, most)
    groups = tuple(
        Group(each, _hits(session, actor, each, one.ids[:most], asked), len(one.ids), one.more)
        for each, one in found.items()
        if one.ids
    )
    return Results(
        groups=groups,
        alike=_alike(session, actor, words, found, municipality, min(most, MOST_ALIKE)),
        suggestion=_suggestion(session, actor, asked, kinds, nothing_found=not groups),
        widened=widened,
        words=tuple(each.form for each in asked),
    )


def beginning(session: Session, actor: Actor, typed: str, *, most: int = 8) -> tuple[Hit, ...]:
    """What may be meant while it is still being typed; nothing under four letters."""
    asked = sought(typed)
    if not asked or len(asked[-1].form) < SHORTEST_BEGINNING:
        return ()
    asked = being_typed(asked)
    bring_up_to_date(session)
    found = {
        kind: _visible(session, actor, kind, question(asked), most=most, enough=most).ids for kind in NOUNS
    }
    # The best of each kind, then the second of each: no kind fills the list alone.
    ranked = sorted((place, kind) for kind, ids in found.items() for place in range(len(ids[:most])))[:most]
    shown = {kind: found[kind][: sum(each == kind for _, each in ranked)] for kind in found}
    return tuple(hit for kind, ids in shown.items() for hit in _hits(session, actor, kind, ids, asked))


def _found(
    session: Session, actor: Actor, words: str, kinds: list[Kind], municipality: str, most: int
) -> tuple[dict[Kind, _Found], bool]:
    asked = sought(words)
    exact = {
        kind: _visible(session, actor, kind, question(asked), municipality, enough=most) for kind in kinds
    }
    loose, enough = wider(asked), sum(len(one.ids) for one in exact.values()) >= FEW
    if enough or loose.wanted == question(asked).wanted[:1]:
        return exact, False
    joined = {
        kind: _joined(
            session, kind, words, one, _visible(session, actor, kind, loose, municipality, enough=most)
        )
        for kind, one in exact.items()
    }
    return joined, joined != exact


def _joined(session: Session, kind: Kind, words: str, first: _Found, then: _Found) -> _Found:
    """One word of several is often a common one: by meaning, most of what has it is no answer."""
    more = [each for each in then.ids if each not in first.ids]
    if kind in ALIKE:
        more = answering(session, kind, words, more)
    return _Found((*first.ids, *more), first.more or then.more)


def _visible(
    session: Session,
    actor: Actor,
    kind: Kind,
    asked: Question,
    municipality: str = "",
    *,
    most: int = CANDIDATES,
    enough: int,
) -> _Found:
    """The best that this person may see; when too many were not for them, once more among more."""
    for bound in (max(most, CANDIDATES), MOST_CANDIDATES):
        candidates = [each for each, _ in index_of(session).found(session, kind, asked, most=bound)]
        ids = _seen(session, actor, kind, candidates, _within(kind, municipality))
        cut = len(candidates) == bound
        if not cut or len(ids) >= enough:
            break
    return _Found(tuple(ids), cut)


def _seen(
    session: Session, actor: Actor, kind: Kind, ids: Sequence[int], *where: ColumnElement[bool]
) -> list[int]:
    """Of these, in their order, those that this person may see."""
    if not ids:
        return []
    query = visible_ids(kind, actor).where(NOUNS[kind].model.id.in_(ids), *where)
    seen = set(session.scalars(query))
    return [each for each in ids if each in seen]


def _within(kind: Kind, municipality: str) -> ColumnElement[bool]:
    return col(NOUNS[kind].municipality) == municipality if municipality else true()


def _hits(
    session: Session, actor: Actor, kind: Kind, ids: Sequence[int], asked: Iterable[Sought]
) -> tuple[Hit, ...]:
    rows = {row.id: row for row in session.execute(_shown(actor, kind, ids))} if ids else {}
    return tuple(_hit(kind, rows[each], tuple(asked)) for each in ids if each in rows)


def _shown(actor: Actor, kind: Kind, ids: Sequence[int]) -> Any:
    noun = NOUNS[kind]
    columns = (
        noun.model.id.label("id"),
        noun.title.label("title"),
        (noun.municipality if noun.municipality is not None else null()).label("municipality"),
        (col(Association.name) if noun.association_id is not None else null()).label("association"),
        noun.at.label("at"),
        *noun.texts,
    )
    query = select(*columns).select_from(noun.model).where(noun.model.id.in_(ids))
    if noun.association_id is None:
        return query
    named = and_(col(Association.id) == noun.association_id, associations.known_to(actor))
    return query.join(Association, named, isouter=True)


def _hit(kind: Kind, row: Any, asked: tuple[Sought, ...]) -> Hit:
    return Hit(
        kind,
        row.id,
        highlight.marked(row.title, asked),
        highlight.excerpt(row[5:], asked),
        row.municipality or "",
        row.association or "",
        row.at,
    )


def _alike(
    session: Session, actor: Actor, words: str, found: dict[Kind, _Found], municipality: str, most: int
) -> tuple[Hit, ...]:
    near: list[tuple[float, Kind, int]] = []
    for kind in [each for each in ALIKE if each in found]:
        close = nearest(session, actor, kind, words, most=MOST_READ, without=found[kind].ids)
        if municipality:
            here = _seen(session, actor, kind, [each for each, _ in close], _within(kind, municipality))
            close = [each for each in close if each[0] in here]
        near += [
            (score, kind, each) for each, score in by_meaning(session, kind, words, close, least=ALIKE_FROM)
        ]
    best = sorted(near, key=lambda each: (-each[0], each[1], each[2]))[:most]
    chosen = {kind: [thing_id for _, of_kind, thing_id in best if of_kind == kind] for _, kind, _ in best}
    hits = [hit for kind, ids in chosen.items() for hit in _hits(session, actor, kind, ids, sought(words))]
    order = {(kind, thing_id): place for place, (_, kind, thing_id) in enumerate(best)}
    return tuple(sorted(hits, key=lambda hit: order[hit.kind, hit.id]))


def _suggestion(
    session: Session, actor: Actor, asked: tuple[Sought, ...], kinds: list[Kind], nothing_found: bool
) -> str:
    """The first correction whose new words find something that this person may see: no word of a hidden text is
    ever told.
    """

    def finds(words: tuple[Sought, ...]) -> bool:
        return any(_visible(session, actor, kind, question(words), enough=1).ids for kind in kinds)

    doubtful = [one for one in asked if not one.known or (nothing_found and not finds((one,)))]
    for correction in spelling.corrections(session, asked, doubtful):
        if finds(sought(correction.new)):
            return correction.text
    return ""
