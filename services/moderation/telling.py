"""Who hears of a decision, and what it says."""

from typing import Any

from sqlmodel import Session

from models import Decision, JournalEntry, ReasonCode, ReviewItem
from services import notices
from services.moderation import links

# Taken against somebody's thing: they are owed the reason and words that help, and may appeal.
AGAINST = (Decision.RETURN, Decision.REJECT, Decision.HIDE)


def authors(session: Session, item: ReviewItem) -> set[int]:
    """The association's writers and the author."""
    return {*notices.people_of(session, item.association_id), *([item.author_id] if item.author_id else [])}


def tell(
    session: Session,
    item: ReviewItem,
    entry: JournalEntry,
    key: str,
    reason: ReasonCode | None = None,
    explanation: str = "",
    *,
    link: str = "",
) -> None:
    """They hear of it once, with the reason and the words."""
    params: dict[str, Any] = {"title": item.title, "kind_key": f"kind.{item.kind}", "words": explanation}
    if reason is not None:
        params["reason_key"] = f"reason_code.{reason}"
    link = link or links.of(session, item)
    notices.tell(session, entry, authors(session, item), key, link, by_mail=True, **params)
