"""A file with a plan in it: refused with the place of what is wrong, before anything is made of it."""

import json
from datetime import date
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from models import Invalid
from services.exports.transfer import FORMAT, VERSION
from services.vocabulary import DATA

MOST_BYTES = 5 * 1024 * 1024


def read(content: bytes) -> dict[str, Any]:
    """The plan in the file; Invalid beside `file` when it is no plan of ours, or not whole."""
    if len(content) > MOST_BYTES:
        raise Invalid("import_too_large", field="file", most=MOST_BYTES // 1024**2)
    said = _parsed(content)
    if not isinstance(said, dict) or said.get("format") != FORMAT:
        raise Invalid("import_other_file", field="file")
    if said.get("version") != VERSION:
        raise Invalid("import_other_version", field="file", version=VERSION)
    if fault := next(iter(_validator().iter_errors(said)), None):
        raise _refusal(_deepest(fault))
    plan: dict[str, Any] = said["plan"]
    _check_days(plan)
    _check_places(plan)
    return plan


def _parsed(content: bytes) -> Any:
    try:
        return json.loads(content.decode("utf-8-sig"), parse_constant=_no_constant)
    # Nested too deeply, or a number of more digits than one is read with.
    except (ValueError, RecursionError):
        raise Invalid("import_other_file", field="file") from None


def _no_constant(name: str) -> None:
    raise ValueError(name)


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(json.loads((DATA / "plan.schema.json").read_text(encoding="utf-8")))


def _deepest(fault: ValidationError) -> ValidationError:
    """Of a choice between nothing and something, what is wrong with the something."""
    inner = [each for each in fault.context or () if each.validator != "type" or len(each.path)]
    return _deepest(inner[0]) if inner else fault


def _refusal(fault: ValidationError) -> Invalid:
    known = _WHY.get(str(fault.validator), "form")
    return Invalid(
        "import_place", field="file", place=_place(list(fault.absolute_path)), why_key=f"import_why.{known}"
    )


_WHY = {
    "required": "missing",
    "additionalProperties": "unknown",
    "type": "type",
    "enum": "choice",
    "maxLength": "too_long",
    "maxItems": "too_many",
    "minimum": "range",
    "maximum": "range",
}


def _place(path: list[str | int]) -> str:
    """As a person finds it: `plan.parts[1].budget.posts[0].gross`."""
    told = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return told.removeprefix(".") or "{ }"


def _check_days(plan: dict[str, Any]) -> None:
    _day(plan, "starts_on", ["plan"])
    _day(plan, "ends_on", ["plan"])
    for at, task in enumerate(plan["tasks"]):
        _day(task, "starts_on", ["plan", "tasks", at])
        _day(task, "ends_on", ["plan", "tasks", at])
    for at, stone in enumerate(plan["milestones"]):
        _day(stone, "due_on", ["plan", "milestones", at])


def _day(row: dict[str, Any], name: str, path: list[str | int]) -> None:
    """Puts the day in place of its text."""
    if row[name] is None:
        return
    try:
        row[name] = date.fromisoformat(row[name])
    except ValueError:
        raise _lost([*path, name], "day") from None


def _check_places(plan: dict[str, Any]) -> None:
    """Whatever names another thing names one that is there."""
    for table in ("packages", "tasks", "milestones", "risks"):
        for at, row in enumerate(plan[table]):
            for name, list_of in (("part", "parts"), ("package", "packages")):
                if row.get(name) is not None and row[name] >= len(plan[list_of]):
                    raise _lost(["plan", table, at, name], "nothing_there")
    for at, task in enumerate(plan["tasks"]):
        if any(needed >= len(plan["tasks"]) for needed in task["needs"]):
            raise _lost(["plan", "tasks", at, "needs"], "nothing_there")


def _lost(path: list[str | int], why: str) -> Invalid:
    return Invalid("import_place", field="file", place=_place(path), why_key=f"import_why.{why}")
