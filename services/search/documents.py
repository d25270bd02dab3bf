"""How each kind of thing reads as a text to be found: one reader each, for many things at a time.

Never read here: the requests between partners, the implementers' own parts of a plan, addresses of people, the
edits of a published idea that nobody has reviewed.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from models import (
    ActionPoint,
    AgendaItem,
    Article,
    Association,
    AssociationState,
    AssociationTag,
    Call,
    CallPriority,
    Comment,
    CommentState,
    Event,
    Group,
    Idea,
    IdeaNeed,
    IdeaTag,
    Kind,
    Meeting,
    Plan,
    PlanField,
    Proposal,
    ProposalOption,
    Story,
    TagKind,
    Thread,
)
from services import places, vocabulary
from services.search import analysis
from services.search.index import Entry

_BOOKS = {
    TagKind.COMPETENCE: vocabulary.COMPETENCES,
    TagKind.TARGET_GROUP: vocabulary.TARGET_GROUPS,
    TagKind.LANGUAGE: vocabulary.LANGUAGES,
}
_FINNISH = "fi"


@dataclass(frozen=True)
class Document:
    title: str
    body: str = ""
    # Names of what it is described with, by language: terms of the vocabularies, places.
    named: tuple[tuple[str, str], ...] = ()
    # Found as they are typed alone: numbers of registers.
    exact: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """What it is about, in its own words."""
        return f"{self.title}\n{self.body}".strip()


Reader = Callable[[Session, Sequence[int]], dict[int, Document]]


@dataclass(frozen=True)
class Indexed:
    model: type[Any]
    read: Reader


def read(session: Session, kind: Kind, thing_ids: Sequence[int]) -> dict[int, Document]:
    """The documents of the things that are there; a bounded number of queries whatever the number of things."""
    return INDEXED[kind].read(session, thing_ids) if thing_ids else {}


def entry_of(document: Document) -> Entry:
    language = analysis.language_of(document.text)
    title, body = (analysis.terms(text, language) for text in (document.title, document.body))
    names = [_named(name, spoken) for spoken, name in document.named]
    forms = [token.form.lower() for token in analysis.tokens(document.title)]
    own = {*title.lemmas, *body.lemmas}
    parts = [term for term in (*title.parts, *body.parts) if term not in own]
    known = own.union(parts)
    return Entry(
        title=(*title.lemmas, *(form for form in forms if form not in own), *map(str.lower, document.exact)),
        body=body.lemmas,
        parts=(*parts, *(term for terms in names for term in terms)),
        roots=tuple(term for term in (*title.roots, *body.roots) if term not in known),
    )


def words_of(document: Document) -> set[str]:
    """The words as they stand in it, for mending typing errors; numbers are nobody's typing errors."""
    return {
        token.form.lower() for token in analysis.tokens(document.text) if any(map(str.isalpha, token.form))
    }


@lru_cache(maxsize=4096)
def _named(name: str, language: str) -> tuple[str, ...]:
    terms = analysis.terms(name, language)
    return tuple(dict.fromkeys((*terms.lemmas, *terms.parts, *terms.roots)))


def _ideas(session: Session, ids: Sequence[int]) -> dict[int, Document]:
    tags = _grouped(session, IdeaTag.idea_id, ids, IdeaTag.kind, IdeaTag.slug)
    needs = _grouped(session, IdeaNeed.idea_id, ids, IdeaNeed.competence, IdeaNeed.words)
    homes = select(Idea, col(Association.name)).join(Association).where(col(Idea.id).in_(ids))
    rows = session.execute(homes).all()
    priorities = _priorities(session, [slug for each in tags.values() for _, slug in each])
    return {
        idea.id: Document(
            idea.title,
            _lines(
                idea.summary,
                idea.need,
                idea.offers,
                *(words for _, words in needs.get(idea.id, ())),
                _own_words(tags.get(idea.id, ())),
            ),
            (
                *_tag_names(tags.get(idea.id, ())),
                *_tag_names((TagKind.COMPETENCE, slug) for slug, _ in needs.get(idea.id, ())),
                *(name for _, slug in tags.get(idea.id, ()) for name in priorities.get(slug, ())),
                *_place_names(idea.municipality),
                (_FINNISH, home),
            ),
        )
        for idea, home in rows
    }


def _associations(session: Session, ids: Sequence[int]) -> dict[int, Document]:
    tags = _grouped(session, AssociationTag.association_id, ids, AssociationTag.kind, AssociationTag.slug)
    kinds = vocabulary.terms(vocabulary.ASSOCIATION_KINDS)
    return {
        row.id: Document(
            row.name,
            _lines(row.description, _own_words(tags.get(row.id, ()))),
            (
                *_tag_names(tags.get(row.id, ())),
                *_place_names(row.municipality),
                *(kinds[row.kind].names.items() if row.kind in kinds else ()),
            ),
            tuple(filter(None, (row.business_id, row.register_number))),
        )
        for row in _rows(session, Association, ids)
        if row.state != AssociationState.TAKEN_BACK
    }


def _groups(session: Session, ids: Sequence[int]) -> dict[int, Document]:
    return {
        row.id: Document(row.name, row.purpose, _place_names(row.municipality))
        for row in _rows(session, Group, ids)
    }


def _plans(session: Session, ids: Sequence[int]) -> dict[int, Document]:
    """With the shared texts alone; each implementer's part is its own."""
    shared = select(col(PlanField.plan_id), col(PlanField.text)).where(
        col(PlanField.plan_id).in_(ids), col(PlanField.place) == 0
    )
    texts: dict[int, list[str]] = {}
    for plan_id, text in session.execute(shared.order_by(col(PlanField.id))):
        texts.setdefault(plan_id, []).append(text)
    return {row.id: Document(row.name, _lines(*texts.get(row.id, ()))) for row in _rows(session, Plan, ids)}


def _events(session: Session, ids: Sequence[int]) -> dict[int, Document]:
    return {
        row.id: Document(row.title, _lines(row.body, row.place), _place_names(row.municipality))
        for row in _rows(session, Event, ids)
    }


def _calls(session: Session, ids: Sequence[int]) -> dict[int, Document]:
    given = _grouped(session, CallPriority.call_id, ids, CallPriority.heading, CallPriority.plain)
    return {
        row.id: Document(
            row.name,
            _lines(row.programme, row.policy_priority, row.specific_objective, row.authority, row.notes),
            (
                (_FINNISH, row.region),
                *(name for both in given.get(row.id, ()) for words in both for name in words.items()),
            ),
        )
        for row in _rows(session, Call, ids)
    }


def _threads(session: Session, ids: Sequence[int]) -> dict[int, Document]:
    """With the replies that everybody in the group reads."""
    said = select(col(Comment.subject_id), col(Comment.body)).where(
        col(Comment.subject_kind) == Kind.THREAD,
        col(Comment.subject_id).in_(ids),
        col(Comment.state) == CommentState.VISIBLE,
    )
    replies: dict[int, list[str]] = {}
    for thread_id, body in session.execute(said.order_by(col(Comment.id))):
        replies.setdefault(thread_id, []).append(body)
    return {
        row.id: Document(row.title, _lines(row.body, *replies.get(row.id, ())))
        for row in _rows(session, Thread, ids)
    }


def _stories(session: Session, ids: Sequence[int]) -> dict[int, Document]:
    return {row.id: Document(row.title, row.body) for row in _rows(session, Story, ids)}


def _articles(session: Session, ids: Sequence[int]) -> dict[int, Document]:
    return {row.id: Document(row.title, row.body) for row in _rows(session, Article, ids)}


def _decisions(session: Session, ids: Sequence[int]) -> dict[int, Document]:
    """With what may be chosen, and why it was taken back."""
    options = _grouped(session, ProposalOption.proposal_id, ids, ProposalOption.text)
    return {
        row.id: Document(
            row.title, _lines(row.body, *(text for (text,) in options.get(row.id, ())), row.reason)
        )
        for row in _rows(session, Proposal, ids)
    }


def _meetings(session: Session, ids: Sequence[int]) -> dict[int, Document]:
    """With its matters, their minutes, and what was promised; never who was there."""
    matters = _grouped(
        session, AgendaItem.meeting_id, ids, AgendaItem.title, AgendaItem.body, AgendaItem.minutes
    )
    promised = _grouped(session, ActionPoint.meeting_id, ids, ActionPoint.title)
    return {
        row.id: Document(
            row.title,
            _lines(
                row.body,
                row.place,
                *(text for matter in matters.get(row.id, ()) for text in matter),
                *(text for (text,) in promised.get(row.id, ())),
            ),
        )
        for row in _rows(session, Meeting, ids)
    }


INDEXED: Mapping[Kind, Indexed] = {
    Kind.IDEA: Indexed(Idea, _ideas),
    Kind.ASSOCIATION: Indexed(Association, _associations),
    Kind.GROUP: Indexed(Group, _groups),
    Kind.PLAN: Indexed(Plan, _plans),
    Kind.EVENT: Indexed(Event, _events),
    Kind.CALL: Indexed(Call, _calls),
    Kind.THREAD: Indexed(Thread, _threads),
    Kind.ARTICLE: Indexed(Article, _articles),
    Kind.STORY: Indexed(Story, _stories),
    Kind.DECISION: Indexed(Proposal, _decisions),
    Kind.MEETING: Indexed(Meeting, _meetings),
}


def _rows(session: Session, model: type[Any], ids: Sequence[int]) -> Iterable[Any]:
    return session.execute(select(model).where(model.id.in_(ids))).scalars()


def _grouped(session: Session, key: Any, ids: Sequence[int], *columns: Any) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for thing_id, *values in session.execute(select(key, *columns).where(col(key).in_(ids))):
        found.setdefault(thing_id, []).append(tuple(values))
    return found


def _priorities(session: Session, slugs: list[str]) -> dict[str, list[tuple[str, str]]]:
    if not slugs:
        return {}
    query = select(col(CallPriority.slug), col(CallPriority.heading)).where(col(CallPriority.slug).in_(slugs))
    return {slug: list(heading.items()) for slug, heading in session.execute(query)}


def _tag_names(tags: Iterable[tuple[TagKind, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(name for kind, slug in tags for name in _names(kind, slug))


def _own_words(tags: Iterable[tuple[TagKind, str]]) -> str:
    return ", ".join(sorted(slug for kind, slug in tags if kind in (TagKind.INTEREST, TagKind.TOPIC)))


@lru_cache(maxsize=4096)
def _names(kind: TagKind, slug: str) -> tuple[tuple[str, str], ...]:
    term = vocabulary.terms(_BOOKS[kind]).get(slug) if kind in _BOOKS else None
    return (*term.names.items(), *((_FINNISH, alias) for alias in term.aliases)) if term else ()


def _place_names(code: str) -> tuple[tuple[str, str], ...]:
    place = places.municipalities().get(code)
    return ((_FINNISH, place.names["fi"]), ("sv", place.names["sv"])) if place else ()


def _lines(*texts: str) -> str:
    return "\n".join(filter(None, texts))
