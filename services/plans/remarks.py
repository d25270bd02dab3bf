"""Comments on one section of the form: said, answered, and marked as dealt with."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, func, select

from models import Association, Forbidden, Kind, NotFound, Person, Plan, Remark, now
from services import clicks, journal, notices, words
from services.actors import Actor
from services.plans.access import address, fetch, parts_in
from services.plans.acts import writers
from services.plans.form import SECTIONS

LONGEST_REMARK = 2000
# As many as one section can show; the oldest of those that are dealt with fall away first.
MOST_SHOWN = 60


@dataclass(frozen=True)
class RemarkRow:
    id: int
    author: str
    association: str
    body: str
    at: datetime
    # Who dealt with it and when; nobody as long as it is open.
    resolved_by: str
    resolved_at: datetime | None
    may_resolve: bool


def remarks_of(session: Session, actor: Actor, plan_id: int, section: int) -> list[RemarkRow]:
    """The comments on this section, the oldest first; open ones are never left out for those dealt with."""
    plan = fetch(session, actor, plan_id)
    author, resolver = aliased(Person), aliased(Person)
    rows = session.exec(
        select(Remark, author.name, Association.name, resolver.name)
        .join(author, col(author.id) == Remark.author_id)
        .join(Association, col(Association.id) == Remark.association_id, isouter=True)
        .join(resolver, col(resolver.id) == Remark.resolved_by, isouter=True)
        .where(Remark.plan_id == plan.id, Remark.section == section)
        .order_by(col(Remark.resolved_at).is_not(None), col(Remark.id).desc())
        .limit(MOST_SHOWN)
    ).all()
    writes = _writes(session, actor, plan)
    return [
        RemarkRow(
            id=row.id,
            author=name,
            association=association or "",
            body=row.body,
            at=row.created_at,
            resolved_by=by or "",
            resolved_at=row.resolved_at,
            may_resolve=writes or row.author_id == actor.person_id,
        )
        for row, name, association, by in sorted(rows, key=lambda found: found[0].id)
    ]


def open_remarks(session: Session, plan: Plan) -> dict[int, int]:
    """How many comments wait in each section; the caller has checked that they may be seen."""
    rows = session.exec(
        select(Remark.section, func.count())
        .where(Remark.plan_id == plan.id, col(Remark.resolved_at).is_(None))
        .group_by(col(Remark.section))
    )
    return dict(rows.all())


def remark(session: Session, actor: Actor, plan_id: int, section: int, body: str) -> Remark:
    """Says something about this section; everybody who writes in the plan hears of it.

    Everybody who sees the plan may: a cooperation partner, a viewer, and a facilitator with whom it is shared.
    """
    plan = fetch(session, actor, plan_id)
    if section not in [each.number for each in SECTIONS]:
        raise NotFound
    if not actor.verified:
        raise Forbidden("comment_verified")
    clean = words.body(body, field="body", most=LONGEST_REMARK)
    same: dict[str, Any] = {"plan_id": plan.id, "section": section, "author_id": actor.id, "body": clean}
    if said := clicks.just_made(session, Remark, **same):
        return said
    made = Remark(**same, association_id=actor.acting_for)
    session.add(made)
    session.flush()
    entry = journal.record(session, actor, Kind.PLAN, plan.id, "remark", after=str(section), why=clean[:200])
    notices.tell(
        session,
        entry,
        writers(session, plan),
        "plan_remark",
        address(plan.id, "form", str(section)),
        plan=plan.name,
        who=actor.name,
        section=section,
    )
    return made


def resolve(session: Session, actor: Actor, remark_id: int) -> None:
    """Marks it as dealt with; who said it or who writes in the plan may."""
    found = _remark(session, actor, remark_id)
    if found.resolved_at is None:
        found.resolved_by, found.resolved_at = actor.id, now()


def reopen(session: Session, actor: Actor, remark_id: int) -> None:
    found = _remark(session, actor, remark_id)
    found.resolved_by = found.resolved_at = None


def _remark(session: Session, actor: Actor, remark_id: int) -> Remark:
    found = session.get(Remark, remark_id)
    if found is None:
        raise NotFound
    plan = fetch(session, actor, found.plan_id)
    if found.author_id != actor.person_id and not _writes(session, actor, plan):
        raise Forbidden
    return found


def _writes(session: Session, actor: Actor, plan: Plan) -> bool:
    """Whether the person writes somewhere in the plan; in every state, for words come after a decision, too."""
    return any(actor.acts_for(part.association_id) for part in parts_in(session, plan))
