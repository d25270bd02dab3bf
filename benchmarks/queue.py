"""How long the facilitators' desk takes with ten thousand items waiting: `python -m benchmarks.queue [--rounds 15]`.

Measured over the websocket, as `benchmarks.plans` does: opening the queue in its views, opening an item, deciding one
(the click, the act, and the next item on the screen); against the rerun of an empty page.
One line each with its bar; ends with 1 when a bar is not met.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from sqlmodel import Session

from benchmarks.plans import Bars, Bench
from benchmarks.reruns import Screen, empty_page, free_port, served, visit
from models import (
    Association,
    AssociationState,
    Comment,
    Idea,
    IdeaState,
    IdeaVersion,
    Kind,
    Person,
    ReviewItem,
    ServiceRole,
    now,
)
from server import schema
from services import accounts, service_hours, terms
from services.database import open_engine

ITEMS, IDEAS = 10_000, 2_000
MOST_RERUN = 3.0
SCREENS = {
    "open the queue": "",
    "open a later page": "after=",
    "open one kind": "kind=comment",
    "open one municipality": "municipality=176",
    "open what is decided": "state=decided",
    "open an item": "item=5000",
}


def item_of(desk: Screen) -> str:
    """The item that stands on the screen, to be decided."""
    return next(name for name in desk.buttons if name.startswith("decide-")).partition("-")[2]


def main() -> None:
    asked = _asked()
    bars = Bars(most=MOST_RERUN)
    with crowded() as (url, folder, token):
        port = free_port()
        settings = {
            "KANTO_DATABASE_URL": url,
            "KANTO_DEMO": "0",
            "KANTO_MAIL_FOLDER": f"{folder}/mail",
            "KANTO_BASE_URL": f"http://127.0.0.1:{port}",
        }
        with (
            served(["server.run"], port, "/readyz", **settings) as server,
            empty_page() as empty,
            visit(port, token) as line,
        ):
            bench = Bench(server, empty, asked.rounds)
            bench.let_it_settle()
            _reruns(Screen(line, "moderation"), bench, bars)
    sys.exit(bool(bars.missed))


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.queue")
    parser.add_argument("--rounds", type=int, default=15)
    return parser.parse_args()


def _reruns(desk: Screen, bench: Bench, bars: Bars) -> None:
    for name, query in SCREENS.items():
        bars.rerun(name, bench.measured(lambda query=query: desk.run(query)))  # type: ignore[misc]
    desk.run("item=1")
    bars.rerun("decide one", bench.measured(lambda: _decide(desk)))


def _decide(desk: Screen) -> float:
    """Lets the open item be as it is, and comes to the next one."""
    item = item_of(desk)
    return desk.run(f"item={item}", f"decide-{item}")


@contextmanager
def crowded() -> Iterator[tuple[str, Path, str]]:
    """A database with so many items waiting, its folder, and a facilitator's session."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/kanto.db"
        engine = open_engine(url)
        schema.upgrade(engine)
        with Session(engine.execution_options(writes=True), expire_on_commit=False) as session:
            desk = _filled(session)
            token = accounts.begin_session(session, desk.id)
            session.commit()
        engine.dispose()
        yield url, Path(folder), token


def _filled(session: Session) -> Person:
    desk = Person(
        name="Fanni",
        email="f@example.org",
        password_hash="",
        verified_at=now(),
        role=ServiceRole.FACILITATOR,
        terms_version=terms.VERSION,
    )
    author = Person(name="Aino", email="a@example.org", password_hash="", verified_at=now())
    home = Association(name="Yhdistys ry", sort_key="yhdistys", state=AssociationState.VERIFIED)
    session.add_all([desk, author, home])
    session.flush()
    ideas = _ideas(session, author, home)
    comments = [
        Comment(
            subject_kind=Kind.IDEA,
            subject_id=ideas[place % IDEAS].id,
            author_id=author.id,
            association_id=home.id,
            body=f"Hyvä ajatus, tulemme mukaan, numero {place}.",
        )
        for place in range(ITEMS - IDEAS)
    ]
    session.add_all(comments)
    session.flush()
    things = [(Kind.COMMENT, each.id, each.body) for each in comments]
    things += [(Kind.IDEA, each.id, each.title) for each in ideas]
    began = now() - timedelta(minutes=ITEMS)
    session.add_all(
        _item(kind, thing_id, title, author, home, place, began)
        for place, (kind, thing_id, title) in enumerate(things)
    )
    session.flush()
    return desk


def _ideas(session: Session, author: Person, home: Association) -> list[Idea]:
    made = [
        Idea(
            association_id=home.id,
            author_id=author.id,
            title=f"Kylätalon olohuone {place}",
            summary="Avataan kylätalon ovet kaikille kahdesti viikossa.",
            municipality="176",
            state=IdeaState.PUBLISHED if place % 2 else IdeaState.SUBMITTED,
        )
        for place in range(IDEAS)
    ]
    session.add_all(made)
    session.flush()
    words = {"title": "Kylätalon olohuone", "summary": "Avataan ovet.", "municipality": "176"}
    session.add_all(
        IdeaVersion(idea_id=each.id, number=1, content=words, author_id=author.id) for each in made
    )
    return made


def _item(
    kind: Kind, thing_id: int, title: str, author: Person, home: Association, place: int, began: datetime
) -> ReviewItem:
    opened = began + timedelta(minutes=place)
    return ReviewItem(
        kind=kind,
        thing_id=thing_id,
        title=title,
        municipality="176" if place % 9 else "167",
        association_id=home.id,
        author_id=author.id,
        opened_at=opened,
        due_at=service_hours.due(opened),
    )


if __name__ == "__main__":
    main()
