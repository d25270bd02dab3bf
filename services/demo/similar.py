"""Ideas that read like others, why one is different all the same, and a proposal that two become one."""

from typing import Any

from models import IdeaState
from services import ideas, joinings, similar_ideas
from services.demo.stage import Stage, script
from services.ideas import Need


def meet(stage: Stage) -> None:
    told = script("similar")
    for row in told["ideas"]:
        _write(stage, row)
    for row in told["differences"]:
        author = stage.actor(_home(row["idea"]))
        idea_id, other_id = stage.ideas[row["idea"]], stage.ideas[row["from"]]
        similar_ideas.differ(stage.session, author, idea_id, other_id, row["because"])
    for row in told["joinings"]:
        _propose(stage, row)


def _write(stage: Stage, row: dict[str, Any]) -> None:
    actor, home = stage.actor(row["association"]), stage.associations[row["association"]]
    words = {name: row[name] for name in ("title", "summary", "need", "target_groups", "municipality")}
    needs = [Need("projektinhallinta", "hankkeen paperitöiden osaaja")]
    with stage.days_ago(row["days_ago"]):
        idea = ideas.create(stage.session, actor, home, {**words, "needs": needs})
        stage.ideas[row["id"]] = idea.id
        if row["state"] == IdeaState.SUBMITTED:
            ideas.submit(stage.session, actor, idea.id)


def _propose(stage: Stage, row: dict[str, Any]) -> None:
    kept, joined = stage.ideas[row["kept"]], stage.ideas[row["joined"]]
    with stage.days_ago(2):
        made = joinings.propose(stage.session, stage.actor("kaisa"), kept, joined, row["words"])
    with stage.days_ago(1):
        joinings.agree(stage.session, stage.actor(row["agrees"]), made.id)


def _home(key: str) -> str:
    return next(str(row["association"]) for row in script("similar")["ideas"] if row["id"] == key)
