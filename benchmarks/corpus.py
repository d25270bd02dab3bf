"""A database in memory that holds the ideas of a labelled corpus, published, with the product's own index."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.pool import StaticPool
from sqlmodel import Session

from models import Association, AssociationState, Idea, IdeaState, Person, Table
from services import database, places


@dataclass(frozen=True)
class Corpus:
    session: Session
    # From the id of the database to the one of the file.
    names: dict[int, str]


@contextmanager
def corpus_of(path: Path) -> Iterator[Corpus]:
    """Of a list of ideas with id, title, body and municipality (its name in Finnish)."""
    engine = database.open_engine("sqlite://", poolclass=StaticPool)
    Table.metadata.create_all(engine)
    with Session(engine.execution_options(writes=True)) as session:
        yield Corpus(session, _filled(session, json.loads(path.read_text(encoding="utf-8"))))
    engine.dispose()


def _filled(session: Session, things: list[dict[str, str]]) -> dict[int, str]:
    author = Person(name="A", email="a@example.org", password_hash="")
    home = Association(name="A ry", sort_key="a", state=AssociationState.VERIFIED)
    session.add_all((author, home))
    session.flush()
    codes = {place.names["fi"]: code for code, place in places.municipalities().items()}
    ideas = [
        Idea(
            association_id=home.id,
            author_id=author.id,
            title=one["title"],
            summary=one["body"],
            municipality=codes.get(one.get("municipality", ""), ""),
            state=IdeaState.PUBLISHED,
        )
        for one in things
    ]
    session.add_all(ideas)
    session.commit()
    return {idea.id: one["id"] for idea, one in zip(ideas, things, strict=True) if idea.id is not None}
