"""The verdicts of each noun on people in each role: who they are, a thing of each kind, and what is asked."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from models import (
    AdviceAction,
    AdviceSeatRole,
    Article,
    ArticleAction,
    Association,
    AssociationAction,
    AssociationRole,
    Attachment,
    AttachmentAction,
    Ballot,
    Call,
    CallAction,
    Comment,
    CommentAction,
    Event,
    EventAction,
    Group,
    GroupAction,
    GroupRole,
    Idea,
    IdeaAction,
    ImplementerRole,
    IntroductionAction,
    JoiningAction,
    Kind,
    Meeting,
    MeetingAction,
    PartnerRequest,
    PartnerRequestAction,
    PartnerSetAction,
    Plan,
    PlanAction,
    PlanPart,
    Proposal,
    ProposalAction,
    RequestDirection,
    RevisionAction,
    ServiceRole,
    Story,
    StoryAction,
    Thread,
    ThreadAction,
    VoteBy,
)
from services import (
    advice,
    articles,
    associations,
    calls,
    circles,
    comments,
    decisions,
    events,
    files,
    groups,
    ideas,
    introductions,
    joinings,
    meetings,
    partner_requests,
    partner_sets,
    plans,
    stories,
    threads,
)
from services.actors import VISITOR, Actor

OURS, THEIRS, LEADS = 1, 2, 3
GROUP = 1


def _of(association_id: int, role: AssociationRole, service: ServiceRole = ServiceRole.MEMBER) -> Actor:
    return Actor(
        person_id=10,
        role=service,
        verified=True,
        acting_for=association_id,
        roles={association_id: role},
        verified_associations=frozenset({association_id}),
    )


ROLES: dict[str, Actor] = {
    "visitor": VISITOR,
    "stranger": _of(THEIRS, AssociationRole.OWNER),
    "viewer": _of(OURS, AssociationRole.VIEWER),
    "editor": _of(OURS, AssociationRole.EDITOR),
    "owner": _of(OURS, AssociationRole.OWNER),
    "facilitator": Actor(person_id=11, role=ServiceRole.FACILITATOR),
    "facilitator, own": _of(OURS, AssociationRole.EDITOR, ServiceRole.FACILITATOR),
    "admin": Actor(person_id=12, role=ServiceRole.ADMIN),
}


RIGHTS_WORDS = (
    "Whether the act is this role's at all; the steps above say in which state it is open. The columns owner, editor "
    "and viewer are people of the association that the thing belongs to; “facilitator, own” is a facilitator who is an "
    "editor of it; a stranger owns another, verified association."
)

_host = {
    "host": Actor(person_id=13, groups={GROUP: GroupRole.HOST}),
    "member": Actor(person_id=14, groups={GROUP: GroupRole.MEMBER}),
}
_sender_and_receiver = {
    "sender's owner": _of(OURS, AssociationRole.OWNER),
    "sender's viewer": _of(OURS, AssociationRole.VIEWER),
    "receiver's owner": _of(THEIRS, AssociationRole.OWNER),
    "receiver's viewer": _of(THEIRS, AssociationRole.VIEWER),
    "stranger": _of(LEADS, AssociationRole.OWNER),
    "facilitator": ROLES["facilitator"],
    "admin": ROLES["admin"],
}
_two_sides = {
    "one side's editor": _of(OURS, AssociationRole.EDITOR),
    "one side's viewer": _of(OURS, AssociationRole.VIEWER),
    "other side's editor": _of(THEIRS, AssociationRole.EDITOR),
    "stranger": _of(LEADS, AssociationRole.OWNER),
    "facilitator": ROLES["facilitator"],
    "facilitator, own": ROLES["facilitator, own"],
    "admin": ROLES["admin"],
}
_implementers = {
    "lead's editor": _of(LEADS, AssociationRole.EDITOR),
    "part's editor": _of(OURS, AssociationRole.EDITOR),
    "part's viewer": _of(OURS, AssociationRole.VIEWER),
    "other part's editor": _of(THEIRS, AssociationRole.EDITOR),
    "facilitator": ROLES["facilitator"],
    "admin": ROLES["admin"],
}

_in_group = {
    "visitor": VISITOR,
    "member, own": Actor(person_id=1, groups={GROUP: GroupRole.MEMBER}),
    "member": _host["member"],
    "host": _host["host"],
    "facilitator": ROLES["facilitator"],
    "admin": ROLES["admin"],
}

_article = Article(id=1, author_id=1, title="", body="")
_story = Story(id=1, association_id=OURS, author_id=1, title="", body="")
_association = Association(id=OURS, name="", sort_key="")
_group = Group(id=GROUP, name="", sort_key="", association_id=OURS, created_by=1)
_thread = Thread(id=1, group_id=GROUP, author_id=1, association_id=OURS, title="", body="")
_comment = Comment(id=1, subject_kind=Kind.IDEA, subject_id=1, author_id=1, association_id=OURS, body="")
_file: dict[str, Any] = {"name": "", "media_type": "", "size": 1, "sha256": "", "author_id": 1}
_ideas_file = Attachment(id=1, subject_kind=Kind.IDEA, subject_id=1, association_id=OURS, **_file)
_groups_file = Attachment(id=1, subject_kind=Kind.GROUP, subject_id=GROUP, association_id=OURS, **_file)
_idea = Idea(id=1, association_id=OURS, author_id=1)
_request = PartnerRequest(
    id=1,
    idea_id=1,
    from_association_id=OURS,
    to_association_id=THEIRS,
    direction=RequestDirection.INVITATION,
    role=ImplementerRole.LEAD,
    reply_by=date.max,
    sent_by=1,
)
_event = Event(id=1, title="", starts_at=datetime.min, ends_at=datetime.max, created_by=1)
_call = Call(id=1, slug="", name="", programme="", opens_on=date.min, closes_on=date.max)
_pair = joinings.Pair(_idea, Idea(id=2, association_id=THEIRS, author_id=1))
_plan = Plan(id=1, idea_id=1, name="", lead_association_id=LEADS, created_by=1)
_part = PlanPart(id=1, plan_id=1, association_id=OURS, role=ImplementerRole.CO_IMPLEMENTER)

_proposal = Proposal(
    id=1,
    group_id=GROUP,
    author_id=1,
    title="",
    vote_by=VoteBy.PERSON,
    ballot=Ballot.OPEN,
    closes_at=datetime.max,
)
_meeting = Meeting(id=1, group_id=GROUP, author_id=1, title="", starts_at=datetime.min, ends_at=datetime.max)

# Without a seat nobody knows of a case, so a role in the service gives nothing here.
_seats = dict(enumerate(AdviceSeatRole, start=21))
_seated = {role.value: Actor(person_id=number) for number, role in _seats.items()} | {
    "facilitator": ROLES["facilitator"],
    "admin": ROLES["admin"],
}

RIGHTS: dict[str, tuple[Iterable[StrEnum], Callable[[Actor, Any], bool], dict[str, Actor]]] = {
    "Association": (AssociationAction, lambda who, act: associations.may(who, act, _association), ROLES),
    "Group": (GroupAction, lambda who, act: groups.may(who, act, _group), ROLES | _host),
    "Discussion": (ThreadAction, lambda who, act: threads.may(who, act, _thread), ROLES),
    "Comment": (CommentAction, lambda who, act: comments.may(who, act, _comment), ROLES),
    "Attachment of an idea or a plan's part": (
        AttachmentAction,
        lambda who, act: files.may(who, act, _ideas_file),
        ROLES,
    ),
    "Attachment of a group": (
        AttachmentAction,
        lambda who, act: files.may(who, act, _groups_file),
        ROLES | _host | {"sender": Actor(person_id=1, groups={GROUP: GroupRole.MEMBER})},
    ),
    "Idea": (IdeaAction, lambda who, act: ideas.may(who, act, _idea), ROLES),
    "Edits of a published idea": (RevisionAction, lambda who, act: ideas.may_revise(who, act, _idea), ROLES),
    "Partner request": (
        PartnerRequestAction,
        lambda who, act: partner_requests.may(who, act, _request),
        _sender_and_receiver,
    ),
    "Set of partners asked together": (
        PartnerSetAction,
        lambda who, act: partner_sets.may(who, act, _idea),
        ROLES,
    ),
    "Event": (EventAction, lambda who, act: events.may(who, act, _event), ROLES),
    "Call": (CallAction, lambda who, act: calls.may(who, act, _call), ROLES),
    "Introduction": (
        IntroductionAction,
        lambda who, act: introductions.may(who, act, (OURS, THEIRS)),
        _two_sides,
    ),
    "Joining of two ideas": (JoiningAction, lambda who, act: joinings.may(who, act, _pair), _two_sides),
    "Decision of a group": (
        ProposalAction,
        lambda who, act: decisions.may(who, act, _proposal, circles.of_group(who, _group)),
        _in_group,
    ),
    "Meeting of a group": (
        MeetingAction,
        lambda who, act: meetings.may(who, act, _meeting, circles.of_group(who, _group)),
        _in_group,
    ),
    "Article": (ArticleAction, lambda who, act: articles.may(who, act, _article), ROLES),
    "Story": (StoryAction, lambda who, act: stories.may(who, act, _story), ROLES),
    "Advice case, by seat": (
        AdviceAction,
        lambda who, act: advice.may(_seats.get(who.person_id or 0), act),
        _seated,
    ),
    "Plan": (PlanAction, lambda who, act: plans.theirs(who, act, _plan, _part), _implementers),
}
