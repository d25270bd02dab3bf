"""What both have agreed to: one idea goes on, the other's people come along to it."""

from dataclasses import replace

from sqlmodel import Session, select

from models import Endorsement, Idea, IdeaState, Joining, JournalEntry, Kind, Person, WithdrawReason
from services import ideas, journal, notices, partner_requests
from services.actors import Actor, actor_of
from services.joinings.access import Pair

JOIN = "join"


def merge(session: Session, actor: Actor, joining: Joining, pair: Pair) -> None:
    """Each step is taken by the person who agreed to it for that side, with the rights that they have today."""
    staying = _speaker(session, joining.kept_agreed_by, pair.kept)
    coming = _speaker(session, joining.joined_agreed_by, pair.joined)
    partner_requests.come_along(
        session, coming, staying, pair.kept.id, pair.joined.association_id, joining.words
    )
    if pair.joined.state == IdeaState.PUBLISHED:
        ideas.withdraw(
            session,
            coming,
            pair.joined.id,
            WithdrawReason.DUPLICATE,
            duplicate_of=pair.kept.id,
            why=joining.words,
        )
    else:
        # What nobody has published needs no withdrawing: it stays with its writers as a draft.
        ideas.take_back(session, coming, pair.joined.id)
    _note(session, actor, pair.kept, pair.joined)
    _tell_endorsers(session, _note(session, actor, pair.joined, pair.kept), pair)


def _speaker(session: Session, person_id: int | None, idea: Idea) -> Actor:
    found = actor_of(session, session.get_one(Person, person_id))
    return replace(found, acting_for=idea.association_id)


def _note(session: Session, actor: Actor, idea: Idea, other: Idea) -> JournalEntry:
    return journal.record(
        session, actor, Kind.IDEA, idea.id, JOIN, before=idea.state, after=idea.state, why=other.title
    )


def _tell_endorsers(session: Session, entry: JournalEntry, pair: Pair) -> None:
    """Who said that the joined idea is needed hears where it goes on."""
    endorsers = session.exec(select(Endorsement.person_id).where(Endorsement.idea_id == pair.joined.id))
    notices.tell(
        session,
        entry,
        list(endorsers),
        "joined_endorsed",
        f"/idea?id={pair.kept.id}",
        kept=pair.kept.title,
        joined=pair.joined.title,
    )
