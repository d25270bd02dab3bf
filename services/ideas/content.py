"""The words of an idea: the rows, the plain form that versions and revisions are kept in, and the cleaning."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date
from typing import Any

from sqlalchemy import delete
from sqlmodel import Session, col, select

from models import CallPriority, Idea, IdeaNeed, IdeaTag, Invalid, TagKind
from services import calls, own_words, places, vocabulary, words
from services.actors import Actor
from services.vocabulary import COMPETENCES, TARGET_GROUPS

MOST_NEEDS = 12
_LINES = {"title": 120}
_BODIES = {"summary": 2000, "need": 3000, "offers": 1000}
_NEED_WORDS = 200
_TAGS = {
    "target_groups": TagKind.TARGET_GROUP,
    "competences": TagKind.COMPETENCE,
    "priorities": TagKind.PRIORITY,
    "topics": TagKind.TOPIC,
}
_BOOKS = {"target_groups": TARGET_GROUPS, "competences": COMPETENCES}


@dataclass(frozen=True)
class Need:
    """A competence that is sought, words for it, or both."""

    competence: str = ""
    words: str = ""
    essential: bool = True


@dataclass(frozen=True)
class Content:
    """What people write in an idea, complete or not."""

    title: str = ""
    summary: str = ""
    need: str = ""
    target_groups: list[str] = field(default_factory=list)
    # What it is about, in own words.
    topics: list[str] = field(default_factory=list)
    call_id: int | None = None
    priorities: list[str] = field(default_factory=list)
    municipality: str = ""
    offers: str = ""
    # What we can do ourselves: slugs of the competences.
    competences: list[str] = field(default_factory=list)
    needs: list[Need] = field(default_factory=list)
    seeks_nobody: bool = False
    group_id: int | None = None
    reply_by: date | None = None


FIELDS = tuple(each.name for each in fields(Content))
_COLUMNS = tuple(name for name in FIELDS if name not in _TAGS and name != "needs")


def plain(content: Content) -> dict[str, Any]:
    """As JSON can hold it."""
    held = asdict(content)
    held["reply_by"] = content.reply_by.isoformat() if content.reply_by else None
    return held


def from_plain(held: Mapping[str, Any]) -> Content:
    known = {name: held[name] for name in FIELDS if name in held}
    known["needs"] = [Need(**need) for need in known.get("needs", [])]
    known["reply_by"] = date.fromisoformat(known["reply_by"]) if known.get("reply_by") else None
    return Content(**known)


def of_row(session: Session, idea: Idea) -> Content:
    """The idea's own words, without a revision; two queries."""
    tags = session.exec(select(IdeaTag).where(IdeaTag.idea_id == idea.id).order_by(col(IdeaTag.slug))).all()
    needs = session.exec(
        select(IdeaNeed).where(IdeaNeed.idea_id == idea.id).order_by(col(IdeaNeed.position))
    ).all()
    held: dict[str, Any] = {name: getattr(idea, name) for name in _COLUMNS}
    for name, kind in _TAGS.items():
        held[name] = [tag.slug for tag in tags if tag.kind == kind]
    return Content(**held, needs=[Need(need.competence, need.words, need.essential) for need in needs])


def being_written(session: Session, idea: Idea) -> Content:
    """What its writers see in the form: the revision when there is one."""
    return from_plain(idea.revision) if idea.revision is not None else of_row(session, idea)


def store(session: Session, idea: Idea, content: Content) -> None:
    """Writes the words into the idea's rows."""
    for name in _COLUMNS:
        setattr(idea, name, getattr(content, name))
    session.flush()
    _store_tags(session, idea.id, content)
    _store_needs(session, idea.id, content.needs)
    session.flush()


def _store_tags(session: Session, idea_id: int, content: Content) -> None:
    wanted = {(kind, slug) for name, kind in _TAGS.items() for slug in getattr(content, name)}
    there = {
        (tag.kind, tag.slug): tag for tag in session.exec(select(IdeaTag).where(IdeaTag.idea_id == idea_id))
    }
    for gone in there.keys() - wanted:
        session.delete(there[gone])
    session.add_all(IdeaTag(idea_id=idea_id, kind=kind, slug=slug) for kind, slug in wanted - there.keys())


def _store_needs(session: Session, idea_id: int, needs: list[Need]) -> None:
    # Nothing points at a need's row: partner requests keep the words of their day.
    session.execute(delete(IdeaNeed).where(col(IdeaNeed.idea_id) == idea_id))
    session.add_all(
        IdeaNeed(idea_id=idea_id, position=position, **asdict(need)) for position, need in enumerate(needs)
    )


def changed(session: Session, actor: Actor, content: Content, changes: dict[str, Any]) -> Content:
    """The content with these fields changed and cleaned; incomplete is fine, Invalid names the field."""
    clean = {name: _cleaned(session, actor, name, value) for name, value in changes.items()}
    after = replace(content, **clean)
    if after.call_id != content.call_id and "priorities" not in clean:
        # The priorities belong to the call.
        after = replace(after, priorities=[])
    if after.needs and "needs" in clean:
        after = replace(after, seeks_nobody=False)
    return _with_its_calls_priorities(session, after, chosen="priorities" in clean)


def _cleaned(session: Session, actor: Actor, name: str, value: Any) -> Any:
    if name in _LINES:
        return words.line(value, field=name, most=_LINES[name], needed=False)
    if name in _BODIES:
        return words.body(value, field=name, most=_BODIES[name], needed=False)
    if name in _BOOKS:
        return vocabulary.known(_BOOKS[name], value, field=name)
    match name:
        case "municipality":
            return places.known(value, field=name, needed=False)
        case "needs":
            return _cleaned_needs(value)
        case "topics":
            # In the order in which the rows are read.
            return sorted(own_words.cleaned(value, field=name))
        case "group_id" if value is not None and value not in actor.groups:
            raise Invalid("unknown_choice", field=name, choice=value)
        case "call_id" if value is not None and value not in calls.choices(session, actor):
            raise Invalid("unknown_choice", field=name, choice=value)
    return value


def _cleaned_needs(needs: list[Need]) -> list[Need]:
    """Without empty rows; Invalid beside `needs` when there are too many or one holds what may not be kept."""
    kept = [_cleaned_need(need) for need in needs]
    kept = [need for need in kept if need.competence or need.words]
    if len(kept) > MOST_NEEDS:
        raise Invalid("too_many_needs", field="needs", most=MOST_NEEDS)
    return kept


def _cleaned_need(need: Need) -> Need:
    vocabulary.known(COMPETENCES, [need.competence] if need.competence else [], field="needs")
    said = words.line(need.words, field="needs", most=_NEED_WORDS, needed=False)
    return Need(need.competence, said, bool(need.essential))


def _with_its_calls_priorities(session: Session, content: Content, *, chosen: bool) -> Content:
    """Invalid for a priority that is chosen now; one that the call has lost since goes without a word."""
    known = set(
        session.exec(select(CallPriority.slug).where(CallPriority.call_id == content.call_id))
        if content.priorities and content.call_id
        else ()
    )
    unknown = [slug for slug in content.priorities if slug not in known]
    if unknown and chosen:
        raise Invalid("unknown_choice", field="priorities", choice=unknown[0])
    return replace(content, priorities=[slug for slug in content.priorities if slug in known])


def missing(content: Content, today: date) -> list[str]:
    """The fields that a reviewer needs and that are still empty, in the order of the form."""
    needed = ("title", "summary", "need", "target_groups", "municipality")
    found = [name for name in needed if not getattr(content, name)]
    if not content.needs and not content.seeks_nobody:
        found.append("needs")
    if content.reply_by and content.reply_by < today:
        found.append("reply_by")
    return found
