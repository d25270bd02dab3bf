"""An introduction as its screen shows it to each reader, and lists of them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, select
from sqlmodel import Session, col

from models import (
    Association,
    Idea,
    Introduction,
    IntroductionAction,
    IntroductionAnswer,
    IntroductionOutcome,
    IntroductionSide,
    IntroductionState,
    Person,
)
from services import associations, ideas, places
from services.actors import Actor
from services.introductions import access
from services.introductions.contacts import Shared, contacts_of, people_of, preview
from services.paging import Page, carded, paged

State = IntroductionState
_SHOWN = (State.AGREED, State.FOLLOWED_UP)


class Shelf(StrEnum):
    """How a list is narrowed. A no and a silence are one shelf: the sides are not told them apart."""

    OPEN = "open"
    AGREED = "agreed"
    FOLLOWED_UP = "followed_up"
    ENDED = "ended"


_SHELVES = {
    Shelf.OPEN: (State.PROPOSED,),
    Shelf.AGREED: (State.AGREED,),
    Shelf.FOLLOWED_UP: (State.FOLLOWED_UP,),
    Shelf.ENDED: (State.DECLINED, State.EXPIRED, State.WITHDRAWN),
}


@dataclass(frozen=True)
class SideView:
    association_id: int
    name: str
    municipality: str
    ours: bool
    # None where it is not this reader's to know what the side has answered.
    state: IntroductionAnswer | None
    answered_by: str
    answered_at: datetime | None
    reason: str
    # Only when everybody has agreed.
    contact: Shared | None


@dataclass(frozen=True)
class IntroductionView:
    id: int
    state: IntroductionState
    sides: list[SideView]
    words: str
    # None when there is none, or this reader does not see it (any more).
    idea: tuple[int, str] | None
    proposed_by: str
    created_at: datetime
    reply_by: date
    # Why it was taken back.
    reason: str
    actions: list[IntroductionAction]
    # The reader sits at the desk, and is of none of the sides.
    desk: bool
    # What the others would read of the reader's own association, while it has not answered.
    shares: Shared | None
    outcome: IntroductionOutcome | None
    outcome_words: str
    follow_up_on: date | None


@dataclass(frozen=True)
class IntroductionCard:
    id: int
    state: IntroductionState
    names: list[str]
    created_at: datetime
    reply_by: date
    # Waits for an answer that this reader may give.
    my_turn: bool
    outcome: IntroductionOutcome | None
    follow_up_on: date | None


@dataclass(frozen=True)
class WaitingIntroduction:
    id: int
    others: str
    reply_by: date


def view(session: Session, actor: Actor, introduction_id: int) -> IntroductionView:
    introduction = access.fetch(session, actor, introduction_id)
    sides = access.sides_of(session, introduction.id)
    desk = access.may_propose(actor, access.homes_of(sides))
    actions = access.actions_for(actor, introduction, sides)
    mine = access.waiting_for_answer(actor, sides) if IntroductionAction.AGREE in actions else []
    return IntroductionView(
        id=introduction.id,
        state=_told(introduction.state, desk),
        sides=_sides(session, actor, introduction, sides, desk),
        words=introduction.words,
        idea=_idea(session, actor, introduction),
        proposed_by=session.get_one(Person, introduction.proposed_by).name,
        created_at=introduction.created_at,
        reply_by=introduction.reply_by,
        reason=introduction.reason,
        actions=actions,
        desk=desk,
        shares=preview(session, actor, mine[0]) if mine else None,
        outcome=introduction.outcome if desk else None,
        outcome_words=introduction.outcome_words if desk else "",
        follow_up_on=introduction.follow_up_on if desk else None,
    )


def _told(state: IntroductionState, desk: bool) -> IntroductionState:
    """A side reads alike of a no and of a silence, and nothing of how the desk follows up."""
    if desk:
        return state
    return {State.EXPIRED: State.DECLINED, State.FOLLOWED_UP: State.AGREED}.get(state, state)


def _sides(
    session: Session,
    actor: Actor,
    introduction: Introduction,
    sides: Sequence[IntroductionSide],
    desk: bool,
) -> list[SideView]:
    homes = access.homes_of(sides)
    rows = session.scalars(select(Association).where(col(Association.id).in_(homes)))
    named = {row.id: row for row in rows}
    people = people_of(session, sides)
    agreed = introduction.state in _SHOWN
    contacts = contacts_of(session, sides) if agreed else {}
    found = []
    for side in sides:
        ours = actor.belongs_to(side.association_id)
        knows = desk or ours or agreed
        answerer = people.get(side.answered_by or 0) if knows else None
        found.append(
            SideView(
                association_id=side.association_id,
                name=named[side.association_id].name,
                municipality=named[side.association_id].municipality,
                ours=ours,
                state=side.state if knows else None,
                answered_by=answerer.name if answerer else "",
                answered_at=side.answered_at if knows else None,
                reason=side.reason if desk or ours else "",
                contact=contacts.get(side.association_id),
            )
        )
    return found


def _idea(session: Session, actor: Actor, introduction: Introduction) -> tuple[int, str] | None:
    query = ideas.visible(actor, col(Idea.id), col(Idea.title)).where(col(Idea.id) == introduction.idea_id)
    row = session.execute(query).one_or_none()
    return (row.id, row.title) if row else None


def listed(
    session: Session, actor: Actor, *, shelf: str = "", municipality: str = "", after: str = ""
) -> Page[IntroductionCard]:
    """What this person may know of, newest first; three questions however many there are."""
    query = access.visible(actor)
    if shelf in list(Shelf):
        query = query.where(col(Introduction.state).in_(_SHELVES[Shelf(shelf)]))
    if municipality in places.municipalities():
        query = query.where(col(Introduction.id).in_(in_municipality(municipality)))
    page = paged(session, query, key=[col(Introduction.id)], after=after, descending=True)
    sides = _sides_by_introduction(session, [row.id for row in page.rows])
    return carded(page, lambda row: _card(actor, row, sides[row.id]))


def in_municipality(code: str) -> Select[Any]:
    """The introductions of which a side is at home there."""
    return (
        select(col(IntroductionSide.introduction_id))
        .join(Association, col(Association.id) == IntroductionSide.association_id)
        .where(col(Association.municipality) == code)
    )


def _sides_by_introduction(
    session: Session, ids: Collection[int]
) -> dict[int, list[tuple[IntroductionSide, str]]]:
    query = (
        select(IntroductionSide, col(Association.name))
        .join(Association, col(Association.id) == IntroductionSide.association_id)
        .where(col(IntroductionSide.introduction_id).in_(ids))
        .order_by(col(IntroductionSide.introduction_id), col(IntroductionSide.place))
    )
    found: dict[int, list[tuple[IntroductionSide, str]]] = {}
    for side, name in session.execute(query):
        found.setdefault(side.introduction_id, []).append((side, name))
    return found


def _card(
    actor: Actor, introduction: Introduction, sides: list[tuple[IntroductionSide, str]]
) -> IntroductionCard:
    desk = access.may_propose(actor, [side.association_id for side, _ in sides])
    mine = access.waiting_for_answer(actor, [side for side, _ in sides])
    return IntroductionCard(
        id=introduction.id,
        state=_told(introduction.state, desk),
        names=[name for _, name in sides],
        created_at=introduction.created_at,
        reply_by=introduction.reply_by,
        my_turn=introduction.state == State.PROPOSED and bool(mine),
        outcome=introduction.outcome if desk else None,
        follow_up_on=introduction.follow_up_on if desk else None,
    )


def waiting_for(session: Session, actor: Actor, *, most: int) -> list[WaitingIntroduction]:
    """Those that this person's associations have not answered, the nearest day first."""
    mine = [home for home in actor.roles if actor.acts_for_verified(home)]
    query = (
        access.visible(actor, col(Introduction.id), col(Introduction.reply_by))
        .join(IntroductionSide, col(IntroductionSide.introduction_id) == Introduction.id)
        .where(
            col(Introduction.state) == State.PROPOSED,
            col(IntroductionSide.association_id).in_(mine),
            col(IntroductionSide.state) == IntroductionAnswer.WAITING,
        )
        .order_by(col(Introduction.reply_by), col(Introduction.id))
        .limit(most)
    )
    rows = session.execute(query).all()
    sides = _sides_by_introduction(session, [row.id for row in rows]) if rows else {}
    return [
        WaitingIntroduction(
            row.id,
            ", ".join(name for side, name in sides[row.id] if side.association_id not in mine),
            row.reply_by,
        )
        for row in rows
    ]


@dataclass(frozen=True)
class Beginning:
    """What the form begins with: those named so far, and the idea that it is about."""

    sides: dict[int, str]
    idea: tuple[int, str] | None


def beginning(session: Session, actor: Actor, association_ids: Sequence[int], idea_id: int) -> Beginning:
    """The idea's own association comes first."""
    idea = ideas.fetch(session, actor, idea_id) if idea_id else None
    ids = list(dict.fromkeys([*([idea.association_id] if idea else []), *association_ids]))
    named = associations.names_of(session, actor, ids)
    return Beginning(
        {association_id: named[association_id] for association_id in ids if association_id in named},
        (idea.id, idea.title) if idea else None,
    )
