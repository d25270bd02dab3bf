"""What each step of a tour is done by, as one question to the database, and where it is done."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, exists, literal
from sqlmodel import col

from models import (
    AdviceSlot,
    Association,
    AssociationMember,
    AssociationTag,
    Budget,
    Comment,
    Endorsement,
    Event,
    GroupMember,
    GuideStep,
    Idea,
    IdeaState,
    PartnerRequest,
    Plan,
    PlanField,
    Ruling,
    Task,
    Tour,
)
from services.actors import Actor

STEPS: dict[Tour, tuple[GuideStep, ...]] = {
    Tour.MEMBER: (
        GuideStep.EMAIL,
        GuideStep.ASSOCIATION,
        GuideStep.GROUP,
        GuideStep.VOICE,
        GuideStep.SETTINGS,
    ),
    Tour.ASSOCIATION: (
        GuideStep.PROFILE,
        GuideStep.GROUP,
        GuideStep.IDEA,
        GuideStep.PARTNERS,
        GuideStep.SETTINGS,
    ),
    Tour.MANAGER: (
        GuideStep.CALL,
        GuideStep.WORDS,
        GuideStep.SCHEDULE,
        GuideStep.MONEY,
        GuideStep.READINESS,
        GuideStep.SETTINGS,
    ),
    Tour.FACILITATOR: (
        GuideStep.REVIEW,
        GuideStep.TIMES,
        GuideStep.EVENT,
        GuideStep.STATISTICS,
        GuideStep.SETTINGS,
    ),
}


@dataclass(frozen=True)
class Ground:
    """What the steps are asked about: a person, the association that they act for, the plan that it leads."""

    actor: Actor
    association_id: int = 0
    plan_id: int = 0
    looked_at: frozenset[GuideStep] = frozenset()


def done_by(ground: Ground, step: GuideStep) -> ColumnElement[bool]:
    """Whether it is done, to be selected."""
    if step in ground.looked_at:
        return literal(True)
    if step in _PERSONAL:
        return _PERSONAL[step](ground.actor)
    if step in _OF_ASSOCIATION:
        return _OF_ASSOCIATION[step](ground.association_id)
    if step in _OF_PLAN:
        return _OF_PLAN[step](ground.plan_id)
    return literal(False)


def place_of(ground: Ground, step: GuideStep) -> str:
    """The address of the screen where it is done."""
    return _PLACES[step].format(association=ground.association_id, plan=ground.plan_id)


def _any(*where: Any) -> ColumnElement[bool]:
    return exists().where(*where)


# The question to ask of the person, of their association, of their plan.
Asked = Callable[[Any], ColumnElement[bool]]
_PERSONAL: dict[GuideStep, Asked] = {
    GuideStep.EMAIL: lambda me: literal(me.verified),
    # Asked to join is as far as one gets alone.
    GuideStep.ASSOCIATION: lambda me: _any(col(AssociationMember.person_id) == me.id),
    GuideStep.GROUP: lambda me: _any(col(GroupMember.person_id) == me.id),
    GuideStep.VOICE: lambda me: (
        _any(col(Comment.author_id) == me.id) | _any(col(Endorsement.person_id) == me.id)
    ),
    GuideStep.REVIEW: lambda me: _any(col(Ruling.ruled_by) == me.id),
    GuideStep.TIMES: lambda me: _any(col(AdviceSlot.adviser_id) == me.id),
    GuideStep.EVENT: lambda me: _any(col(Event.created_by) == me.id),
}
_OF_ASSOCIATION: dict[GuideStep, Asked] = {
    GuideStep.PROFILE: lambda ours: (
        _any(col(Association.id) == ours, col(Association.description) != "")
        & _any(col(AssociationTag.association_id) == ours)
    ),
    GuideStep.IDEA: lambda ours: _any(col(Idea.association_id) == ours, col(Idea.state) != IdeaState.DRAFT),
    GuideStep.PARTNERS: lambda ours: _any(col(PartnerRequest.from_association_id) == ours),
}
_OF_PLAN: dict[GuideStep, Asked] = {
    GuideStep.CALL: lambda plan: _any(col(Plan.id) == plan, col(Plan.call_id).is_not(None)),
    GuideStep.WORDS: lambda plan: _any(col(PlanField.plan_id) == plan, col(PlanField.text) != ""),
    GuideStep.SCHEDULE: lambda plan: _any(col(Task.plan_id) == plan),
    GuideStep.MONEY: lambda plan: _any(col(Budget.plan_id) == plan),
}
_PLACES = {
    GuideStep.EMAIL: "/account",
    GuideStep.ASSOCIATION: "/associations",
    GuideStep.GROUP: "/groups",
    GuideStep.VOICE: "/ideas",
    GuideStep.PROFILE: "/association_form?id={association}",
    GuideStep.IDEA: "/idea_form",
    GuideStep.PARTNERS: "/partners",
    GuideStep.CALL: "/plan?id={plan}",
    GuideStep.WORDS: "/plan?id={plan}&view=form",
    GuideStep.SCHEDULE: "/plan?id={plan}&view=schedule",
    GuideStep.MONEY: "/plan?id={plan}&view=money",
    GuideStep.READINESS: "/plan?id={plan}&view=finish&sub=readiness",
    GuideStep.REVIEW: "/moderation",
    GuideStep.TIMES: "/advice?show=times",
    GuideStep.EVENT: "/event_form",
    GuideStep.STATISTICS: "/statistics",
    GuideStep.SETTINGS: "/notice_settings",
}


def writing(actor: Actor) -> Iterable[int]:
    """The associations that this person writes for, the one that they act for first."""
    return sorted(filter(actor.acts_for, actor.roles), key=lambda one: one != actor.acting_for)
