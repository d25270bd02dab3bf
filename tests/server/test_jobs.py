import asyncio
from datetime import timedelta

from sqlalchemy import Engine
from sqlmodel import Session

from models import PartnerRequest, PartnerRequestState, now
from models.base import as_of
from server.jobs import Job, answer_by, running
from tests.cast import cast_in
from tests.services.request_world import invite, make_idea


async def _run(*jobs: Job) -> None:
    async with running(jobs):
        await asyncio.sleep(0.2)


def test_a_job_is_done_again_and_again() -> None:
    done: list[int] = []

    asyncio.run(_run(Job("count", 0.01, lambda: done.append(1))))

    assert len(done) > 2


def test_a_job_that_fails_is_tried_again_and_stops_no_other() -> None:
    tried: list[int] = []
    done: list[int] = []

    def fails() -> None:
        tried.append(1)
        raise RuntimeError("on purpose")

    asyncio.run(_run(Job("fails", 0.01, fails), Job("works", 0.01, lambda: done.append(1))))

    assert len(tried) > 1
    assert len(done) > 1


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
