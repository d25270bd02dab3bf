"""What a saved search finds: the lists' own questions, asked with the filters of an address."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col

from models import Association, AssociationState, Call, Event, EventState, EventTopic, Idea, IdeaState, Sought
from services import associations, events, ideas, partners, places, vocabulary
from services.actors import Actor
from services.search.asking import sought as words_of

# So much of what is new is looked at in one round.
MOST_FOUND = 100
# The longest words that are kept; the lists look at no more of them.
LONGEST = 200
_CAPACITIES = ("1", "2", "3")
_BOOKS = {
    "target_group": vocabulary.TARGET_GROUPS,
    "competence_sought": vocabulary.COMPETENCES,
    "competence": vocabulary.COMPETENCES,
    "target": vocabulary.TARGET_GROUPS,
    "language": vocabulary.LANGUAGES,
}
# The filters of each list, as its address has them.
FILTERS = {
    Sought.PARTNERS: ("words", "municipality", "competence", "target", "language", "capacity"),
    Sought.IDEAS: ("words", "municipality", "target_group", "competence_sought", "call"),
    Sought.EVENTS: ("words", "municipality", "topic"),
}


@dataclass(frozen=True)
class Found:
    """Ids of what is new, oldest things first where the list knows their age."""

    ids: list[int]
    # There was more than one round looks at.
    more: bool


def reads(session: Session, sought: Sought, filters: Mapping[str, str]) -> bool:
    """Whether every filter still means something: terms, calls and municipalities come and go."""
    return bool(filters) and all(
        name in FILTERS[sought] and _means(session, name, value) for name, value in filters.items()
    )


def _means(session: Session, name: str, value: str) -> bool:
    if name in _BOOKS:
        return bool(value) and all(slug in vocabulary.terms(_BOOKS[name]) for slug in value.split(","))
    if name == "municipality":
        return value in places.municipalities()
    if name == "capacity":
        return value in _CAPACITIES
    if name == "topic":
        return value in list(EventTopic)
    if name == "call":
        return value.isdecimal() and len(value) < 10 and session.get(Call, int(value)) is not None
    return len(value) <= LONGEST and bool(words_of(value))


def new(
    session: Session,
    actor: Actor,
    sought: Sought,
    filters: Mapping[str, str],
    *,
    since: datetime,
    until: datetime | None = None,
) -> Found:
    """What has come to be in the list in this time, without what is the person's own associations'."""
    ask = {Sought.IDEAS: _ideas, Sought.PARTNERS: _partners, Sought.EVENTS: _events}[sought]
    return ask(session, actor, filters, since=since, until=until, size=MOST_FOUND)


def _ideas(session: Session, actor: Actor, filters: Mapping[str, str], **when: Any) -> Found:
    asked: dict[str, Any] = {name: filters.get(name, "") for name in FILTERS[Sought.IDEAS]}
    page = ideas.visible_to(session, actor, **asked, **when)
    others = [card.id for card in page.rows if not actor.belongs_to(card.association_id)]
    return Found(others[::-1], bool(page.after))


def _partners(session: Session, actor: Actor, filters: Mapping[str, str], **when: Any) -> Found:
    page = partners.found(session, actor, _partner_filters(filters), **when)
    return Found([card.id for card in page.rows if not actor.belongs_to(card.id)], bool(page.after))


def _events(session: Session, actor: Actor, filters: Mapping[str, str], **when: Any) -> Found:
    asked: dict[str, Any] = {name: filters.get(name, "") for name in FILTERS[Sought.EVENTS]}
    page = events.visible_to(session, actor, **asked, **when)
    return Found([card.id for card in page.rows], bool(page.after))


def _partner_filters(filters: Mapping[str, str]) -> partners.Filters:
    def slugs(name: str) -> tuple[str, ...]:
        return tuple(filter(None, filters.get(name, "").split(",")))

    return partners.Filters(
        words=filters.get("words", ""),
        municipality=filters.get("municipality", ""),
        competences=slugs("competence"),
        target_groups=slugs("target"),
        languages=slugs("language"),
        capacity=int(filters.get("capacity") or 0),
    )


def titles(session: Session, actor: Actor, sought: Sought, ids: list[int]) -> dict[int, str]:
    """What these are called, of those that this person may see today."""
    match sought:
        case Sought.IDEAS:
            query = ideas.visible(actor, col(Idea.id), col(Idea.title)).where(
                col(Idea.id).in_(ids), col(Idea.state) == IdeaState.PUBLISHED
            )
        case Sought.PARTNERS:
            query = associations.visible(actor, col(Association.id), col(Association.name)).where(
                col(Association.id).in_(ids), col(Association.state) == AssociationState.VERIFIED
            )
        case Sought.EVENTS:
            query = events.visible(actor, col(Event.id), col(Event.title)).where(
                col(Event.id).in_(ids), col(Event.state) == EventState.PUBLISHED
            )
    return {row[0]: row[1] for row in session.execute(query)}
