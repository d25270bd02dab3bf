"""Whoever changes a thing, by whichever way: it is found by its new words, and others are left alone."""

from typing import Any

import pytest
from sqlalchemy import delete, func, select, text, update
from sqlmodel import Session, col

from models import (
    AgendaItem,
    Comment,
    CommentAction,
    Idea,
    IdeaNeed,
    IdeaState,
    IdeaTag,
    JournalEntry,
    Kind,
    Meeting,
    SearchText,
    SearchWord,
    TagKind,
    now,
    today,
)
from services import comments, meetings
from services.search import upkeep
from services.search.conditions import condition
from services.search.touched import bring_up_to_date, has_written
from tests.cast import Cast
from tests.conftest import Queries
from tests.services.circle_world import a_group, call
from tests.services.search.world import make_idea, make_thread


def ids(session: Session, kind: Kind, words: str, model: type[Any] = Idea) -> list[int]:
    return list(session.scalars(select(model.id).where(condition(session, kind, words))))


def test_a_new_thing_is_found_at_once(session: Session, cast: Cast) -> None:
    idea = make_idea(cast, "Yhteisöpuutarhoja kaikille")

    assert ids(session, Kind.IDEA, "puutarha") == [idea.id]
    assert ids(session, Kind.IDEA, "kahvila") == []


def test_a_changed_thing_is_found_by_its_new_words_alone(session: Session, cast: Cast) -> None:
    idea = make_idea(cast, "Kahvila")
    bring_up_to_date(session)

    idea.title = "Talkoot"

    assert (ids(session, Kind.IDEA, "kahvila"), ids(session, Kind.IDEA, "talkoot")) == ([], [idea.id])


def test_tags_and_needs_count_as_words_of_the_idea(session: Session, cast: Cast) -> None:
    idea = make_idea(cast, "Kahvila")
    bring_up_to_date(session)

    session.add(IdeaTag(idea_id=idea.id, kind=TagKind.TARGET_GROUP, slug="nuoret"))
    session.add(IdeaNeed(idea_id=idea.id, words="Laavun rakentajia"))

    assert ids(session, Kind.IDEA, "laavu nuorille") == [idea.id]
    assert ids(session, Kind.IDEA, "young people") == [idea.id]


def test_rows_taken_away_by_a_statement_are_noted(session: Session, cast: Cast) -> None:
    idea = make_idea(cast, "Kahvila")
    session.add(IdeaNeed(idea_id=idea.id, words="Laavun rakentajia"))
    bring_up_to_date(session)

    session.execute(delete(IdeaNeed).where(col(IdeaNeed.idea_id) == idea.id))

    assert ids(session, Kind.IDEA, "laavu") == []


def test_rows_changed_by_a_statement_are_noted(session: Session, cast: Cast) -> None:
    idea = make_idea(cast, "Kahvila")
    bring_up_to_date(session)

    session.execute(update(Idea).where(col(Idea.id) == idea.id).values(title="Talkoot"))

    assert (ids(session, Kind.IDEA, "kahvila"), ids(session, Kind.IDEA, "talkoot")) == ([], [idea.id])


def test_a_removed_thing_is_found_no_more(session: Session, cast: Cast) -> None:
    idea = make_idea(cast, "Kahvila")
    bring_up_to_date(session)

    for model in (IdeaTag, IdeaNeed):
        session.execute(delete(model).where(col(model.idea_id) == idea.id))
    session.delete(idea)
    bring_up_to_date(session)

    left = session.scalars(select(SearchText).where(col(SearchText.kind) == Kind.IDEA)).one()
    assert (ids(session, Kind.IDEA, "kahvila"), left.vector) == ([], b"")


def test_an_association_renamed_carries_its_ideas_along(session: Session, cast: Cast) -> None:
    idea = make_idea(cast, "Kahvila")
    bring_up_to_date(session)

    home = session.get_one(type(cast.satusuo), idea.association_id)
    home.name = "Hattuvaara ry"

    assert ids(session, Kind.IDEA, "hattuvaara") == [idea.id]


def test_a_thread_is_found_by_its_replies_until_they_are_hidden(session: Session, cast: Cast) -> None:
    thread = make_thread(cast, "Retkelle")
    reply = Comment(
        subject_kind=Kind.THREAD, subject_id=thread.id, author_id=cast.aino.id, body="Laavulla sitten"
    )
    session.add(reply)
    assert ids(session, Kind.THREAD, "laavu", type(thread)) == [thread.id]

    comments.move(session, cast.fanni, reply.id, CommentAction.HIDE)

    assert ids(session, Kind.THREAD, "laavu", type(thread)) == []


def test_a_meeting_is_found_by_its_minutes_and_by_what_was_promised(session: Session, cast: Cast) -> None:
    group = a_group(cast)
    meeting = call(cast, group)
    item = session.scalars(select(col(AgendaItem.id)).where(col(AgendaItem.meeting_id) == meeting.id)).all()[
        0
    ]
    bring_up_to_date(session)

    meetings.save_minutes(session, cast.aino, item, "Sovittiin talkoista.", number=0)
    promise = meetings.PointWords("Tilaa nuotiopuut", today(), person_id=cast.aino.id)
    meetings.add_point(session, cast.aino, meeting.id, promise)

    assert ids(session, Kind.MEETING, "talkoot", Meeting) == [meeting.id]
    assert ids(session, Kind.MEETING, "nuotiopuu", Meeting) == [meeting.id]
    meetings.save_minutes(session, cast.aino, item, "Sovittiin retkestä.", number=1)
    assert ids(session, Kind.MEETING, "talkoot", Meeting) == []


def test_entries_are_committed_with_the_thing_and_undone_with_it(session: Session, cast: Cast) -> None:
    nested = session.begin_nested()
    make_idea(cast, "Kahvila")
    nested.commit()
    kept = session.scalar(
        select(func.count()).select_from(SearchText).where(col(SearchText.kind) == Kind.IDEA)
    )
    nested = session.begin_nested()
    make_idea(cast, "Talkoot")
    bring_up_to_date(session)
    nested.rollback()

    assert (kept, has_written(session), ids(session, Kind.IDEA, "talkoot")) == (1, True, [])


def test_what_is_not_searched_costs_nothing(session: Session, cast: Cast, queries: Queries) -> None:
    idea = make_idea(cast, "Kahvila")
    bring_up_to_date(session)
    queries.statements.clear()

    session.add(JournalEntry(kind=Kind.IDEA, thing_id=idea.id, action="read", at=now()))
    bring_up_to_date(session)

    assert len(queries) == 1


@pytest.mark.parametrize("many", [1, 3])
def test_writing_asks_as_often_for_three_as_for_one(
    session: Session, cast: Cast, queries: Queries, many: int
) -> None:
    for _ in range(many):
        make_idea(cast, "Kahvila")
    session.flush()
    for _ in range(many):
        make_idea(cast, "Kahvila")
    session.flush()
    queries.statements.clear()

    bring_up_to_date(session)

    assert len(queries) <= 15


def test_a_database_without_entries_is_filled_a_batch_at_a_time(session: Session, cast: Cast) -> None:
    idea = make_idea(cast, "Kahvila", IdeaState.DRAFT)
    bring_up_to_date(session)
    for table in ("search_terms", "search_text", "search_word"):
        session.execute(text(f"DELETE FROM {table}"))

    done = [upkeep.write_next(session, most=2) for _ in range(4)]

    assert done == [1, 2, 1, 0]
    assert ids(session, Kind.IDEA, "kahvila") == [idea.id]


def test_entries_of_another_analyser_are_written_anew(session: Session, cast: Cast) -> None:
    make_idea(cast, "Kahvila")
    bring_up_to_date(session)
    session.execute(update(SearchText).where(col(SearchText.kind) == Kind.IDEA).values(made_by="another 1"))

    assert [upkeep.write_next(session), upkeep.write_next(session)] == [1, 0]


def test_words_are_kept_as_they_stand(session: Session, cast: Cast) -> None:
    make_idea(cast, "Yhteisöpuutarhoja 2027")
    bring_up_to_date(session)

    words = set(session.scalars(select(col(SearchWord.word))))

    assert "yhteisöpuutarhoja" in words
    assert "2027" not in words
