"""Targets of the plans that are written, and a project that the funder said yes to: counted, reported and told of."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlmodel import select

from models import ChangeAction, ChangeSubject, Plan, PlanAction, PlanPart, WorkPackage
from services import confirmations, departures, participants, plans, progress, results
from services.demo.stage import Stage, home_of, script
from services.participants import Counted
from services.plans import SHARED, PackageWords
from services.progress import ChangeWords, DeviationWords

# In days before the demo is opened.
BEGUN, ASKED, CONFIRMED, TOLD = 100, 96, 95, 2


def follow(stage: Stage) -> None:
    told = script("running")
    for row in told["targets"]:
        with stage.days_ago(row["days_ago"]):
            _aim(stage, _plan(stage, row["idea"]), row["part"], row["counts"])
    _apply(stage, told["project"])
    _work(stage, told["project"])
    _tell(stage, told["project"])


def _eve(stage: Stage, days: int) -> date:
    """The day before: whatever the hour, it has been."""
    return stage.in_days(-days - 1)


def _plan(stage: Stage, idea: str) -> Plan:
    return stage.session.exec(select(Plan).where(Plan.idea_id == stage.ideas[idea])).one()


def _parts(stage: Stage, plan: Plan) -> dict[str, int]:
    """Of those who are still in it, by the association's key."""
    rows = stage.session.exec(select(PlanPart).where(PlanPart.plan_id == plan.id))
    held = {row.association_id: row.id for row in rows if row.left_at is None}
    return {key: held[id_] for key, id_ in stage.associations.items() if id_ in held}


def _aim(stage: Stage, plan: Plan, key: str, counts: dict[str, int]) -> None:
    part_id = _parts(stage, plan)[key]
    for code, count in counts.items():
        participants.set_target(stage.session, stage.actor(key), plan.id, part_id, code, count, seen=None)


def _apply(stage: Stage, row: dict[str, Any]) -> None:
    """From the first words to the funder's yes."""
    home, lead = home_of(row["idea"]), row["lead"]
    with stage.days_ago(BEGUN):
        plan = plans.begin(stage.session, stage.actor(home), stage.ideas[row["idea"]])
        plans.move(stage.session, stage.actor(lead), plan.id, PlanAction.BEGIN)
        _write(stage, plan, row)
    gone = row["left"]
    with stage.days_ago(gone["days_ago"]):
        part_id = _parts(stage, plan)[gone["part"]]
        departures.leave(stage.session, stage.actor(gone["part"]), plan.id, part_id, gone["reason"])
    with stage.days_ago(ASKED):
        reply_by = stage.in_days(-ASKED + 14)
        confirmations.ask(stage.session, stage.actor(lead), plan.id, reply_by, "Vahvistakaa oma osanne.")
    with stage.days_ago(CONFIRMED):
        _confirm(stage, plan)
    sent, granted = row["submitted"], row["funded"]
    with stage.days_ago(sent["days_ago"]):
        day = _eve(stage, sent["days_ago"])
        plans.submit(stage.session, stage.actor(lead), plan.id, day, sent["reference"])
    with stage.days_ago(granted["days_ago"]):
        day, euros = _eve(stage, granted["days_ago"]), Decimal(granted["granted"])
        plans.fund(stage.session, stage.actor(lead), plan.id, euros, day, granted["reference"])
    with stage.days_ago(row["started_days_ago"]):
        plans.move(stage.session, stage.actor(lead), plan.id, PlanAction.START)


def _write(stage: Stage, plan: Plan, row: dict[str, Any]) -> None:
    actor = stage.actor(row["lead"])
    numbers = {text.key: text.number for text in plans.texts_of(stage.session, actor, plan.id)[SHARED]}
    for key, text in row["fields"].items():
        plans.save_field(stage.session, actor, plan.id, SHARED, key, text, number=numbers[key])
    parts = _parts(stage, plan)
    for one in row["packages"]:
        typed = PackageWords(one["title"], one["goal"], one["action"], one["result"], parts[one["part"]])
        plans.add_package(stage.session, actor, plan.id, typed)
    for key, counts in row["targets"].items():
        _aim(stage, plan, key, counts)


def _confirm(stage: Stage, plan: Plan) -> None:
    for key, part_id in _parts(stage, plan).items():
        actor = stage.actor(key)
        standing = confirmations.of_plan(stage.session, actor, plan.id).standings
        seen = next(one.seen for one in standing if one.part_id == part_id)
        confirmations.confirm(stage.session, actor, plan.id, part_id, seen)


def _work(stage: Stage, row: dict[str, Any]) -> None:
    """What has been counted and reported since the project began."""
    plan = _plan(stage, row["idea"])
    parts = _parts(stage, plan)
    packages = {
        one.title: one
        for one in stage.session.exec(select(WorkPackage).where(WorkPackage.plan_id == plan.id))
    }
    keys = {part_id: key for key, part_id in parts.items()}
    for one in row["counts"]:
        first, last = stage.in_days(one["from"]), stage.in_days(one["to"])
        typed = Counted(first, last, one["counts"], one.get("note", ""))
        with stage.days_ago(-one["to"] - 1):
            participants.count(stage.session, stage.actor(one["part"]), plan.id, parts[one["part"]], typed)
    for one in row["reports"]:
        package = packages[one["package"]]
        with stage.days_ago(one["days_ago"]):
            actor = stage.actor(keys[package.part_id or 0])
            progress.report(stage.session, actor, plan.id, package.id, one["percent"], one["done"])
    for one in row["deviations"]:
        words = DeviationWords(one["what"], one["reason"], one["effect"], packages[one["package"]].id)
        with stage.days_ago(one["days_ago"]):
            progress.note_deviation(
                stage.session, stage.actor(one["part"]), plan.id, parts[one["part"]], words
            )
    for one in row["changes"]:
        _change(stage, plan, parts[one["part"]], one)


def _change(stage: Stage, plan: Plan, part_id: int, row: dict[str, Any]) -> None:
    actor = stage.actor(row["part"])
    words = ChangeWords(ChangeSubject(row["subject"]), row["what"], row["why"])
    with stage.days_ago(row["days_ago"]):
        made = progress.note_change(stage.session, actor, plan.id, part_id, words)
    for action, days in (
        (ChangeAction.APPLY, row.get("applied_days_ago")),
        (ChangeAction.APPROVE, row.get("approved_days_ago")),
    ):
        if days is not None:
            with stage.days_ago(days):
                progress.move_change(
                    stage.session,
                    actor,
                    made.id,
                    action,
                    version=made.version,
                    on=_eve(stage, days),
                    answer=row.get("answer", ""),
                )
                stage.session.flush()


def _tell(stage: Stage, row: dict[str, Any]) -> None:
    """The page of results, agreed to by all: everybody sees it."""
    plan, lead = _plan(stage, row["idea"]), stage.actor(row["lead"])
    with stage.days_ago(TOLD):
        results.write(stage.session, lead, plan.id, row["results"]["summary"], seen="")
        for story in row["results"]["stories"]:
            results.add_story(stage.session, lead, plan.id, story["title"], story["body"])
        number = results.offer(stage.session, lead, plan.id).number
        for key, part_id in _parts(stage, plan).items():
            if key != row["lead"]:
                results.agree(stage.session, stage.actor(key), plan.id, part_id, number=number)
