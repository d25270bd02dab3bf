"""The filters of a saved search in plain words."""

from collections.abc import Mapping

from models import EventTopic, Sought
from services import calls, vocabulary
from ui import door
from ui.texts import municipality, t, term

PAGES = {Sought.PARTNERS: "partners", Sought.IDEAS: "ideas", Sought.EVENTS: "events"}
ICONS = {Sought.PARTNERS: "handshake", Sought.IDEAS: "lightbulb", Sought.EVENTS: "event"}
_BOOKS = {
    "target_group": vocabulary.TARGET_GROUPS,
    "competence_sought": vocabulary.COMPETENCES,
    "competence": vocabulary.COMPETENCES,
    "target": vocabulary.TARGET_GROUPS,
    "language": vocabulary.LANGUAGES,
}


def told(filters: Mapping[str, str]) -> str:
    """Such as "kahvila, Joensuu, Ikäihmiset"."""
    return ", ".join(filter(None, (_one(name, value) for name, value in filters.items())))


def _one(name: str, value: str) -> str:
    if name in _BOOKS:
        return ", ".join(term(_BOOKS[name], slug) for slug in value.split(","))
    if name == "municipality":
        return municipality(value) or value
    if name == "capacity":
        return t(f"partners_capacity.{value}") if value in ("1", "2", "3") else value
    if name == "topic":
        return t(f"event_topic.{value}") if value in list(EventTopic) else value
    if name == "call":
        return door.load(calls.choices).get(int(value) if value.isdecimal() else 0, value)
    return value
