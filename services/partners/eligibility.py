"""Who may be asked for an idea: rules that hold unless the asker sets them aside, and how many each leaves out."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from services.partners.columns import Columns, Flags


class Rule(StrEnum):
    # Only a registered association can implement.
    UNREGISTERED = "unregistered"
    NO_CAPACITY = "no_capacity"
    # Asked for this idea, or along in it.
    ALREADY_ASKED = "already_asked"
    # Declined, did not answer in time, or was asked no more.
    DECLINED = "declined"
    # By a facilitator, with a reason.
    EXCLUDED = "excluded"


NO_RULE: frozenset[Rule] = frozenset()
# A facilitator who puts somebody first knows of these.
_OUTDONE_BY_PIN = (Rule.UNREGISTERED, Rule.NO_CAPACITY)


@dataclass(frozen=True)
class Standing:
    """What has been said of associations for one idea, by their ids."""

    asked: Collection[int] = ()
    declined: Collection[int] = ()
    excluded: Collection[int] = ()
    pinned: Collection[int] = ()


@dataclass(frozen=True)
class Eligibility:
    """How many associations could bring something and pass the filters, and how many of them each rule concerns.

    One may be concerned by several rules. `left` are those whom no rule in force leaves out.
    """

    total: int = 0
    unregistered: int = 0
    no_capacity: int = 0
    already_asked: int = 0
    declined: int = 0
    excluded: int = 0
    left: int = 0


def broken(there: Columns, standing: Standing) -> dict[Rule, Flags]:
    """By rule, for which associations it does not hold."""
    found = {
        Rule.UNREGISTERED: ~there.numbers["registered"],
        Rule.NO_CAPACITY: there.numbers["capacity"] == 0,
        Rule.ALREADY_ASKED: there.marked(sorted(standing.asked)),
        Rule.DECLINED: there.marked(sorted(standing.declined)),
        Rule.EXCLUDED: there.marked(sorted(standing.excluded)),
    }
    free = ~there.marked(sorted(standing.pinned))
    return {rule: flags & free if rule in _OUTDONE_BY_PIN else flags for rule, flags in found.items()}


def allowed(rules: Mapping[Rule, Flags], waived: Collection[Rule]) -> Flags:
    """Those for whom every rule holds that is not waived."""
    left = ~np.zeros_like(rules[Rule.UNREGISTERED])
    for rule, flags in rules.items():
        left &= ~flags if rule not in waived else True
    return left


def counted(rules: Mapping[Rule, Flags], in_question: Flags, left: Flags) -> Eligibility:
    counts = {rule.value: int(np.count_nonzero(flags & in_question)) for rule, flags in rules.items()}
    total = int(np.count_nonzero(in_question))
    return Eligibility(total=total, left=int(np.count_nonzero(left)), **counts)
