"""Who and what is on the stage so far, and the time that the play has come to."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from sqlmodel import Session

from models import Kind, Person, now
from models.base import as_of
from models.review import Decision, ReasonCode
from services import moderation, reviews
from services.actors import Actor, actor_of
from services.vocabulary import DATA


@dataclass
class Stage:
    """The keys of `data/demo/` and the ids that the rows got."""

    session: Session
    opened: datetime = field(default_factory=now)
    people: dict[str, int] = field(default_factory=dict)
    associations: dict[str, int] = field(default_factory=dict)
    # The person who acts for an association, by the association's key.
    contacts: dict[str, int] = field(default_factory=dict)
    ideas: dict[str, int] = field(default_factory=dict)
    groups: dict[str, int] = field(default_factory=dict)

    def actor(self, key: str) -> Actor:
        """A person by name, or the one who acts for an association, with today's rights."""
        person = self.session.get_one(Person, self.people.get(key) or self.contacts[key])
        found = actor_of(self.session, person)
        return replace(found, acting_for=self.associations[key]) if key in self.associations else found

    @contextmanager
    def days_ago(self, days: float) -> Iterator[None]:
        """The time inside it; no two days of the play begin at the same hour."""
        with as_of(self.opened - timedelta(days=days, minutes=37 * (days % 13))):
            yield

    def in_days(self, days: int) -> date:
        return (self.opened + timedelta(days=days)).date()

    def decide(
        self, kind: Kind, thing_id: int, decision: Decision, reason: str = "", words: str = ""
    ) -> None:
        """The facilitator Kaisa decides what waits in the queue."""
        kaisa = self.actor("kaisa")
        item = reviews.item_of(self.session, kind, thing_id)
        assert item is not None, f"{kind} {thing_id} is not in the queue"
        moderation.decide(
            self.session,
            kaisa,
            item.id,
            decision,
            ReasonCode(reason) if reason else None,
            words,
            version=item.version,
        )


@cache
def script(name: str) -> Any:
    """A file of `data/demo/`."""
    return json.loads((DATA / "demo" / f"{name}.json").read_text(encoding="utf-8"))


def home_of(idea_key: str) -> str:
    """The key of the association whose idea it is."""
    return next(str(row["association"]) for row in script("ideas") if row["id"] == idea_key)
