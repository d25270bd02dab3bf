"""A facilitator proposes that associations get to know each other."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import case
from sqlmodel import Session, col, func, select

from models import (
    Association,
    AssociationState,
    Conflict,
    Forbidden,
    Idea,
    IdeaState,
    Introduction,
    IntroductionSide,
    IntroductionState,
    Invalid,
    Kind,
    NotFound,
    today,
)
from services import associations, ideas, journal, notices
from services import words as written
from services.actors import Actor
from services.introductions.access import may_propose
from services.introductions.telling import tell_sides

FEWEST, MOST = 2, 5
WORDS_LENGTH = 2000
USUAL_TIME, LONGEST_TIME = timedelta(days=14), timedelta(days=90)


def propose(
    session: Session,
    actor: Actor,
    association_ids: Sequence[int],
    words: str,
    reply_by: date,
    *,
    idea_id: int | None = None,
) -> Introduction:
    """Asks each association whether it wants to get to know the others. Conflict while the same are being asked."""
    if not actor.is_facilitator:
        raise NotFound
    homes = _held(session, actor, list(dict.fromkeys(association_ids)))
    if not may_propose(actor, [home.id for home in homes]):
        raise Forbidden("introduction_own")
    _refuse_second(session, homes)
    introduction = Introduction(
        idea_id=_idea_of(session, actor, idea_id, homes),
        proposed_by=actor.id,
        words=written.body(words, field="words", most=WORDS_LENGTH),
        reply_by=_reply_by(reply_by),
    )
    session.add(introduction)
    session.flush()
    session.add_all(
        IntroductionSide(introduction_id=introduction.id, association_id=home.id, place=place)
        for place, home in enumerate(homes)
    )
    session.flush()
    entry = journal.record(
        session,
        actor,
        Kind.INTRODUCTION,
        introduction.id,
        "propose",
        after=introduction.state,
        why=introduction.words,
    )
    tell_sides(session, entry, introduction, "propose")
    return introduction


def _held(session: Session, actor: Actor, ids: list[int]) -> list[Association]:
    """The associations until the end of the act, locked in one order: two facilitators come one after the other."""
    if not FEWEST <= len(ids) <= MOST:
        raise Invalid("introduction_sides", field="sides", fewest=FEWEST, most=MOST)
    query = associations.visible(actor).where(col(Association.id).in_(ids)).order_by(col(Association.id))
    found = {row.id: row for row in session.execute(query.with_for_update()).scalars()}
    if len(found) < len(ids):
        raise NotFound
    for home in found.values():
        if home.state != AssociationState.VERIFIED:
            raise Invalid("introduction_unverified", field="sides", association=home.name)
        if not notices.people_of(session, home.id):
            raise Invalid("introduction_nobody", field="sides", association=home.name)
    return [found[association_id] for association_id in ids]


def _refuse_second(session: Session, homes: Sequence[Association]) -> None:
    """Exactly these are being asked already: whoever came second reads so."""
    ids = [home.id for home in homes]
    one_of_them = case((col(IntroductionSide.association_id).in_(ids), 1), else_=0)
    asked = (
        select(IntroductionSide.introduction_id)
        .join(Introduction, col(Introduction.id) == IntroductionSide.introduction_id)
        .where(Introduction.state == IntroductionState.PROPOSED)
        .group_by(col(IntroductionSide.introduction_id))
        .having(func.count() == len(ids), func.sum(one_of_them) == len(ids))
    )
    if session.exec(asked.limit(1)).first():
        raise Conflict("introduction_open_already")


def _idea_of(session: Session, actor: Actor, idea_id: int | None, homes: Sequence[Association]) -> int | None:
    """The idea that it is about, published and of one of them."""
    if idea_id is None:
        return None
    idea: Idea = ideas.fetch(session, actor, idea_id)
    if idea.state != IdeaState.PUBLISHED or idea.association_id not in [home.id for home in homes]:
        raise Invalid("introduction_idea", field="idea")
    return idea.id


def _reply_by(day: date) -> date:
    if not today() < day <= today() + LONGEST_TIME:
        raise Invalid("introduction_reply_by", field="reply_by", n=LONGEST_TIME.days)
    return day
