"""How a content type meets the one queue: what a decision means for its things, and how it is undone."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlmodel import Session

from models import Decision, JournalEntry, Kind, Lifecycle, WrongState
from services import journal
from services.actors import Actor
from services.moderation.preview import Line

# What `ReviewItem.thing_before` says when the decision was about edits and not about the thing.
REVISION = "revision"


@dataclass(frozen=True)
class Revision:
    """Edits of what is public already are accepted or sent back; the thing itself stays as it is."""

    waits: Callable[[Any], bool]
    decisions: Mapping[Decision, Callable[..., Any]]
    reopen: Callable[[Session, Actor, int], Any]


@dataclass(frozen=True)
class Handler:
    """One content type. `decisions` and `undoing` are steps of its own lifecycle."""

    kind: Kind
    model: type[Any]
    lifecycle: Lifecycle[Any, Any]
    # The state that readers see it in: publishing there means "nothing wrong with it".
    public: StrEnum
    decisions: Mapping[Decision, Any]
    undoing: tuple[Any, ...]
    fetch: Callable[[Session, Actor, int], Any]
    may: Callable[[Actor, Any, Any], bool]
    move: Callable[..., Any]
    lines: Callable[[Session, Actor, Any], list[Line]]
    # A reader's "please look": the noun knows who may see the thing and whose it is.
    flag: Callable[..., None]
    revision: Revision | None = None

    def changing(self, actor: Actor, thing: Any) -> list[Decision]:
        """The decisions that change something now and are this person's to take."""
        of_edits = [decision for decision in Decision if self._of_edits(thing, decision)]
        return of_edits + [
            decision
            for decision, action in self.decisions.items()
            if action in self.lifecycle.actions(thing.state) and self.may(actor, action, thing)
        ]

    def confirming(self, thing: Any) -> list[Decision]:
        """The decisions that leave the thing as it is: fine as it stands, or better hidden as before."""
        if thing.state == self.public:
            return [] if self.revision and self.revision.waits(thing) else [Decision.PUBLISH]
        restored = self.lifecycle.steps.get((thing.state, self.decisions[Decision.RESTORE]))
        return [Decision.HIDE] if restored == self.public else []

    def before(self, thing: Any, decision: Decision) -> str:
        return REVISION if self._of_edits(thing, decision) else str(thing.state)

    def act(self, session: Session, actor: Actor, thing: Any, decision: Decision, why: str) -> JournalEntry:
        if self.revision and self._of_edits(thing, decision):
            self.revision.decisions[decision](session, actor, thing.id, why=why)
        else:
            self.move(session, actor, thing.id, self.decisions[decision], why=why)
        return journal.newest(session, self.kind, thing.id)

    def undo(self, session: Session, actor: Actor, thing: Any, before: str) -> JournalEntry:
        if self.revision and before == REVISION:
            self.revision.reopen(session, actor, thing.id)
        else:
            self.move(session, actor, thing.id, self._step_back(thing.state, before))
        return journal.newest(session, self.kind, thing.id)

    def _of_edits(self, thing: Any, decision: Decision) -> bool:
        return bool(self.revision and decision in self.revision.decisions and self.revision.waits(thing))

    def _step_back(self, now: StrEnum, before: str) -> Any:
        for action in self.undoing:
            if self.lifecycle.steps.get((now, action)) == before:
                return action
        raise WrongState("undo_gone")
