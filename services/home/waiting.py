"""What waits for a person, by what presses most."""

from collections.abc import Iterable
from datetime import timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import and_, or_, select
from sqlmodel import Session, col

from models import (
    Association,
    AssociationMember,
    AssociationState,
    Call,
    Event,
    EventSeat,
    EventState,
    Group,
    GroupMember,
    GroupState,
    Idea,
    IdeaState,
    MembershipState,
    PartnerRequest,
    PartnerRequestState,
    Person,
    SeatState,
    now,
    today,
)
from services import (
    accounts,
    calls,
    introductions,
    joinings,
)
from services.actors import VISITOR, Actor
from services.home import together
from services.home.rows import MOST, SOON, Waiting, day_of, rows_of

# A call is worth preparing for long before it closes.
CALL_AHEAD = timedelta(days=90)


class Block(StrEnum):
    """The groups of things that wait, in the order in which they press."""

    REQUESTS = "requests"
    SEATS = "seats"
    VOTES = "votes"
    CONFIRMATIONS = "confirmations"
    RESULTS = "results"
    CHANGES = "changes"
    INTRODUCTIONS = "introductions"
    JOININGS = "joinings"
    INVITATIONS = "invitations"
    MEMBERSHIPS = "memberships"
    RETURNED = "returned"
    MEETINGS = "meetings"
    TASKS = "tasks"
    POINTS = "points"
    REPLIES = "replies"
    DRAFTS = "drafts"
    CALLS = "calls"


def waits_for(session: Session, actor: Actor) -> dict[Block, list[Waiting]]:
    """What this person can act on now; a block in which nothing waits is left out."""
    if actor.is_visitor:
        return {}
    found = {
        Block.REQUESTS: _requests(session, actor),
        Block.SEATS: _seats(session, actor),
        Block.VOTES: together.to_vote_on(session, actor),
        Block.CONFIRMATIONS: together.to_confirm(session, actor),
        Block.RESULTS: together.to_agree_to(session, actor),
        Block.CHANGES: together.to_apply_for(session, actor),
        Block.INTRODUCTIONS: _introductions(session, actor),
        Block.JOININGS: _joinings(session, actor),
        Block.INVITATIONS: _invitations(session, actor),
        Block.MEMBERSHIPS: _memberships(session, actor),
        Block.RETURNED: _returned(session, actor),
        Block.MEETINGS: together.to_meet(session, actor),
        Block.TASKS: together.tasks(session, actor),
        Block.POINTS: together.promised(session, actor),
        Block.REPLIES: _replies(session, actor),
        Block.DRAFTS: _drafts(session, actor),
        Block.CALLS: _calls(session),
    }
    return {block: rows for block, rows in found.items() if rows}


def _writing(actor: Actor) -> list[int]:
    return [association_id for association_id in actor.roles if actor.acts_for(association_id)]


def _requests(session: Session, actor: Actor) -> list[Waiting]:
    """Requests to answer, and questions that were asked about ours."""
    mine = _writing(actor)
    to_answer = and_(
        col(PartnerRequest.state) == PartnerRequestState.SENT, col(PartnerRequest.to_association_id).in_(mine)
    )
    to_reply = and_(
        col(PartnerRequest.state) == PartnerRequestState.QUESTION,
        col(PartnerRequest.from_association_id).in_(mine),
    )
    query = (
        select(col(PartnerRequest.id), col(Idea.title), col(Association.name), col(PartnerRequest.reply_by))
        .join(Idea, col(Idea.id) == PartnerRequest.idea_id)
        .join(
            Association,
            or_(
                and_(to_answer, col(Association.id) == PartnerRequest.from_association_id),
                and_(to_reply, col(Association.id) == PartnerRequest.to_association_id),
            ),
        )
        .order_by(col(PartnerRequest.reply_by), col(PartnerRequest.id))
    )
    return rows_of(session, query, "request")


def _seats(session: Session, actor: Actor) -> list[Waiting]:
    """Seats that are kept for this person until they are confirmed."""
    query = (
        select(col(Event.id), col(Event.title), col(Event.place), col(EventSeat.offered_until))
        .join(EventSeat, col(EventSeat.event_id) == Event.id)
        .where(
            col(EventSeat.person_id) == actor.id,
            col(EventSeat.state) == SeatState.OFFERED,
            col(EventSeat.offered_until) > now(),
            col(Event.state) == EventState.PUBLISHED,
        )
        .order_by(col(EventSeat.offered_until), col(Event.id))
    )
    return [
        Waiting(title, f"/event?id={event_id}", place, day_of(until))
        for event_id, title, place, until in session.execute(query.limit(MOST))
    ]


def _introductions(session: Session, actor: Actor) -> list[Waiting]:
    """Associations whom a facilitator would like ours to get to know."""
    return [
        Waiting(each.others, introductions.address(each.id), due=each.reply_by)
        for each in introductions.waiting_for(session, actor, most=MOST)
    ]


def _joinings(session: Session, actor: Actor) -> list[Waiting]:
    """Proposals to join an idea of ours with another one that reads alike."""
    return [
        Waiting(each.title, f"/joining?id={each.id}", each.other)
        for each in joinings.waiting_for(session, actor, most=MOST)
    ]


def _invitations(session: Session, actor: Actor) -> list[Waiting]:
    groups = (
        select(col(Group.id), col(Group.name))
        .join(GroupMember, col(GroupMember.group_id) == Group.id)
        .where(
            col(GroupMember.person_id) == actor.id,
            col(GroupMember.state) == MembershipState.INVITED,
            col(Group.state) == GroupState.ACTIVE,
        )
        .order_by(col(GroupMember.id))
    )
    associations = [
        Waiting(each.association, f"/invitation?id={each.id}", each.inviter, each.expires_at.date())
        for each in accounts.invitations_for(session, actor)[:MOST]
        if each.state == accounts.LinkState.OPEN
    ]
    return associations + rows_of(session, groups, "group")


def _memberships(session: Session, actor: Actor) -> list[Waiting]:
    """People who ask to join what this person decides about."""
    owned = [association_id for association_id in actor.roles if actor.owns(association_id)]
    hosted = [group_id for group_id in actor.groups if actor.hosts(group_id)]
    associations = (
        select(col(Association.id), col(Person.name), col(Association.name))
        .join(AssociationMember, col(AssociationMember.association_id) == Association.id)
        .join(Person, col(Person.id) == AssociationMember.person_id)
        .where(col(Association.id).in_(owned), col(AssociationMember.state) == MembershipState.REQUESTED)
        .order_by(col(AssociationMember.id))
    )
    groups = (
        select(col(Group.id), col(Person.name), col(Group.name))
        .join(GroupMember, col(GroupMember.group_id) == Group.id)
        .join(Person, col(Person.id) == GroupMember.person_id)
        .where(col(Group.id).in_(hosted), col(GroupMember.state) == MembershipState.REQUESTED)
        .order_by(col(GroupMember.id))
    )
    return rows_of(session, associations, "association") + rows_of(session, groups, "group")


def _returned(session: Session, actor: Actor) -> list[Waiting]:
    """What a facilitator sent back, to be mended and handed in again."""
    mine = _writing(actor)
    ideas = _ideas(mine, IdeaState.RETURNED)
    groups = select(col(Group.id), col(Group.name)).where(
        col(Group.association_id).in_(mine), col(Group.state) == GroupState.RETURNED
    )
    associations = select(col(Association.id), col(Association.name)).where(
        col(Association.id).in_(mine), col(Association.state) == AssociationState.DECLINED
    )
    return [
        *rows_of(session, ideas, "idea"),
        *rows_of(session, groups.order_by(col(Group.id)), "group"),
        *rows_of(session, associations.order_by(col(Association.id)), "association"),
    ]


def _ideas(associations: Iterable[int], state: IdeaState) -> Any:
    return (
        select(col(Idea.id), col(Idea.title))
        .where(col(Idea.association_id).in_(associations), col(Idea.state) == state)
        .order_by(col(Idea.saved_at).desc(), col(Idea.id))
    )


def _drafts(session: Session, actor: Actor) -> list[Waiting]:
    return rows_of(session, _ideas(_writing(actor), IdeaState.DRAFT), "idea_form")


def _replies(session: Session, actor: Actor) -> list[Waiting]:
    """Ideas of ours whose partners should answer soon."""
    query = (
        select(col(Idea.id), col(Idea.title), col(Association.name), col(Idea.reply_by))
        .join(Association, col(Association.id) == Idea.association_id)
        .where(
            col(Idea.association_id).in_(_writing(actor)),
            col(Idea.state) == IdeaState.PUBLISHED,
            col(Idea.reply_by).between(today(), today() + SOON),
        )
        .order_by(col(Idea.reply_by), col(Idea.id))
    )
    return rows_of(session, query, "idea")


def _calls(session: Session) -> list[Waiting]:
    query = (
        select(col(Call.id), col(Call.name), col(Call.authority), col(Call.closes_on))
        .where(calls.known(VISITOR), col(Call.closes_on).between(today(), today() + CALL_AHEAD))
        .order_by(col(Call.closes_on), col(Call.id))
    )
    return rows_of(session, query, "call")
