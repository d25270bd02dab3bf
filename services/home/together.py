"""What waits for a person in plans and in groups: to be confirmed, agreed to, applied for, voted on, met for, done."""

from textwrap import shorten

from sqlalchemy import select
from sqlmodel import Session, col

from models import Plan, Task, TaskState, now, today
from services import confirmations, decisions, meetings, progress, results
from services.actors import Actor
from services.home.rows import MOST, SOON, Waiting, day_of, rows_of
from services.plans.access import address

# As much of what changes as fits a line or two.
TITLE = 120


def to_confirm(session: Session, actor: Actor) -> list[Waiting]:
    """Plans that wait for the yes of an association that this person owns."""
    return [
        Waiting(each.plan, confirmations.address(each.plan_id), each.association, each.reply_by)
        for each in confirmations.waiting_for(session, actor, most=MOST)
    ]


def to_agree_to(session: Session, actor: Actor) -> list[Waiting]:
    """Pages of results that become public when ours agrees, too."""
    return [
        Waiting(plan, address(plan_id, "running", "results"), association)
        for plan_id, plan, association in results.waiting_for(session, actor, most=MOST)
    ]


def to_apply_for(session: Session, actor: Actor) -> list[Waiting]:
    """Changes to a project under way that ours has to apply for."""
    return [
        Waiting(shorten(what, TITLE, placeholder=" …"), address(plan_id, "running", "changes"), plan)
        for plan_id, what, plan in progress.changes_to_apply(session, actor, most=MOST)
    ]


def to_vote_on(session: Session, actor: Actor) -> list[Waiting]:
    """What is put to a vote that this person has, or casts for an association."""
    return [
        Waiting(title, decisions.address(proposal_id), due=day_of(closes_at))
        for proposal_id, title, closes_at in decisions.waiting_for(session, actor, most=MOST)
    ]


def to_meet(session: Session, actor: Actor) -> list[Waiting]:
    coming = meetings.waiting_for(session, actor, until=now() + SOON, most=MOST)
    return [
        Waiting(card.title, meetings.address(card.id), card.place, begins=card.starts_at) for card in coming
    ]


def promised(session: Session, actor: Actor) -> list[Waiting]:
    promised = meetings.points_for(session, actor, until=today() + SOON, most=MOST)
    return [
        Waiting(point.title, meetings.address(point.meeting_id), point.meeting, point.due_on)
        for point in promised
    ]


def tasks(session: Session, actor: Actor) -> list[Waiting]:
    query = (
        select(col(Task.plan_id), col(Task.title), col(Plan.name), col(Task.ends_on))
        .join(Plan, col(Plan.id) == Task.plan_id)
        .where(
            col(Task.owner_id) == actor.id,
            col(Task.state) != TaskState.DONE,
            col(Task.ends_on) <= today() + SOON,
        )
        .order_by(col(Task.ends_on), col(Task.id))
    )
    return rows_of(session, query, "plan")
