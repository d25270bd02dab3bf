"""Two ideas that read alike: Satusuo's, which would stay, and Toivonsilta's, whose people would come along."""

from dataclasses import dataclass

from sqlmodel import Session

from models import Association, Idea, IdeaState, Joining, now
from services import joinings
from tests.cast import Cast

WORDS = "Sama kylä ja samat ihmiset: kannattaisiko tehdä yhdessä?"


@dataclass
class World:
    session: Session
    cast: Cast
    kept: Idea
    joined: Idea

    def propose(self) -> Joining:
        return joinings.propose(self.session, self.cast.fanni, self.kept.id, self.joined.id, WORDS)


def make_world(session: Session, cast: Cast, *, joined: IdeaState = IdeaState.PUBLISHED) -> World:
    return World(
        session,
        cast,
        idea_of(session, cast.satusuo, "Kylätalon olohuone", cast.aino.id),
        idea_of(session, cast.toivonsilta, "Olohuone kylälle", cast.pekka.id, joined),
    )


def idea_of(
    session: Session,
    home: Association,
    title: str,
    author_id: int,
    state: IdeaState = IdeaState.PUBLISHED,
    summary: str = "Avataan ovet ja keitetään kahvit.",
) -> Idea:
    idea = Idea(
        association_id=home.id,
        author_id=author_id,
        title=title,
        summary=summary,
        need="Ihmiset ovat yksin.",
        municipality="176",
        state=state,
        published_at=now() if state == IdeaState.PUBLISHED else None,
    )
    session.add(idea)
    session.flush()
    return idea
