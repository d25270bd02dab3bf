"""What one version of a call says otherwise than another, one readable difference at a time."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from services.calls.terms import CallTerms

# In the order in which a call is read.
FIELDS = (
    "name",
    "programme",
    "fund",
    "policy_priority",
    "specific_objective",
    "authority",
    "region",
    "opens_on",
    "closes_on",
    "amount",
    "project_forms",
    "cost_models",
    "support_rate",
    "side_cost_rates",
    "lump_sum",
    "whole_euros",
    "starts_earliest",
    "ends_latest",
    "longest_months",
    "priorities",
    "criteria",
    "limits",
    "link",
    "notes",
    "uncertain",
)
# Those that are told for each of their rows: what a row is known by.
_ROWS: Mapping[str, Callable[[Any], Mapping[Any, Any]]] = {
    "side_cost_rates": lambda rates: {(rate.valid_from, rate.valid_to): rate for rate in rates},
    "priorities": lambda rows: {row.slug: row for row in rows},
    "criteria": lambda rows: {row.slug: row for row in rows},
    "limits": dict,
}


@dataclass(frozen=True)
class Difference:
    field: str
    # None where it was not said, or is said no more.
    before: Any
    after: Any
    # Which row of the field; None for a field that is one value.
    row: Any = None


def differences(before: CallTerms, after: CallTerms) -> list[Difference]:
    """In the order in which a call is read; a row that has come or gone is told whole."""
    return [difference for field in FIELDS for difference in _of(field, before, after)]


def _of(field: str, before: CallTerms, after: CallTerms) -> list[Difference]:
    old, new = getattr(before, field), getattr(after, field)
    if old == new:
        return []
    if field not in _ROWS:
        return [Difference(field, old, new)]
    was, now = _ROWS[field](old), _ROWS[field](new)
    return [
        Difference(field, was.get(row), now.get(row), row)
        for row in dict.fromkeys([*was, *now])
        if was.get(row) != now.get(row)
    ]
