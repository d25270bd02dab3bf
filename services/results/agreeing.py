"""How a page of results becomes public: the lead asks, every implementer agrees to exactly that page, any ends it."""

from sqlmodel import Session, select

from models import (
    Conflict,
    Invalid,
    JournalEntry,
    Kind,
    NotFound,
    OpenedBecause,
    Plan,
    PlanAction,
    PlanPart,
    ProjectResults,
    ResultsAction,
    ResultsAgreement,
    ResultsState,
    WrongState,
    now,
)
from services import journal, notices, participants, reviews
from services.actors import Actor
from services.plans.access import address, fetch, part_of, require
from services.plans.acts import writers
from services.results import page
from services.results.writing import of_plan


def offer(session: Session, actor: Actor, plan_id: int) -> ProjectResults:
    """Freezes the page as it is written and counted now and asks the others; the lead thereby agrees itself."""
    plan = fetch(session, actor, plan_id)
    require(actor, PlanAction.WRITE_RESULTS, plan)
    results = of_plan(session, plan)
    if results is None or not results.summary:
        raise Invalid("results_need_summary", field="summary")
    results.offered = page.frozen(session, plan, results)
    results.number += 1
    results.offered_at, results.offered_by = now(), actor.id
    session.flush()
    parts = [part for part, _ in participants.implementers(session, plan)]
    lead = next(part for part in parts if part.association_id == plan.lead_association_id)
    entry = journal.record(
        session, actor, Kind.PLAN, plan.id, PlanAction.WRITE_RESULTS, after=str(results.number)
    )
    _agree(session, actor, lead, results)
    if not _publish_if_agreed(session, actor, plan, results):
        _ask(session, entry, plan, [part for part in parts if part.id != lead.id])
    return results


def agree(session: Session, actor: Actor, plan_id: int, part_id: int, *, number: int) -> ProjectResults:
    """Agrees to the page of this number; Conflict when the lead has asked about another one meanwhile."""
    plan, part, results = _fetched(session, actor, plan_id, part_id, PlanAction.AGREE_RESULTS)
    if results.offered is None:
        raise WrongState("results_not_offered")
    if results.number != number:
        raise Conflict("results_offered_anew")
    entry = journal.record(session, actor, Kind.PLAN, plan.id, PlanAction.AGREE_RESULTS, after=str(number))
    _agree(session, actor, part, results)
    if not _publish_if_agreed(session, actor, plan, results):
        lead = notices.people_of(session, plan.lead_association_id)
        notices.tell(
            session, entry, lead, "results_agreed", address(plan.id, "running", "results"), plan=plan.name
        )
    return results


def withdraw(session: Session, actor: Actor, plan_id: int, part_id: int) -> ProjectResults:
    """Takes the agreement back: the page is gone from the public at once, whoever else agrees."""
    plan, part, results = _fetched(session, actor, plan_id, part_id, PlanAction.WITHDRAW_RESULTS)
    given = session.get(ResultsAgreement, part.id)
    if given is None and results.published is None:
        raise WrongState("results_not_agreed")
    if given is not None:
        session.delete(given)
    was_public = results.published is not None
    results.published = results.published_at = None
    before = results.state
    results.move(ResultsAction.WITHDRAW)
    session.flush()
    if was_public:
        reviews.close_item(session, Kind.RESULTS, results.id)
    told = {"before": before, "after": results.state}
    entry = journal.record(session, actor, Kind.PLAN, plan.id, PlanAction.WITHDRAW_RESULTS, **told)
    link = address(plan.id, "running", "results")
    notices.tell(session, entry, writers(session, plan), "results_withdrawn", link, plan=plan.name)
    return results


def agreed_in(session: Session, results: ProjectResults) -> dict[int, ResultsAgreement]:
    """By part: who has agreed to the page that is asked about now."""
    rows = session.exec(
        select(ResultsAgreement).where(
            ResultsAgreement.plan_id == results.plan_id, ResultsAgreement.number == results.number
        )
    )
    return {row.part_id: row for row in rows}


def _fetched(
    session: Session, actor: Actor, plan_id: int, part_id: int, action: PlanAction
) -> tuple[Plan, PlanPart, ProjectResults]:
    plan = fetch(session, actor, plan_id)
    part = part_of(session, plan, part_id)
    require(actor, action, plan, part)
    results = of_plan(session, plan)
    if results is None:
        raise NotFound
    return plan, part, results


def _agree(session: Session, actor: Actor, part: PlanPart, results: ProjectResults) -> None:
    given = session.get(ResultsAgreement, part.id) or ResultsAgreement(
        part_id=part.id, plan_id=part.plan_id, number=results.number, agreed_by=actor.id
    )
    given.number, given.agreed_by, given.agreed_at = results.number, actor.id, now()
    session.add(given)
    session.flush()


def _publish_if_agreed(session: Session, actor: Actor, plan: Plan, results: ProjectResults) -> bool:
    """Shows the page when nobody's agreement is missing; what is public is looked at afterwards."""
    agreed = agreed_in(session, results)
    if any(part.id not in agreed for part, _ in participants.implementers(session, plan)):
        return False
    again = results.published is not None
    results.published, results.published_at = results.offered, now()
    before = results.state
    results.move(ResultsAction.PUBLISH)
    session.flush()
    reviews.open_item(
        session,
        Kind.RESULTS,
        results.id,
        title=plan.name,
        association_id=plan.lead_association_id,
        author_id=results.offered_by,
        because=OpenedBecause.EDIT if again else OpenedBecause.NEW,
    )
    entry = journal.record(
        session, actor, Kind.RESULTS, results.id, ResultsAction.PUBLISH, before=before, after=results.state
    )
    if results.state == ResultsState.PUBLISHED:
        link = f"/results?id={results.id}"
        notices.tell(session, entry, writers(session, plan), "results_published", link, plan=plan.name)
    return True


def _ask(session: Session, entry: JournalEntry, plan: Plan, parts: list[PlanPart]) -> None:
    people = [person for part in parts for person in notices.people_of(session, part.association_id)]
    link = address(plan.id, "running", "results")
    notices.tell(session, entry, people, "results_offered", link, by_mail=True, plan=plan.name)
