"""The made-up call changes after the plans were begun; a lead assesses its plan; the next call is prepared."""

from dataclasses import replace
from datetime import date
from typing import Any

from services import calls, plans, readiness
from services.calls import CallWords
from services.demo.stage import Stage, home_of, script


def open_up(stage: Stage) -> None:
    with stage.days_ago(90):
        calls.load(stage.session)


def change(stage: Stage) -> None:
    told = script("calls")
    with stage.days_ago(6):
        kaisa = stage.actor("kaisa")
        call_id = next(iter(calls.choices(stage.session, kaisa)))
        now = calls.view(stage.session, kaisa, call_id)
        held: dict[str, Any] = {name: getattr(now.terms, name) for name in CallWords.__dataclass_fields__}
        words = CallWords(**held)
        changed = replace(
            words,
            closes_on=date.fromisoformat(told["changed"]["closes_on"]),
            limits={**words.limits, **told["changed"]["limits"]},
        )
        calls.edit(stage.session, kaisa, call_id, changed, version=now.version, why=told["changed"]["why"])
        _draft(stage, words, told["draft"])


def _draft(stage: Stage, words: CallWords, told: dict[str, Any]) -> None:
    first, last = date.fromisoformat(told["opens_on"]), date.fromisoformat(told["closes_on"])
    draft = replace(
        words,
        name=told["name"],
        opens_on=first,
        closes_on=last,
        notes=told["notes"],
        starts_earliest=None,
        ends_latest=None,
        uncertain=calls.CHECKABLE,
    )
    calls.create(stage.session, stage.actor("kaisa"), draft)


def assess(stage: Stage) -> None:
    """The lead has begun."""
    told = script("calls")["assessed"]
    with stage.days_ago(3):
        home = stage.actor(home_of(told["idea"]))
        plan_id = plans.of_idea(stage.session, home, stage.ideas[told["idea"]])
        assert plan_id is not None
        plan = plans.fetch(stage.session, home, plan_id)
        lead = next(key for key, held in stage.associations.items() if held == plan.lead_association_id)
        for row in told["rows"]:
            said = (row["criterion"], row["score"], row["evidence"])
            readiness.assess(stage.session, stage.actor(lead), plan_id, *said, version=0)
