"""Reading what the ranking needs: the idea, and the few hundred associations that could suit it."""

from collections.abc import Iterable

from sqlalchemy import and_, case, func, or_, select
from sqlmodel import Session, col

from models import (
    Association,
    AssociationState,
    AssociationTag,
    Endorsement,
    Idea,
    IdeaNeed,
    IdeaState,
    IdeaTag,
    TagKind,
)
from services.partners.ranking import Candidate, Need, Wanted, rarity_of
from services.partners.search import Filters, narrowed, tags_of

# Scored in memory: the ones with the most matching tags. A page that cut says so.
MOST_CANDIDATES = 500
_THEMES = (TagKind.TARGET_GROUP, TagKind.PRIORITY)


def wanted_by(session: Session, idea: Idea) -> Wanted:
    needs = session.execute(
        select(IdeaNeed)
        .where(col(IdeaNeed.idea_id) == idea.id)
        .order_by(col(IdeaNeed.position), col(IdeaNeed.id))
    ).scalars()
    tags = session.execute(
        select(col(IdeaTag.kind), col(IdeaTag.slug)).where(
            col(IdeaTag.idea_id) == idea.id, col(IdeaTag.kind).in_(_THEMES)
        )
    ).all()
    return Wanted(
        idea_id=idea.id,
        title=idea.title,
        association_id=idea.association_id,
        municipality=idea.municipality,
        needs=tuple(Need(need.id, need.competence, need.words, need.essential) for need in needs),
        target_groups=frozenset(slug for kind, slug in tags if kind == TagKind.TARGET_GROUP),
        themes=frozenset(slug for _, slug in tags),
        text=" ".join((idea.title, idea.summary, idea.need)),
    )


def rarities(session: Session, wanted: Wanted) -> dict[str, float]:
    """How rare each competence that the idea seeks is among the verified associations."""
    verified = col(Association.state) == AssociationState.VERIFIED
    associations = session.execute(select(func.count()).select_from(Association).where(verified)).scalar_one()
    offering = session.execute(
        select(col(AssociationTag.slug), func.count())
        .join(Association, col(Association.id) == AssociationTag.association_id)
        .where(
            verified,
            col(AssociationTag.kind) == TagKind.COMPETENCE,
            col(AssociationTag.slug).in_(wanted.competences),
        )
        .group_by(col(AssociationTag.slug))
    )
    counted = dict.fromkeys(wanted.competences, 0) | {row[0]: row[1] for row in offering}
    return rarity_of(counted, associations)


def preselected(
    session: Session, wanted: Wanted, filters: Filters, without: Iterable[int]
) -> tuple[list[Candidate], bool]:
    """The associations with the most matching tags, and whether there were more than are looked at."""
    competence = col(AssociationTag.kind) == TagKind.COMPETENCE
    matching = or_(
        and_(competence, col(AssociationTag.slug).in_(wanted.competences)),
        and_(
            col(AssociationTag.kind) == TagKind.TARGET_GROUP,
            col(AssociationTag.slug).in_(wanted.target_groups),
        ),
    )
    points = func.sum(case((competence, 2), else_=1))
    best = (
        narrowed(select(col(Association.id)), filters)
        .join(AssociationTag, col(AssociationTag.association_id) == Association.id)
        .where(matching, col(Association.id).not_in({wanted.association_id, *without}))
        .group_by(col(Association.id))
        .order_by(points.desc(), col(Association.id))
        .limit(MOST_CANDIDATES + 1)
    )
    ids = list(session.execute(best).scalars())
    return _read(session, wanted, ids[:MOST_CANDIDATES]), len(ids) > MOST_CANDIDATES


def _read(session: Session, wanted: Wanted, ids: list[int]) -> list[Candidate]:
    rows = session.execute(select(Association).where(col(Association.id).in_(ids))).scalars().all()
    tags = tags_of(session, ids)
    shown = _own_themes(session, ids)
    endorsing = set(
        session.execute(
            select(col(Endorsement.association_id)).where(
                col(Endorsement.idea_id) == wanted.idea_id, col(Endorsement.association_id).in_(ids)
            )
        ).scalars()
    )
    return [
        _candidate(row, tags.get(row.id, {}), shown.get(row.id, set()), row.id in endorsing) for row in rows
    ]


def _candidate(
    row: Association, tags: dict[TagKind, tuple[str, ...]], shown: set[str], endorsed: bool
) -> Candidate:
    target_groups = frozenset(tags.get(TagKind.TARGET_GROUP, ()))
    return Candidate(
        association_id=row.id,
        name=row.name,
        municipality=row.municipality,
        registered=row.registered,
        capacity=row.capacity,
        text=f"{row.name} {row.description}",
        competences=frozenset(tags.get(TagKind.COMPETENCE, ())),
        target_groups=target_groups,
        themes=target_groups | shown,
        endorsed=endorsed,
    )


def _own_themes(session: Session, ids: list[int]) -> dict[int, set[str]]:
    """What the associations' own published ideas are about."""
    rows = session.execute(
        select(col(Idea.association_id), col(IdeaTag.slug))
        .join(IdeaTag, col(IdeaTag.idea_id) == Idea.id)
        .where(
            col(Idea.association_id).in_(ids),
            col(Idea.state) == IdeaState.PUBLISHED,
            col(IdeaTag.kind).in_(_THEMES),
        )
        .distinct()
    )
    themes: dict[int, set[str]] = {}
    for association_id, slug in rows:
        themes.setdefault(association_id, set()).add(slug)
    return themes
