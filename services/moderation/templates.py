"""Ready words for authors, in three languages, that the facilitators keep up themselves."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from models import Conflict, Kind, NotFound, ReasonCode, ReasonTemplate, now
from services import journal, words
from services.actors import Actor
from services.moderation import desk

LANGUAGES = ("fi", "sv", "en")
LONGEST = 1000


@dataclass(frozen=True)
class Template:
    id: int
    reason: ReasonCode
    words: dict[str, str]
    version: int


def reason_templates(session: Session, actor: Actor) -> list[Template]:
    """All of them, by reason: a dozen or two, kept by people."""
    desk.check_desk(actor)
    rows = session.exec(select(ReasonTemplate).order_by(col(ReasonTemplate.id)).limit(100)).all()
    order = list(ReasonCode)
    return sorted((_card(row) for row in rows), key=lambda each: (order.index(each.reason), each.id))


def save_template(
    session: Session,
    actor: Actor,
    template_id: int,
    reason: ReasonCode | None,
    texts: Mapping[str, str],
    *,
    version: int = 0,
) -> Template:
    """A new one (id 0), or other words for one; in all three languages, since authors read theirs."""
    desk.check_desk(actor)
    cleaned: dict[str, Any] = {
        f"words_{language}": words.body(texts.get(language, ""), field=language, most=LONGEST)
        for language in LANGUAGES
    }
    row = (
        _fetch(session, template_id, version)
        if template_id
        else ReasonTemplate(reason=ReasonCode.OTHER, **cleaned)
    )
    row.reason = reason or ReasonCode.OTHER
    for name, text in cleaned.items():
        setattr(row, name, text)
    row.edited_by, row.edited_at = actor.id, now()
    session.add(row)
    session.flush()
    _record(session, actor, "template_saved", row)
    return _card(row)


def remove_template(session: Session, actor: Actor, template_id: int, *, version: int) -> None:
    """What was written with it stays as it was sent."""
    desk.check_desk(actor)
    row = _fetch(session, template_id, version)
    _record(session, actor, "template_removed", row)
    session.delete(row)
    session.flush()


def _fetch(session: Session, template_id: int, version: int) -> ReasonTemplate:
    row = session.get(ReasonTemplate, template_id)
    if row is None:
        raise NotFound
    if row.version != version:
        raise Conflict
    return row


def _record(session: Session, actor: Actor, action: str, row: ReasonTemplate) -> None:
    journal.record(session, actor, Kind.PERSON, actor.id, action, why=f"{row.reason}: {row.words_fi}")


def _card(row: ReasonTemplate) -> Template:
    texts = {language: getattr(row, f"words_{language}") for language in LANGUAGES}
    return Template(row.id, row.reason, texts, row.version)
