"""The vectors of a process: what others have committed, and a session's own changes for itself alone."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, update
from sqlmodel import Session, col

from models import Kind, SearchText, Table
from models.search import real_now
from services.database import open_engine
from services.search import shelves
from services.search.shelves import changed, shelf
from tests.cast import cast_in
from tests.services.search.world import make_idea


@pytest.fixture
def file(tmp_path: Path) -> Engine:
    engine = open_engine(f"sqlite:///{tmp_path / 'kanto.db'}")
    Table.metadata.create_all(engine)
    return engine


def seen(engine: Engine) -> int:
    with Session(engine) as session:
        return len(shelf(session, Kind.IDEA))


def test_what_was_committed_is_seen_and_what_was_undone_is_not(file: Engine) -> None:
    with Session(file, expire_on_commit=False) as session:
        cast = cast_in(session)
        make_idea(cast, "Kahvila")
        session.commit()
        first = seen(file)
        make_idea(cast, "Teatteri")
        own = len(shelf(session, Kind.IDEA))
        others = seen(file)
        session.rollback()
        make_idea(cast, "Talkoot")
        session.commit()

    assert (first, own, others, seen(file)) == (1, 2, 1, 2)


def test_what_changes_is_put_again_and_what_goes_is_dropped(file: Engine) -> None:
    with Session(file, expire_on_commit=False) as session:
        cast = cast_in(session)
        idea, gone = make_idea(cast, "Kahvila"), make_idea(cast, "Talkoot")
        session.commit()
        assert seen(file) == 2
        idea.title = "Teatteri"
        session.delete(gone)
        session.commit()

    with Session(file) as session:
        kept = shelf(session, Kind.IDEA)
        shelves.forget()
        anew = shelf(session, Kind.IDEA)

    assert len(kept) == len(anew) == 1


def test_changes_are_told_by_the_clock_on_the_wall(file: Engine) -> None:
    with Session(file, expire_on_commit=False) as session:
        cast = cast_in(session)
        before = real_now()
        idea = make_idea(cast, "Kahvila")
        session.commit()

        told = [
            changed(session, Kind.IDEA, since) for since in (None, before, real_now() + timedelta(seconds=1))
        ]

    assert [[each for each, _ in changes] for changes in told] == [[idea.id], [idea.id], []]


def test_after_many_at_once_the_new_are_seen_at_once_and_the_late_a_little_later(
    file: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelves, "_MANY", 1)
    with Session(file, expire_on_commit=False) as session:
        cast = cast_in(session)
        for title in ("Kahvila", "Talkoot", "Teatteri"):
            make_idea(cast, title)
        session.commit()
        first = seen(file)
        make_idea(cast, "Kuoro")
        session.commit()
        after_new = seen(file)
        late = make_idea(cast, "Kerho")
        session.commit()
        session.execute(
            update(SearchText)
            .where(col(SearchText.kind) == Kind.IDEA, col(SearchText.thing_id) == late.id)
            .values(changed_at=real_now() - timedelta(seconds=30))
        )
        session.commit()
    soon = seen(file)
    monkeypatch.setattr(shelves, "_PATIENCE", timedelta(0))

    assert (first, after_new, soon, seen(file)) == (3, 4, 4, 5)
