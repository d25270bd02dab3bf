"""A call is written down, shown to everybody, and changed with a reason: what it said before stays."""

from sqlalchemy import func
from sqlalchemy.orm.attributes import flag_modified
from sqlmodel import Session, col, select

from models import (
    Call,
    CallAction,
    CallPriority,
    CallState,
    Conflict,
    Forbidden,
    Idea,
    Kind,
    Plan,
    WrongState,
)
from services import journal, words
from services.actors import Actor
from services.calls import cleaning
from services.calls.access import fetch, may_write, require
from services.calls.cleaning import CallWords
from services.calls.following import tell_followers
from services.calls.terms import Priority
from services.calls.versions import keep_version, newest_version, priorities_query

WHY = 1000
_SLUG = 50


def create(session: Session, actor: Actor, typed: CallWords) -> Call:
    """A draft, which its writers alone see. A second click finds what the first one made."""
    if not may_write(actor):
        raise Forbidden
    values = cleaning.columns(typed)
    priorities = cleaning.priorities(typed)
    same = {name: values[name] for name in ("name", "opens_on", "closes_on")} | {"state": CallState.DRAFT}
    if made := session.exec(select(Call).filter_by(**same)).first():
        return made
    call = Call(**values, slug=_free_slug(session, values["name"]), state=CallState.DRAFT)
    session.add(call)
    session.flush()
    put_priorities(session, call, priorities)
    version = keep_version(session, actor, call)
    journal.record(session, actor, Kind.CALL, call.id, "create", after=str(version.number))
    return call


def edit(
    session: Session,
    actor: Actor,
    call_id: int,
    typed: CallWords,
    *,
    version: int,
    why: str = "",
    quiet: bool = False,
) -> Call:
    """Keeps what the call says now as a new version, unless somebody else changed it after `version` was read.

    What everybody reads is changed with a reason. The people of the plans that follow an older version hear of it,
    except of a change that only mends the wording (`quiet`).
    """
    call = fetch(session, actor, call_id)
    require(actor, CallAction.EDIT, call)
    if call.version != version:
        raise Conflict
    reason = words.body(why, field="why", most=WHY, needed=call.state == CallState.PUBLISHED)
    before = newest_version(session, call.id)
    _write(session, call, typed)
    after = keep_version(session, actor, call, why=reason)
    if before and before.id == after.id:
        return call
    numbers = {"before": str(before.number if before else 0), "after": str(after.number)}
    journal.record(session, actor, Kind.CALL, call.id, CallAction.EDIT, **numbers, why=reason)
    if not quiet:
        tell_followers(session, actor, call, after)
    return call


def _write(session: Session, call: Call, typed: CallWords) -> None:
    call.move(CallAction.EDIT)
    for name, value in cleaning.columns(typed).items():
        setattr(call, name, value)
    put_priorities(session, call, cleaning.priorities(typed))
    # A change of the priorities alone counts as one of the call, for whoever edits it at the same time.
    flag_modified(call, "notes")
    session.flush()


def move(session: Session, actor: Actor, call_id: int, action: CallAction, *, version: int) -> Call:
    """Shows the call to everybody, or takes it back among the drafts while nobody has begun with it."""
    call = fetch(session, actor, call_id)
    require(actor, action, call)
    if call.version != version:
        raise Conflict
    before = call.state
    call.move(action)
    if action == CallAction.UNPUBLISH and _in_use(session, call):
        raise WrongState("call_in_use")
    journal.record(session, actor, Kind.CALL, call.id, action, before=before, after=call.state)
    return call


def put_priorities(session: Session, call: Call, priorities: list[Priority]) -> None:
    """Makes the call's priorities these, in this order."""
    known = {row.slug: row for row in session.exec(priorities_query([call.id]))}
    for position, given in enumerate(priorities):
        row = known.pop(given.slug, None) or CallPriority(
            call_id=call.id, slug=given.slug, position=position, heading={}, plain={}
        )
        row.position, row.heading, row.plain = position, given.heading, given.plain
        session.add(row)
    for gone in known.values():
        session.delete(gone)
    session.flush()


def _in_use(session: Session, call: Call) -> bool:
    ideas = select(func.count()).select_from(Idea).where(Idea.call_id == call.id)
    plans = select(func.count()).select_from(Plan).where(Plan.call_id == call.id)
    return bool(session.exec(ideas).one() or session.exec(plans).one())


def _free_slug(session: Session, name: str) -> str:
    plain = cleaning.slug_of(name, _SLUG)
    taken = set(session.exec(select(Call.slug).where(col(Call.slug).startswith(plain, autoescape=True))))
    numbered = (f"{plain}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (plain, *numbered) if slug not in taken)
