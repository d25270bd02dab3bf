"""Groups as cards: what it is for, where, how one comes in, and one's own place in it."""

from collections.abc import Iterator

from models import GroupState
from services.groups import GroupCard
from services.paging import Page
from services.words import excerpt
from ui import parts
from ui.texts import municipality, t


def show(page: Page[GroupCard]) -> None:
    """The cards of one page of the list, in its order."""
    parts.things("groups", map(_card, page.rows))


def _card(card: GroupCard) -> Iterator[str]:
    yield parts.text_link("group", f"**{parts.plain(card.name)}**", id=card.id)
    yield " ".join(_badges(card))
    yield parts.plain(excerpt(card.purpose))
    yield parts.small(
        municipality(card.municipality) or t("groups.anywhere"),
        t("groups.members", n=card.members),
        t(f"join_mode.{card.join_mode}"),
    )


def _badges(card: GroupCard) -> Iterator[str]:
    if card.state != GroupState.ACTIVE:
        yield parts.badge_text("group_state", card.state)
    if card.mine:
        yield parts.badge_text("membership_state", card.mine)
    if card.quiet:
        yield f":orange-badge[:material/bedtime: {t('groups.quiet')}]"
