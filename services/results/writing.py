"""The lead writes what the project achieved; nothing of it is public before every implementer has agreed."""

from typing import Any

from sqlmodel import Session, func, select

from models import Conflict, Kind, NotFound, Plan, PlanAction, ProjectResults, ResultStory, WrongState
from services import anonymous, clicks, journal
from services.actors import Actor
from services.plans.access import fetch, require

LONGEST_SUMMARY, LONGEST_TITLE, LONGEST_STORY = 3000, 120, 2000
MOST_STORIES = 12


def write(session: Session, actor: Actor, plan_id: int, summary: str, *, seen: str) -> ProjectResults:
    """Writes the text over the one that was seen; Conflict when somebody else has changed it.

    By its words and not by the row's number: an agreement changes the row, and no word of it.
    """
    plan = _writable(session, actor, plan_id)
    results = of_plan(session, plan) or ProjectResults(plan_id=plan.id)
    if results.summary != seen:
        raise Conflict("results_meanwhile")
    results.summary = anonymous.body(summary, field="summary", most=LONGEST_SUMMARY, needed=False)
    session.add(results)
    session.flush()
    _record(session, actor, plan)
    return results


def add_story(session: Session, actor: Actor, plan_id: int, title: str, body: str) -> ResultStory:
    plan = _writable(session, actor, plan_id)
    said: dict[str, Any] = {"plan_id": plan.id} | _clean(title, body)
    if made := clicks.just_made(session, ResultStory, **said):
        return made
    if session.exec(select(func.count()).where(ResultStory.plan_id == plan.id)).one() >= MOST_STORIES:
        raise WrongState("stories_full", most=MOST_STORIES)
    if of_plan(session, plan) is None:
        session.add(ProjectResults(plan_id=plan.id))
    made = ResultStory(**said)
    session.add(made)
    session.flush()
    _record(session, actor, plan, made.title)
    return made


def edit_story(
    session: Session, actor: Actor, story_id: int, title: str, body: str, *, version: int
) -> ResultStory:
    plan, story = _story(session, actor, story_id, version)
    for name, value in _clean(title, body).items():
        setattr(story, name, value)
    _record(session, actor, plan, story.title)
    return story


def remove_story(session: Session, actor: Actor, story_id: int, *, version: int) -> None:
    """From what is being written; a page that is public keeps it until the next one is agreed to."""
    plan, story = _story(session, actor, story_id, version)
    _record(session, actor, plan, story.title)
    session.delete(story)
    session.flush()


def of_plan(session: Session, plan: Plan) -> ProjectResults | None:
    return session.exec(select(ProjectResults).where(ProjectResults.plan_id == plan.id)).one_or_none()


def _writable(session: Session, actor: Actor, plan_id: int) -> Plan:
    plan = fetch(session, actor, plan_id)
    require(actor, PlanAction.WRITE_RESULTS, plan)
    return plan


def _story(session: Session, actor: Actor, story_id: int, version: int) -> tuple[Plan, ResultStory]:
    story = session.get(ResultStory, story_id)
    if story is None:
        raise NotFound
    plan = _writable(session, actor, story.plan_id)
    if story.version != version:
        raise Conflict("results_meanwhile")
    return plan, story


def _clean(title: str, body: str) -> dict[str, str]:
    return {
        "title": anonymous.line(title, field="title", most=LONGEST_TITLE),
        "body": anonymous.body(body, field="body", most=LONGEST_STORY),
    }


def _record(session: Session, actor: Actor, plan: Plan, why: str = "") -> None:
    journal.record(session, actor, Kind.PLAN, plan.id, PlanAction.WRITE_RESULTS, why=why)
