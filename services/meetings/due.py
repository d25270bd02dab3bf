"""What the clock does to meetings and to what was promised in them; it may come round as often as it likes."""

from datetime import timedelta
from typing import Any

from sqlmodel import Session, col, select

from models import (
    ActionPoint,
    JournalEntry,
    Kind,
    Meeting,
    MeetingStage,
    Visibility,
    now,
    today,
)
from services import circles, journal, notices, spoken
from services.actors import VISITOR
from services.circles import Circle
from services.meetings.access import address
from services.meetings.calling import tell

MEETING_AHEAD = timedelta(days=1)
POINT_AHEAD = timedelta(days=3)
# So many in one transaction; the next run takes the rest.
MOST = 100
_REMIND, _REMIND_POINT = "remind", "remind_point"


def remind_due(session: Session) -> int:
    """Reminds of the meetings of the next day, once for each; how many."""
    due = session.exec(
        select(Meeting)
        .where(
            Meeting.stage == MeetingStage.CALLED,
            Meeting.state == Visibility.VISIBLE,
            col(Meeting.starts_at).between(now(), now() + MEETING_AHEAD),
            # Who was called today knows it still.
            Meeting.created_at <= now() - MEETING_AHEAD,
            ~_told(_REMIND, Meeting.id),
        )
        .order_by(col(Meeting.starts_at), col(Meeting.id))
        .limit(MOST)
        .with_for_update(skip_locked=True)
    ).all()
    for meeting in due:
        circle = circles.around(session, VISITOR, meeting)
        entry = journal.record(session, None, Kind.MEETING, meeting.id, _REMIND, after=meeting.stage)
        tell(session, circle, meeting, entry, "meeting_remind")
    return len(due)


def remind_points_due(session: Session) -> int:
    """Reminds of the action points whose day comes, once for each; tasks have reminders of their own."""
    due = session.exec(
        select(ActionPoint, Meeting)
        .join(Meeting, col(Meeting.id) == ActionPoint.meeting_id)
        .where(
            col(ActionPoint.done_at).is_(None),
            col(ActionPoint.task_id).is_(None),
            col(ActionPoint.reminded_at).is_(None),
            col(ActionPoint.due_on).between(today(), today() + POINT_AHEAD),
            Meeting.state == Visibility.VISIBLE,
        )
        .order_by(col(ActionPoint.due_on), col(ActionPoint.id))
        .limit(MOST)
        .with_for_update(skip_locked=True, of=ActionPoint)
    ).all()
    for point, meeting in due:
        point.reminded_at = now()
        circle = circles.around(session, VISITOR, meeting)
        entry = journal.record(session, None, Kind.MEETING, meeting.id, _REMIND_POINT, why=point.title)
        tell_responsible(session, circle, point, entry, "action_point_remind")
    return len(due)


def tell_responsible(
    session: Session, circle: Circle, point: ActionPoint, entry: JournalEntry, key: str
) -> None:
    """The person, or the association's people, as far as they still take part."""
    if point.person_id is not None:
        inside = circles.members_for(session, circle, point.association_id)
        people = [person for person in inside if person == point.person_id]
    else:
        people = circles.people_for(session, circle, [point.association_id or 0])
    notices.tell(
        session,
        entry,
        people,
        key,
        address(point.meeting_id),
        by_mail=True,
        title=point.title,
        place=circle.name,
        due=spoken.day(point.due_on),
    )


def _told(action: str, meeting_id: Any) -> Any:
    return (
        select(JournalEntry.id)
        .where(
            JournalEntry.kind == Kind.MEETING,
            JournalEntry.thing_id == meeting_id,
            JournalEntry.action == action,
        )
        .exists()
    )
