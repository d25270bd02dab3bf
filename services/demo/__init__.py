"""A lived-in workspace to try things in: made through the ordinary use-cases, with things in every state."""

from sqlmodel import Session, select

from models import Person
from services import calls
from services.demo import associations, groups, ideas, partners, people, plans
from services.demo.stage import Stage


def loaded(session: Session) -> bool:
    """Whether the demo's people are here already."""
    addresses = [row["email"] for row in people.rows()]
    return session.exec(select(Person.id).where(Person.email == addresses[0])).first() is not None


def load(session: Session, password: str) -> bool:
    """Brings the whole demo in, its people with this password; False when it is there already."""
    calls.load(session)
    if loaded(session):
        return False
    stage = Stage(session)
    people.sign_up(stage, password)
    associations.register(stage)
    associations.take_seats(stage)
    groups.found(stage)
    ideas.post(stage)
    groups.talk(stage)
    partners.ask(stage)
    plans.draw_up(stage)
    return True
