"""What waits for the facilitators: a statement for each kind, with the same columns, so that all are drawn alike."""

from datetime import timedelta
from typing import Any

from sqlalchemy import Select, and_, case, func, literal, null, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from models import (
    PARTNER_REQUEST_OPEN,
    AdviceCase,
    AdviceSeat,
    AdviceSeatRole,
    AdviceState,
    Association,
    AssociationMember,
    Call,
    Comment,
    CommentState,
    Group,
    GroupState,
    Idea,
    IdeaState,
    Introduction,
    IntroductionSide,
    IntroductionState,
    Kind,
    MembershipState,
    PartnerRequest,
    Person,
    Plan,
    ReviewItem,
    ReviewState,
    Thread,
    now,
    today,
)
from services import calls
from services.actors import VISITOR, Actor
from services.advice import access as advice

# Before the day comes, and for as long after it as something can still be done.
SOON, STALE = timedelta(days=3), timedelta(days=30)
CALL_AHEAD = timedelta(days=45)
PARTNER_CALL_AHEAD = timedelta(days=7)
# An idea that nobody has answered for so long.
UNANSWERED = timedelta(days=14)

COLUMNS = ("id", "title", "who", "municipality", "colleague", "since", "due", "leads_to")


_claimer, _sender, _receiver, _home = (
    aliased(Person),
    aliased(Association),
    aliased(Association),
    aliased(Association),
)


def _selected(
    id_: Any,
    title: Any,
    *,
    who: Any = None,
    municipality: Any = None,
    colleague: Any = None,
    since: Any = None,
    due: Any = None,
    leads_to: Any = None,
) -> Select[Any]:
    """`leads_to` is the id that the link names."""
    given = (id_, title, who, municipality, colleague, since, due, id_ if leads_to is None else leads_to)
    return select(
        *((null() if each is None else each).label(name) for name, each in zip(COLUMNS, given, strict=True))
    )


def reviews(actor: Actor) -> Select[Any]:
    """Nobody judges their own association's things, nor their own words: those wait for a colleague."""
    item = ReviewItem
    others = or_(col(item.association_id).is_(None), col(item.association_id).not_in(actor.roles))
    return (
        _selected(
            col(item.id),
            col(item.title),
            who=col(_home.name),
            municipality=col(item.municipality),
            colleague=case((col(item.claimed_until) > now(), col(_claimer.name))),
            since=col(item.opened_at),
        )
        .outerjoin(_home, col(_home.id) == item.association_id)
        .outerjoin(_claimer, col(_claimer.id) == item.claimed_by)
        .where(
            col(item.state).in_((ReviewState.WAITING, ReviewState.APPEALED)),
            others,
            or_(col(item.author_id).is_(None), col(item.author_id) != actor.id),
        )
    )


def reviewed_by(person_id: int) -> Any:
    return and_(col(ReviewItem.claimed_by) == person_id, col(ReviewItem.claimed_until) > now())


def claims(actor: Actor) -> Select[Any]:
    """Those who ask to act for an association that came from a register and has nobody else who could answer."""
    return (
        _selected(
            col(AssociationMember.id),
            col(Association.name),
            who=col(Person.name),
            municipality=col(Association.municipality),
            since=col(AssociationMember.created_at),
            leads_to=col(Association.id),
        )
        .join(Association, col(Association.id) == AssociationMember.association_id)
        .join(Person, col(Person.id) == AssociationMember.person_id)
        .where(
            col(AssociationMember.state) == MembershipState.REQUESTED,
            # Nobody answers themselves.
            col(AssociationMember.person_id) != actor.id,
            col(Association.unclaimed),
            col(Association.merged_into).is_(None),
        )
    )


def advised(actor: Actor) -> Select[Any]:
    """The cases that this person advises in, and none of anybody else's: those are counted and never listed."""
    later = and_(
        col(AdviceCase.state) == AdviceState.ANSWERED,
        col(AdviceCase.follow_up_on) <= today(),
        col(AdviceCase.followed_up_at).is_(None),
    )
    chosen = advice.visible(actor).where(
        col(AdviceSeat.role) == AdviceSeatRole.ADVISER,
        or_(col(AdviceCase.state).in_((AdviceState.REQUESTED, AdviceState.SCHEDULED)), later),
    )
    columns = _selected(
        col(AdviceCase.id),
        # Its topic is sealed, and reading it is written down: the channel names it here.
        col(AdviceCase.channel),
        who=col(_home.name),
        municipality=col(AdviceCase.municipality),
        colleague=literal(actor.name),
        since=col(AdviceCase.active_at),
        due=case((later, col(AdviceCase.follow_up_on))),
    )
    return chosen.with_only_columns(*columns.selected_columns).outerjoin(
        _home, col(_home.id) == AdviceCase.association_id
    )


def advised_by(person_id: int) -> Any:
    return col(AdviceSeat.person_id) == person_id


def requests(_actor: Actor) -> Select[Any]:
    """Letters that nobody has answered, with the day near or past."""
    return (
        _selected(
            col(PartnerRequest.id),
            col(Idea.title),
            who=col(_sender.name) + literal(" → ") + col(_receiver.name),
            municipality=col(Idea.municipality),
            since=col(PartnerRequest.created_at),
            due=col(PartnerRequest.reply_by),
        )
        .join(Idea, col(Idea.id) == PartnerRequest.idea_id)
        .join(_sender, col(_sender.id) == PartnerRequest.from_association_id)
        .join(_receiver, col(_receiver.id) == PartnerRequest.to_association_id)
        .where(
            col(PartnerRequest.state).in_(PARTNER_REQUEST_OPEN),
            col(PartnerRequest.reply_by) <= today() + SOON,
        )
    )


# The day that presses: of the answers while they are awaited, then of asking how it went.
INTRODUCTION_DUE = case(
    (col(Introduction.state) == IntroductionState.PROPOSED, col(Introduction.reply_by)),
    else_=col(Introduction.follow_up_on),
)


def introduced(actor: Actor) -> Select[Any]:
    """Those whose day to answer is near, and those of which it is time to ask how it went."""
    names = (
        select(func.aggregate_strings(col(_home.name), " · "))
        .join(IntroductionSide, col(IntroductionSide.association_id) == _home.id)
        .where(col(IntroductionSide.introduction_id) == Introduction.id)
        .correlate(Introduction)
        .scalar_subquery()
    )
    own = select(col(IntroductionSide.introduction_id)).where(
        col(IntroductionSide.association_id).in_(actor.roles)
    )
    waits = or_(
        and_(
            col(Introduction.state) == IntroductionState.PROPOSED,
            col(Introduction.reply_by) <= today() + SOON,
        ),
        and_(
            col(Introduction.state).in_((IntroductionState.AGREED, IntroductionState.FOLLOWED_UP)),
            col(Introduction.follow_up_on) <= today(),
        ),
    )
    return (
        _selected(
            col(Introduction.id),
            names,
            colleague=col(_claimer.name),
            since=col(Introduction.created_at),
            due=INTRODUCTION_DUE,
        )
        .join(_claimer, col(_claimer.id) == Introduction.proposed_by)
        .where(waits, col(Introduction.id).not_in(own))
    )


def _ideas_of(*when: Any, due: Any = None) -> Select[Any]:
    return (
        _selected(
            col(Idea.id),
            col(Idea.title),
            who=col(_home.name),
            municipality=col(Idea.municipality),
            since=col(Idea.published_at),
            due=due,
        )
        .join(_home, col(_home.id) == Idea.association_id)
        .where(col(Idea.state) == IdeaState.PUBLISHED, col(Idea.seeks_nobody).is_(False), *when)
    )


def partner_calls(_actor: Actor) -> Select[Any]:
    """Ideas whose day until which partners are sought comes, or came lately and was not moved."""
    near = col(Idea.reply_by).between(today() - STALE, today() + PARTNER_CALL_AHEAD)
    return _ideas_of(near, due=col(Idea.reply_by))


def unanswered(_actor: Actor) -> Select[Any]:
    """Published a good while ago: no letter, no comment and no plan since."""
    letters = select(col(PartnerRequest.id)).where(col(PartnerRequest.idea_id) == Idea.id)
    comments = select(col(Comment.id)).where(
        col(Comment.subject_kind) == Kind.IDEA,
        col(Comment.subject_id) == Idea.id,
        col(Comment.state) == CommentState.VISIBLE,
    )
    plans = select(col(Plan.id)).where(col(Plan.idea_id) == Idea.id)
    return _ideas_of(
        col(Idea.published_at) < now() - UNANSWERED, ~letters.exists(), ~comments.exists(), ~plans.exists()
    )


def closing_calls(_actor: Actor) -> Select[Any]:
    """The funders' calls that close soon; they are of the whole region."""
    return _selected(col(Call.id), col(Call.name), who=col(Call.authority), due=col(Call.closes_on)).where(
        calls.known(VISITOR), col(Call.closes_on).between(today(), today() + CALL_AHEAD)
    )


SPOKE_AT = func.coalesce(
    select(func.max(Thread.active_at))
    .where(col(Thread.group_id) == Group.id)
    .correlate(Group)
    .scalar_subquery(),
    col(Group.created_at),
)


def quiet_groups(_actor: Actor) -> Select[Any]:
    return (
        _selected(
            col(Group.id),
            col(Group.name),
            who=col(_home.name),
            municipality=col(Group.municipality),
            since=SPOKE_AT,
        )
        .outerjoin(_home, col(_home.id) == Group.association_id)
        # What counts as quiet, its hosts read the same way: `services/hosting/quiet.py`.
        .where(col(Group.state) == GroupState.ACTIVE, col(Group.quiet_since).is_not(None))
    )
