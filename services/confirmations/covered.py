"""Of which tables a confirmation is made: everything that goes to the funder, and nothing that changes daily.

Each table that belongs to a plan is in `READ` or, with the reason, in `NOT_READ`. Why which: docs/decisions.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from models import (
    ActionPoint,
    AgendaItem,
    Assessment,
    Attachment,
    Budget,
    BudgetLine,
    BudgetTerms,
    CalendarFeed,
    Confirmation,
    ConfirmationRound,
    CountPeriod,
    Deviation,
    EarlierMinutes,
    IndicatorTarget,
    Meeting,
    MeetingSeat,
    Milestone,
    MinutesAside,
    PackageReport,
    ParticipantCount,
    Plan,
    PlanBaseline,
    PlanChange,
    PlanDeadline,
    PlanField,
    PlanFieldAside,
    PlanFieldVersion,
    PlanPart,
    PlanShift,
    PlanSubmission,
    Presence,
    ProjectResults,
    Proposal,
    ProposalOption,
    ProposalSeat,
    Remark,
    ResultsAgreement,
    ResultStory,
    Risk,
    Task,
    TaskDependency,
    WagePost,
    WorkPackage,
)

Readers = frozenset[int]


@dataclass(frozen=True)
class Circle:
    """Who implements the plan, by their parts' ids."""

    implementers: Readers
    # Partners without a budget do not confirm.
    partners: Readers
    lead: int

    def whose(self, part_id: int) -> Readers:
        """Whose matter a part is: of a partner that does not confirm the lead's, of who has left nobody's."""
        if part_id in self.implementers:
            return frozenset({part_id})
        return frozenset({self.lead}) if part_id in self.partners else frozenset()


@dataclass(frozen=True)
class Rows:
    """How the rows of one table read."""

    kind: str
    columns: tuple[str, ...]
    # Columns that are not confirmed: keys, versions, and who wrote when.
    left_out: tuple[str, ...]
    readers: Callable[[Any, Circle], Readers]
    # What tells this row from the others of the plan; by itself its id, so that a moved row is the same row.
    name: Callable[[Any], str] = lambda row: str(row.id)


def _everybodys(_row: Any, circle: Circle) -> Readers:
    return circle.implementers


def _of_place(row: Any, circle: Circle) -> Readers:
    """A text of the shared part is everybody's, one of a part its implementer's."""
    return circle.whose(row.place) if row.place else circle.implementers


def _of_package(row: Any, circle: Circle) -> Readers:
    """Who answers for a work package and the lead; everybody while nobody answers for it."""
    return circle.whose(row.part_id) | {circle.lead} if row.part_id else circle.implementers


def _of_part(row: Any, circle: Circle) -> Readers:
    return circle.whose(row.part_id)


def _at(row: Any) -> str:
    """A row of a table that is replaced as a whole is known by its place."""
    return f"{row.part_id}-{row.position}"


_KEYS = ("id", "plan_id", "version_id")
_ROW = ("id", "plan_id", "part_id")
_EDITED = ("edited_by", "edited_at")

READ: Mapping[type[Any], Rows] = {
    Plan: Rows(
        "plan",
        ("name", "lead_association_id", "call_version_id", "starts_on", "ends_on", "cost_model", "area"),
        (
            "id",
            "idea_id",
            "call_id",
            "state",
            "shared_at",
            "created_by",
            "created_at",
            "version_id",
        ),
        _everybodys,
        lambda _plan: "",
    ),
    PlanPart: Rows(
        "implementer",
        ("role",),
        (
            "id",
            "plan_id",
            "association_id",
            "request_id",
            "created_at",
            "left_at",
            "left_reason",
            "left_by_lead",
        ),
        lambda row, circle: circle.implementers if row.left_at is None else frozenset(),
        lambda part: str(part.association_id),
    ),
    PlanField: Rows(
        "field",
        ("text",),
        ("id", "plan_id", "place", "key", "number", "edited_by", "edited_at"),
        _of_place,
        lambda field: f"{field.place}-{field.key}",
    ),
    WorkPackage: Rows(
        "package",
        ("title", "goal", "action", "result", "part_id"),
        (*_KEYS, "position"),
        _of_package,
    ),
    Risk: Rows(
        "risk",
        ("title", "likelihood", "effect", "response", "part_id"),
        (*_KEYS, "created_at"),
        _everybodys,
    ),
    BudgetTerms: Rows(
        "terms",
        ("side_cost_rate", "support_rate", "lump_sum"),
        ("plan_id", *_EDITED),
        _everybodys,
        lambda _terms: "",
    ),
    Budget: Rows(
        "budget",
        ("lump_share", "volunteer_hours"),
        ("plan_id", "part_id", "version_id", *_EDITED),
        _of_part,
        lambda budget: str(budget.part_id),
    ),
    WagePost: Rows(
        "post",
        ("task", "people", "working_time", "pay", "amount", "gross", "year"),
        (*_ROW, "position"),
        _of_part,
        _at,
    ),
    BudgetLine: Rows(
        "cost",
        ("kind", "words", "euros", "year"),
        (*_ROW, "position"),
        _of_part,
        _at,
    ),
    IndicatorTarget: Rows(
        "target",
        ("count",),
        (*_ROW, "code", "version_id"),
        _of_part,
        lambda target: f"{target.part_id}-{target.code}",
    ),
}

_ARRANGED = "how the work is arranged from day to day; the baseline keeps it as it was"
_FOLLOWED = "what happens once the funder has said yes"
_TOGETHER = "what is talked over and decided; what follows from it is written where it belongs"

NOT_READ: Mapping[type[Any], str] = {
    Assessment: "what the lead thinks of the plan, which does not go to the funder",
    PlanFieldVersion: "texts that others have replaced",
    PlanFieldAside: "a text that waits for its writer's choice",
    Attachment: "papers beside the plan",
    Presence: "who is looking now",
    Remark: "what is said about a section",
    Task: _ARRANGED,
    Milestone: _ARRANGED,
    TaskDependency: _ARRANGED,
    PlanBaseline: "the schedule as it was confirmed",
    PlanShift: "what a move of the timeline has moved; the dates that it moved are read where they stand",
    PlanDeadline: "the way to the submission, not what is submitted",
    CalendarFeed: "a reader's own",
    CountPeriod: _FOLLOWED,
    ParticipantCount: _FOLLOWED,
    PackageReport: _FOLLOWED,
    Deviation: _FOLLOWED,
    PlanChange: _FOLLOWED,
    ResultsAgreement: _FOLLOWED,
    ProjectResults: _FOLLOWED,
    ResultStory: _FOLLOWED,
    Confirmation: "the answer itself",
    ConfirmationRound: "the question itself",
    PlanSubmission: "what became of the plan",
    Meeting: _TOGETHER,
    MeetingSeat: _TOGETHER,
    AgendaItem: _TOGETHER,
    EarlierMinutes: _TOGETHER,
    MinutesAside: _TOGETHER,
    ActionPoint: _TOGETHER,
    Proposal: _TOGETHER,
    ProposalOption: _TOGETHER,
    ProposalSeat: _TOGETHER,
}
