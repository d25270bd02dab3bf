"""A meeting is called, moved to another time or place, and called off."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, select

from models import (
    AgendaItem,
    Forbidden,
    Invalid,
    JournalEntry,
    Kind,
    Meeting,
    MeetingAction,
    MeetingSeat,
    OpenedBecause,
    WrongState,
    now,
)
from services import circles, clicks, journal, notices, reviews, spoken, words
from services.actors import Actor
from services.circles import Circle
from services.meetings.access import address, take

TITLE_LENGTH = 160
BODY_LENGTH = 3000
PLACE_LENGTH = 200
LINK_LENGTH = 500
WHY_LENGTH = 1000
LONGEST = timedelta(days=3)
# Minutes of a meeting that was held before the group came here may be written down too.
OLDEST = timedelta(days=365)
AGENDA_MOST = 40


@dataclass(frozen=True)
class MeetingWords:
    title: str
    starts_at: datetime
    ends_at: datetime
    body: str = ""
    place: str = ""
    link: str = ""
    # The associations that are invited; none means all that take part.
    invited: Collection[int] | None = None


def call(
    session: Session,
    actor: Actor,
    kind: Kind,
    place_id: int,
    typed: MeetingWords,
    *,
    agenda: Collection[str] = (),
) -> Meeting:
    """Calls the meeting, with its first agenda, and tells those who are invited."""
    circle = circles.fetch(session, actor, kind, place_id)
    if not circle.takes_part:
        raise Forbidden
    if not circle.meets:
        raise WrongState
    clean = _clean(typed)
    matters = _matters(agenda)
    invited = _chosen(session, circle, typed.invited)
    same = {"author_id": actor.id, "title": clean["title"], "starts_at": clean["starts_at"]}
    if made := clicks.just_made(session, Meeting, **circle.columns, **same):
        return made
    meeting = Meeting(**circle.columns, **clean, author_id=actor.id, association_id=circle.speaks_for)
    session.add(meeting)
    session.flush()
    for place, title in enumerate(matters, start=1):
        session.add(AgendaItem(meeting_id=meeting.id, position=place, title=title))
    _invite(session, meeting, invited)
    if circle.is_group:
        open_review(session, meeting, circle)
    entry = journal.record(session, actor, Kind.MEETING, meeting.id, "call", after=meeting.stage)
    if meeting.ends_at > now():
        tell(session, circle, meeting, entry, "meeting_called", who=actor.name)
    return meeting


def edit(session: Session, actor: Actor, meeting_id: int, typed: MeetingWords, *, version: int) -> Meeting:
    """Keeps the new words, unless somebody changed them after `version` was read (Conflict)."""
    meeting, circle = take(session, actor, meeting_id, MeetingAction.EDIT, version=version)
    invited = _chosen(session, circle, typed.invited)
    before = _whereabouts(meeting)
    for name, value in _clean(typed).items():
        setattr(meeting, name, value)
    _invite(session, meeting, invited)
    entry = journal.record(session, actor, Kind.MEETING, meeting.id, MeetingAction.EDIT, after=meeting.stage)
    if _whereabouts(meeting) != before and meeting.ends_at > now():
        tell(session, circle, meeting, entry, "meeting_changed", by_mail=True)
    if circle.is_group:
        open_review(session, meeting, circle, OpenedBecause.EDIT)
    session.flush()
    return meeting


def cancel(session: Session, actor: Actor, meeting_id: int, *, why: str) -> Meeting:
    """Calls the meeting off, with a reason for those who were invited."""
    meeting, circle = take(session, actor, meeting_id, MeetingAction.CANCEL)
    if meeting.ends_at <= now():
        raise WrongState("meeting_over")
    reason = words.body(why, field="why", most=WHY_LENGTH)
    meeting.step(MeetingAction.CANCEL)
    meeting.reason = reason
    entry = journal.record(
        session,
        actor,
        Kind.MEETING,
        meeting.id,
        MeetingAction.CANCEL,
        after=meeting.stage,
        why=meeting.reason,
    )
    tell(session, circle, meeting, entry, "meeting_cancelled", reason=meeting.reason)
    session.flush()
    return meeting


def tell(
    session: Session,
    circle: Circle,
    meeting: Meeting,
    entry: JournalEntry,
    key: str,
    *,
    by_mail: bool = True,
    **told: str,
) -> None:
    """The people of the invited associations hear of it."""
    people = circles.people_for(session, circle, invited_to(session, meeting.id))
    params: dict[str, str] = {
        "title": meeting.title,
        "place": circle.name,
        "starts": spoken.moment(meeting.starts_at),
        **told,
    }
    notices.tell(session, entry, people, key, address(meeting.id), by_mail=by_mail, **params)


def invited_to(session: Session, meeting_id: int) -> list[int]:
    return list(session.exec(select(MeetingSeat.association_id).where(MeetingSeat.meeting_id == meeting_id)))


def open_review(
    session: Session, meeting: Meeting, circle: Circle, because: OpenedBecause = OpenedBecause.NEW
) -> None:
    """A group's meeting is seen at once and looked at afterwards, as its discussions are."""
    reviews.open_item(
        session,
        Kind.MEETING,
        meeting.id,
        title=meeting.title,
        association_id=meeting.association_id,
        author_id=meeting.author_id,
        municipality=circle.municipality,
        because=because,
    )


def _clean(typed: MeetingWords) -> dict[str, Any]:
    _check_times(typed)
    place = words.line(typed.place, field="place", most=PLACE_LENGTH, needed=False)
    link = words.web_address(typed.link, field="link", most=LINK_LENGTH)
    if not place and not link:
        raise Invalid("event_nowhere", field="place")
    return {
        "title": words.line(typed.title, field="title", most=TITLE_LENGTH),
        "body": words.body(typed.body, field="body", most=BODY_LENGTH, needed=False),
        "starts_at": typed.starts_at,
        "ends_at": typed.ends_at,
        "place": place,
        "link": link,
    }


def _check_times(typed: MeetingWords) -> None:
    if typed.ends_at <= typed.starts_at:
        raise Invalid("meeting_ends_first", field="ends_at")
    if typed.ends_at - typed.starts_at > LONGEST:
        raise Invalid("meeting_too_long", field="ends_at", most=LONGEST.days)
    if typed.starts_at < now() - OLDEST:
        raise Invalid("meeting_long_ago", field="starts_at")


def _matters(agenda: Collection[str]) -> list[str]:
    clean = [words.line(title, field="agenda", most=TITLE_LENGTH, needed=False) for title in agenda]
    matters = [title for title in clean if title]
    if len(matters) > AGENDA_MOST:
        raise Invalid("meeting_agenda_full", field="agenda", most=AGENDA_MOST)
    return matters


def _chosen(session: Session, circle: Circle, wanted: Collection[int] | None) -> set[int]:
    """The associations to invite, of those that take part: all of them when none are named."""
    there = {each.id for each in circles.associations_in(session, circle)}
    chosen = there if wanted is None else there.intersection(wanted)
    if there and not chosen:
        raise Invalid("needed", field="invited")
    return chosen


def _invite(session: Session, meeting: Meeting, invited: set[int]) -> None:
    """A seat for each; who has come keeps theirs."""
    seats = session.exec(select(MeetingSeat).where(MeetingSeat.meeting_id == meeting.id)).all()
    for seat in seats:
        if seat.association_id not in invited and not seat.attended:
            session.delete(seat)
    known = {seat.association_id for seat in seats}
    session.add_all(
        MeetingSeat(meeting_id=meeting.id, association_id=association_id)
        for association_id in sorted(invited - known)
    )
    session.flush()


def _whereabouts(meeting: Meeting) -> tuple[Any, ...]:
    return meeting.starts_at, meeting.ends_at, meeting.place, meeting.link
