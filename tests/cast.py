"""The people of the tests, each known for one thing.

Aino chairs Satusuo village association (owner); Eero edits there; Veera only reads there.
Pekka manages projects at Toivonsilta (owner), which has payroll. Sami is a stranger with an account and an
association of his own, Keksilä. Uuno has an account and no association.
Fanni and Frans are facilitators; Frans is also an editor of Satusuo. Arvo is the admin.
"""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from models import (
    Association,
    AssociationMember,
    AssociationRole,
    AssociationState,
    MembershipState,
    Person,
    ServiceRole,
    now,
)
from services import terms
from services.actors import VISITOR, Actor, actor_of
from services.words import sort_key


@dataclass
class Cast:
    session: Session
    satusuo: Association
    toivonsilta: Association
    keksila: Association
    people: dict[str, Person]

    def __getattr__(self, name: str) -> Actor:
        """`cast.aino` is Aino with the rights she has now; `cast.visitor` has none."""
        if name == "visitor":
            return VISITOR
        if name not in self.people:
            raise AttributeError(name)
        return actor_of(self.session, self.people[name])


def make_person(session: Session, name: str, role: ServiceRole = ServiceRole.MEMBER) -> Person:
    person = Person(
        name=name,
        email=f"{name.lower()}@example.org",
        password_hash="",
        role=role,
        verified_at=now(),
        terms_version=terms.VERSION,
    )
    session.add(person)
    session.flush()
    return person


def make_association(
    session: Session,
    name: str,
    municipality: str = "176",
    state: AssociationState = AssociationState.VERIFIED,
) -> Association:
    association = Association(
        name=name, sort_key=sort_key(name), municipality=municipality, kind="kylayhdistys", state=state
    )
    session.add(association)
    session.flush()
    return association


def make_member(
    session: Session,
    association: Association,
    person: Person,
    role: AssociationRole = AssociationRole.OWNER,
    state: MembershipState = MembershipState.MEMBER,
) -> AssociationMember:
    row = AssociationMember(association_id=association.id, person_id=person.id, role=role, state=state)
    session.add(row)
    session.flush()
    return row


def cast_in(session: Session) -> Cast:
    names = ("aino", "eero", "veera", "pekka", "sami", "uuno")
    people = {name: make_person(session, name.title()) for name in names}
    people["fanni"] = make_person(session, "Fanni", ServiceRole.FACILITATOR)
    people["frans"] = make_person(session, "Frans", ServiceRole.FACILITATOR)
    people["arvo"] = make_person(session, "Arvo", ServiceRole.ADMIN)
    satusuo = make_association(session, "Satusuon kyläyhdistys ry", "176")
    toivonsilta = make_association(session, "Toivonsillan kriisituki ry", "167")
    keksila = make_association(session, "Keksilän eläkkeensaajat ry", "309")
    make_member(session, satusuo, people["aino"])
    make_member(session, satusuo, people["eero"], AssociationRole.EDITOR)
    make_member(session, satusuo, people["veera"], AssociationRole.VIEWER)
    make_member(session, satusuo, people["frans"], AssociationRole.EDITOR)
    make_member(session, toivonsilta, people["pekka"])
    make_member(session, keksila, people["sami"])
    return Cast(session, satusuo, toivonsilta, keksila, people)


def cast_of(session: Session) -> Cast:
    """The cast that is in this database already."""
    people = {person.name.lower(): person for person in session.exec(select(Person))}
    rows = session.exec(select(Association).order_by(col(Association.id))).all()
    return Cast(session, rows[0], rows[1], rows[2], people)
