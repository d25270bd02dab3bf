"""What the list of events is narrowed by."""

from typing import Any

from services import places
from ui.filters import Filters
from ui.texts import municipality, t

FILTERS = Filters("events", ("words", "municipality", "past"))


def ask() -> dict[str, Any]:
    """Draws the filters and gives what they stand at, as `events.visible_to` takes them."""
    FILTERS.search(t("events.words"), t("events.words_example"))
    FILTERS.choose(
        "municipality",
        t("events.municipality"),
        list(places.municipalities()),
        municipality,
        t("events.anywhere"),
    )
    FILTERS.switch("past", t("events.past"))
    return FILTERS.values() | {"past": FILTERS.narrowed("past")}
