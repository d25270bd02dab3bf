"""Who knows of a meeting, and who may do what with it."""

from sqlmodel import Session

from models import MEETING_LIFECYCLE, Conflict, Forbidden, Kind, Meeting, MeetingAction, WrongState
from services import circles
from services.actors import Actor
from services.circles import Circle
from services.sight import Sight

_SIGHT = Sight(Kind.MEETING, Meeting)
visible, fetch = _SIGHT.visible, _SIGHT.fetch
may_judge, may_flag = _SIGHT.may_judge, _SIGHT.may_flag
move, flag = _SIGHT.move, _SIGHT.flag


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


def address(meeting_id: int) -> str:
    return f"/meeting?id={meeting_id}"
