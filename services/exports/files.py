"""The kinds of files that a plan can be had as."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import IO

from services.exports import document, lists, text, transfer, workbook
from services.exports.dossier import Dossier
from services.exports.words import Words

_OFFICE = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True)
class Kind:
    """`exports.kind_<slug>` names it and `exports.kind_help_<slug>` says what it is for."""

    slug: str
    ending: str
    media: str
    write: Callable[[Dossier, Words, IO[bytes]], None]
    # It holds nothing but money, so it is not for who may not read wages.
    money: bool = False


KINDS = {
    kind.slug: kind
    for kind in (
        Kind("form", "docx", f"{_OFFICE}.wordprocessingml.document", document.write),
        Kind("budget", "xlsx", f"{_OFFICE}.spreadsheetml.sheet", workbook.write, money=True),
        Kind("text", "txt", "text/plain; charset=utf-8", text.write),
        Kind("tasks", "csv", "text/csv; charset=utf-8", lists.write_tasks),
        Kind("budget_rows", "csv", "text/csv; charset=utf-8", lists.write_budget, money=True),
        Kind("plan", "json", "application/json", transfer.write),
    )
}


def kinds_for(*, money: bool) -> list[Kind]:
    """Those that somebody may have who reads the money, or does not."""
    return [kind for kind in KINDS.values() if money or not kind.money]
