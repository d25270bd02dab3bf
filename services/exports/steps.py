"""The steps by which a plan is filled from a file: one for each thing that is empty and this person's to write."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from sqlmodel import Session

from models import (
    OTHER_COSTS,
    SELF_FINANCING,
    CostModel,
    Plan,
    PlanAction,
    PlanPart,
    Task,
    TaskAction,
    TaskState,
)
from services import budgets, participants, plans
from services.actors import Actor
from services.budgets import LineTyped, PostTyped, Typed
from services.exports.dossier import Dossier
from services.exports.transfer import budget_of
from services.plans import Frame, PackageWords, RiskWords, TaskWords

_INCOME = ("income",)


@dataclass(frozen=True)
class Step:
    # `exports.filled_<name>` counts it.
    name: str
    # Where in the file it stands.
    place: str
    act: Callable[[], object]


@dataclass
class Filling:
    session: Session
    actor: Actor
    plan: Plan
    said: dict[str, Any]
    dossier: Dossier
    # By place in the file; None where the association takes no part.
    parts: list[PlanPart | None]
    # How much is written otherwise in the plan, which keeps its own.
    kept: int = 0
    # By place in the file, the ids that its packages and tasks have here.
    packages: dict[int, int] = field(default_factory=dict)
    tasks: dict[int, int] = field(default_factory=dict)

    def may(self, action: PlanAction, part: PlanPart | None = None) -> bool:
        return plans.may(self.actor, action, self.plan, part)

    def steps(self) -> Iterator[Step]:
        """Packages before what hangs on them, tasks before what waits for them."""
        yield from self._frame()
        yield from self._texts(plans.SHARED, None, self.said["texts"], "plan.texts")
        yield from self._packages()
        yield from self._tasks()
        yield from self._milestones()
        yield from self._risks()
        yield from self._rates()
        for at, part in enumerate(self.parts):
            if part is not None:
                yield from self._part(part, self.said["parts"][at], f"plan.parts[{at}]")

    def _frame(self) -> Iterator[Step]:
        if not self.may(PlanAction.EDIT_FRAME):
            return
        seen = self.dossier.form.frame
        model = self.said["cost_model"]
        told = Frame(
            self.said["starts_on"],
            self.said["ends_on"],
            CostModel(model) if model else None,
            tuple(self.said["area"]),
        )
        names = ("starts_on", "ends_on", "cost_model", "area")
        for name in names:
            if getattr(seen, name) and getattr(told, name) not in (getattr(seen, name), None, ()):
                self.kept += 1
        empty = {
            name: getattr(told, name) for name in names if getattr(told, name) and not getattr(seen, name)
        }
        if empty:
            typed = replace(seen, **empty)
            yield Step(
                "frame",
                "plan",
                lambda: plans.edit_frame(self.session, self.actor, self.plan.id, typed, seen=seen),
            )

    def _texts(self, place: int, part: PlanPart | None, said: dict[str, str], where: str) -> Iterator[Step]:
        if not self.may(PlanAction.EDIT_PART if part else PlanAction.EDIT_SHARED, part):
            return
        there = {text.key: text for text in self.dossier.form.texts.get(place, [])}
        for key, words in said.items():
            held = there.get(key)
            if held is None or not words:
                continue
            if held.text:
                self.kept += held.text != words
                continue
            yield Step("texts", f"{where}.{key}", self._writing(place, key, words, held.number))

    def _writing(self, place: int, key: str, words: str, number: int) -> Callable[[], object]:
        return lambda: plans.save_field(
            self.session, self.actor, self.plan.id, place, key, words, number=number
        )

    def _packages(self) -> Iterator[Step]:
        there = {row.title.casefold(): row.id for row in self.dossier.packages}
        for at, row in enumerate(self.said["packages"]):
            part = self._part_at(row["part"])
            if found := there.get(row["title"].casefold()):
                self.packages[at] = found
            elif self.may(PlanAction.EDIT_PACKAGE, part):
                words = PackageWords(
                    row["title"], row["goal"], row["action"], row["result"], part.id if part else None
                )
                yield Step("packages", f"plan.packages[{at}]", self._adding_package(at, words))

    def _adding_package(self, at: int, words: PackageWords) -> Callable[[], object]:
        def add() -> None:
            self.packages[at] = plans.add_package(self.session, self.actor, self.plan.id, words).id

        return add

    def _tasks(self) -> Iterator[Step]:
        there = {(row.part_id, row.title.casefold()): row.id for row in self.dossier.schedule.tasks}
        new = []
        for at, row in enumerate(self.said["tasks"]):
            part = self._part_at(row["part"])
            if part and (found := there.get((part.id, row["title"].casefold()))):
                self.tasks[at] = found
            elif part and self.may(PlanAction.ADD_TASK, part):
                new.append(at)
                yield Step("tasks", f"plan.tasks[{at}]", self._adding_task(at, part.id))
        # What a task waits for, and how far it is, when all of them are there.
        yield from (Step("needs", f"plan.tasks[{at}].needs", self._tying(at)) for at in new)
        yield from (Step("states", f"plan.tasks[{at}].state", self._moving(at)) for at in self._in_order(new))

    def _adding_task(self, at: int, part_id: int) -> Callable[[], object]:
        def add() -> None:
            words = self._task_words(at)
            self.tasks[at] = plans.add_task(self.session, self.actor, self.plan.id, part_id, words).id

        return add

    def _task_words(self, at: int, needs: tuple[int, ...] = ()) -> TaskWords:
        row = self.said["tasks"][at]
        package = self.packages.get(row["package"]) if row["package"] is not None else None
        return TaskWords(row["title"], None, row["starts_on"], row["ends_on"], package, needs)

    def _tying(self, at: int) -> Callable[[], object]:
        def tie() -> None:
            needs = tuple(
                self.tasks[needed] for needed in self.said["tasks"][at]["needs"] if needed in self.tasks
            )
            if needs:
                words = self._task_words(at, needs)
                plans.edit_task(self.session, self.actor, self.tasks[at], words, version=self._version(at))

        return tie

    def _moving(self, at: int) -> Callable[[], object]:
        steps = {TaskState.DOING: TaskAction.START, TaskState.DONE: TaskAction.FINISH}

        def move() -> None:
            if step := steps.get(TaskState(self.said["tasks"][at]["state"])):
                plans.move_task(self.session, self.actor, self.tasks[at], step, version=self._version(at))

        return move

    def _version(self, at: int) -> int:
        return self.session.get_one(Task, self.tasks[at]).version

    def _in_order(self, new: list[int]) -> list[int]:
        """What others wait for comes before them; a circle has been refused by then."""
        order: list[int] = []

        def visit(at: int, on_the_way: frozenset[int]) -> None:
            if at in order or at not in new or at in on_the_way:
                return
            for needed in self.said["tasks"][at]["needs"]:
                visit(needed, on_the_way | {at})
            order.append(at)

        for at in new:
            visit(at, frozenset())
        return order

    def _milestones(self) -> Iterator[Step]:
        if not self.may(PlanAction.ADD_MILESTONE):
            return
        there = {row.title.casefold() for row in self.dossier.schedule.milestones}
        for at, row in enumerate(self.said["milestones"]):
            if row["title"].casefold() not in there:
                yield Step("milestones", f"plan.milestones[{at}]", self._adding_milestone(row))

    def _adding_milestone(self, row: dict[str, Any]) -> Callable[[], object]:
        def add() -> None:
            package = self.packages.get(row["package"]) if row["package"] is not None else None
            made = plans.add_milestone(
                self.session, self.actor, self.plan.id, row["title"], row["due_on"], package_id=package
            )
            if row["reached"]:
                plans.reach_milestone(self.session, self.actor, made.id, reached=True, version=made.version)

        return add

    def _risks(self) -> Iterator[Step]:
        there = {row.title.casefold() for row in self.dossier.risks}
        for at, row in enumerate(self.said["risks"]):
            part = self._part_at(row["part"])
            if row["title"].casefold() in there or not self.may(PlanAction.EDIT_RISK, part):
                continue
            words = RiskWords(
                row["title"], row["likelihood"], row["effect"], row["response"], part.id if part else None
            )
            yield Step("risks", f"plan.risks[{at}]", self._adding_risk(words))

    def _adding_risk(self, words: RiskWords) -> Callable[[], object]:
        return lambda: plans.add_risk(self.session, self.actor, self.plan.id, words)

    def _rates(self) -> Iterator[Step]:
        money = self.dossier.money
        if money is None or not self.may(PlanAction.EDIT_FRAME):
            return
        typed = {
            name: _as_typed(name, value)
            for name, value in self.said["rates"].items()
            if getattr(money.rates, name) is None
        }
        if typed:
            yield Step(
                "rates",
                "plan.rates",
                lambda: budgets.say_rates(self.session, self.actor, self.plan.id, typed),
            )

    def _part(self, part: PlanPart, said: dict[str, Any], where: str) -> Iterator[Step]:
        yield from self._texts(part.id, part, said["texts"], f"{where}.texts")
        if self.may(PlanAction.EDIT_INDICATOR, part):
            yield from self._targets(part, said["targets"], f"{where}.targets")
        held = self.dossier.money_of(part.id)
        if said["budget"] is None or held is None or not self.may(PlanAction.EDIT_MONEY, part):
            return
        typed = _typed(said["budget"])
        if not held.written.empty:
            self.kept += budget_of(held) != said["budget"]
        elif typed != Typed():
            version = held.written.version
            yield Step(
                "budgets",
                f"{where}.budget",
                lambda: budgets.save(self.session, self.actor, self.plan.id, part.id, typed, version=version),
            )

    def _targets(self, part: PlanPart, said: dict[str, int], where: str) -> Iterator[Step]:
        there = next((each.counts for each in self.dossier.targets.parts if each.part_id == part.id), {})
        for code, count in said.items():
            if code in there:
                self.kept += there[code] != count
            else:
                yield Step("targets", f"{where}.{code}", self._aiming(part, code, count))

    def _aiming(self, part: PlanPart, code: str, count: int) -> Callable[[], object]:
        return lambda: participants.set_target(
            self.session, self.actor, self.plan.id, part.id, code, count, seen=None
        )

    def _part_at(self, at: int | None) -> PlanPart | None:
        return None if at is None else self.parts[at]


def _as_typed(name: str, value: str) -> str:
    """Shares of one are typed as per cent."""
    return value if name == "lump_sum" else f"{Decimal(value) * 100:.2f}"


def _typed(budget: dict[str, Any]) -> Typed:
    """A budget as its tables would have been typed."""
    return Typed(
        posts=tuple(
            PostTyped(**{name: _cell(value) for name, value in row.items()}) for row in budget["posts"]
        ),
        costs=_lines(budget, OTHER_COSTS),
        income=_lines(budget, _INCOME),
        financing=_lines(budget, SELF_FINANCING),
        volunteer_hours=_cell(budget["volunteer_hours"]),
        lump_share=_cell(budget["lump_share"]),
    )


def _lines(budget: dict[str, Any], kinds: tuple[str, ...]) -> tuple[LineTyped, ...]:
    return tuple(
        LineTyped(**{name: _cell(value) for name, value in row.items()})
        for row in budget["lines"]
        if row["kind"] in kinds
    )


def _cell(value: Any) -> str:
    return "" if value is None else str(value)
