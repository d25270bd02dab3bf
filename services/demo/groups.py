"""Peer groups with their members, those who ask and are invited, and what they talk about."""

from typing import Any

from models import JoinMode, Kind, MembershipState
from models.review import Decision
from services import comments, groups, hosting, threads
from services.demo.stage import Stage, script

FOUNDED = 100


def found(stage: Stage) -> None:
    for row in script("groups"):
        with stage.days_ago(2 if row.get("waiting") else FOUNDED):
            group = groups.found(
                stage.session,
                stage.actor(row["founder"]),
                name=row["name"],
                purpose=row["purpose"],
                join_mode=JoinMode(row["join_mode"]),
                municipality=row["municipality"],
            )
        stage.groups[row["name"]] = group.id
        if row.get("waiting"):
            continue
        with stage.days_ago(FOUNDED - 1):
            if row["founder"] in stage.associations:
                stage.decide(Kind.GROUP, group.id, Decision.PUBLISH)
        with stage.days_ago(FOUNDED - 10):
            _fill(stage, group.id, row)


def _fill(stage: Stage, group_id: int, row: dict[str, Any]) -> None:
    host = row["founder"]
    for key in row["members"]:
        if row["join_mode"] == JoinMode.BY_INVITATION:
            groups.invite(stage.session, stage.actor(host), group_id, stage.associations[key])
        member = groups.join(stage.session, stage.actor(key), group_id, words_for_hosts="Tulisimme mukaan.")
        if member.state == MembershipState.REQUESTED:
            groups.accept(stage.session, stage.actor(host), member.id)
    for key, words in row.get("asking", []):
        groups.join(stage.session, stage.actor(key), group_id, words_for_hosts=words)
    for key in row.get("inviting", []):
        groups.invite(stage.session, stage.actor(host), group_id, stage.associations[key])


def talk(stage: Stage) -> None:
    for row in script("groups"):
        for age, thread in enumerate(row["threads"]):
            with stage.days_ago(20 + 5 * age):
                made = threads.start(
                    stage.session,
                    stage.actor(thread["by"]),
                    stage.groups[row["name"]],
                    title=thread["title"],
                    body=thread["body"],
                )
                stage.decide(Kind.THREAD, made.id, Decision.PUBLISH)
                if not age:
                    hosting.pin(stage.session, stage.actor(row["founder"]), made.id)
            for turn, (key, words) in enumerate(thread["replies"]):
                with stage.days_ago(18 - 3 * turn):
                    asker = [] if turn else [made.author_id]
                    said = comments.add(
                        stage.session, stage.actor(key), Kind.THREAD, made.id, words, mention=asker
                    )
                    stage.decide(Kind.COMMENT, said.id, Decision.PUBLISH)
