"""A plan is filled from a file: what is empty and this person's to write, and nothing that somebody has written.

So a file can be brought in twice, or by each implementer in turn, and nobody loses a word. An association of the file
is found in the plan by its business id, else by its name; the lead's part is the lead's whatever it is called.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from models import ImplementerRole, Invalid, PlanAction, WorkspaceError
from services import plans
from services.actors import Actor
from services.exports import reading_in
from services.exports.dossier import Dossier, dossier_of
from services.exports.steps import Filling, Step

# In the order in which they are told; `exports.filled_<name>` counts each.
TOLD = ("frame", "texts", "packages", "tasks", "milestones", "risks", "rates", "targets", "budgets")


class Refused(Invalid):
    """A use-case refused what stands at this place of the file; nothing has changed."""

    key = "import_refused"

    def __init__(self, place: str, cause: WorkspaceError) -> None:
        super().__init__(field="file", place=place)
        self.cause = cause


@dataclass(frozen=True)
class Filled:
    """What is filled, by `TOLD`, and what is not."""

    counts: dict[str, int]
    # Written otherwise in the plan, which keeps its own.
    kept: int
    # The associations of the file whose parts are not this person's to write, or are not in the plan.
    others: tuple[str, ...]


def intended(session: Session, actor: Actor, plan_id: int, content: bytes) -> Filled:
    """What `fill` would do; nothing changes."""
    filling = _filling(session, actor, plan_id, content)
    return _told(filling, list(filling.steps()))


def fill(session: Session, actor: Actor, plan_id: int, content: bytes) -> Filled:
    """Fills what is empty; Refused with the place when one thing does not hold, and then nothing is filled."""
    filling = _filling(session, actor, plan_id, content)
    done = []
    for step in filling.steps():
        try:
            step.act()
        except WorkspaceError as cause:
            raise Refused(step.place, cause) from cause
        done.append(step)
    return _told(filling, done)


def _filling(session: Session, actor: Actor, plan_id: int, content: bytes) -> Filling:
    plan = plans.fetch(session, actor, plan_id)
    said = reading_in.read(content)
    dossier = dossier_of(session, actor, plan_id)
    rows = {part.id: part for part in plans.parts_in(session, plan)}
    parts = [rows.get(part_id or 0) for part_id in _found(dossier, said["parts"])]
    return Filling(session, actor, plan, said, dossier, parts)


def _told(filling: Filling, steps: Iterable[Step]) -> Filled:
    counted = Counter(step.name for step in steps)
    others = tuple(
        said["association"]
        for said, part in zip(filling.said["parts"], filling.parts, strict=True)
        if part is None or not filling.may(PlanAction.EDIT_PART, part)
    )
    return Filled({name: counted[name] for name in TOLD if counted[name]}, filling.kept, others)


def _found(dossier: Dossier, said: list[dict[str, Any]]) -> list[int | None]:
    """By place in the file, the plan's part that is this association's; no part is found twice."""
    found: list[int | None] = []
    for part in said:
        ids = (each for each in _candidates(dossier, part) if each not in found)
        found.append(next(ids, None))
    return found


def _candidates(dossier: Dossier, said: dict[str, Any]) -> Iterable[int]:
    if said["business_id"]:
        yield from (each.part_id for each in dossier.applicants if each.business_id == said["business_id"])
    named = said["association"].casefold()
    yield from (part.id for part in dossier.parts if part.association.casefold() == named)
    if said["role"] == ImplementerRole.LEAD:
        yield from (part.id for part in dossier.parts if part.role == ImplementerRole.LEAD)
