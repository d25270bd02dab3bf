"""An idea that seeks partners until a day is a partner call: its people are reminded of the day, and may move it."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import String, cast
from sqlmodel import Session, col, select

from models import (
    Association,
    AssociationState,
    Forbidden,
    Idea,
    IdeaState,
    Invalid,
    JournalEntry,
    Kind,
    WrongState,
    today,
)
from services import journal, notices
from services.actors import Actor
from services.ideas.access import fetch

REMINDED_BEFORE = timedelta(days=7)
# Calls that ended longer ago are old news.
TOLD_WITHIN = timedelta(days=30)
LONGEST = timedelta(days=365)
# So many in one transaction; the next run of the job takes the rest.
MOST = 200
_REMIND, _END, _RENEW = "call_remind", "call_end", "call_renew"


def call_ended(state: IdeaState, reply_by: date | None, *, seeks_nobody: bool = False) -> bool:
    """Whether the day until which partners were sought is past."""
    return state == IdeaState.PUBLISHED and not seeks_nobody and reply_by is not None and reply_by < today()


def renew_call(session: Session, actor: Actor, idea_id: int, reply_by: date) -> Idea:
    """Moves the day of a published idea; its words stay as they were reviewed.

    Edits under way take the new day along, so that accepting them does not bring the old one back.
    """
    idea = fetch(session, actor, idea_id)
    if not actor.acts_for(idea.association_id):
        raise Forbidden
    if idea.state != IdeaState.PUBLISHED:
        raise WrongState
    if not today() < reply_by <= today() + LONGEST:
        raise Invalid("call_day", field="reply_by")
    before, idea.reply_by = idea.reply_by, reply_by
    if idea.revision is not None:
        idea.revision = {**idea.revision, "reply_by": reply_by.isoformat()}
    journal.record(session, actor, Kind.IDEA, idea.id, _RENEW, before=_iso(before), after=_iso(reply_by))
    session.flush()
    return idea


def remind_due(session: Session) -> int:
    """Reminds the writers a week before the day, once for each day; how many ideas."""
    near = col(Idea.reply_by).between(today(), today() + REMINDED_BEFORE)
    due = _calls(session, near, _REMIND)
    for idea in due:
        _tell(session, idea, _REMIND, "partner_call_remind")
    return len(due)


def end_due(session: Session) -> int:
    """Tells the writers that the day has passed, once for each day; how many ideas."""
    past = col(Idea.reply_by).between(today() - TOLD_WITHIN, today() - timedelta(days=1))
    due = _calls(session, past, _END)
    for idea in due:
        _tell(session, idea, _END, "partner_call_end")
    return len(due)


def _calls(session: Session, when: Any, action: str) -> list[Idea]:
    """Open calls of this time about whose day this has not been said yet."""
    said = select(JournalEntry.id).where(
        JournalEntry.kind == Kind.IDEA,
        JournalEntry.thing_id == Idea.id,
        JournalEntry.action == action,
        JournalEntry.after == cast(col(Idea.reply_by), String),
    )
    query = (
        select(Idea)
        .join(Association, col(Association.id) == Idea.association_id)
        .where(
            Idea.state == IdeaState.PUBLISHED,
            Association.state == AssociationState.VERIFIED,
            col(Idea.seeks_nobody).is_(False),
            when,
            ~said.exists(),
        )
        .order_by(col(Idea.reply_by), col(Idea.id))
        .limit(MOST)
        .with_for_update(skip_locked=True, of=Idea)
    )
    return list(session.exec(query))


def _tell(session: Session, idea: Idea, action: str, key: str) -> None:
    assert idea.reply_by is not None
    entry = journal.record(session, None, Kind.IDEA, idea.id, action, after=_iso(idea.reply_by))
    notices.tell(
        session,
        entry,
        notices.people_of(session, idea.association_id),
        key,
        f"/idea?id={idea.id}",
        by_mail=True,
        idea=idea.title,
        reply_by=f"{idea.reply_by.day}.{idea.reply_by.month}.{idea.reply_by.year}",
    )


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
