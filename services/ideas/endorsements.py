"""One person's "this is needed"."""

from sqlmodel import Session, col, select

from models import Conflict, Endorsement, Forbidden, Idea, Kind, WrongState
from services import journal, notices
from services.actors import Actor
from services.ideas.access import fetch, may_react


def endorse(session: Session, actor: Actor, idea_id: int) -> None:
    idea = _endorsable(session, actor, idea_id)
    if session.get(Endorsement, (idea.id, actor.id)):
        raise Conflict("idea_endorsed_already")
    session.add(Endorsement(idea_id=idea.id, person_id=actor.id, association_id=actor.acting_for))
    entry = journal.record(session, actor, Kind.IDEA, idea.id, "endorse")
    people = notices.people_of(session, idea.association_id)
    link = f"/idea?id={idea.id}"
    notices.tell(session, entry, people, "idea_endorsed", link, who=actor.name, title=idea.title)


def unendorse(session: Session, actor: Actor, idea_id: int) -> None:
    idea = _endorsable(session, actor, idea_id)
    row = session.get(Endorsement, (idea.id, actor.id))
    if row is None:
        raise Conflict("idea_not_endorsed")
    session.delete(row)
    journal.record(session, actor, Kind.IDEA, idea.id, "unendorse")


def endorsed_by(session: Session, actor: Actor, idea_id: int) -> bool:
    query = select(Endorsement.idea_id).where(
        Endorsement.idea_id == idea_id, col(Endorsement.person_id) == actor.person_id
    )
    return session.exec(query).first() is not None


def _endorsable(session: Session, actor: Actor, idea_id: int) -> Idea:
    idea = fetch(session, actor, idea_id)
    if actor.is_visitor or actor.belongs_to(idea.association_id):
        raise Forbidden
    if not may_react(actor, idea):
        raise WrongState
    return idea
