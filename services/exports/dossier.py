"""Everything of a plan that a file can hold, read once with the rights of the one who asks."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from models import Forbidden, ImplementerRole, now
from services import budgets, participants, plans
from services.actors import Actor
from services.budgets import GroupBudget, PartBudget
from services.participants import Targets
from services.plans import (
    FieldText,
    Form,
    PackageRow,
    PartView,
    PlanView,
    RiskRow,
    Schedule,
    Section,
    TaskRow,
)
from services.plans.applicants import Applicant


@dataclass(frozen=True)
class Dossier:
    plan: PlanView
    form: Form
    applicants: list[Applicant]
    packages: list[PackageRow]
    risks: list[RiskRow]
    schedule: Schedule
    targets: Targets
    # None for who may not read wages.
    money: GroupBudget | None
    made_at: datetime

    @property
    def parts(self) -> list[PartView]:
        """Who takes part: the lead first, then those with a budget, then the cooperation partners."""
        order = list(ImplementerRole)
        return sorted(self.plan.parts, key=lambda part: (order.index(part.role), part.id))

    @property
    def name(self) -> str:
        shared = {text.key: text.text for text in self.form.texts[plans.SHARED]}
        return shared["public_name"] or self.plan.name

    def association(self, part_id: int | None) -> str:
        return next((part.association for part in self.plan.parts if part.id == part_id), "")

    def money_of(self, part_id: int) -> PartBudget | None:
        parts = self.money.parts if self.money else ()
        return next((part for part in parts if part.part_id == part_id), None)

    def written(self, section: Section) -> Iterator[tuple[str, FieldText]]:
        """The section's texts in the form's order, each with the name of its implementer; none for a shared one."""
        for text in self.form.of(plans.SHARED, section.shared_keys):
            yield "", text
        for part in self.parts:
            for text in self.form.of(part.id, section.part_keys):
                yield part.association, text

    def tasks_of(self, package_id: int | None) -> list[TaskRow]:
        return [task for task in self.schedule.tasks if task.package_id == package_id]


def dossier_of(session: Session, actor: Actor, plan_id: int) -> Dossier:
    """In a fixed number of queries; NotFound for who does not see the plan."""
    return Dossier(
        plan=plans.opened(session, actor, plan_id),
        form=plans.form_of(session, actor, plan_id),
        applicants=plans.applicants_of(session, actor, plan_id),
        packages=plans.packages_of(session, actor, plan_id),
        risks=plans.risks_of(session, actor, plan_id),
        schedule=plans.schedule_of(session, actor, plan_id),
        targets=participants.targets_of(session, actor, plan_id),
        money=_money(session, actor, plan_id),
        made_at=now(),
    )


def _money(session: Session, actor: Actor, plan_id: int) -> GroupBudget | None:
    try:
        return budgets.of_plan(session, actor, plan_id)
    except Forbidden:
        return None
