"""What the people of the plan see of its results, what everybody sees, and how the facilitators judge it."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from models import (
    PLAN_RUNS,
    Association,
    FlagReason,
    Forbidden,
    ImplementerRole,
    Kind,
    NotFound,
    Plan,
    PlanAction,
    PlanPart,
    ProjectResults,
    ResultsAction,
    ResultsAgreement,
    ResultsState,
)
from services import journal, participants, reviews, words
from services.actors import Actor
from services.plans import access as plans_access
from services.results import page
from services.results.access import fetch, may, visible
from services.results.agreeing import agreed_in
from services.results.page import ResultsPage
from services.results.writing import of_plan

WHY_LENGTH = 1000


@dataclass(frozen=True)
class StoryRow:
    id: int
    title: str
    body: str
    version: int


@dataclass(frozen=True)
class PartAgreement:
    part_id: int
    association: str
    agreed_at: datetime | None
    may_agree: bool
    may_withdraw: bool


@dataclass(frozen=True)
class ResultsDraft:
    # 0 before anything was written.
    id: int
    state: ResultsState
    summary: str
    stories: list[StoryRow]
    # The page that the implementers are asked about; 0 before the first.
    number: int
    offered_at: datetime | None
    published_at: datetime | None
    # What is written, or counted, is no longer what they are asked about.
    changed: bool
    agreements: list[PartAgreement]
    may_write: bool


@dataclass(frozen=True)
class Shown:
    """A page as a reader finds it."""

    id: int
    plan_id: int
    page: ResultsPage
    state: ResultsState
    # It waits for agreements; only the people of the plan see it so.
    preview: bool
    # The reader is one of them.
    own: bool
    may_flag: bool


def draft_of(session: Session, actor: Actor, plan_id: int) -> ResultsDraft:
    plan = plans_access.fetch(session, actor, plan_id)
    results = of_plan(session, plan) or ProjectResults(id=0, plan_id=plan.id)
    given = agreed_in(session, results) if results.offered else {}
    is_out = results.published is not None
    agreements = [
        PartAgreement(
            part_id=part.id,
            association=name,
            agreed_at=given[part.id].agreed_at if part.id in given else None,
            may_agree=bool(results.offered)
            and part.id not in given
            and plans_access.may(actor, PlanAction.AGREE_RESULTS, plan, part),
            may_withdraw=(part.id in given or is_out)
            and plans_access.may(actor, PlanAction.WITHDRAW_RESULTS, plan, part),
        )
        for part, name in participants.implementers(session, plan)
    ]
    stories = [
        StoryRow(row.id, row.title, row.body, row.version) for row in page.stories_of(session, plan.id)
    ]
    return ResultsDraft(
        id=results.id,
        state=results.state,
        summary=results.summary,
        stories=stories,
        number=results.number,
        offered_at=results.offered_at,
        published_at=results.published_at,
        changed=_changed(session, results, plan),
        agreements=agreements,
        may_write=plans_access.may(actor, PlanAction.WRITE_RESULTS, plan),
    )


def waiting_for(session: Session, actor: Actor, *, most: int) -> list[tuple[int, str, str]]:
    """The plans, by id and name, whose page of results waits for an association that this person may agree for."""
    mine = [association_id for association_id in actor.roles if actor.acts_for(association_id)]
    given = select(ResultsAgreement.part_id).where(
        ResultsAgreement.part_id == PlanPart.id, ResultsAgreement.number == ProjectResults.number
    )
    query = (
        select(Plan.id, Plan.name, Association.name)
        .join(ProjectResults, col(ProjectResults.plan_id) == Plan.id)
        .join(PlanPart, col(PlanPart.plan_id) == Plan.id)
        .join(Association, col(Association.id) == PlanPart.association_id)
        .where(
            col(ProjectResults.offered_at).is_not(None),
            col(Plan.state).in_(PLAN_RUNS),
            col(PlanPart.association_id).in_(mine),
            PlanPart.role != ImplementerRole.COOPERATION_PARTNER,
            plans_access.taking_part(),
            ~given.exists(),
        )
        .order_by(col(ProjectResults.offered_at), col(PlanPart.id))
    )
    return [(plan_id, plan, name) for plan_id, plan, name in session.exec(query.limit(most))]


def shown(session: Session, actor: Actor, results_id: int, *, preview: bool = False) -> Shown:
    """The public page; to the plan's own people, when they ask, the one that waits for agreements.

    NotFound where there is nothing to see for this reader.
    """
    results = fetch(session, actor, results_id)
    own = plans_access.sees(session, actor, results.plan_id)
    kept = results.offered if preview and own else results.published
    if kept is None:
        raise NotFound
    return Shown(
        id=results.id,
        plan_id=results.plan_id,
        page=page.thawed(kept),
        state=results.state,
        preview=kept is not results.published,
        own=own,
        may_flag=may_flag(actor, results),
    )


def of_idea(session: Session, actor: Actor, idea_id: int) -> int | None:
    """The public results of the project that this idea became."""
    query = visible(actor).join(Plan, col(Plan.id) == ProjectResults.plan_id)
    found = session.exec(
        query.where(Plan.idea_id == idea_id, ProjectResults.state == ResultsState.PUBLISHED)
    ).first()
    return found.id if found else None


def public_of_plan(session: Session, actor: Actor, plan_id: int) -> int | None:
    query = visible(actor).where(
        ProjectResults.plan_id == plan_id, ProjectResults.state == ResultsState.PUBLISHED
    )
    found = session.exec(query).first()
    return found.id if found else None


def move(
    session: Session, actor: Actor, results_id: int, action: ResultsAction, *, why: str = ""
) -> ProjectResults:
    """Hides or restores; telling the author is the moderation's, which knows the reason."""
    results = fetch(session, actor, results_id)
    if not may(actor, action, results):
        raise Forbidden
    why = words.body(why, field="why", most=WHY_LENGTH, needed=False)
    before = results.state
    results.move(action)
    journal.record(
        session, actor, Kind.RESULTS, results.id, action, before=before, after=results.state, why=why
    )
    return results


def may_flag(actor: Actor, results: ProjectResults) -> bool:
    told_by = (results.published or {}).get("association_ids", [])
    is_out = results.state == ResultsState.PUBLISHED
    return not actor.is_visitor and is_out and not any(map(actor.belongs_to, told_by))


def flag(
    session: Session, actor: Actor, results_id: int, why: str, *, reason: FlagReason = FlagReason.OTHER
) -> None:
    """Asks the facilitators to look at a page."""
    results = fetch(session, actor, results_id)
    if not may_flag(actor, results):
        raise Forbidden
    why = words.body(why, field="why", most=WHY_LENGTH)
    reviews.flag(session, actor, Kind.RESULTS, results.id, why, reason=reason)


def _changed(session: Session, results: ProjectResults, plan: Plan) -> bool:
    """The day alone is no change."""
    if results.offered is None:
        return False
    written = page.frozen(session, plan, results)
    return any(written[name] != results.offered[name] for name in written if name != "as_of")
