"""The words of a thing as a facilitator last saw them, and what has changed in them since."""

from collections.abc import Sequence
from dataclasses import asdict, is_dataclass, replace
from datetime import date
from typing import Any

from services.ideas import Need
from services.moderation.preview import Line


def of(title: str, lines: Sequence[Line]) -> dict[str, Any]:
    """As JSON can keep them."""
    return {"title": title, **{line.field: _plain(line.value) for line in lines}}


def compared(title: str, lines: Sequence[Line], seen: dict[str, Any] | None) -> list[Line]:
    """What has changed comes first, with what stood there before; what was never seen has no before."""
    if seen is None or any(line.before is not None for line in lines):
        return list(lines)
    if seen.get("title") != title:
        lines = [Line("title", title), *lines]
    seen = {field: value for field, value in seen.items() if field != "title" or value != title}
    there = {line.field: line for line in lines}
    changed = [
        replace(line, before=_revived(field, seen.get(field)))
        for field, line in there.items()
        if _plain(line.value) != seen.get(field)
    ]
    gone = [Line(field, "", _revived(field, value)) for field, value in seen.items() if field not in there]
    told = {line.field for line in changed}
    return [*changed, *gone, *(line for line in lines if line.field not in told)]


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value if isinstance(value, bool | int | str) or value is None else str(value)


def _revived(field: str, value: Any) -> Any:
    if value is None:
        return ""
    match field:
        case "needs":
            return [Need(**each) for each in value]
        case "reply_by":
            return date.fromisoformat(value)
    return value
