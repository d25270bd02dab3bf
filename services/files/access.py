"""Who sees an attachment, who adds and removes: it follows from the thing that it hangs on."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, or_, select, true
from sqlmodel import Session, col

from models import (
    ATTACHMENT_LIFECYCLE,
    Attachment,
    AttachmentAction,
    AttachmentState,
    Event,
    Group,
    GroupRole,
    Idea,
    IdeaState,
    Kind,
    NotFound,
    Plan,
    PlanAction,
    PlanPart,
)
from services import events, groups, ideas, notices, plans
from services.actors import Actor
from services.plans.access import part_of
from services.plans.access import visible as visible_plans
from services.plans.acts import writers

# Before it is published an idea is its writers' alone, and a draft must not show in the review queue.
_OPEN_IDEAS = (IdeaState.PUBLISHED, IdeaState.RETURNED)
# Their people's own, and the facilitators' own.
_NOT_MODERATED = (Kind.PLAN, Kind.EVENT)


@dataclass(frozen=True)
class Subject:
    """What files hang on, as far as they care."""

    title: str
    link: str
    may_add: bool
    # Whose papers they are; None where each sender speaks for their own association.
    association_id: int | None
    # Who hears of a new file; asked only when there is one.
    listeners: Callable[[Session], list[int]]
    municipality: str = ""
    moderated: bool = True


def subject_of(
    session: Session, actor: Actor, kind: Kind, subject_id: int, part_id: int | None = None
) -> Subject:
    """NotFound when this person may not know of it, or it takes no files."""
    match kind:
        case Kind.GROUP:
            return _group(session, actor, subject_id)
        case Kind.IDEA:
            return _idea(session, actor, subject_id)
        case Kind.PLAN:
            return _plan(session, actor, subject_id, part_id)
        case Kind.EVENT:
            return _event(session, actor, subject_id)
    raise NotFound


def _group(session: Session, actor: Actor, group_id: int) -> Subject:
    group = groups.fetch(session, actor, group_id)
    if not groups.takes_part(actor, group.id):
        raise NotFound
    return Subject(
        title=group.name,
        link=f"/group?id={group.id}&show=files",
        may_add=group.meets,
        association_id=None,
        listeners=lambda session: groups.people_in(session, group.id),
        municipality=group.municipality,
    )


def _idea(session: Session, actor: Actor, idea_id: int) -> Subject:
    idea = ideas.fetch(session, actor, idea_id)
    return Subject(
        title=idea.title,
        link=f"/idea?id={idea.id}",
        may_add=actor.acts_for(idea.association_id) and idea.state in _OPEN_IDEAS,
        association_id=idea.association_id,
        listeners=lambda session: notices.people_of(session, idea.association_id),
        municipality=idea.municipality,
    )


def _plan(session: Session, actor: Actor, plan_id: int, part_id: int | None) -> Subject:
    plan = plans.fetch(session, actor, plan_id)
    part = part_of(session, plan, part_id) if part_id else None
    return Subject(
        title=plan.name,
        link=f"/plan?id={plan.id}&view=together&sub=files",
        may_add=part is not None and plans.may(actor, PlanAction.ATTACH, plan, part),
        association_id=part.association_id if part else None,
        listeners=lambda session: writers(session, plan),
        # As with its comments: docs/decisions/plan-comments-are-not-moderated.md.
        moderated=False,
    )


def _event(session: Session, actor: Actor, event_id: int) -> Subject:
    """The materials of a training: for everybody who may know of it, added by those who hold it."""
    event = events.fetch(session, actor, event_id)
    return Subject(
        title=event.title,
        link=f"/event?id={event.id}",
        may_add=events.may_hold(actor),
        association_id=None,
        listeners=lambda _session: [],
        # As the event itself: facilitators answer for their own words.
        moderated=False,
    )


def visible(actor: Actor, *selected: Any) -> Select[Any]:
    """The attachments that this person may know of: every read starts here."""
    place = or_(
        _on(Kind.GROUP, groups.visible(actor, col(Group.id))) & _inside(actor),
        _on(Kind.IDEA, ideas.visible(actor, col(Idea.id))),
        _on(Kind.PLAN, visible_plans(actor).with_only_columns(col(Plan.id))),
        _on(Kind.EVENT, events.visible(actor, col(Event.id))),
    )
    mine = col(Attachment.author_id) == actor.person_id
    seen = or_(
        col(Attachment.state) == AttachmentState.VISIBLE,
        (col(Attachment.state) == AttachmentState.HIDDEN) & (true() if actor.is_facilitator else mine),
        (col(Attachment.state) == AttachmentState.REMOVED) & or_(mine, _runs(actor)),
    )
    return select(*(selected or (Attachment,))).where(place, seen, _stays())


def _on(kind: Kind, ids: Any) -> ColumnElement[bool]:
    return and_(col(Attachment.subject_kind) == kind, col(Attachment.subject_id).in_(ids))


def _inside(actor: Actor) -> ColumnElement[bool]:
    return true() if groups.oversees(actor) else col(Attachment.subject_id).in_(actor.groups)


def _stays() -> ColumnElement[bool]:
    """What an association brought to a plan goes with it when it leaves."""
    staying = select(col(PlanPart.id)).where(plans.taking_part())
    return or_(col(Attachment.part_id).is_(None), col(Attachment.part_id).in_(staying))


def _runs(actor: Actor) -> ColumnElement[bool]:
    """Of what was removed, that which this person may put back besides their own: as `_runs_it`."""
    written = [association_id for association_id in actor.roles if actor.acts_for(association_id)]
    hosted = [group_id for group_id, role in actor.groups.items() if role == GroupRole.HOST]
    in_group = col(Attachment.subject_kind) == Kind.GROUP
    hosts = true() if groups.oversees(actor) else col(Attachment.subject_id).in_(hosted)
    of_event = col(Attachment.subject_kind) == Kind.EVENT
    holds = of_event if events.may_hold(actor) else false()
    return or_(holds, in_group & hosts, ~in_group & ~of_event & col(Attachment.association_id).in_(written))


def fetch(session: Session, actor: Actor, attachment_id: int) -> Attachment:
    found: Attachment | None = session.execute(
        visible(actor).where(col(Attachment.id) == attachment_id)
    ).scalar_one_or_none()
    if found is None:
        raise NotFound
    return found


def may(actor: Actor, action: AttachmentAction, attachment: Attachment) -> bool:
    match action:
        case AttachmentAction.REMOVE | AttachmentAction.PUT_BACK:
            return _runs_it(actor, attachment)
        case AttachmentAction.HIDE | AttachmentAction.RESTORE:
            # Nobody judges the files of their own association, nor their own; a plan's are its people's.
            return (
                actor.is_facilitator
                and attachment.subject_kind not in _NOT_MODERATED
                and attachment.author_id != actor.person_id
                and not actor.belongs_to(attachment.association_id)
            )


def _runs_it(actor: Actor, attachment: Attachment) -> bool:
    """Its sender in a group, and who runs the group; elsewhere whoever writes for the association."""
    if attachment.subject_kind == Kind.GROUP:
        mine = attachment.author_id == actor.person_id and not actor.is_visitor
        return mine or groups.runs(actor, attachment.subject_id)
    if attachment.subject_kind == Kind.EVENT:
        return events.may_hold(actor)
    return actor.acts_for(attachment.association_id)


def actions_for(actor: Actor, attachment: Attachment) -> list[AttachmentAction]:
    """The steps open to its people now; hiding is the review queue's."""
    return [
        step
        for step in ATTACHMENT_LIFECYCLE.actions(attachment.state)
        if step in (AttachmentAction.REMOVE, AttachmentAction.PUT_BACK) and may(actor, step, attachment)
    ]


def may_flag(actor: Actor, attachment: Attachment) -> bool:
    return (
        not actor.is_visitor
        and attachment.subject_kind not in _NOT_MODERATED
        and attachment.state == AttachmentState.VISIBLE
        and attachment.author_id != actor.person_id
    )
