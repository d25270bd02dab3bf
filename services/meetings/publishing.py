"""Who was there, and the minutes sent out, approved by those who were, or taken back to be mended."""

from sqlmodel import Session, select

from models import (
    Conflict,
    Forbidden,
    Invalid,
    Kind,
    Meeting,
    MeetingAction,
    MeetingSeat,
    NotFound,
    OpenedBecause,
    WrongState,
    now,
)
from services import journal, words
from services.actors import Actor
from services.meetings.access import take
from services.meetings.calling import WHY_LENGTH, open_review, tell

PEOPLE_LENGTH = 200
OTHERS_LENGTH = 500


def mark(session: Session, actor: Actor, seat_id: int, *, attended: bool, people: str = "") -> MeetingSeat:
    """Whether the association came, and who for it."""
    seat = _seat(session, seat_id)
    take(session, actor, seat.meeting_id, MeetingAction.WRITE)
    seat.attended = attended
    clean = words.line(people, field="people", most=PEOPLE_LENGTH, needed=False)
    seat.people = clean if attended else ""
    session.flush()
    return seat


def name_others(session: Session, actor: Actor, meeting_id: int, others: str) -> Meeting:
    """Who else was there: guests, facilitators."""
    meeting, _ = take(session, actor, meeting_id, MeetingAction.WRITE)
    meeting.others = words.line(others, field="others", most=OTHERS_LENGTH, needed=False)
    session.flush()
    return meeting


def publish(session: Session, actor: Actor, meeting_id: int) -> Meeting:
    """Sends the minutes to the participants: from now on they stand as they are."""
    meeting, circle = take(session, actor, meeting_id, MeetingAction.PUBLISH)
    if meeting.starts_at > now():
        raise WrongState("meeting_not_yet")
    if not any(seat.attended for seat in _seats(session, meeting)) and not meeting.others:
        raise Invalid("meeting_nobody_there", field="attended")
    meeting.step(MeetingAction.PUBLISH)
    meeting.published_at, meeting.reason = now(), ""
    entry = journal.record(
        session, actor, Kind.MEETING, meeting.id, MeetingAction.PUBLISH, after=meeting.stage
    )
    tell(session, circle, meeting, entry, "minutes_published", who=actor.name)
    if circle.is_group:
        open_review(session, meeting, circle, OpenedBecause.EDIT)
    session.flush()
    return meeting


def approve(session: Session, actor: Actor, seat_id: int) -> MeetingSeat:
    """An association that was there finds the minutes right; once, by whoever may write in its name."""
    seat = _seat(session, seat_id)
    take(session, actor, seat.meeting_id, MeetingAction.APPROVE)
    session.refresh(seat)
    if not actor.acts_for(seat.association_id) or not seat.attended:
        raise Forbidden
    if seat.approved_at is not None:
        raise Conflict("minutes_approved_already")
    seat.approved_by, seat.approved_at = actor.id, now()
    journal.record(session, actor, Kind.MEETING, seat.meeting_id, MeetingAction.APPROVE)
    session.flush()
    return seat


def reopen(session: Session, actor: Actor, meeting_id: int, *, why: str) -> Meeting:
    """Takes the minutes back to be mended; what was approved has to be approved again."""
    meeting, circle = take(session, actor, meeting_id, MeetingAction.REOPEN)
    reason = words.body(why, field="why", most=WHY_LENGTH)
    meeting.step(MeetingAction.REOPEN)
    meeting.reason, meeting.published_at = reason, None
    for seat in _seats(session, meeting):
        seat.approved_by = seat.approved_at = None
    entry = journal.record(
        session,
        actor,
        Kind.MEETING,
        meeting.id,
        MeetingAction.REOPEN,
        after=meeting.stage,
        why=meeting.reason,
    )
    tell(session, circle, meeting, entry, "minutes_reopened", reason=meeting.reason)
    session.flush()
    return meeting


def _seat(session: Session, seat_id: int) -> MeetingSeat:
    seat = session.get(MeetingSeat, seat_id)
    if seat is None:
        raise NotFound
    return seat


def _seats(session: Session, meeting: Meeting) -> list[MeetingSeat]:
    return list(session.exec(select(MeetingSeat).where(MeetingSeat.meeting_id == meeting.id)))
