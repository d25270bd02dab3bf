"""Whether an association comes to a meeting that it is invited to: a promise of the day, which can change."""

from sqlmodel import Session, select

from models import Forbidden, Kind, Meeting, MeetingSeat, WrongState, now
from services import circles, journal
from services.actors import Actor
from services.meetings.access import fetch


def answer(session: Session, actor: Actor, meeting_id: int, *, coming: bool) -> Meeting:
    """Says it for every invited association that this person may write for."""
    meeting = fetch(session, actor, meeting_id)
    seats = [seat for seat in _seats(session, meeting) if actor.acts_for(seat.association_id)]
    if not seats or not circles.around(session, actor, meeting).takes_part:
        raise Forbidden
    session.refresh(meeting, with_for_update=True)
    if not meeting.is_visible or not meeting.is_called or meeting.starts_at <= now():
        raise WrongState("meeting_begun")
    for seat in seats:
        seat.coming, seat.answered_by, seat.answered_at = coming, actor.id, now()
    step = "come" if coming else "stay_away"
    journal.record(session, actor, Kind.MEETING, meeting.id, step, after=meeting.stage)
    session.flush()
    return meeting


def _seats(session: Session, meeting: Meeting) -> list[MeetingSeat]:
    return list(session.exec(select(MeetingSeat).where(MeetingSeat.meeting_id == meeting.id)))
