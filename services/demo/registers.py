"""Registers: a list that was taken back, one that came in, and one that waits to be decided of."""

from collections.abc import Callable
from functools import partial
from typing import Any

from sqlmodel import select

from models import Association, AssociationState, RowChoice
from services import associations, registers
from services.demo.stage import Stage, script

_STEPS: dict[str, Callable[..., object]] = {
    "bring": registers.bring,
    "take_back": registers.take_back,
    # A name that is like one that is here comes in as another one, so that the desk has a pair to merge.
    "decide": partial(registers.decide_open, choice=RowChoice.NEW),
}


def bring(stage: Stage) -> None:
    for row in script("registers")["files"]:
        keeper = stage.actor(row["by"])
        with stage.days_ago(row["days_ago"]):
            content = row["text"].encode()
            file_id = registers.begin(stage.session, keeper, registers.opened(row["name"], content)).id
            _work(stage)
            for step in row["then"]:
                _STEPS[step](stage.session, keeper, file_id)
                _work(stage)
    for row in script("registers")["claims"]:
        _claim(stage, row)


def _claim(stage: Stage, row: dict[str, Any]) -> None:
    """Somebody comes to one that was brought in; it waits for a facilitator."""
    found = select(Association.id).where(
        Association.name == row["association"], Association.state == AssociationState.VERIFIED
    )
    association_id = stage.session.exec(found).one()
    with stage.days_ago(row["days_ago"]):
        associations.ask_to_join(
            stage.session, stage.actor(row["by"]), association_id, words_for_owners=row["words"]
        )


def _work(stage: Stage) -> None:
    """What the clock does."""
    while file := registers.unread(stage.session):
        for piece in registers.pieces(file):
            registers.keep(stage.session, file.id, piece)
        registers.end_reading(stage.session, file.id)
    while registers.carry_on(stage.session):
        pass
