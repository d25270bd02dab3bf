"""Reading from the database what the ranking of one idea needs besides the profiles."""

from collections.abc import Iterable

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

THEMES = (TagKind.TARGET_GROUP, TagKind.PRIORITY)


def idea_of(session: Session, actor: Actor, idea_id: int) -> Idea:
    """The idea, for its own people and facilitators; NotFound for everybody else."""
    idea = ideas.fetch(session, actor, idea_id)
    if not (actor.belongs_to(idea.association_id) or actor.is_facilitator):
        raise NotFound
    return idea


def wanted_by(session: Session, idea: Idea) -> Wanted:
    needs = session.execute(
        select(IdeaNeed)
        .where(col(IdeaNeed.idea_id) == idea.id)
        .order_by(col(IdeaNeed.position), col(IdeaNeed.id))
    ).scalars()
    tags = session.execute(
        select(col(IdeaTag.kind), col(IdeaTag.slug))
        .where(col(IdeaTag.idea_id) == idea.id, col(IdeaTag.kind).in_((*THEMES, TagKind.TOPIC)))
        .order_by(col(IdeaTag.slug))
    ).all()
    topics = tuple(slug for kind, slug in tags if kind == TagKind.TOPIC)
    return Wanted(
        idea_id=idea.id,
        title=idea.title,
        association_id=idea.association_id,
        municipality=idea.municipality,
        needs=tuple(
            Need(need.id, need.competence, need.words, ESSENTIAL if need.essential else WELCOME)
            for need in needs
        ),
        target_groups=frozenset(slug for kind, slug in tags if kind == TagKind.TARGET_GROUP),
        themes=frozenset(slug for kind, slug in tags if kind in THEMES),
        text="\n".join((idea.title, idea.summary, idea.need, ", ".join(topics))),
        topics=topics,
        languages=languages_of(session, idea.association_id),
    )


def languages_of(session: Session, association_id: int) -> frozenset[str]:
    spoken = select(col(AssociationTag.slug)).where(
        col(AssociationTag.association_id) == association_id, col(AssociationTag.kind) == TagKind.LANGUAGE
    )
    return frozenset(session.execute(spoken).scalars())


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
        theme: owners[published.tags[THEMES[0]].having([theme]) | published.tags[THEMES[1]].having([theme])]
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
