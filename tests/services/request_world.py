"""An idea of Satusuo's with two needs, and letters about it."""

from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from models import Idea, IdeaNeed, IdeaState, ImplementerRole, PartnerRequest
from services import partner_requests
from tests.cast import Cast

# The clock of the tests stands at the first of September.
REPLY_BY = date(2026, 9, 15)


def make_idea(session: Session, cast: Cast, state: IdeaState = IdeaState.PUBLISHED, **values: Any) -> Idea:
    idea = Idea(
        association_id=cast.satusuo.id,
        author_id=cast.people["aino"].id,
        title="Kylätalon olohuone",
        municipality="176",
        state=state,
        **values,
    )
    session.add(idea)
    session.flush()
    session.add(IdeaNeed(idea_id=idea.id, competence="ohjaus", words="Ryhmänohjaaja", position=0))
    session.add(IdeaNeed(idea_id=idea.id, competence="keittio", essential=False, position=1))
    session.flush()
    return idea


def need_ids(session: Session, idea: Idea) -> list[int]:
    return list(
        session.exec(select(IdeaNeed.id).where(IdeaNeed.idea_id == idea.id).order_by(col(IdeaNeed.position)))
    )


def invite(session: Session, cast: Cast, idea: Idea, **changes: Any) -> PartnerRequest:
    """Aino asks Toivonsilta to be a co-implementer."""
    letter: dict[str, Any] = {
        "to_association_id": cast.toivonsilta.id,
        "role": ImplementerRole.CO_IMPLEMENTER,
        "reply_by": REPLY_BY,
        "need_ids": need_ids(session, idea)[:1],
        "hours": 200,
        "words": "Lähtisittekö mukaan?",
    } | changes
    return partner_requests.send(session, cast.aino, idea.id, **letter)


def offer(session: Session, cast: Cast, idea: Idea, **changes: Any) -> PartnerRequest:
    """Sami offers Keksilä as a cooperation partner."""
    letter: dict[str, Any] = {
        "from_association_id": cast.keksila.id,
        "role": ImplementerRole.COOPERATION_PARTNER,
        "reply_by": REPLY_BY,
        "need_ids": [],
        "words": "Tulisimme mielellämme.",
    } | changes
    return partner_requests.send(session, cast.sami, idea.id, **letter)
