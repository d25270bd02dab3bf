"""Messages and files of a case."""

from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, func, select

from models import (
    AdviceAction,
    AdviceCase,
    AdviceFile,
    AdviceMessage,
    AdviceReadingOf,
    Conflict,
    NotFound,
    now,
)
from services import sealing, words
from services.actors import Actor
from services.advice import access, readings, telling, words_of
from services.clicks import DOUBLE_CLICK
from services.files import sniffing, stored

BODY_LENGTH = 5000
NAME_LENGTH = 160
MOST_FILES = 30
MOST_MEGABYTES = 100
_MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Opened:
    """A file as its reader gets it."""

    name: str
    media_type: str
    content: bytes


def say(session: Session, actor: Actor, case_id: int, body: str) -> AdviceMessage:
    """A message to all who are in the case; they hear that there is one, not what it says."""
    case = access.take(session, actor, case_id, AdviceAction.WRITE).case
    body = words.body(body, field="body", most=BODY_LENGTH)
    if said := _just_said(session, actor, case, body):
        return said
    sealed, key_id = sealing.seal({"body": body}, place=words_of.message_place(case.token))
    message = AdviceMessage(case_id=case.id, author_id=actor.id, sealed=sealed, key_id=key_id)
    session.add(message)
    case.active_at = now()
    session.flush()
    entry = telling.record(session, actor, case, AdviceAction.WRITE)
    telling.inform(session, case, entry, "message")
    return message


def add_file(session: Session, actor: Actor, case_id: int, name: str, content: bytes) -> AdviceFile:
    """Keeps the file sealed; Invalid beside `file` when it is not one that is taken."""
    case = access.take(session, actor, case_id, AdviceAction.WRITE).case
    name = words.line(name.replace("\\", "/").rsplit("/", 1)[-1], field="file", most=NAME_LENGTH)
    about = {"name": name, "media_type": sniffing.checked(name, content)}
    _check_room(session, case, len(content))
    if there := _just_sent(session, actor, case, about, len(content)):
        return there
    keys = sealing.ring()
    sealed, key_id = sealing.seal(about, place=words_of.file_place(case.token), keys=keys)
    _, locked = sealing.seal_bytes(content, place=words_of.content_place(case.token), keys=keys)
    file = AdviceFile(
        case_id=case.id,
        author_id=actor.id,
        sealed=sealed,
        key_id=key_id,
        size=len(content),
        sha256=stored.hash_of(locked),
    )
    session.add(file)
    case.active_at = now()
    session.flush()
    entry = telling.record(session, actor, case, "add_file")
    telling.inform(session, case, entry, "file")
    # Last, so that nothing is written for what was refused; what a lost commit leaves behind, the clock takes away.
    stored.keep(locked)
    return file


def remove_file(session: Session, actor: Actor, file_id: int) -> None:
    """Its sender takes it away for good; the clock takes the sealed content."""
    file, case = _file(session, actor, file_id)
    access.take(session, actor, case.id, AdviceAction.WRITE)
    if file.author_id != actor.id:
        raise NotFound
    session.delete(file)
    session.flush()
    telling.record(session, actor, case, "remove_file")


def open_file(session: Session, actor: Actor, file_id: int) -> Opened:
    """The file for one of the case's people; that they opened it is written down."""
    file, case = _file(session, actor, file_id)
    about = words_of.of_file(file, case.token)
    try:
        locked = stored.read(file.sha256)
    except FileNotFoundError:
        raise NotFound from None
    content = sealing.unseal_bytes(locked, file.key_id, place=words_of.content_place(case.token))
    readings.note(session, actor, case, AdviceReadingOf.FILE)
    return Opened(about["name"], about["media_type"], content)


def _file(session: Session, actor: Actor, file_id: int) -> tuple[AdviceFile, AdviceCase]:
    file = session.get(AdviceFile, file_id)
    if file is None:
        raise NotFound
    return file, access.fetch(session, actor, file.case_id).case


def _just_said(session: Session, actor: Actor, case: AdviceCase, body: str) -> AdviceMessage | None:
    recent = _recent(session, AdviceMessage, actor, case)
    return next((said for said in recent if words_of.of_message(said, case.token) == body), None)


def _just_sent(
    session: Session, actor: Actor, case: AdviceCase, about: dict[str, Any], size: int
) -> AdviceFile | None:
    recent = _recent(session, AdviceFile, actor, case)
    same = (file for file in recent if file.size == size and words_of.of_file(file, case.token) == about)
    return next(same, None)


def _recent(session: Session, table: Any, actor: Actor, case: AdviceCase) -> list[Any]:
    query = select(table).where(
        table.case_id == case.id,
        table.author_id == actor.id,
        col(table.created_at) > now() - DOUBLE_CLICK,
    )
    return list(session.exec(query))


def _check_room(session: Session, case: AdviceCase, size: int) -> None:
    total = func.coalesce(func.sum(AdviceFile.size), 0)
    files, held = session.exec(select(func.count(), total).where(AdviceFile.case_id == case.id)).one()
    if files >= MOST_FILES:
        raise Conflict("files_too_many", n=MOST_FILES)
    if held + size > MOST_MEGABYTES * _MEGABYTE:
        raise Conflict("files_too_large", most=MOST_MEGABYTES)
