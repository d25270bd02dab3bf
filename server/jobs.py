"""What the clock does while the server runs: each job again and again, one after the other within itself."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from importlib import import_module
from threading import Event
from time import monotonic
from typing import Concatenate, ParamSpec, TypeVar

from sqlmodel import Session
from starlette.concurrency import run_in_threadpool

from models import Invalid
from server import post
from services import (
    advice,
    bulletins,
    confirmations,
    decisions,
    erasure,
    events,
    feedback,
    files,
    hosting,
    ideas,
    introductions,
    joinings,
    meetings,
    moderation,
    notices,
    outbox,
    partner_requests,
    partners,
    plans,
    registers,
    saved_searches,
    statistics,
    unsaved,
)
from services.database import changing, reading
from services.files import stored
from services.search import upkeep

log = logging.getLogger("kanto.jobs")
P = ParamSpec("P")
T = TypeVar("T")

# Set when the server ends: what is done by pieces stops after the one under way, and goes on with the next server.
_ending = Event()
# In seconds. Who waits for SQLite's one lock looks for it every tenth of a second.
LONGEST_REST = 0.1


@dataclass(frozen=True)
class Job:
    name: str
    seconds: float
    do: Callable[[], object]


def by_pieces(work: Callable[[Session], object]) -> None:
    """Until nothing is left to do, each piece in a transaction of its own."""
    while not _ending.is_set() and _in_turn(work):
        pass


def _in_turn(work: Callable[Concatenate[Session, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
    """One piece, and then a rest as long as it took, so that people come to the database between two pieces."""
    began = monotonic()
    with changing() as session:
        done = work(session, *args, **kwargs)
    _ending.wait(min(monotonic() - began, LONGEST_REST))
    return done


def answer_by() -> None:
    """Reminds of the partner requests whose day comes, and closes those whose day is past."""
    with changing() as session:
        partner_requests.remind_due(session)
    with changing() as session:
        partner_requests.expire_due(session)


def letters() -> None:
    """Sends the facilitators' letters to associations, some people at a time."""
    by_pieces(bulletins.send_due)


def introduced() -> None:
    """Reminds of the introductions that wait for an answer, closes the late ones, and asks the desk how it went."""
    with changing() as session:
        introductions.remind_due(session)
    with changing() as session:
        introductions.expire_due(session)
    with changing() as session:
        introductions.follow_up_due(session)


def confirmation_letters() -> None:
    """Reminds of the plans to be confirmed, and says who is late and whose confirmation a change has opened."""
    with changing() as session:
        confirmations.remind_due(session)
    with changing() as session:
        confirmations.tell_late(session)
    with changing() as session:
        confirmations.tell_touched(session)


def partner_calls() -> None:
    """Reminds of the partner calls whose day comes, and says when it has passed."""
    with changing() as session:
        ideas.remind_due(session)
    with changing() as session:
        ideas.end_due(session)


def plan_deadlines() -> None:
    """Reminds of the steps before a call closes whose day comes."""
    with changing() as session:
        plans.remind_due(session)


def alerts() -> None:
    """Tells of what is new in saved searches: in the app, and in one letter a day."""
    with changing() as session:
        saved_searches.look_due(session)
    with changing() as session:
        saved_searches.mail_due(session)


def hold_past() -> None:
    """Marks the events that have ended as held."""
    with changing() as session:
        events.hold_past(session)


def seats() -> None:
    """Moves the queues for events whose offers are over, reminds of tomorrow's events, and asks how it was."""
    with changing() as session:
        events.offer_due(session)
    with changing() as session:
        events.remind_due(session)
    with changing() as session:
        events.ask_feedback_due(session)


def votes() -> None:
    """Ends the votes whose time has come, and reminds those who have not voted."""
    with changing() as session:
        decisions.close_due(session)
    with changing() as session:
        decisions.remind_due(session)


def coming() -> None:
    """Reminds of tomorrow's meetings, and of what was promised in earlier ones."""
    with changing() as session:
        meetings.remind_due(session)
    with changing() as session:
        meetings.remind_points_due(session)


def advice_cases() -> None:
    """Reminds of the cases to come back to, warns of those to be deleted, and deletes those whose time is over."""
    with changing() as session:
        advice.follow_up_due(session)
    with changing() as session:
        advice.warn_due(session)
    with changing() as session:
        gone = advice.delete_due(session)
    for name in gone:
        stored.drop(name)


def erasures() -> None:
    """Writes to those who have not been here for long, and erases the accounts whose time to regret is over."""
    by_pieces(erasure.remind_idle)
    by_pieces(erasure.end_idle)
    while not _ending.is_set() and (gone := _in_turn(erasure.erase_next)) is not None:
        for name in gone:
            stored.drop(name)


def promise() -> None:
    """Warns the facilitators of what waits, before the promise of the service is broken."""
    with changing() as session:
        moderation.warn_due(session)


def quiet_groups() -> None:
    """Notes the groups in which nothing has happened for long, and tells their hosts and the facilitators."""
    with changing() as session:
        hosting.flag_due(session)


def gone() -> None:
    """Closes the proposals to join ideas of which one is no longer there."""
    with changing() as session:
        joinings.close_gone(session)


def registers_files() -> None:
    """Reads, checks, brings in and takes back what came with registers, some rows at a time."""
    while not _ending.is_set():
        with reading() as session:
            file = registers.unread(session)
        if file is None:
            break
        _read_register(file)
    by_pieces(registers.carry_on)


def _read_register(file: registers.Unread) -> None:
    broken: Invalid | None = None
    try:
        for piece in registers.pieces(file):
            _in_turn(registers.keep, file.id, piece)
            if _ending.is_set():
                return
    except Invalid as found:
        broken = found
    with changing() as session:
        registers.end_reading(session, file.id, broken)


def read_ahead() -> None:
    """Reads what the first ranking of partners and the first report would else wait for, and what came since."""
    import_module("highspy")
    with reading() as session:
        partners.read_ahead(session)
    with reading() as session:
        statistics.read_ahead(session)


def index() -> None:
    """Writes the entries of the search that are missing, or that another analyser wrote, some at a time."""
    by_pieces(upkeep.write_next)


def digests() -> None:
    """Writes the digests of the people whose hour has come, some at a time."""
    by_pieces(notices.admit)
    by_pieces(notices.send_due)


def forget() -> None:
    """Takes away what is kept for a time only."""
    with changing() as session:
        outbox.forget_old(session)
    with changing() as session:
        events.forget_due(session)
    by_pieces(registers.forget_due)
    with changing() as session:
        feedback.forget_old(session)
    with changing() as session:
        unsaved.forget_old(session)
    with changing() as session:
        files.forget_removed(session)
    with reading() as session:
        files.drop_unnamed(session)


JOBS = (
    Job("mail", 2, post.deliver),
    Job("answer by", 600, answer_by),
    Job("bulletins", 30, letters),
    Job("introductions", 600, introduced),
    Job("partner calls", 3600, partner_calls),
    Job("confirmations", 300, confirmation_letters),
    Job("plan deadlines", 3600, plan_deadlines),
    Job("alerts", 300, alerts),
    Job("digests", 120, digests),
    Job("hold past", 600, hold_past),
    Job("seats", 60, seats),
    Job("votes", 60, votes),
    Job("coming", 1800, coming),
    Job("advice", 3600, advice_cases),
    Job("erasures", 3600, erasures),
    Job("promise", 600, promise),
    Job("gone", 600, gone),
    Job("quiet groups", 6 * 3600, quiet_groups),
    Job("registers", 3, registers_files),
    Job("read ahead", 300, read_ahead),
    Job("index", 3600, index),
    Job("forget", 6 * 3600, forget),
)


@asynccontextmanager
async def running(jobs: Sequence[Job] = JOBS) -> AsyncIterator[None]:
    """Runs the jobs until the block ends; a job that is under way is let finish."""
    stop = asyncio.Event()
    tasks = [asyncio.create_task(_repeat(job, stop)) for job in jobs]
    yield
    stop.set()
    _ending.set()
    await asyncio.gather(*tasks)
    _ending.clear()


async def _repeat(job: Job, stop: asyncio.Event) -> None:
    while not stop.is_set():
        try:
            await run_in_threadpool(job.do)
        except Exception:
            # Nobody waits for a job, so this is its outermost place: say it, and try again in its time.
            log.exception("the job %s failed", job.name)
        try:
            await asyncio.wait_for(stop.wait(), job.seconds)
        except TimeoutError:
            continue
