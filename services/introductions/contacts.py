"""Whom the others can reach: shown when everybody has agreed."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from models import Association, IntroductionSide, Person
from services.actors import Actor


@dataclass(frozen=True)
class Shared:
    """The contact of the profile; where it says nothing, who agreed in the association's name."""

    name: str
    email: str
    phone: str

    @property
    def parts(self) -> list[str]:
        return [part for part in (self.name, self.email, self.phone) if part]


def contacts_of(session: Session, sides: Sequence[IntroductionSide]) -> dict[int, Shared]:
    """By association; two questions however many the sides are."""
    homes = [side.association_id for side in sides]
    rows = session.exec(select(Association).where(col(Association.id).in_(homes))).all()
    associations = {row.id: row for row in rows}
    people = people_of(session, sides)
    return {side.association_id: _shared(associations[side.association_id], side, people) for side in sides}


def people_of(session: Session, sides: Sequence[IntroductionSide]) -> dict[int, Person]:
    """Who answered, by id."""
    ids = [side.answered_by for side in sides if side.answered_by]
    return {person.id: person for person in session.exec(select(Person).where(col(Person.id).in_(ids)))}


def preview(session: Session, actor: Actor, side: IntroductionSide) -> Shared:
    """What the others would read of this side if this person agreed for it now."""
    association = session.get_one(Association, side.association_id)
    return _of_profile(association) or Shared(actor.name, actor.email, "")


def _shared(association: Association, side: IntroductionSide, people: dict[int, Person]) -> Shared:
    if found := _of_profile(association):
        return found
    person = people.get(side.answered_by or 0)
    return Shared(person.name, person.email, "") if person else Shared("", "", "")


def _of_profile(association: Association) -> Shared | None:
    reachable = association.contact_email or association.contact_phone
    if not reachable:
        return None
    return Shared(association.contact_name, association.contact_email, association.contact_phone)
