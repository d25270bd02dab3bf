"""The associations of the region: most are verified; some wait, one was declined, one has ended."""

from dataclasses import fields
from typing import Any

from models import AssociationAction, AssociationRole, Kind
from models.review import Decision
from services import associations
from services.associations import Details
from services.demo.people import LONG_AGO, rows
from services.demo.stage import Stage, script

WAITING = ("A58", "A60")
DECLINED = {
    "A33": "Yhdistystä ei löydy rekisteristä tällä numerolla. Tarkistakaa numero ja lähettäkää uudelleen."
}
ENDED = {"A41": "Yhdistys on päättänyt toimintansa."}
_NAMES = tuple(each.name for each in fields(Details))


def register(stage: Stage) -> None:
    for row in script("associations"):
        waits = row["id"] in WAITING
        with stage.days_ago(1 if waits else LONG_AGO - 5):
            _enter(stage, row)
        if not waits:
            with stage.days_ago(LONG_AGO - 6):
                _judge(stage, row["id"])


def _enter(stage: Stage, row: dict[str, Any]) -> None:
    details = Details(**{name: row[name] for name in _NAMES if name in row})
    made = associations.create(stage.session, stage.actor(row["id"]), details)
    stage.associations[row["id"]] = made.id


def _judge(stage: Stage, key: str) -> None:
    association_id = stage.associations[key]
    if key in DECLINED:
        stage.decide(Kind.ASSOCIATION, association_id, Decision.REJECT, "not_eligible", DECLINED[key])
        return
    stage.decide(Kind.ASSOCIATION, association_id, Decision.PUBLISH)
    if key in ENDED:
        kaisa = stage.actor("kaisa")
        associations.move(stage.session, kaisa, association_id, AssociationAction.ARCHIVE, why=ENDED[key])


def take_seats(stage: Stage) -> None:
    """The named people who own no association ask to join theirs, and are let in."""
    for row in rows():
        if row.get("as") in (None, "owner"):
            continue
        owner = stage.actor(row["association"])
        association_id = stage.associations[row["association"]]
        with stage.days_ago(LONG_AGO - 10):
            member = associations.ask_to_join(
                stage.session, stage.actor(row["key"]), association_id, words_for_owners="Tulen mukaan."
            )
            associations.accept_request(stage.session, owner, member.id, role=AssociationRole(row["as"]))
