"""Finding over every kind of thing, for one person: nothing they may not see is shown, counted or suggested."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, true
from sqlmodel import Session, col

from models import Kind
from services.actors import Actor
from services.search import spelling
from services.search.asking import (
    SHORTEST_BEGINNING,
    Sought,
    as_they_stand,
    being_typed,
    question,
    sought,
    wider,
    with_related,
)
from services.search.blending import ALIKE_FROM, MOST_READ, answering, by_meaning
from services.search.conditions import condition
from services.search.engines import index_of
from services.search.highlight import Marked
from services.search.index import Question
from services.search.likeness import nearest
from services.search.nouns import NOUNS, seen
from services.search.showing import Hit, hits
from services.search.touched import bring_up_to_date

__all__ = ["Group", "Hit", "Marked", "Results", "alike", "beginning", "condition", "everything", "nearest"]

# So many of a kind are looked at first, and at most; what is cut says so. While somebody types, a few are enough.
CANDIDATES, MOST_CANDIDATES = 200, 2_000
CANDIDATES_WHILE_TYPING = 40
# With fewer in all, one word of several is enough, and a typing error is looked for.
FEW = 10
ALIKE = (Kind.IDEA, Kind.ASSOCIATION, Kind.GROUP, Kind.EVENT)
MOST_ALIKE = 10


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
    # What was probably meant; empty when nothing better would be found.
    suggestion: str = ""
    # Whether things that answer some of the words alone, or related ones, are among the hits.
    widened: bool = False
    # The words that were searched with.
    words: tuple[str, ...] = ()
    # All that was found by kind, an empty one for a kind that has nothing.
    found: Mapping[Kind, tuple[int, ...]] = field(default_factory=dict)


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
    marked = with_related(asked) if widened else asked
    groups = tuple(
        Group(each, hits(session, actor, each, one.ids[:most], marked), len(one.ids), one.more)
        for each, one in found.items()
        if one.ids
    )
    return Results(
        groups=groups,
        suggestion=_suggestion(session, actor, asked, kinds, sum(group.count for group in groups)),
        widened=widened,
        words=tuple(each.form for each in asked),
        found={each: one.ids for each, one in found.items()},
    )


def beginning(session: Session, actor: Actor, typed: str, *, most: int = 8) -> tuple[Hit, ...]:
    """What may be meant while it is still being typed, without excerpts; nothing under four letters."""
    asked = sought(typed)
    if not asked or len(asked[-1].form) < SHORTEST_BEGINNING:
        return ()
    asked = being_typed(asked)
    bring_up_to_date(session)
    found = _visible(session, actor, list(NOUNS), question(asked), first=CANDIDATES_WHILE_TYPING, enough=most)
    # The best of each kind, then the second of each: no kind fills the list alone.
    ranked = sorted((place, kind) for kind, one in found.items() for place in range(len(one.ids[:most])))
    of_kind = Counter(kind for _, kind in ranked[:most])
    return tuple(
        hit for kind in NOUNS for hit in hits(session, actor, kind, found[kind].ids[: of_kind[kind]], asked)
    )


def alike(
    session: Session,
    actor: Actor,
    words: str,
    found: Mapping[Kind, Sequence[int]],
    *,
    municipality: str = "",
    most: int = 5,
) -> tuple[Hit, ...]:
    """What is similar in meaning and not among the things found (`Results.found`), the nearest first."""
    asked = sought(words)
    if not asked:
        return ()
    near: list[tuple[float, Kind, int]] = []
    for kind in [each for each in ALIKE if each in found]:
        close = nearest(session, actor, kind, words, most=MOST_READ, without=found[kind])
        if municipality:
            here = _seen(session, actor, kind, [each for each, _ in close], _within(kind, municipality))
            close = [each for each in close if each[0] in here]
        near += [
            (score, kind, each) for each, score in by_meaning(session, kind, words, close, least=ALIKE_FROM)
        ]
    best = sorted(near, key=lambda each: (-each[0], each[1], each[2]))[: min(most, MOST_ALIKE)]
    chosen = {kind: [thing_id for _, of_kind, thing_id in best if of_kind == kind] for _, kind, _ in best}
    shown = [hit for kind, ids in chosen.items() for hit in hits(session, actor, kind, ids, asked)]
    order = {(kind, thing_id): place for place, (_, kind, thing_id) in enumerate(best)}
    return tuple(sorted(shown, key=lambda hit: order[hit.kind, hit.id]))


def _found(
    session: Session, actor: Actor, words: str, kinds: list[Kind], municipality: str, most: int
) -> tuple[dict[Kind, _Found], bool]:
    asked = sought(words)
    exact = _visible(session, actor, kinds, question(asked), municipality, enough=most)
    loose, enough = wider(asked), sum(len(one.ids) for one in exact.values()) >= FEW
    if enough or loose.wanted == question(asked).wanted[:1]:
        return exact, False
    more = _visible(session, actor, kinds, loose, municipality, enough=most)
    joined = {kind: _joined(session, kind, words, one, more[kind]) for kind, one in exact.items()}
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
    kinds: Sequence[Kind],
    asked: Question,
    municipality: str = "",
    *,
    first: int = CANDIDATES,
    enough: int,
) -> dict[Kind, _Found]:
    """The best of each kind that this person may see; when too many were not for them, once more among more."""
    found = dict.fromkeys(kinds, _Found((), more=False))
    wanting = list(kinds)
    for bound in (first, MOST_CANDIDATES):
        if not wanting:
            break
        for kind, candidates in index_of(session).found(session, wanting, asked, most=bound).items():
            ids = _seen(session, actor, kind, candidates, _within(kind, municipality))
            found[kind] = _Found(tuple(ids), len(candidates) == bound)
        wanting = [kind for kind in wanting if found[kind].more and len(found[kind].ids) < enough]
    return found


def _seen(
    session: Session, actor: Actor, kind: Kind, ids: Sequence[int], *where: ColumnElement[bool]
) -> list[int]:
    """Of these, in their order, those that this person may see."""
    there = seen(session, actor, kind, ids, *where)
    return [each for each in ids if each in there]


def _within(kind: Kind, municipality: str) -> ColumnElement[bool]:
    return col(NOUNS[kind].municipality) == municipality if municipality else true()


def _suggestion(
    session: Session, actor: Actor, asked: tuple[Sought, ...], kinds: list[Kind], many: int
) -> str:
    """The first correction whose new words stand in something that this person may see: no word of a hidden text is
    ever told, nor whether one stands there. many: so many things were found.
    """

    def finds(asked: Question) -> bool:
        return any(one.ids for one in _visible(session, actor, kinds, asked, enough=1).values())

    def is_doubtful(one: Sought) -> bool:
        if one.known:
            return not many and not finds(question((one,)))
        return not finds(as_they_stand((one,)))

    if many >= FEW:
        return ""
    doubtful = [one for one in asked if is_doubtful(one)]
    for correction in spelling.corrections(session, asked, doubtful):
        if finds(as_they_stand(sought(correction.new))):
            return correction.text
    return ""
