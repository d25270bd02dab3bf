"""The ideas in every state, with comments and endorsements."""

from datetime import date
from typing import Any

from models import IdeaState, Kind, WithdrawReason
from models.review import Decision
from services import calls, comments, ideas
from services.demo.stage import Stage, script
from services.ideas import Need

# How long the authors were at a draft before they submitted it.
WRITING = 5


def post(stage: Stage) -> None:
    call_id = next(iter(calls.choices(stage.session, stage.actor("kaisa"))))
    homes = {key: row["name"] for row in script("groups") for key in row["ideas"]}
    for row in script("ideas"):
        told = script("ideas_story")[row["id"]]
        group_id = stage.groups.get(homes.get(row["id"], ""))
        with stage.days_ago(told["days_ago"] + WRITING):
            _write(stage, row, call_id, group_id)
        _bring_to(stage, row, told)
    _respond(stage)


def _write(stage: Stage, row: dict[str, Any], call_id: int, group_id: int | None) -> None:
    by = row["association"]
    actor = stage.actor(by)
    words: dict[str, Any] = {
        "title": row["title"],
        "summary": row["summary"],
        "need": row["need"],
        "target_groups": row["target_groups"],
        "topics": row["topics"],
        "call_id": call_id,
        "municipality": row["municipality"],
        "offers": "\n".join(row["offers"]),
        "competences": row["competences"],
        "needs": [Need(**need) for need in row["seeks"]],
        "group_id": group_id,
        "reply_by": _reply_by(stage),
    }
    idea = ideas.create(stage.session, actor, stage.associations[by], words)
    offered = {priority.slug for priority in calls.priorities_of(stage.session, actor, call_id)}
    chosen = [slug for slug in row["priorities"] if slug in offered]
    ideas.save(stage.session, actor, idea.id, {"priorities": chosen})
    stage.ideas[row["id"]] = idea.id


def _reply_by(stage: Stage) -> date:
    return stage.in_days(45)


def _bring_to(stage: Stage, row: dict[str, Any], told: dict[str, Any]) -> None:
    state = IdeaState(told["state"])
    if state == IdeaState.DRAFT:
        return
    author, idea_id = stage.actor(row["association"]), stage.ideas[row["id"]]
    with stage.days_ago(told["days_ago"] + 1):
        ideas.submit(stage.session, author, idea_id)
    with stage.days_ago(told["days_ago"]):
        match state:
            case IdeaState.SUBMITTED:
                return
            case IdeaState.RETURNED:
                stage.decide(Kind.IDEA, idea_id, Decision.RETURN, told["reason"], told["words"])
            case IdeaState.REJECTED:
                stage.decide(Kind.IDEA, idea_id, Decision.REJECT, told["reason"], told["words"])
            case _:
                stage.decide(Kind.IDEA, idea_id, Decision.PUBLISH)
    with stage.days_ago(told["days_ago"] / 2):
        if state == IdeaState.HIDDEN:
            stage.decide(Kind.IDEA, idea_id, Decision.HIDE, told["reason"], told["words"])
        if state == IdeaState.WITHDRAWN:
            reason = WithdrawReason(told["reason"])
            ideas.withdraw(stage.session, author, idea_id, reason, why=told["words"])


def _respond(stage: Stage) -> None:
    for age, row in enumerate(script("comments")):
        with stage.days_ago(5 - age):
            idea_id = stage.ideas[row["idea"]]
            comments.add(stage.session, stage.actor(row["by"]), Kind.IDEA, idea_id, row["body"])
            ideas.endorse(stage.session, stage.actor(row["by"]), idea_id)
