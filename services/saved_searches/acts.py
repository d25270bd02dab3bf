"""A list's filters are saved under a name, renamed, opened and deleted by their owner alone."""

from collections.abc import Mapping

from sqlmodel import Session, col, select

from models import Alert, Conflict, Forbidden, Invalid, Kind, NotFound, Person, SavedSearch, Sought, now
from services import journal, words
from services.actors import Actor
from services.saved_searches.seeking import reads

MOST = 30
NAME_LENGTH = 80


def save(
    session: Session, actor: Actor, sought: Sought, filters: Mapping[str, str], *, name: str, alert: Alert
) -> SavedSearch:
    """Keeps the filters; Conflict when they are saved already, or when there are too many."""
    if actor.is_visitor:
        raise Forbidden
    kept = {key: value for key, value in filters.items() if value}
    if not reads(session, sought, kept):
        raise Invalid("saved_filters", field="filters")
    clean = words.line(name, field="name", most=NAME_LENGTH)
    _hold(session, actor)
    mine = session.exec(select(SavedSearch).where(SavedSearch.person_id == actor.id)).all()
    for other in mine:
        if other.sought == sought and other.filters == kept:
            raise Conflict("saved_already", name=other.name)
    if len(mine) >= MOST:
        raise Conflict("saved_too_many", most=MOST)
    search = SavedSearch(person_id=actor.id, sought=sought, name=clean, filters=kept, alert=alert)
    search.mailed_at = now()
    session.add(search)
    session.flush()
    journal.record(session, actor, Kind.SAVED_SEARCH, search.id, "save")
    return search


def _hold(session: Session, actor: Actor) -> None:
    """One person's saving in two windows is judged one after the other."""
    held = select(Person.id).where(Person.id == actor.id)
    session.exec(held.with_for_update(key_share=True)).one()


def change(session: Session, actor: Actor, search_id: int, *, name: str, alert: Alert) -> SavedSearch:
    search = fetch(session, actor, search_id)
    search.name = words.line(name, field="name", most=NAME_LENGTH)
    if search.alert != alert:
        _alert(search, alert)
    journal.record(session, actor, Kind.SAVED_SEARCH, search.id, "change")
    return search


def _alert(search: SavedSearch, alert: Alert) -> None:
    # Who begins to listen hears of what comes from now on, and who leaves the letter gets none.
    if search.alert == Alert.NONE:
        search.told_at = now()
    if alert != Alert.DIGEST:
        search.unsent = []
    else:
        # The first letter comes on another day: there is one a day.
        search.mailed_at = now()
    search.alert = alert


def opened(session: Session, actor: Actor, search_id: int) -> SavedSearch:
    """Marks all of it as seen: what comes from now on is new."""
    search = fetch(session, actor, search_id)
    search.looked_at = now()
    return search


def delete(session: Session, actor: Actor, search_id: int) -> None:
    search = fetch(session, actor, search_id)
    journal.record(session, actor, Kind.SAVED_SEARCH, search.id, "delete")
    session.delete(search)
    session.flush()


def fetch(session: Session, actor: Actor, search_id: int) -> SavedSearch:
    """The search; NotFound for everybody but its owner."""
    found = session.exec(
        select(SavedSearch).where(
            SavedSearch.id == search_id, col(SavedSearch.person_id) == (actor.person_id or 0)
        )
    ).one_or_none()
    if found is None:
        raise NotFound
    return found


def stop_mail(session: Session, actor: Actor) -> None:
    """No more letters of what is new in one's searches; in the app it is told on."""
    query = select(SavedSearch).where(SavedSearch.person_id == actor.id, SavedSearch.alert == Alert.DIGEST)
    for search in session.exec(query):
        search.alert, search.unsent = Alert.IN_APP, []
    session.flush()
