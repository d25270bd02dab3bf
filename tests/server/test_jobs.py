import asyncio

from server.jobs import Job, running


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
