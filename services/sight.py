"""What people of a group or a plan do together there: who knows of it, and how a facilitator takes it out of sight."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import Select, or_, select, true
from sqlmodel import Session

from models import FlagReason, Forbidden, Kind, Meeting, NotFound, Proposal, Visibility, VisibilityAction
from services import circles, journal, reviews, words
from services.actors import Actor

WHY_LENGTH = 1000

Thing = TypeVar("Thing", Proposal, Meeting)


@dataclass(frozen=True)
class Sight(Generic[Thing]):
    kind: Kind
    table: type[Thing]

    def visible(self, actor: Actor, *selected: Any) -> Select[Any]:
        """Those that this person may know of: every read starts here."""
        table: Any = self.table
        readable = or_(table.state == Visibility.VISIBLE, table.author_id == actor.person_id)
        return (
            select(*(selected or (table,)))
            .where(circles.inside(actor, table))
            .where(true() if actor.is_facilitator else readable)
        )

    def fetch(self, session: Session, actor: Actor, thing_id: int) -> Thing:
        """NotFound for who may not know of it."""
        table: Any = self.table
        found: Thing | None = session.execute(
            self.visible(actor).where(table.id == thing_id)
        ).scalar_one_or_none()
        if found is None:
            raise NotFound
        return found

    def may_judge(self, actor: Actor, _action: VisibilityAction, thing: Thing) -> bool:
        """A plan's are its people's own; nobody judges the words of their own association, nor their own."""
        return (
            actor.is_facilitator
            and thing.group_id is not None
            and thing.author_id != actor.person_id
            and not actor.belongs_to(thing.association_id)
        )

    def may_flag(self, actor: Actor, thing: Thing) -> bool:
        return thing.group_id is not None and thing.is_visible and thing.author_id != actor.person_id

    def move(
        self, session: Session, actor: Actor, thing_id: int, action: VisibilityAction, *, why: str = ""
    ) -> Thing:
        """Hides or restores; telling the author is the moderation's, which knows the reason."""
        thing = self.fetch(session, actor, thing_id)
        if not self.may_judge(actor, action, thing):
            raise Forbidden
        why = words.body(why, field="why", most=WHY_LENGTH, needed=False)
        before = thing.state
        thing.move(action)
        journal.record(session, actor, self.kind, thing.id, action, before=before, after=thing.state, why=why)
        return thing

    def flag(
        self,
        session: Session,
        actor: Actor,
        thing_id: int,
        why: str,
        *,
        reason: FlagReason = FlagReason.OTHER,
    ) -> None:
        """Asks the facilitators to look at it."""
        thing = self.fetch(session, actor, thing_id)
        if not self.may_flag(actor, thing):
            raise Forbidden
        why = words.body(why, field="why", most=WHY_LENGTH)
        reviews.flag(session, actor, self.kind, thing.id, why, reason=reason)
