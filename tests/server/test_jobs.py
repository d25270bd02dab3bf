import asyncio
from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from models import (
    ERASED,
    Alert,
    Event,
    EventState,
    Kind,
    Notice,
    Outcome,
    PartnerRequest,
    PartnerRequestState,
    Person,
    Proposal,
    Sought,
    now,
)
from models.base import as_of
from server.jobs import (
    Job,
    alerts,
    answer_by,
    by_pieces,
    coming,
    erasures,
    hold_past,
    partner_calls,
    read_ahead,
    running,
    votes,
)
from services import saved_searches
from services.partners import store
from tests.cast import cast_in
from tests.services.circle_world import a_group, call, propose
from tests.services.request_world import invite, make_idea


async def _run(*jobs: Job, until: Callable[[], bool]) -> None:
    async with asyncio.timeout(20), running(jobs):
        while not until():
            await asyncio.sleep(0.01)


def test_a_job_is_done_again_and_again() -> None:
    done: list[int] = []

    asyncio.run(_run(Job("count", 0.01, lambda: done.append(1)), until=lambda: len(done) > 2))

    assert len(done) > 2


def test_a_job_that_fails_is_tried_again_and_stops_no_other() -> None:
    tried: list[int] = []
    done: list[int] = []

    def fails() -> None:
        tried.append(1)
        raise RuntimeError("on purpose")

    jobs = Job("fails", 0.01, fails), Job("works", 0.01, lambda: done.append(1))
    asyncio.run(_run(*jobs, until=lambda: len(tried) > 1 and len(done) > 1))

    assert len(tried) > 1
    assert len(done) > 1


def test_a_long_job_rests_after_each_piece_and_ends_with_the_server(engine: Engine) -> None:
    pieces: list[Session] = []

    def without_end(session: Session) -> bool:
        pieces.append(session)
        return True

    asyncio.run(_run(Job("long", 60, lambda: by_pieces(without_end)), until=lambda: len(pieces) > 1))

    assert len(pieces) > 1
    assert not any(map(Session.in_transaction, pieces))


def test_a_request_whose_day_is_past_is_closed_by_the_clock(engine: Engine) -> None:
    with Session(engine, expire_on_commit=False) as session:
        cast = cast_in(session)
        with as_of(now() - timedelta(days=40)):
            idea = make_idea(session, cast)
            request = invite(session, cast, idea, reply_by=(now() + timedelta(days=10)).date())
        session.commit()

    answer_by()

    with Session(engine) as session:
        assert session.get_one(PartnerRequest, request.id).state == PartnerRequestState.EXPIRED


def test_what_is_new_ends_or_is_over_is_told_by_the_clock(engine: Engine) -> None:
    with Session(engine, expire_on_commit=False) as session:
        cast = cast_in(session)
        with as_of(now() - timedelta(days=40)):
            idea = make_idea(session, cast)
            idea.reply_by = (now() + timedelta(days=35)).date()
            event = Event(
                title="Info",
                place="Kyläsali",
                starts_at=now(),
                ends_at=now() + timedelta(hours=1),
                state=EventState.PUBLISHED,
                created_by=cast.fanni.id,
            )
            session.add(event)
            saved_searches.save(
                session, cast.sami, Sought.IDEAS, {"municipality": "176"}, name="Juuka", alert=Alert.IN_APP
            )
        idea.municipality, idea.published_at = "176", now() - timedelta(days=1)
        session.commit()

    partner_calls()
    hold_past()
    alerts()

    with Session(engine) as session:
        told = {notice.key for notice in session.exec(select(Notice))}
        assert session.get_one(Event, event.id).state == EventState.HELD
    assert {"partner_call_end", "saved_search_found"} <= told


def test_what_a_ranking_needs_is_there_before_the_first_one(engine: Engine) -> None:
    store.forget()

    read_ahead()

    with Session(engine) as session:
        mark = store._store(session, Kind.ASSOCIATION).read
    assert mark is not None


def test_a_vote_ends_and_tomorrows_meeting_is_told_by_the_clock(engine: Engine) -> None:
    with Session(engine, expire_on_commit=False) as session:
        cast = cast_in(session)
        with as_of(now() - timedelta(days=8)):
            group = a_group(cast)
            proposal = propose(cast, group)
            starts_at = now() + timedelta(days=8, hours=9)
            call(cast, group, starts_at=starts_at, ends_at=starts_at + timedelta(hours=1))
        session.commit()

    votes()
    coming()

    with Session(engine) as session:
        assert session.get_one(Proposal, proposal.id).outcome == Outcome.NO_VOTES
        keys = set(session.exec(select(Notice.key)))
        assert {"decision_no_votes", "meeting_remind"} <= keys


def test_an_account_whose_time_to_regret_is_over_is_erased_by_the_clock(engine: Engine) -> None:
    with Session(engine) as session:
        cast = cast_in(session)
        cast.people["uuno"].erase_at, cast.people["veera"].erase_at = now(), now() + timedelta(days=1)
        session.commit()

    erasures()

    with Session(engine) as session:
        erased = session.exec(select(Person.name).where(col(Person.erased_at).is_not(None))).all()
        assert erased == [ERASED]
        assert session.exec(select(Person).where(Person.name == "Veera")).one().erase_at
