"""Lends the nouns' visible selects to the notices, which stand below the nouns: importing it is enough."""

from typing import Any

from sqlalchemy import Select, String, cast, literal
from sqlmodel import col

from models import (
    AdviceCase,
    Article,
    Association,
    Bulletin,
    Call,
    Event,
    Feedback,
    Group,
    Idea,
    Introduction,
    Joining,
    Kind,
    Meeting,
    PartnerRequest,
    PartnerSet,
    Plan,
    ProjectResults,
    Proposal,
    Story,
    Thread,
)
from services import (
    advice,
    articles,
    associations,
    bulletins,
    calls,
    decisions,
    events,
    feedback,
    groups,
    ideas,
    introductions,
    joinings,
    meetings,
    partner_requests,
    partner_sets,
    stories,
    threads,
)
from services.actors import Actor
from services.notices import sights
from services.plans import access as plans
from services.results import access as results


def _requests(actor: Actor) -> Select[Any]:
    asked = partner_requests.visible(actor, col(PartnerRequest.id), col(Idea.title))
    return asked.join(Idea, col(Idea.id) == PartnerRequest.idea_id)


def _bulletins(actor: Actor) -> Select[Any]:
    return bulletins.visible(actor, col(Bulletin.id), literal(""))


def _introductions(actor: Actor) -> Select[Any]:
    return introductions.visible(actor, col(Introduction.id), literal(""))


def _joinings(actor: Actor) -> Select[Any]:
    return joinings.visible(actor, col(Joining.id), literal(""))


def _plans(actor: Actor) -> Any:
    return plans.visible(actor).with_only_columns(col(Plan.id), col(Plan.name))


def _results(actor: Actor) -> Any:
    asked = results.visible(actor).join(Plan, col(Plan.id) == ProjectResults.plan_id)
    return asked.with_only_columns(col(ProjectResults.id), col(Plan.name))


def _advice(actor: Actor) -> Select[Any]:
    # By its number: never a word of a case stands in a notice or a letter.
    return advice.visible(actor, col(AdviceCase.id), cast(col(AdviceCase.id), String).label("name"))


def _feedback(actor: Actor) -> Select[Any]:
    return feedback.visible(actor, col(Feedback.id), literal(""))


sights.lend(Kind.ADVICE, _advice)
sights.lend(Kind.ARTICLE, lambda a: articles.visible(a, col(Article.id), col(Article.title)))
sights.lend(Kind.ASSOCIATION, lambda a: associations.visible(a, col(Association.id), col(Association.name)))
sights.lend(Kind.BULLETIN, _bulletins)
sights.lend(Kind.CALL, lambda a: calls.visible(a, col(Call.id), col(Call.name)))
sights.lend(Kind.DECISION, lambda a: decisions.visible(a, col(Proposal.id), col(Proposal.title)))
sights.lend(Kind.EVENT, lambda a: events.visible(a, col(Event.id), col(Event.title)))
sights.lend(Kind.FEEDBACK, _feedback)
sights.lend(Kind.GROUP, lambda a: groups.visible(a, col(Group.id), col(Group.name)))
sights.lend(Kind.IDEA, lambda a: ideas.visible(a, col(Idea.id), col(Idea.title)))
sights.lend(Kind.INTRODUCTION, _introductions)
sights.lend(Kind.JOINING, _joinings)
sights.lend(Kind.MEETING, lambda a: meetings.visible(a, col(Meeting.id), col(Meeting.title)))
sights.lend(Kind.PARTNER_REQUEST, _requests)
sights.lend(Kind.PARTNER_SET, lambda a: partner_sets.visible(a, col(PartnerSet.id), col(Idea.title)))
sights.lend(Kind.PLAN, _plans)
sights.lend(Kind.RESULTS, _results)
sights.lend(Kind.STORY, lambda a: stories.visible(a, col(Story.id), col(Story.title)))
sights.lend(Kind.THREAD, lambda a: threads.visible(a, col(Thread.id), col(Thread.title)))
