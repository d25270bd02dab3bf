"""What is shown of meetings: the list of a place, and one of them with its agenda and minutes."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, select
from sqlmodel import Session, col

from models import (
    AgendaItem,
    Association,
    Kind,
    Meeting,
    MeetingAction,
    MeetingSeat,
    MeetingStage,
    MinutesAside,
    NotFound,
    Person,
    Visibility,
    VisibilityAction,
    now,
)
from services import associations, circles, decisions, journal, reviews
from services.actors import Actor
from services.decisions import ProposalCard
from services.meetings.access import actions_for, fetch, may_flag, may_judge, visible
from services.meetings.point_rows import PointRow, points_of_meeting
from services.paging import Page, carded, paged


@dataclass(frozen=True)
class MeetingCard:
    id: int
    title: str
    starts_at: datetime
    ends_at: datetime
    place: str
    online: bool
    stage: MeetingStage
    state: Visibility


@dataclass(frozen=True)
class Seat:
    id: int
    association_id: int
    association: str
    # What it has said of coming; none: nothing yet.
    coming: bool | None
    attended: bool
    people: str
    approved_at: datetime | None
    # The reader may approve for it.
    mine: bool


@dataclass(frozen=True)
class Item:
    id: int
    position: int
    title: str
    body: str
    minutes: str
    number: int
    edited_by: str
    edited_at: datetime | None
    # What this person wrote while somebody else saved; waits for a choice.
    aside: str | None
    decisions: list[ProposalCard]
    points: list[PointRow]


@dataclass(frozen=True)
class MeetingView:
    id: int
    kind: Kind
    place_id: int
    place_name: str
    title: str
    body: str
    author: str
    association: str
    starts_at: datetime
    ends_at: datetime
    place: str
    link: str
    others: str
    stage: MeetingStage
    state: Visibility
    reason: str
    published_at: datetime | None
    version: int
    begun: bool
    over: bool
    seats: list[Seat]
    items: list[Item]
    # Those that belong to no matter of the agenda.
    points: list[PointRow]
    actions: list[MeetingAction]
    # May put something to the vote under a matter.
    decides: bool
    may_flag: bool
    # The place in the review queue, for who may judge it; 0 for others.
    review: int


def of(
    session: Session, actor: Actor, kind: Kind, place_id: int, *, past: bool = False, after: str = ""
) -> Page[MeetingCard]:
    """The meetings of a group or a plan: those to come, the soonest first, or those that have been."""
    circle = circles.fetch(session, actor, kind, place_id)
    ended = col(Meeting.ends_at) <= now()
    query = visible(actor).where(circles.of(Meeting, circle), ended if past else ~ended)
    key = [col(Meeting.starts_at), col(Meeting.id)]
    return carded(paged(session, query, key=key, after=after, descending=past), _card)


def waiting_for(session: Session, actor: Actor, *, until: datetime, most: int) -> list[MeetingCard]:
    """The meetings to come that this person's associations are invited to, the soonest first."""
    mine = select(col(MeetingSeat.meeting_id)).where(col(MeetingSeat.association_id).in_(actor.roles))
    query = (
        visible(actor)
        .where(
            col(Meeting.id).in_(mine),
            col(Meeting.stage) == MeetingStage.CALLED,
            col(Meeting.state) == Visibility.VISIBLE,
            col(Meeting.ends_at) > now(),
            col(Meeting.starts_at) <= until,
        )
        .order_by(col(Meeting.starts_at), col(Meeting.id))
    )
    return [_card(meeting) for meeting in session.scalars(query.limit(most))]


def view(session: Session, actor: Actor, meeting_id: int) -> MeetingView:
    """One meeting with everything under it; the same number of queries whatever the length of the agenda."""
    meeting, author, association = _row(session, actor, meeting_id)
    circle = circles.around(session, actor, meeting)
    points = points_of_meeting(session, actor, meeting, circle)
    return MeetingView(
        id=meeting.id,
        kind=circle.kind,
        place_id=circle.id,
        place_name=circle.name,
        title=meeting.title,
        body=meeting.body,
        author=author,
        association=association or "",
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        place=meeting.place,
        link=meeting.link,
        others=meeting.others,
        stage=meeting.stage,
        state=meeting.state,
        reason=meeting.reason,
        published_at=meeting.published_at,
        version=meeting.version,
        begun=meeting.starts_at <= now(),
        over=meeting.ends_at <= now(),
        seats=_seats(session, actor, meeting),
        items=_items(session, actor, meeting, points),
        points=[point for point in points if point.item_id is None],
        actions=actions_for(actor, meeting, circle),
        decides=circle.decides and circle.meets and meeting.is_called,
        may_flag=may_flag(actor, meeting),
        review=_review(session, actor, meeting),
    )


def history(session: Session, actor: Actor, meeting_id: int) -> list[journal.Step]:
    meeting = fetch(session, actor, meeting_id)
    return journal.history(session, [(Kind.MEETING, meeting.id)])


def _row(session: Session, actor: Actor, meeting_id: int) -> Any:
    query = (
        visible(actor, Meeting, col(Person.name), col(Association.name))
        .join(Person, col(Person.id) == Meeting.author_id)
        .join(
            Association,
            and_(col(Association.id) == Meeting.association_id, associations.known_to(actor)),
            isouter=True,
        )
    )
    found = session.execute(query.where(col(Meeting.id) == meeting_id)).one_or_none()
    if found is None:
        raise NotFound
    return found


def _card(meeting: Meeting) -> MeetingCard:
    return MeetingCard(
        id=meeting.id,
        title=meeting.title,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        place=meeting.place,
        online=bool(meeting.link),
        stage=meeting.stage,
        state=meeting.state,
    )


def _seats(session: Session, actor: Actor, meeting: Meeting) -> list[Seat]:
    query = (
        select(MeetingSeat, col(Association.name))
        .join(
            Association,
            and_(col(Association.id) == MeetingSeat.association_id, associations.known_to(actor)),
            isouter=True,
        )
        .where(col(MeetingSeat.meeting_id) == meeting.id)
        .order_by(col(Association.sort_key), col(MeetingSeat.id))
    )
    return [
        Seat(
            id=seat.id,
            association_id=seat.association_id,
            association=name or "",
            coming=seat.coming,
            attended=seat.attended,
            people=seat.people,
            approved_at=seat.approved_at,
            mine=actor.acts_for(seat.association_id),
        )
        for seat, name in session.execute(query)
    ]


def _items(session: Session, actor: Actor, meeting: Meeting, points: list[PointRow]) -> list[Item]:
    query = (
        select(AgendaItem, col(Person.name), col(MinutesAside.text))
        .join(Person, col(Person.id) == AgendaItem.edited_by, isouter=True)
        .join(
            MinutesAside,
            and_(col(MinutesAside.item_id) == AgendaItem.id, col(MinutesAside.person_id) == actor.person_id),
            isouter=True,
        )
        .where(col(AgendaItem.meeting_id) == meeting.id)
        .order_by(col(AgendaItem.position), col(AgendaItem.id))
        .execution_options(populate_existing=True)
    )
    rows = session.execute(query).all()
    decided = decisions.of_items(session, actor, [item.id for item, *_ in rows])
    return [
        Item(
            id=item.id,
            position=item.position,
            title=item.title,
            body=item.body,
            minutes=item.minutes,
            number=item.number,
            edited_by=name or "",
            edited_at=item.edited_at,
            aside=aside,
            decisions=decided.get(item.id, []),
            points=[point for point in points if point.item_id == item.id],
        )
        for item, name, aside in rows
    ]


def _review(session: Session, actor: Actor, meeting: Meeting) -> int:
    if not may_judge(actor, VisibilityAction.HIDE, meeting):
        return 0
    item = reviews.item_of(session, Kind.MEETING, meeting.id)
    return item.id if item else 0
