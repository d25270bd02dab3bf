"""Writes the tables of `docs/architecture.md` from the lifecycles and the verdicts: `python -m docs.tables`."""

from collections.abc import Callable, Iterable
from enum import StrEnum
from pathlib import Path
from typing import Any

from docs.lifecycles import LIFECYCLES
from docs.verdicts import RIGHTS, RIGHTS_WORDS
from models import Lifecycle
from services.actors import Actor

PAGE = Path(__file__).parent / "architecture.md"
BEGIN, END = "<!-- tables -->", "<!-- /tables -->"


def permissions(
    actions: Iterable[StrEnum], may: Callable[[Actor, Any], bool], roles: dict[str, Actor]
) -> str:
    """A row for each act, a column for each role; a dot where the act is not theirs."""
    rows = [["act", *roles]]
    rows += [
        [str(action), *("yes" if may(who, action) else "·" for who in roles.values())] for action in actions
    ]
    return _table(rows)


def lifecycle(steps: Lifecycle[Any, Any]) -> str:
    rows = [["from", "act", "to"]]
    rows += [[str(start), str(action), str(after)] for (start, action), after in steps.steps.items()]
    return _table(rows)


def tables() -> str:
    """The whole generated part of the page."""
    parts = ["### Steps"]
    for name, steps in LIFECYCLES.items():
        parts += [f"#### {name}", lifecycle(steps)]
    parts += ["### Rights", RIGHTS_WORDS]
    for name, (actions, may, roles) in RIGHTS.items():
        parts += [f"#### {name}", permissions(actions, may, roles)]
    return "\n\n".join(parts)


def with_tables(page: str) -> str:
    """The page with its generated part made anew."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{tables()}\n\n{END}{after}"


def _table(rows: list[list[str]]) -> str:
    head, *body = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([head, "|" + "---|" * len(rows[0]), *body])


if __name__ == "__main__":
    PAGE.write_text(with_tables(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
