"""The lead assesses the plan by the call's criteria, and says how a need without a partner is met."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from models import (
    Assessment,
    Conflict,
    CriterionKind,
    Invalid,
    Kind,
    NotFound,
    Person,
    Plan,
    PlanAction,
    now,
)
from services import calls, journal, words
from services.actors import Actor
from services.calls import Criterion
from services.plans.access import fetch, may, require
from services.readiness.facts import GAP, Need, needs_in

LONGEST_EVIDENCE = 2000


@dataclass(frozen=True)
class Assessed:
    criterion: Criterion
    score: int | None = None
    evidence: str = ""
    # What `assess` is told to have seen; 0 before anybody has said anything.
    version: int = 0
    who: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class Gap:
    """A need that no partner of the plan has promised, and how it is met without one."""

    need: Need
    words: str = ""
    version: int = 0


@dataclass(frozen=True)
class SelfAssessment:
    rows: tuple[Assessed, ...]
    gaps: tuple[Gap, ...]
    # Nobody has compared the criteria with the notice.
    uncertain: bool
    may_assess: bool

    def points(self, kind: CriterionKind) -> tuple[Decimal, Decimal]:
        """The points given so far and the most that could be, each weighted."""
        rows = [row for row in self.rows if row.criterion.kind == kind]
        given = sum((row.criterion.weight * (row.score or 0) for row in rows), Decimal(0))
        return given, sum((row.criterion.weight * row.criterion.most for row in rows), Decimal(0))


def assessment_of(session: Session, actor: Actor, plan_id: int) -> SelfAssessment:
    plan = fetch(session, actor, plan_id)
    terms = calls.terms_of(session, plan.call_version_id)
    rows = session.exec(
        select(Assessment, Person.name)
        .join(Person, col(Person.id) == Assessment.edited_by)
        .where(Assessment.plan_id == plan.id)
    )
    said = {row.subject: (row, name) for row, name in rows}
    needs = needs_in(session, plan, {subject for subject, (row, _) in said.items() if row.evidence})
    return SelfAssessment(
        rows=tuple(_assessed(criterion, said.get(criterion.slug)) for criterion in terms.criteria),
        gaps=tuple(_gap(need, said.get(f"{GAP}{need.id}")) for need in needs if not need.covered),
        uncertain="criteria" in terms.uncertain,
        may_assess=may(actor, PlanAction.ASSESS, plan),
    )


def assess(
    session: Session,
    actor: Actor,
    plan_id: int,
    slug: str,
    score: int | None,
    evidence: str,
    *,
    version: int,
) -> int:
    """Says what the lead thinks by this criterion, over what was seen as `version`; gives the new version."""
    plan = fetch(session, actor, plan_id)
    require(actor, PlanAction.ASSESS, plan)
    terms = calls.terms_of(session, plan.call_version_id)
    criterion = next((row for row in terms.criteria if row.slug == slug), None)
    if criterion is None:
        raise NotFound
    if score is not None and not 0 <= score <= criterion.most:
        raise Invalid("assessment_score", field=slug, most=criterion.most)
    clean = words.body(evidence, field=slug, most=LONGEST_EVIDENCE, needed=False)
    return _write(session, actor, plan, slug, score, clean, version, criterion.name["fi"])


def name_gap(session: Session, actor: Actor, plan_id: int, need_id: int, said: str, *, version: int) -> int:
    """Says how a need that no partner has promised is met."""
    plan = fetch(session, actor, plan_id)
    require(actor, PlanAction.ASSESS, plan)
    need = next((row for row in needs_in(session, plan, ()) if row.id == need_id), None)
    if need is None:
        raise NotFound
    subject = f"{GAP}{need_id}"
    clean = words.body(said, field=subject, most=LONGEST_EVIDENCE, needed=False)
    return _write(session, actor, plan, subject, None, clean, version, need.words or need.competence)


def _write(
    session: Session,
    actor: Actor,
    plan: Plan,
    subject: str,
    score: int | None,
    evidence: str,
    version: int,
    name: str,
) -> int:
    there = session.exec(
        select(Assessment).where(Assessment.plan_id == plan.id, Assessment.subject == subject)
    ).one_or_none()
    if there and (there.score, there.evidence) == (score, evidence):
        return there.version
    if (there.version if there else 0) != version:
        raise Conflict("assessment_meanwhile")
    row = there or Assessment(plan_id=plan.id, subject=subject, edited_by=actor.id)
    row.score, row.evidence, row.edited_by, row.edited_at = score, evidence, actor.id, now()
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        # Somebody else's first words came in between our look and our write.
        raise Conflict("assessment_meanwhile") from None
    journal.record(session, actor, Kind.PLAN, plan.id, PlanAction.ASSESS, why=name[:200])
    return row.version


def _assessed(criterion: Criterion, said: tuple[Assessment, str] | None) -> Assessed:
    if said is None:
        return Assessed(criterion)
    row, who = said
    return Assessed(criterion, row.score, row.evidence, row.version, who, row.edited_at)


def _gap(need: Need, said: tuple[Assessment, str] | None) -> Gap:
    return Gap(need, said[0].evidence, said[0].version) if said else Gap(need)
