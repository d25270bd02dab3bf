"""How far a plan is from what its call asks for. It is a checklist and no forecast: the funder decides."""

from services.readiness.assessing import (
    LONGEST_EVIDENCE,
    Assessed,
    Gap,
    SelfAssessment,
    assess,
    assessment_of,
    name_gap,
)
from services.readiness.checks import CHECKS, Area, Check, CheckKind
from services.readiness.facts import Facts, facts_in
from services.readiness.reading import AreaState, Readiness, of_plan

__all__ = [
    "CHECKS",
    "LONGEST_EVIDENCE",
    "Area",
    "AreaState",
    "Assessed",
    "Check",
    "CheckKind",
    "Facts",
    "Gap",
    "Readiness",
    "SelfAssessment",
    "assess",
    "assessment_of",
    "facts_in",
    "name_gap",
    "of_plan",
]
