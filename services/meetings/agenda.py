"""The matters of a meeting, in the order in which they are taken up."""

from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from models import ActionPoint, AgendaItem, Kind, Meeting, MeetingAction, NotFound, Proposal, WrongState
from services import journal, words
from services.actors import Actor
from services.meetings.access import take
from services.meetings.calling import AGENDA_MOST, TITLE_LENGTH

BODY_LENGTH = 2000


def add_item(session: Session, actor: Actor, meeting_id: int, title: str, *, body: str = "") -> AgendaItem:
    meeting, _ = take(session, actor, meeting_id, MeetingAction.WRITE)
    clean: dict[str, Any] = {
        "title": words.line(title, field="title", most=TITLE_LENGTH),
        "body": words.body(body, field="body", most=BODY_LENGTH, needed=False),
    }
    items = _items(session, meeting.id)
    # The same matter a second time is a second click on the same button.
    for item in items:
        if (item.title, item.body) == (clean["title"], clean["body"]):
            return item
    if len(items) >= AGENDA_MOST:
        raise WrongState("meeting_agenda_full", most=AGENDA_MOST)
    item = AgendaItem(meeting_id=meeting.id, position=len(items) + 1, **clean)
    session.add(item)
    session.flush()
    journal.record(session, actor, Kind.MEETING, meeting.id, "add_item", why=item.title)
    return item


def edit_item(session: Session, actor: Actor, item_id: int, *, title: str, body: str) -> AgendaItem:
    item = fetch_item(session, item_id)
    take(session, actor, item.meeting_id, MeetingAction.WRITE)
    item.title = words.line(title, field="title", most=TITLE_LENGTH)
    item.body = words.body(body, field="body", most=BODY_LENGTH, needed=False)
    journal.record(session, actor, Kind.MEETING, item.meeting_id, "edit_item", why=item.title)
    return item


def move_item(session: Session, actor: Actor, item_id: int, *, to: int) -> None:
    """Puts the matter in this place; the others close up."""
    item = fetch_item(session, item_id)
    take(session, actor, item.meeting_id, MeetingAction.WRITE)
    others = [each for each in _items(session, item.meeting_id) if each.id != item.id]
    others.insert(min(max(to, 1), len(others) + 1) - 1, item)
    _number(others)
    journal.record(session, actor, Kind.MEETING, item.meeting_id, "move_item", why=item.title)


def remove_item(session: Session, actor: Actor, item_id: int) -> None:
    """Takes the matter off the agenda, unless something was written, decided or promised under it."""
    item = fetch_item(session, item_id)
    take(session, actor, item.meeting_id, MeetingAction.WRITE)
    if item.minutes or _stands_on(session, item.id):
        raise WrongState("meeting_item_used")
    journal.record(session, actor, Kind.MEETING, item.meeting_id, "remove_item", why=item.title)
    session.delete(item)
    session.flush()
    _number(_items(session, item.meeting_id))


def fetch_item(session: Session, item_id: int) -> AgendaItem:
    """The matter; whether its meeting may be known, the meeting's own fetch says."""
    item = session.get(AgendaItem, item_id)
    if item is None:
        raise NotFound
    return item


def of_meeting(session: Session, meeting: Meeting, item_id: int | None) -> int | None:
    """The matter's id; NotFound when it is another meeting's."""
    if item_id is not None and fetch_item(session, item_id).meeting_id != meeting.id:
        raise NotFound
    return item_id


def _items(session: Session, meeting_id: int) -> list[AgendaItem]:
    query = select(AgendaItem).where(AgendaItem.meeting_id == meeting_id)
    return list(
        session.exec(
            query.order_by(col(AgendaItem.position), col(AgendaItem.id)).execution_options(
                populate_existing=True
            )
        )
    )


def _number(items: list[AgendaItem]) -> None:
    for place, item in enumerate(items, start=1):
        item.position = place


def _stands_on(session: Session, item_id: int) -> int:
    return sum(
        session.exec(select(func.count()).where(col(table.item_id) == item_id)).one()
        for table in (Proposal, ActionPoint)
    )
