"""Who knows of a meeting, who may do what with it, and how a facilitator takes it out of sight."""

from typing import Any

from sqlalchemy import Select, or_, select, true
from sqlmodel import Session, col

from models import (
    MEETING_LIFECYCLE,
    Conflict,
    FlagReason,
    Forbidden,
    Kind,
    Meeting,
    MeetingAction,
    NotFound,
    Visibility,
    VisibilityAction,
    WrongState,
)
from services import circles, journal, reviews, words
from services.actors import Actor
from services.circles import Circle

WHY_LENGTH = 1000


def visible(actor: Actor, *selected: Any) -> Select[Any]:
    """The meetings that this person may know of: every read starts here."""
    readable = or_(col(Meeting.state) == Visibility.VISIBLE, col(Meeting.author_id) == actor.person_id)
    return (
        select(*(selected or (Meeting,)))
        .where(circles.inside(actor, Meeting))
        .where(true() if actor.is_facilitator else readable)
    )


def fetch(session: Session, actor: Actor, meeting_id: int) -> Meeting:
    """The meeting; NotFound for who may not know of it."""
    found: Meeting | None = session.execute(
        visible(actor).where(col(Meeting.id) == meeting_id)
    ).scalar_one_or_none()
    if found is None:
        raise NotFound
    return found


def may(actor: Actor, action: MeetingAction, meeting: Meeting, circle: Circle) -> bool:
    match action:
        case MeetingAction.WRITE | MeetingAction.APPROVE:
            return circle.takes_part
        case MeetingAction.EDIT | MeetingAction.CANCEL | MeetingAction.PUBLISH | MeetingAction.REOPEN:
            return (circle.takes_part and meeting.author_id == actor.person_id) or circle.runs


def actions_for(actor: Actor, meeting: Meeting, circle: Circle) -> list[MeetingAction]:
    if not meeting.is_visible:
        return []
    return [step for step in MEETING_LIFECYCLE.actions(meeting.stage) if may(actor, step, meeting, circle)]


def take(
    session: Session, actor: Actor, meeting_id: int, action: MeetingAction, *, version: int | None = None
) -> tuple[Meeting, Circle]:
    """The meeting for this act, held until its end; refused when the act is not this person's, or not open now."""
    meeting = fetch(session, actor, meeting_id)
    circle = circles.around(session, actor, meeting)
    if not may(actor, action, meeting, circle):
        raise Forbidden
    session.refresh(meeting, with_for_update=True)
    if version is not None and meeting.version != version:
        raise Conflict("meeting_meanwhile")
    if not meeting.is_visible:
        raise WrongState
    MEETING_LIFECYCLE.after(meeting.stage, action)
    return meeting, circle


def may_judge(actor: Actor, _action: VisibilityAction, meeting: Meeting) -> bool:
    """A plan's are its people's own; nobody judges the words of their own association, nor their own."""
    return (
        actor.is_facilitator
        and meeting.group_id is not None
        and meeting.author_id != actor.person_id
        and not actor.belongs_to(meeting.association_id)
    )


def may_flag(actor: Actor, meeting: Meeting) -> bool:
    return meeting.group_id is not None and meeting.is_visible and meeting.author_id != actor.person_id


def move(
    session: Session, actor: Actor, meeting_id: int, action: VisibilityAction, *, why: str = ""
) -> Meeting:
    """Hides or restores; telling the author is the moderation's, which knows the reason."""
    meeting = fetch(session, actor, meeting_id)
    if not may_judge(actor, action, meeting):
        raise Forbidden
    why = words.body(why, field="why", most=WHY_LENGTH, needed=False)
    before = meeting.state
    meeting.move(action)
    journal.record(
        session, actor, Kind.MEETING, meeting.id, action, before=before, after=meeting.state, why=why
    )
    return meeting


def flag(
    session: Session, actor: Actor, meeting_id: int, why: str, *, reason: FlagReason = FlagReason.OTHER
) -> None:
    """Asks the facilitators to look at it."""
    meeting = fetch(session, actor, meeting_id)
    if not may_flag(actor, meeting):
        raise Forbidden
    why = words.body(why, field="why", most=WHY_LENGTH)
    reviews.flag(session, actor, Kind.MEETING, meeting.id, why, reason=reason)


def address(meeting_id: int) -> str:
    return f"/meeting?id={meeting_id}"
