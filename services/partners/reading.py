"""Reading from the database what the ranking of one idea needs besides the profiles."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from sqlalchemy import bindparam, func, or_, select
from sqlmodel import Session, col

from models import (
    PARTNER_REQUEST_OPEN,
    AssociationTag,
    Endorsement,
    Idea,
    IdeaNeed,
    IdeaTag,
    NotFound,
    PartnerPick,
    PartnerRequest,
    PartnerRequestState,
    Pick,
    TagKind,
)
from services import ideas
from services.actors import Actor
from services.partners import store
from services.partners.columns import Numbers
from services.partners.eligibility import Standing
from services.partners.features import Known
from services.partners.ranking import ESSENTIAL, WELCOME, Need, Wanted

Tag = tuple[TagKind, str]
THEMES = (TagKind.TARGET_GROUP, TagKind.PRIORITY)


# Made once: making a statement costs as much as asking it.
_IDS: Any = bindparam("ids", expanding=True)
_ID: Any = bindparam("id")
_SENDER, _RECEIVER = col(PartnerRequest.from_association_id), col(PartnerRequest.to_association_id)
_NEEDS = (
    select(
        col(IdeaNeed.id),
        col(IdeaNeed.idea_id),
        col(IdeaNeed.competence),
        col(IdeaNeed.words),
        col(IdeaNeed.essential),
    )
    .where(col(IdeaNeed.idea_id).in_(_IDS))
    .order_by(col(IdeaNeed.position), col(IdeaNeed.id))
)
_TAGS = (
    select(col(IdeaTag.idea_id), col(IdeaTag.kind), col(IdeaTag.slug))
    .where(col(IdeaTag.idea_id).in_(_IDS), col(IdeaTag.kind).in_((*THEMES, TagKind.TOPIC)))
    .order_by(col(IdeaTag.slug))
)
_LANGUAGES = select(col(AssociationTag.association_id), col(AssociationTag.slug)).where(
    col(AssociationTag.association_id).in_(_IDS), col(AssociationTag.kind) == TagKind.LANGUAGE
)
_ENDORSING = select(col(Endorsement.association_id)).where(
    col(Endorsement.idea_id) == _ID, col(Endorsement.association_id).is_not(None)
)
_TOGETHER = (
    select(_SENDER, _RECEIVER, func.count(func.distinct(col(PartnerRequest.idea_id))))
    .where(
        or_(_SENDER == _ID, _RECEIVER == _ID),
        col(PartnerRequest.state) == PartnerRequestState.ACCEPTED,
    )
    .group_by(_SENDER, _RECEIVER)
)
_PICKS = select(PartnerPick).where(col(PartnerPick.idea_id) == _ID)
_ASKED = select(_SENDER, _RECEIVER, col(PartnerRequest.state)).where(col(PartnerRequest.idea_id) == _ID)


def idea_of(session: Session, actor: Actor, idea_id: int) -> Idea:
    """The idea, for its own people and facilitators; NotFound for everybody else."""
    idea = ideas.fetch(session, actor, idea_id)
    if not (actor.belongs_to(idea.association_id) or actor.is_facilitator):
        raise NotFound
    return idea


def wanted_by(session: Session, idea: Idea) -> Wanted:
    return wanted_of(session, [idea])[idea.id]


def wanted_of(session: Session, rows: Sequence[Idea]) -> dict[int, Wanted]:
    """What these ideas seek, by their ids; three queries."""
    ids = [idea.id for idea in rows]
    needs, tags = _needs(session, ids), _tags(session, ids)
    spoken = _languages(session, {idea.association_id for idea in rows})
    return {
        idea.id: _wanted(
            idea, needs.get(idea.id, ()), tags.get(idea.id, ()), spoken.get(idea.association_id, ())
        )
        for idea in rows
    }


def _wanted(idea: Idea, needs: Iterable[Need], tags: Iterable[Tag], languages: Iterable[str]) -> Wanted:
    tags = list(tags)
    topics = tuple(slug for kind, slug in tags if kind == TagKind.TOPIC)
    return Wanted(
        idea_id=idea.id,
        title=idea.title,
        association_id=idea.association_id,
        municipality=idea.municipality,
        needs=tuple(needs),
        target_groups=frozenset(slug for kind, slug in tags if kind == TagKind.TARGET_GROUP),
        themes=frozenset(slug for kind, slug in tags if kind in THEMES),
        topics=topics,
        languages=frozenset(languages),
    )


def _needs(session: Session, ids: Sequence[int]) -> dict[int, list[Need]]:
    found: dict[int, list[Need]] = {}
    for row in session.execute(_NEEDS, {"ids": list(ids)}):
        need = Need(row.id, row.competence, row.words, ESSENTIAL if row.essential else WELCOME)
        found.setdefault(row.idea_id, []).append(need)
    return found


def _tags(session: Session, ids: Sequence[int]) -> dict[int, list[Tag]]:
    found: dict[int, list[Tag]] = {}
    for idea_id, kind, slug in session.execute(_TAGS, {"ids": list(ids)}):
        found.setdefault(idea_id, []).append((kind, slug))
    return found


def _languages(session: Session, association_ids: Iterable[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for association_id, slug in session.execute(_LANGUAGES, {"ids": list(association_ids)}):
        found.setdefault(association_id, []).append(slug)
    return found


def known_of(session: Session, wanted: Wanted) -> Known:
    return Known(
        endorsing=frozenset(session.execute(_ENDORSING, {"id": wanted.idea_id}).scalars()),
        partnerships=partnerships_of(session, wanted.association_id),
        themes=own_themes(session, wanted.themes),
    )


def partnerships_of(session: Session, association_id: int) -> dict[int, int]:
    """By association, in how many ideas it and this one have been partners."""
    counts: dict[int, int] = {}
    for one, other, count in session.execute(_TOGETHER, {"id": association_id}):
        partner = other if one == association_id else one
        counts[partner] = counts.get(partner, 0) + count
    return counts


def own_themes(session: Session, themes: Iterable[str]) -> dict[str, Numbers]:
    """By theme, the associations that have published ideas about it."""
    published = store.ideas(session)
    owners = published.numbers["association"]
    return {
        # Rising, for they are looked for in what is in order, which then takes a tenth of the time.
        theme: np.sort(
            owners[published.tags[THEMES[0]].having([theme]) | published.tags[THEMES[1]].having([theme])]
        )
        for theme in themes
    }


def picks_of(session: Session, idea_id: int) -> dict[int, PartnerPick]:
    """By association."""
    rows = session.execute(_PICKS, {"id": idea_id}).scalars()
    return {row.association_id: row for row in rows}


def standing_of(session: Session, wanted: Wanted, picks: dict[int, PartnerPick]) -> Standing:
    rows = session.execute(_ASKED, {"id": wanted.idea_id}).all()
    standing = (*PARTNER_REQUEST_OPEN, PartnerRequestState.ACCEPTED)
    asked = {row[0] if row[0] != wanted.association_id else row[1] for row in rows if row[2] in standing}
    had = {row[0] if row[0] != wanted.association_id else row[1] for row in rows}
    return Standing(
        asked=asked,
        declined=had - asked,
        excluded={one for one, row in picks.items() if row.pick == Pick.EXCLUDE},
        pinned={one for one, row in picks.items() if row.pick == Pick.PIN},
    )
