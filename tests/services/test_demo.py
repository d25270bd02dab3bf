import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from models import (
    ActionPoint,
    Association,
    AssociationState,
    Ballot,
    Group,
    GroupState,
    Idea,
    IdeaState,
    JournalEntry,
    Meeting,
    MeetingStage,
    PartnerRequest,
    PartnerRequestState,
    Plan,
    PlanState,
    ProjectResults,
    Proposal,
    ResultsState,
    Task,
    Thread,
)
from services import demo
from services.database import open_engine

PASSWORD = "kolme lausetta ja kahvit"


@pytest.fixture
def session(request: pytest.FixtureRequest, engine: Engine, tmp_path: Path) -> Iterator[Session]:
    """The demo has been loaded: on SQLite it is the one that the browsers look at."""
    if engine.dialect.name == "sqlite":
        shutil.copy(request.getfixturevalue("demo_folder") / "kanto.db", tmp_path)
        engine = open_engine(f"sqlite:///{tmp_path / 'kanto.db'}")
    with engine.connect() as connection:
        transaction = connection.begin()
        with Session(connection, expire_on_commit=False, join_transaction_mode="create_savepoint") as session:
            assert engine.dialect.name == "sqlite" or demo.load(session, PASSWORD)
            yield session
        transaction.rollback()


def states(rows: Sequence[object]) -> set[object]:
    return {row.state for row in rows}  # type: ignore[attr-defined]


def test_the_demo_has_things_in_every_state_and_comes_in_once(session: Session) -> None:
    assert states(session.exec(select(Association)).all()) == set(AssociationState)
    assert states(session.exec(select(Idea)).all()) == set(IdeaState)
    assert states(session.exec(select(PartnerRequest)).all()) == set(PartnerRequestState)
    assert {GroupState.ACTIVE, GroupState.PROPOSED} <= states(session.exec(select(Group)).all())
    assert len(session.exec(select(Association)).all()) == 66
    assert len(session.exec(select(Idea)).all()) == 32
    assert states(session.exec(select(Plan)).all()) == {
        PlanState.DRAFTING,
        PlanState.CONFIRMING,
        PlanState.RUNNING,
    }
    assert len(session.exec(select(Plan)).all()) == 3
    assert states(session.exec(select(ProjectResults)).all()) == {ResultsState.PUBLISHED}
    assert session.exec(select(Thread)).all()
    assert {proposal.ballot for proposal in session.exec(select(Proposal))} == set(Ballot)
    assert {meeting.stage for meeting in session.exec(select(Meeting))} == {
        MeetingStage.CALLED,
        MeetingStage.PUBLISHED,
    }
    assert all(point.task_id for point in session.exec(select(ActionPoint)))
    assert session.exec(select(Task)).all()

    before = len(session.exec(select(JournalEntry)).all())

    assert not demo.load(session, PASSWORD)
    assert len(session.exec(select(JournalEntry)).all()) == before
