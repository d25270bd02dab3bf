"""The checks: each a small function from the facts to what holds and what does not. A new one is a line in `CHECKS`.

What the call does not say is not checked.
"""

from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from models import CriterionKind, ImplementerRole, ProjectForm, RiskLevel
from services.plans.form import FIELDS, SECTIONS, Section, limit_of
from services.plans.risks import level_of
from services.readiness.facts import Facts, PartFacts


class Area(StrEnum):
    """In the order in which a plan is made."""

    CALL = "call"
    PARTNERS = "partners"
    DATES = "dates"
    TEXTS = "texts"
    WORK = "work"
    MONEY = "money"
    PARTICIPANTS = "participants"
    ASSESSMENT = "assessment"
    CONFIRMATION = "confirmation"


class CheckKind(StrEnum):
    CALL_CHOSEN = "call_chosen"
    CALL_NEWEST = "call_newest"
    CALL_OPEN = "call_open"
    PROJECT_FORM = "project_form"
    LEADS = "leads"
    REGISTERED = "registered"
    VERIFIED = "verified"
    NEEDS = "needs"
    DATES_SAID = "dates_said"
    STARTS_IN_TIME = "starts_in_time"
    ENDS_IN_TIME = "ends_in_time"
    NOT_TOO_LONG = "not_too_long"
    AREA_SAID = "area_said"
    SECTION_WRITTEN = "section_written"
    SECTION_FITS = "section_fits"
    PACKAGES_MADE = "packages_made"
    PACKAGES_WHOLE = "packages_whole"
    PACKAGES_ANSWERED = "packages_answered"
    PART_WORKS = "part_works"
    WORK_INSIDE = "work_inside"
    WORK_IN_ORDER = "work_in_order"
    MILESTONES_SET = "milestones_set"
    RISKS_NAMED = "risks_named"
    RISKS_ANSWERED = "risks_answered"
    MONEY_WHOLE = "money_whole"
    MONEY_PART = "money_part"
    TARGETS_SET = "targets_set"
    ASSESSED = "assessed"
    GENERAL_MET = "general_met"
    CONFIRMED = "confirmed"


@dataclass(frozen=True)
class Check:
    kind: CheckKind
    area: Area
    ok: bool
    # Where it is done: the plan's view, the one below it, and what else the address holds.
    view: str
    sub: str = ""
    # Whose it is to do; the lead's when it is nobody's own.
    part: PartFacts | None = None
    # What its sentence is filled with: days, counts, names.
    figures: Mapping[str, Any] = field(default_factory=dict)
    # The field of the call that asks for it, when nobody has checked that against the notice.
    uncertain: bool = False


Checker = Callable[[Facts], Iterable[Check]]


def call(facts: Facts) -> Iterator[Check]:
    chosen = facts.terms.call_id is not None
    yield Check(CheckKind.CALL_CHOSEN, Area.CALL, chosen, "overview")
    if not chosen:
        return
    numbers = {"number": facts.terms.number, "newest": facts.newest}
    newest = facts.newest == facts.terms.number
    yield Check(CheckKind.CALL_NEWEST, Area.CALL, newest, "overview", figures=numbers)
    if closes := facts.terms.closes_on:
        yield Check(
            CheckKind.CALL_OPEN, Area.CALL, facts.today <= closes, "overview", figures={"closes": closes}
        )
    if forms := facts.terms.project_forms:
        form = ProjectForm.GROUP if len(facts.implementers) > 1 else ProjectForm.SINGLE
        yield Check(
            CheckKind.PROJECT_FORM,
            Area.CALL,
            form in forms,
            "overview",
            figures={"form": form},
            uncertain="project_forms" in facts.terms.uncertain,
        )


def partners(facts: Facts) -> Iterator[Check]:
    """An unregistered group is no legal person, and one that nobody has verified is no applicant."""
    leads = [part for part in facts.parts if part.role == ImplementerRole.LEAD]
    yield Check(CheckKind.LEADS, Area.PARTNERS, len(leads) == 1, "overview")
    for part in facts.implementers:
        yield Check(CheckKind.REGISTERED, Area.PARTNERS, part.registered, "overview", part=part)
        yield Check(CheckKind.VERIFIED, Area.PARTNERS, part.verified, "overview", part=part)


def needs(facts: Facts) -> Iterator[Check]:
    open_needs = [need for need in facts.needs if not (need.covered or need.named)]
    if facts.needs:
        figures = {"n": len(open_needs), "all": len(facts.needs)}
        yield Check(CheckKind.NEEDS, Area.PARTNERS, not open_needs, "finish", "readiness", figures=figures)


def dates(facts: Facts) -> Iterator[Check]:
    plan, terms = facts.plan, facts.terms
    starts, ends = plan.starts_on, plan.ends_on
    yield Check(CheckKind.DATES_SAID, Area.DATES, bool(starts and ends), "form", "4")
    if starts and (first := terms.starts_earliest):
        yield _date(facts, CheckKind.STARTS_IN_TIME, "starts_earliest", starts >= first, first)
    if ends and (last := terms.ends_latest):
        yield _date(facts, CheckKind.ENDS_IN_TIME, "ends_latest", ends <= last, last)
    if starts and ends and (months := terms.longest_months):
        within = ends < months_after(starts, months)
        yield _date(facts, CheckKind.NOT_TOO_LONG, "longest_months", within, months)
    yield Check(CheckKind.AREA_SAID, Area.DATES, bool(plan.area), "form", "8")


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the first of the next month where that month is too short."""
    year, before = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = date(year, before + 1, monthrange(year, before + 1)[1])
    return last.replace(day=day.day) if day.day <= last.day else last + timedelta(days=1)


def _date(facts: Facts, kind: CheckKind, name: str, ok: bool, said: Any) -> Check:
    return Check(
        kind, Area.DATES, ok, "form", "4", figures={"said": said}, uncertain=name in facts.terms.uncertain
    )


def texts(facts: Facts) -> Iterator[Check]:
    """Every section of the form, of the shared part and of each implementer's."""
    for section in SECTIONS:
        if section.shared_keys:
            yield from _section(facts, section, section.shared_keys, None)
        for part in facts.parts if section.part else ():
            if mine := section.keys_of(part.role):
                yield from _section(facts, section, mine, part)


def _section(facts: Facts, section: Section, keys: Iterable[str], part: PartFacts | None) -> Iterator[Check]:
    place = part.id if part else 0
    held = {key: facts.lengths.get((place, key), 0) for key in keys}
    lacking = [key for key, length in held.items() if FIELDS[key].needed and not length]
    over = [key for key, length in held.items() if length and length > limit_of(facts.terms, key)]
    where: dict[str, Any] = {"area": Area.TEXTS, "view": "form", "sub": str(section.number), "part": part}
    told = {"number": section.number, "section": section.slug}
    yield Check(
        CheckKind.SECTION_WRITTEN,
        ok=not lacking,
        figures=told | {"fields": tuple(lacking), "n": len(lacking)},
        **where,
    )
    if over:
        yield Check(
            CheckKind.SECTION_FITS,
            ok=False,
            figures=told | {"fields": tuple(over), "n": len(over)},
            uncertain="limits" in facts.terms.uncertain,
            **where,
        )


def packages(facts: Facts) -> Iterator[Check]:
    yield _work(CheckKind.PACKAGES_MADE, bool(facts.packages), "form", "7")
    if not facts.packages:
        return
    half = sum(not row.whole for row in facts.packages)
    yield _work(CheckKind.PACKAGES_WHOLE, not half, "form", "7", n=half)
    there = {part.id for part in facts.implementers}
    unanswered = sum(row.part_id not in there for row in facts.packages)
    yield _work(CheckKind.PACKAGES_ANSWERED, not unanswered, "form", "7", n=unanswered)


def tasks(facts: Facts) -> Iterator[Check]:
    busy = {row.part_id for row in facts.tasks}
    for part in facts.implementers:
        yield Check(CheckKind.PART_WORKS, Area.WORK, part.id in busy, "schedule", part=part)


def schedule(facts: Facts) -> Iterator[Check]:
    """What is done lies inside the project, and nothing begins before what it waits for has ended."""
    yield _work(CheckKind.MILESTONES_SET, bool(facts.milestones), "schedule")
    first, last = facts.plan.starts_on, facts.plan.ends_on
    if first and last:
        outside = sum(starts < first or ends > last for _, _, starts, ends in facts.tasks)
        outside += sum(not first <= day <= last for day in facts.milestones)
        yield _work(CheckKind.WORK_INSIDE, not outside, "schedule", n=outside)
    if facts.edges:
        starts = {task: day for task, _, day, _ in facts.tasks}
        ends = {task: day for task, _, _, day in facts.tasks}
        early = sum(starts[task] <= ends[needed] for task, needed in facts.edges)
        yield _work(CheckKind.WORK_IN_ORDER, not early, "schedule", n=early)


def risks(facts: Facts) -> Iterator[Check]:
    yield _work(CheckKind.RISKS_NAMED, bool(facts.risks), "form", "7")
    high = [row for row in facts.risks if level_of(row.score) == RiskLevel.HIGH]
    if high:
        silent = sum(not row.answered for row in high)
        yield _work(CheckKind.RISKS_ANSWERED, not silent, "form", "7", n=silent)


def _work(kind: CheckKind, ok: bool, view: str, sub: str = "", **figures: Any) -> Check:
    return Check(kind, Area.WORK, ok, view, sub, figures=figures)


def money(facts: Facts) -> Iterator[Check]:
    """The figures' own checks, counted: their words and what mends them stand beside the figures."""
    yield _money(CheckKind.MONEY_WHOLE, facts.budget.checks, None)
    there = {part.id: part for part in facts.implementers}
    for row in facts.budget.parts:
        if part := there.get(row.part_id):
            yield _money(CheckKind.MONEY_PART, row.checks, part)


def _money(kind: CheckKind, found: Iterable[Any], part: PartFacts | None) -> Check:
    wrong = sum(not check.ok for check in found)
    return Check(kind, Area.MONEY, not wrong, "money", part=part, figures={"n": wrong})


def targets(facts: Facts) -> Iterator[Check]:
    for part in facts.implementers:
        said = any(facts.targets.get(part.id, {}).values())
        yield Check(CheckKind.TARGETS_SET, Area.PARTICIPANTS, said, "participants", part=part)


def assessment(facts: Facts) -> Iterator[Check]:
    for kind in CriterionKind:
        rows = [row for row in facts.terms.criteria if row.kind == kind]
        if not rows:
            continue
        said = [facts.assessments.get(row.slug) for row in rows]
        left = sum(each is None or each.score is None or not each.evidence for each in said)
        figures = {"n": left, "all": len(rows), "criteria": kind}
        yield Check(CheckKind.ASSESSED, Area.ASSESSMENT, not left, "finish", "readiness", figures=figures)
        if kind == CriterionKind.GENERAL:
            failed = sum(each is not None and each.score == 0 for each in said)
            yield Check(
                CheckKind.GENERAL_MET,
                Area.ASSESSMENT,
                not failed,
                "finish",
                "readiness",
                figures={"n": failed},
            )


def confirmation(facts: Facts) -> Iterator[Check]:
    done = facts.confirmed
    all_of_them = done.all if done else len(facts.implementers)
    figures = {"n": done.holding if done else 0, "all": all_of_them, "asked": done is not None}
    ok = done is not None and done.holding == done.all
    yield Check(CheckKind.CONFIRMED, Area.CONFIRMATION, ok, "finish", "confirm", figures=figures)


# In the order in which it is best done.
CHECKS: tuple[Checker, ...] = (
    call,
    partners,
    needs,
    dates,
    texts,
    packages,
    tasks,
    schedule,
    risks,
    money,
    targets,
    assessment,
    confirmation,
)
