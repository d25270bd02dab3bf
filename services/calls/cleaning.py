"""What is typed of a call, as it is kept; Invalid beside the field that does not hold."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from models import CostModel, Invalid, ProjectForm
from services import words
from services.calls.differences import FIELDS
from services.calls.terms import Criterion, Priority, SideCostRate

LINE = 200
REGION = 100
NOTES = 2000
LINK = 500
HEADING = 400
PLAIN = 600
SLUG = 40
# What a text of a plan can hold at most.
LONGEST_TEXT = 10_000
MOST_ROWS = 40
_LARGEST = Decimal(1_000_000_000)
_MOST_MONTHS = 120
_HEAVIEST = Decimal(100)
# What of a call may be marked as not checked.
CHECKABLE = tuple(name for name in FIELDS if name not in ("name", "link", "notes", "uncertain"))


@dataclass(frozen=True)
class CallWords:
    """A call as it is typed. Rates are shares of one; sums are euros."""

    name: str = ""
    programme: str = ""
    fund: str = ""
    policy_priority: str = ""
    specific_objective: str = ""
    authority: str = ""
    region: str = ""
    opens_on: date | None = None
    closes_on: date | None = None
    amount: Decimal | None = None
    project_forms: Sequence[str] = ()
    cost_models: Sequence[str] = ()
    support_rate: Decimal | None = None
    side_cost_rates: Sequence[SideCostRate] = ()
    lump_sum: Decimal | None = None
    whole_euros: bool = False
    starts_earliest: date | None = None
    ends_latest: date | None = None
    longest_months: int | None = None
    # A new row has no slug yet.
    priorities: Sequence[Priority] = ()
    criteria: Sequence[Criterion] = ()
    limits: Mapping[str, int] = field(default_factory=dict)
    link: str = ""
    notes: str = ""
    uncertain: Sequence[str] = ()


def columns(typed: CallWords) -> dict[str, Any]:
    """The values of the call's own columns."""
    first, last = _window(typed)
    return {
        "name": words.line(typed.name, field="name", most=LINE),
        "programme": words.line(typed.programme, field="programme", most=LINE),
        "fund": _line(typed.fund, "fund"),
        "policy_priority": _line(typed.policy_priority, "policy_priority"),
        "specific_objective": _line(typed.specific_objective, "specific_objective"),
        "authority": _line(typed.authority, "authority"),
        "region": words.line(typed.region, field="region", most=REGION, needed=False),
        "opens_on": first,
        "closes_on": last,
        "amount": _sum(typed.amount, "amount"),
        "project_forms": _chosen(typed.project_forms, ProjectForm, "project_forms"),
        "cost_models": _chosen(typed.cost_models, CostModel, "cost_models"),
        "support_rate": _share(typed.support_rate, "support_rate"),
        "side_cost_rates": _rates(typed.side_cost_rates),
        "lump_sum": _lump_sum(typed),
        "whole_euros": bool(typed.whole_euros),
        **_project_dates(typed),
        "criteria": _criteria(typed.criteria),
        "limits": _limits(typed.limits),
        "link": _link(typed.link),
        "notes": words.body(typed.notes, field="notes", most=NOTES, needed=False),
        "uncertain": [name for name in CHECKABLE if name in typed.uncertain],
    }


def priorities(typed: CallWords) -> list[Priority]:
    """In the order given. The Finnish words are needed; the others stand in for what is not translated."""
    _few(typed.priorities, "priorities")
    kept: list[Priority] = []
    for place, row in enumerate(typed.priorities):
        heading = _translated(row.heading, f"priority-{place}", HEADING)
        plain = _translated(row.plain, f"priority-{place}", PLAIN)
        slug = row.slug or _new_slug(heading["fi"], [each.slug for each in [*typed.priorities, *kept]])
        kept.append(Priority(slug, heading, plain))
    return kept


def slug_of(text: str, most: int = SLUG) -> str:
    """A short name for addresses and tables, of small letters and hyphens."""
    folded = text.casefold().translate(str.maketrans("åäö", "aao"))
    return re.sub(r"[^a-z0-9]+", "-", folded).strip("-")[:most].strip("-") or "x"


def _new_slug(text: str, taken: Iterable[str]) -> str:
    """The text's slug, with a number when another row has it."""
    there = set(taken)
    plain = slug_of(text, SLUG - 3)
    numbered = (f"{plain}-{number}" for number in range(2, MOST_ROWS + 2))
    return next(slug for slug in (plain, *numbered) if slug not in there)


def _line(text: str, name: str) -> str:
    return words.line(text, field=name, most=LINE, needed=False)


def _window(typed: CallWords) -> tuple[date, date]:
    if typed.opens_on is None:
        raise Invalid("needed", field="opens_on")
    if typed.closes_on is None:
        raise Invalid("needed", field="closes_on")
    if typed.closes_on < typed.opens_on:
        raise Invalid("call_closes_first", field="closes_on")
    return typed.opens_on, typed.closes_on


def _project_dates(typed: CallWords) -> dict[str, Any]:
    first, last, months = typed.starts_earliest, typed.ends_latest, typed.longest_months
    if first and last and last < first:
        raise Invalid("call_ends_first", field="ends_latest")
    if months is not None and not 1 <= months <= _MOST_MONTHS:
        raise Invalid("call_months", field="longest_months", most=_MOST_MONTHS)
    return {"starts_earliest": first, "ends_latest": last, "longest_months": months}


def _sum(value: Decimal | None, name: str) -> Decimal | None:
    """Euros and cents; zero is not said at all."""
    if value is not None and not 0 <= value <= _LARGEST:
        raise Invalid("call_sum", field=name)
    return value.quantize(Decimal("0.01")) if value else None


def _lump_sum(typed: CallWords) -> Decimal | None:
    found = _sum(typed.lump_sum, "lump_sum")
    if CostModel.LUMP_SUM in typed.cost_models and found is None:
        raise Invalid("call_lump_sum", field="lump_sum")
    return found


def _share(value: Decimal | None, name: str) -> Decimal | None:
    if value is not None and not 0 < value <= 1:
        raise Invalid("call_share", field=name)
    return None if value is None else value.quantize(Decimal("0.0001"))


def _chosen(values: Sequence[str], offered: Iterable[str], name: str) -> list[str]:
    known = [str(each) for each in offered]
    if strange := [value for value in values if value not in known]:
        raise Invalid("unknown_choice", field=name, choice=strange[0])
    return [each for each in known if each in values]


def _rates(rates: Sequence[SideCostRate]) -> list[dict[str, Any]]:
    """In order of time. Two that hold on one day are refused: nobody could say which is right."""
    _few(rates, "side_cost_rates")
    for place, rate in enumerate(rates):
        if not 0 < rate.rate < 1:
            raise Invalid("call_share", field=f"rate-{place}")
        if rate.valid_from and rate.valid_to and rate.valid_to < rate.valid_from:
            raise Invalid("call_ends_first", field=f"rate-{place}")
    ordered = sorted(rates, key=lambda rate: rate.valid_from or date.min)
    for one, next_one in pairwise(ordered):
        if (one.valid_to or date.max) >= (next_one.valid_from or date.min):
            raise Invalid("call_rates_overlap", field="side_cost_rates")
    return [
        {
            "rate": format(rate.rate.normalize(), "f"),
            "valid_from": rate.valid_from.isoformat() if rate.valid_from else None,
            "valid_to": rate.valid_to.isoformat() if rate.valid_to else None,
        }
        for rate in ordered
    ]


def _criteria(rows: Sequence[Criterion]) -> list[dict[str, Any]]:
    _few(rows, "criteria")
    kept: list[dict[str, Any]] = []
    for place, row in enumerate(rows):
        name = _translated(row.name, f"criterion-{place}", HEADING)
        if not 0 < row.weight <= _HEAVIEST:
            raise Invalid("call_weight", field=f"criterion-{place}", most=int(_HEAVIEST))
        taken = [*(each.slug for each in rows), *(each["slug"] for each in kept)]
        kept.append(
            {
                "slug": row.slug or _new_slug(name["fi"], taken),
                "kind": str(row.kind),
                "name": name,
                "weight": format(row.weight.normalize(), "f"),
            }
        )
    return kept


def _limits(limits: Mapping[str, int]) -> dict[str, int]:
    """Only those that the call gives."""
    for key, most in limits.items():
        if not re.fullmatch(r"[a-z0-9_]{1,40}", key):
            raise Invalid("unknown_choice", field="limits", choice=key)
        if not 0 <= most <= LONGEST_TEXT:
            raise Invalid("call_limit", field=f"limit-{key}", most=LONGEST_TEXT)
    return {key: most for key, most in limits.items() if most}


def _translated(typed: Mapping[str, str], name: str, most: int) -> dict[str, str]:
    return {
        language: words.line(typed.get(language, ""), field=name, most=most, needed=language == "fi")
        for language in ("fi", "sv", "en")
    }


def _link(text: str) -> str:
    link = words.line(text, field="link", most=LINK, needed=False)
    if link and not words.is_web_address(link):
        raise Invalid("call_link", field="link")
    return link


def _few(rows: Sequence[Any], name: str) -> None:
    if len(rows) > MOST_ROWS:
        raise Invalid("call_too_many_rows", field=name, most=MOST_ROWS)
