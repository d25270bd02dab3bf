"""Finding inside one group: its discussions with their replies, decisions, meetings and files.

Discussions are looked up in the index. The rest of a group is read and asked word by word with the same analysis of
Finnish: it is not in the index, and of one group there is little.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from models import (
    AgendaItem,
    Attachment,
    AttachmentState,
    Comment,
    CommentState,
    Forbidden,
    Kind,
    Meeting,
    MeetingStage,
    Proposal,
    Thread,
)
from services import decisions, groups, meetings, threads
from services.actors import Actor
from services.files import access as files
from services.search.asking import Sought, sought
from services.search.conditions import condition
from services.search.highlight import Marked, Marker

# The newest so many of each kind are looked through, and shown.
MOST_READ, MOST_SHOWN = 200, 20


@dataclass(frozen=True)
class Found:
    kind: Kind
    title: Marked
    excerpt: Marked
    link: str


@dataclass(frozen=True)
class _Text:
    link: str
    title: str
    texts: tuple[str, ...] = ()
    # Asked as well, and not shown.
    words: str = ""


def within(session: Session, actor: Actor, group_id: int, words: str) -> dict[Kind, list[Found]]:
    """What answers every one of the words, the newest first; for those who take part."""
    groups.fetch(session, actor, group_id)
    if not groups.takes_part(actor, group_id):
        raise Forbidden
    asked = sought(words)
    if not asked:
        return {}
    found = {
        Kind.THREAD: _marked(Kind.THREAD, _threads(session, actor, group_id, words), asked),
        Kind.DECISION: _answering(Kind.DECISION, _decisions(session, actor, group_id), asked),
        Kind.MEETING: _answering(Kind.MEETING, _meetings(session, actor, group_id), asked),
        Kind.ATTACHMENT: _answering(Kind.ATTACHMENT, _files(session, actor, group_id), asked),
    }
    return {kind: rows for kind, rows in found.items() if rows}


def _marked(kind: Kind, texts: Iterable[_Text], asked: Sequence[Sought]) -> list[Found]:
    marker = Marker(asked)
    return [Found(kind, marker.marked(each.title), marker.excerpt(each.texts), each.link) for each in texts]


def _answering(kind: Kind, texts: Iterable[_Text], asked: Sequence[Sought]) -> list[Found]:
    """Those in which each of the words stands somewhere."""
    markers = [Marker([one]) for one in asked]
    hits = [
        each
        for each in texts
        if all(
            any(marker.marked(text).marks for text in (each.title, each.words, *each.texts))
            for marker in markers
        )
    ]
    return _marked(kind, hits[:MOST_SHOWN], asked)


def _threads(session: Session, actor: Actor, group_id: int, words: str) -> list[_Text]:
    query = threads.visible(actor, col(Thread.id), col(Thread.title), col(Thread.body)).where(
        col(Thread.group_id) == group_id, condition(session, Kind.THREAD, words)
    )
    newest = query.order_by(col(Thread.active_at).desc(), col(Thread.id).desc()).limit(MOST_SHOWN)
    rows = session.execute(newest).all()
    replies = _grouped(
        session,
        select(col(Comment.subject_id), col(Comment.body))
        .where(
            col(Comment.subject_kind) == Kind.THREAD,
            col(Comment.subject_id).in_([row.id for row in rows]),
            col(Comment.state) == CommentState.VISIBLE,
        )
        .order_by(col(Comment.id)),
    )
    return [
        _Text(f"/group?id={group_id}&thread={thread_id}", title, (body, *replies.get(thread_id, ())))
        for thread_id, title, body in rows
    ]


def _decisions(session: Session, actor: Actor, group_id: int) -> list[_Text]:
    columns = (col(Proposal.id), col(Proposal.title), col(Proposal.body), col(Proposal.reason))
    query = decisions.visible(actor, *columns).where(col(Proposal.group_id) == group_id)
    rows = session.execute(query.order_by(col(Proposal.id).desc()).limit(MOST_READ))
    return [_Text(decisions.address(number), title, tuple(texts)) for number, title, *texts in rows]


def _meetings(session: Session, actor: Actor, group_id: int) -> list[_Text]:
    """With the matters of the agenda; with the minutes once they have gone out."""
    columns = (col(Meeting.id), col(Meeting.title), col(Meeting.body), col(Meeting.stage))
    query = meetings.visible(actor, *columns).where(col(Meeting.group_id) == group_id)
    rows = session.execute(
        query.order_by(col(Meeting.starts_at).desc(), col(Meeting.id).desc()).limit(MOST_READ)
    )
    held = {number: (title, body, stage) for number, title, body, stage in rows}
    said: dict[int, list[str]] = {}
    matters = select(
        col(AgendaItem.meeting_id), col(AgendaItem.title), col(AgendaItem.body), col(AgendaItem.minutes)
    ).where(col(AgendaItem.meeting_id).in_(held))
    for number, title, body, minutes in session.execute(matters.order_by(col(AgendaItem.position))):
        public = held[number][2] == MeetingStage.PUBLISHED
        said.setdefault(number, []).extend([title, body, minutes if public else ""])
    return [
        _Text(meetings.address(number), title, (body, *said.get(number, ())))
        for number, (title, body, _) in held.items()
    ]


def _files(session: Session, actor: Actor, group_id: int) -> list[_Text]:
    query = files.visible(actor, col(Attachment.id), col(Attachment.name)).where(
        col(Attachment.subject_kind) == Kind.GROUP,
        col(Attachment.subject_id) == group_id,
        col(Attachment.state) == AttachmentState.VISIBLE,
    )
    rows = session.execute(query.order_by(col(Attachment.id).desc()).limit(MOST_READ))
    return [
        # A name of a file has an end that no dictionary knows, and seldom spaces.
        _Text(f"/group?id={group_id}&show=files", name, words=re.sub(r"[._-]+", " ", PurePath(name).stem))
        for _, name in rows
    ]


def _grouped(session: Session, query: Any) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for key, text in session.execute(query):
        found.setdefault(key, []).append(text)
    return found
