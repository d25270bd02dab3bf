"""Files are added, removed and put back; a group's and an idea's are looked at afterwards."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlmodel import Session, col, func, select

from models import (
    Attachment,
    AttachmentAction,
    AttachmentState,
    Conflict,
    FlagReason,
    Forbidden,
    Invalid,
    Kind,
    now,
)
from services import clicks, journal, notices, reviews, words
from services.actors import Actor
from services.files import sniffing, stored
from services.files.access import Subject, fetch, may, may_flag, subject_of

NAME_LENGTH = 160
_MEGABYTE = 1024 * 1024
# What one person may send in a day, so that nobody fills the disk by adding and removing.
_A_DAY = 200 * _MEGABYTE


@dataclass(frozen=True)
class Quota:
    files: int
    megabytes: int


QUOTAS = {
    Kind.GROUP: Quota(100, 200),
    Kind.IDEA: Quota(20, 50),
    Kind.PLAN: Quota(100, 300),
    Kind.EVENT: Quota(20, 100),
}


def add(
    session: Session,
    actor: Actor,
    kind: Kind,
    subject_id: int,
    name: str,
    content: bytes,
    *,
    part_id: int | None = None,
) -> Attachment:
    """Keeps the file; Invalid beside `file` when it is not one that is taken."""
    subject = subject_of(session, actor, kind, subject_id, part_id)
    _check_sender(actor, subject)
    name = words.line(name.replace("\\", "/").rsplit("/", 1)[-1], field="file", most=NAME_LENGTH)
    media = sniffing.checked(name, content)
    same: dict[str, Any] = {
        "subject_kind": kind,
        "subject_id": subject_id,
        "part_id": part_id,
        "author_id": actor.id,
        "sha256": stored.hash_of(content),
        "state": AttachmentState.VISIBLE,
    }
    if made := clicks.just_made(session, Attachment, **same):
        return made
    _check_room(session, actor, kind, subject_id, len(content))
    _refuse_double(session, same, name)
    owner = None if kind == Kind.EVENT else subject.association_id or actor.acting_for
    attachment = Attachment(**same, name=name, media_type=media, size=len(content), association_id=owner)
    _announce(session, actor, attachment, subject)
    # Last, so that nothing is written for what was refused; what a lost commit leaves behind, the clock takes away.
    stored.keep(content)
    return attachment


def _check_sender(actor: Actor, subject: Subject) -> None:
    if actor.is_visitor or not subject.may_add:
        raise Forbidden
    if not actor.verified:
        raise Forbidden("file_verified")


def _announce(session: Session, actor: Actor, attachment: Attachment, subject: Subject) -> None:
    session.add(attachment)
    session.flush()
    _open_review(session, attachment, subject)
    entry = journal.record(session, actor, Kind.ATTACHMENT, attachment.id, "add", after=attachment.state)
    told: dict[str, Any] = {"who": actor.name, "name": attachment.name, "title": subject.title}
    notices.tell(session, entry, subject.listeners(session), "file_added", subject.link, **told)


def move(
    session: Session, actor: Actor, attachment_id: int, action: AttachmentAction, *, why: str = ""
) -> Attachment:
    """Hides or restores (the moderation tells its sender), removes or puts back."""
    attachment = fetch(session, actor, attachment_id)
    if not may(actor, action, attachment):
        raise Forbidden
    why = words.body(why, field="why", most=1000, needed=False)
    before = attachment.state
    attachment.move(action)
    entry = journal.record(
        session, actor, Kind.ATTACHMENT, attachment.id, action, before=before, after=attachment.state, why=why
    )
    if action == AttachmentAction.REMOVE:
        reviews.close_item(session, Kind.ATTACHMENT, attachment.id)
        subject = _subject(session, actor, attachment)
        told: dict[str, Any] = {"who": actor.name, "name": attachment.name, "title": subject.title}
        notices.tell(session, entry, [attachment.author_id], "file_removed", subject.link, **told)
    elif action == AttachmentAction.PUT_BACK:
        _open_review(session, attachment, _subject(session, actor, attachment))
    return attachment


def flag(
    session: Session, actor: Actor, attachment_id: int, why: str, *, reason: FlagReason = FlagReason.OTHER
) -> None:
    """Asks the facilitators to look at a file."""
    attachment = fetch(session, actor, attachment_id)
    if not may_flag(actor, attachment):
        raise Forbidden
    why = words.body(why, field="why", most=1000)
    reviews.flag(session, actor, Kind.ATTACHMENT, attachment.id, why, reason=reason)


def _subject(session: Session, actor: Actor, attachment: Attachment) -> Subject:
    return subject_of(session, actor, attachment.subject_kind, attachment.subject_id, attachment.part_id)


def _check_room(session: Session, actor: Actor, kind: Kind, subject_id: int, size: int) -> None:
    quota = QUOTAS[kind]
    total = func.coalesce(func.sum(Attachment.size), 0)
    files, held = session.exec(
        select(func.count(), total).where(
            Attachment.subject_kind == kind,
            Attachment.subject_id == subject_id,
            Attachment.state != AttachmentState.REMOVED,
        )
    ).one()
    if files >= quota.files:
        raise Conflict("files_too_many", n=quota.files)
    if held + size > quota.megabytes * _MEGABYTE:
        raise Conflict("files_too_large", most=quota.megabytes)
    today = session.exec(
        select(total).where(
            Attachment.author_id == actor.id, col(Attachment.created_at) > now() - timedelta(days=1)
        )
    ).one()
    if today + size > _A_DAY:
        raise Conflict("files_enough_today", most=_A_DAY // _MEGABYTE)


def _refuse_double(session: Session, same: dict[str, Any], name: str) -> None:
    place = {key: value for key, value in same.items() if key != "author_id"}
    if there := session.exec(select(Attachment).filter_by(**place).limit(1)).first():
        raise Invalid("file_there", field="file", name=name, there=there.name)


def _open_review(session: Session, attachment: Attachment, subject: Subject) -> None:
    if subject.moderated:
        reviews.open_item(
            session,
            Kind.ATTACHMENT,
            attachment.id,
            title=attachment.name,
            association_id=attachment.association_id,
            author_id=attachment.author_id,
            municipality=subject.municipality,
        )
