"""Reading from the database what the ranking of one idea needs besides the profiles."""

from collections.abc import Iterable, Sequence

import numpy as np
from sqlalchemy import func, or_, select
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
    query = select(IdeaNeed).where(col(IdeaNeed.idea_id).in_(ids))
    for row in session.execute(query.order_by(col(IdeaNeed.position), col(IdeaNeed.id))).scalars():
        need = Need(row.id, row.competence, row.words, ESSENTIAL if row.essential else WELCOME)
        found.setdefault(row.idea_id, []).append(need)
    return found


def _tags(session: Session, ids: Sequence[int]) -> dict[int, list[Tag]]:
    found: dict[int, list[Tag]] = {}
    query = select(col(IdeaTag.idea_id), col(IdeaTag.kind), col(IdeaTag.slug)).where(
        col(IdeaTag.idea_id).in_(ids), col(IdeaTag.kind).in_((*THEMES, TagKind.TOPIC))
    )
    for idea_id, kind, slug in session.execute(query.order_by(col(IdeaTag.slug))):
        found.setdefault(idea_id, []).append((kind, slug))
    return found


def _languages(session: Session, association_ids: Iterable[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    query = select(col(AssociationTag.association_id), col(AssociationTag.slug)).where(
        col(AssociationTag.association_id).in_(list(association_ids)),
        col(AssociationTag.kind) == TagKind.LANGUAGE,
    )
    for association_id, slug in session.execute(query):
        found.setdefault(association_id, []).append(slug)
    return found


def known_of(session: Session, wanted: Wanted) -> Known:
    return Known(
        endorsing=frozenset(
            session.execute(
                select(col(Endorsement.association_id)).where(
                    col(Endorsement.idea_id) == wanted.idea_id, col(Endorsement.association_id).is_not(None)
                )
            ).scalars()
        ),
        partnerships=partnerships_of(session, wanted.association_id),
        themes=own_themes(session, wanted.themes),
    )


def partnerships_of(session: Session, association_id: int) -> dict[int, int]:
    """By association, in how many ideas it and this one have been partners."""
    counts: dict[int, int] = {}
    sender, receiver = col(PartnerRequest.from_association_id), col(PartnerRequest.to_association_id)
    rows = session.execute(
        select(sender, receiver, func.count(func.distinct(col(PartnerRequest.idea_id))))
        .where(
            or_(sender == association_id, receiver == association_id),
            col(PartnerRequest.state) == PartnerRequestState.ACCEPTED,
        )
        .group_by(sender, receiver)
    )
    for one, other, count in rows:
        partner = other if one == association_id else one
        counts[partner] = counts.get(partner, 0) + count
    return counts


def own_themes(session: Session, themes: Iterable[str]) -> dict[str, Numbers]:
    """By theme, the associations that have published ideas about it."""
    published = store.ideas(session)
    owners = published.numbers["association"]
    return {
        # Rising, for they are looked for in what is in order, which then takes a tenth of the time.
        theme: np.unique(
            owners[published.tags[THEMES[0]].having([theme]) | published.tags[THEMES[1]].having([theme])]
        )
        for theme in themes
    }


def picks_of(session: Session, idea_id: int) -> dict[int, PartnerPick]:
    """By association."""
    rows = session.execute(select(PartnerPick).where(col(PartnerPick.idea_id) == idea_id)).scalars()
    return {row.association_id: row for row in rows}


def standing_of(session: Session, wanted: Wanted, picks: dict[int, PartnerPick]) -> Standing:
    rows = session.execute(
        select(
            col(PartnerRequest.from_association_id),
            col(PartnerRequest.to_association_id),
            col(PartnerRequest.state),
        ).where(col(PartnerRequest.idea_id) == wanted.idea_id)
    ).all()
    standing = (*PARTNER_REQUEST_OPEN, PartnerRequestState.ACCEPTED)
    asked = {row[0] if row[0] != wanted.association_id else row[1] for row in rows if row[2] in standing}
    had = {row[0] if row[0] != wanted.association_id else row[1] for row in rows}
    return Standing(
        asked=asked,
        declined=had - asked,
        excluded={one for one, row in picks.items() if row.pick == Pick.EXCLUDE},
        pinned={one for one, row in picks.items() if row.pick == Pick.PIN},
    )
