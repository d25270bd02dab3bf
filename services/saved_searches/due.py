"""What the clock does for saved searches; the job that calls it may run as often as it likes."""

import logging
from collections.abc import Sequence
from datetime import datetime, time, timedelta

from sqlmodel import Session, col, select

from models import FINLAND, Alert, Kind, Person, SavedSearch, now, today
from services import journal, notices, outbox
from services.actors import Actor, actor_of
from services.saved_searches.seeking import MOST_FOUND, Found, new, reads, titles

log = logging.getLogger("kanto.saved_searches")

EVERY = timedelta(minutes=15)
# What was written before then has been committed: no act takes that long.
SETTLED = timedelta(minutes=1)
# So many in one transaction; the next run of the job takes the rest.
MOST = 100
# The letter of a day goes out in the morning.
MORNING = time(7)


def look_due(session: Session) -> int:
    """Looks for what is new in the searches whose turn it is, and tells their owners; how many had something."""
    until = now() - SETTLED
    due = session.exec(
        select(SavedSearch)
        .where(SavedSearch.alert != Alert.NONE, col(SavedSearch.told_at) <= until - EVERY)
        .order_by(col(SavedSearch.told_at), col(SavedSearch.id))
        .limit(MOST)
        .with_for_update(skip_locked=True)
    ).all()
    actors = _actors(session, due)
    return sum(_look(session, actors[search.person_id], search, until) for search in due)


def _look(session: Session, actor: Actor, search: SavedSearch, until: datetime) -> bool:
    since, search.told_at = search.told_at, until
    if not reads(session, search.sought, search.filters):
        log.warning("the filters of the saved search %s mean nothing any more", search.id)
        return False
    found = new(session, actor, search.sought, search.filters, since=since, until=until)
    if not found.ids:
        return False
    _tell(session, search, found)
    if search.alert == Alert.DIGEST:
        fresh = [thing_id for thing_id in found.ids if thing_id not in search.unsent]
        search.unsent = [*search.unsent, *fresh][-MOST_FOUND:]
    return True


def _tell(session: Session, search: SavedSearch, found: Found) -> None:
    entry = journal.record(session, None, Kind.SAVED_SEARCH, search.id, "find")
    notices.tell(
        session,
        entry,
        [search.person_id],
        "saved_search_found",
        f"/saved_searches?id={search.id}",
        n=len(found.ids),
        name=search.name,
    )


def mail_due(session: Session) -> int:
    """One letter a day to each person who asked for it, with all that is new; how many letters."""
    morning = datetime.combine(today(), MORNING, FINLAND)
    if now() < morning:
        return 0
    due = session.exec(
        select(SavedSearch)
        .where(
            SavedSearch.alert == Alert.DIGEST,
            col(SavedSearch.mailed_at).is_(None) | (col(SavedSearch.mailed_at) < morning),
        )
        .order_by(col(SavedSearch.person_id), col(SavedSearch.id))
        .limit(MOST)
        .with_for_update(skip_locked=True)
    ).all()
    actors = _actors(session, due)
    people = [
        whole for whole in _by_person(due) if len(due) < MOST or whole[0].person_id != due[-1].person_id
    ]
    return sum(_mail(session, actors[mine[0].person_id], mine) for mine in people)


def _by_person(searches: Sequence[SavedSearch]) -> list[list[SavedSearch]]:
    found: dict[int, list[SavedSearch]] = {}
    for search in searches:
        found.setdefault(search.person_id, []).append(search)
    return list(found.values())


def _mail(session: Session, actor: Actor, searches: list[SavedSearch]) -> bool:
    """The letter, unless there is nothing to say; what has gone from their sight meanwhile is left out."""
    seen: set[tuple[str, int]] = set()
    groups = [group for search in searches if (group := _group(session, actor, search, seen))]
    for search in searches:
        search.unsent, search.mailed_at = [], now()
    if not groups or not actor.verified:
        return False
    outbox.put(
        session,
        actor.email,
        "saved_searches",
        locale=actor.locale,
        link="/saved_searches",
        person_id=actor.id,
        kind=Kind.SAVED_SEARCH,
        found="\n\n".join(groups),
    )
    return True


def _group(session: Session, actor: Actor, search: SavedSearch, seen: set[tuple[str, int]]) -> str:
    """The search's name and what is new in it, newest first; each thing stands in a letter once."""
    ids = [thing_id for thing_id in reversed(search.unsent) if (search.sought, thing_id) not in seen]
    named = titles(session, actor, search.sought, ids) if ids else {}
    seen.update((search.sought, thing_id) for thing_id in named)
    lines = [f"- {named[thing_id]}" for thing_id in ids if thing_id in named]
    return "\n".join([search.name, *lines]) if lines else ""


def _actors(session: Session, searches: Sequence[SavedSearch]) -> dict[int, Actor]:
    """The owners with the rights that they have today."""
    people = select(Person).where(col(Person.id).in_({search.person_id for search in searches}))
    return {person.id: actor_of(session, person) for person in session.exec(people)}
