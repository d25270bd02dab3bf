"""Partner requests in every state."""

from datetime import timedelta
from typing import Any

from models import ImplementerRole, PartnerRequest, RequestDirection
from services import ideas, partner_requests
from services.demo.stage import Stage, home_of, script


def ask(stage: Stage) -> None:
    for row in script("requests"):
        with stage.days_ago(row["days_ago"]):
            request = _send(stage, row)
        with stage.days_ago(max(row["days_ago"] - 2, 0)):
            _answer(stage, row, request)
    partner_requests.expire_due(stage.session)


def _send(stage: Stage, row: dict[str, Any]) -> PartnerRequest:
    idea_id = stage.ideas[row["idea"]]
    offered = row["direction"] == RequestDirection.OFFER
    sender = stage.actor(row["other"] if offered else home_of(row["idea"]))
    needs = ideas.needs_of(stage.session, sender, idea_id)
    return partner_requests.send(
        stage.session,
        sender,
        idea_id,
        role=ImplementerRole(row["role"]),
        reply_by=(stage.opened + timedelta(days=row["reply_days"] - row["days_ago"])).date(),
        need_ids=[need.id for need in needs[:1]],
        to_association_id=None if offered else stage.associations[row["other"]],
        from_association_id=stage.associations[row["other"]] if offered else None,
        hours=row.get("hours"),
        words=row["words"],
    )


def _answer(stage: Stage, row: dict[str, Any], request: PartnerRequest) -> None:
    offered = request.direction == RequestDirection.OFFER
    receiver = stage.actor(home_of(row["idea"]) if offered else row["other"])
    sender = stage.actor(row["other"] if offered else home_of(row["idea"]))
    match row["outcome"]:
        case "accepted":
            partner_requests.accept(stage.session, receiver, request.id)
        case "declined":
            partner_requests.decline(stage.session, receiver, request.id, row["reason"])
        case "question":
            partner_requests.ask(stage.session, receiver, request.id, row["question"])
        case "withdrawn":
            partner_requests.withdraw(stage.session, sender, request.id)
