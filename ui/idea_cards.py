"""Ideas as cards: what, whose, where, in which state, and what to do next."""

from collections.abc import Iterator

from models import IdeaState
from services import ideas
from services.ideas import IdeaCard
from services.paging import Page
from ui import parts
from ui.texts import day, municipality, t

# Where the next step is taken; the other steps are on the idea's own page.
_FORM_STEPS = ("finish", "mend", "submit_edit")


def show(page: Page[IdeaCard]) -> None:
    """The cards of one page of a list, in its order."""
    parts.things("ideas", map(_card, page.rows))


def _card(card: IdeaCard) -> Iterator[str]:
    yield parts.text_link("idea", f"**{parts.plain(title_of(card.title))}**", id=card.id)
    yield " ".join(_badges(card))
    yield parts.plain(card.summary)
    yield parts.small(
        card.association,
        municipality(card.municipality),
        t("ideas.endorsements", n=card.endorsements) if card.endorsements else "",
        t("ideas.comments", n=card.comments) if card.comments else "",
        _reply_by(card),
    )
    yield _next(card)


def _badges(card: IdeaCard) -> Iterator[str]:
    if card.state != IdeaState.PUBLISHED:
        yield parts.badge_text("idea_state", card.state)
    if card.needs:
        yield f":orange-badge[:material/handshake: {t('ideas.needs', n=card.needs)}]"


def _reply_by(card: IdeaCard) -> str:
    if not card.reply_by or card.state != IdeaState.PUBLISHED:
        return ""
    if ideas.call_ended(card.state, card.reply_by):
        return t("ideas.call_ended", day=day(card.reply_by))
    return t("ideas.reply_by", day=day(card.reply_by))


def _next(card: IdeaCard) -> str:
    label = t(f"idea_next.{card.next_step}")
    if card.next_step in _FORM_STEPS:
        return parts.text_link("idea_form", label, id=card.id)
    if card.next_step == "find_partners":
        return parts.text_link("partners", label, idea=card.id)
    return parts.text_link("idea", label, id=card.id)


def title_of(title: str) -> str:
    return title or t("ideas.untitled")
