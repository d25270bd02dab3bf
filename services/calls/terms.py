"""What one version of a call allows and asks for: the frozen form in which plans, budgets and checks read it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from models import CostModel, CriterionKind


@dataclass(frozen=True)
class SideCostRate:
    """A standard rate of side costs, as a share of gross wages, on the days from `valid_from` to `valid_to`."""

    rate: Decimal
    valid_from: date | None = None
    valid_to: date | None = None

    def holds_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


@dataclass(frozen=True)
class Priority:
    slug: str
    # By language; the heading is the funder's wording, the plain words are ours.
    heading: dict[str, str]
    plain: dict[str, str]


@dataclass(frozen=True)
class Criterion:
    slug: str
    kind: CriterionKind
    name: Mapping[str, str]
    weight: Decimal = Decimal(1)

    @property
    def most(self) -> int:
        """The highest score; 1 where a criterion is passed or failed."""
        return {CriterionKind.GENERAL: 1, CriterionKind.CONTENT: 5, CriterionKind.HORIZONTAL: 3}[self.kind]


@dataclass(frozen=True)
class CallTerms:
    """An empty one says nothing: the terms of a plan that has no call."""

    version_id: int | None = None
    call_id: int | None = None
    number: int = 0
    name: str = ""
    opens_on: date | None = None
    closes_on: date | None = None
    programme: str = ""
    fund: str = ""
    policy_priority: str = ""
    specific_objective: str = ""
    authority: str = ""
    region: str = ""
    amount: Decimal | None = None
    project_forms: tuple[str, ...] = ()
    # Empty when the call does not say: then every model may be tried.
    cost_models: tuple[CostModel, ...] = ()
    support_rate: Decimal | None = None
    side_cost_rates: tuple[SideCostRate, ...] = ()
    lump_sum: Decimal | None = None
    whole_euros: bool = False
    criteria: tuple[Criterion, ...] = ()
    limits: Mapping[str, int] = field(default_factory=dict)
    starts_earliest: date | None = None
    ends_latest: date | None = None
    longest_months: int | None = None
    priorities: tuple[Priority, ...] = ()
    link: str = ""
    notes: str = ""
    # Which of the above nobody has checked against the notice: shown so, and never a rule.
    uncertain: tuple[str, ...] = ()

    def side_cost_rate(self, day: date) -> Decimal | None:
        """The rate in force on this day; None when the call names none for it."""
        return next((each.rate for each in self.side_cost_rates if each.holds_on(day)), None)


_DAYS = ("opens_on", "closes_on", "starts_earliest", "ends_latest")
_SUMS = ("amount", "support_rate", "lump_sum")
_PLAIN = (
    "name",
    "programme",
    "fund",
    "policy_priority",
    "specific_objective",
    "authority",
    "region",
    "whole_euros",
    "limits",
    "longest_months",
    "link",
    "notes",
)


def terms_from(
    said: Mapping[str, Any], *, version_id: int | None = None, call_id: int | None = None, number: int = 0
) -> CallTerms:
    """The terms in the form of `data/calls.json`; what is not said keeps its empty value."""
    given: dict[str, Any] = {name: said[name] for name in _PLAIN if said.get(name) is not None}
    given |= {name: date.fromisoformat(said[name]) for name in _DAYS if said.get(name)}
    given |= {name: Decimal(str(said[name])) for name in _SUMS if said.get(name) is not None}
    return CallTerms(
        version_id=version_id,
        call_id=call_id,
        number=number,
        project_forms=tuple(said.get("project_forms", ())),
        cost_models=tuple(CostModel(model) for model in said.get("cost_models", ())),
        side_cost_rates=tuple(_rate(row) for row in said.get("side_cost_rates", ())),
        criteria=tuple(_criterion(row) for row in said.get("criteria", ())),
        priorities=tuple(
            Priority(row["slug"], row["heading"], row["plain"]) for row in said.get("priorities", ())
        ),
        uncertain=tuple(said.get("uncertain", ())),
        **given,
    )


def spoken(words: Mapping[str, str], language: str) -> str:
    """In this language, or in Finnish where nobody has translated it."""
    return words.get(language) or words.get("fi", "")


def _rate(row: Mapping[str, Any]) -> SideCostRate:
    first, last = row.get("valid_from"), row.get("valid_to")
    return SideCostRate(
        Decimal(str(row["rate"])),
        date.fromisoformat(first) if first else None,
        date.fromisoformat(last) if last else None,
    )


def _criterion(row: Mapping[str, Any]) -> Criterion:
    return Criterion(row["slug"], CriterionKind(row["kind"]), row["name"], Decimal(str(row.get("weight", 1))))
