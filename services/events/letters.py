"""Who has a seat hears of it: in the app where there is an account, and by mail with the link of the seat.

These are letters about one's own seat, like a ticket; so they are sent at once, whatever else the person follows.
"""

from collections.abc import Sequence
from typing import Any

from sqlmodel import Session, col, select

from models import Event, EventSeat, JournalEntry, Person
from services import notices, outbox, spoken
from services.events.keys import address


def tell(
    session: Session,
    entry: JournalEntry,
    seats: Sequence[EventSeat],
    key: str,
    event: Event,
    *,
    by_mail: bool,
    **params: Any,
) -> None:
    """`notices.<key>` for those with an account, and `mail.<key>` for everybody; one query however many they are."""
    told = {"title": event.title, "when": spoken.moment(event.starts_at)} | params
    ids = [seat.person_id for seat in seats if seat.person_id is not None]
    notices.tell(session, entry, ids, key, address(event.id), **told)
    if not by_mail:
        return
    people = {person.id: person for person in session.exec(select(Person).where(col(Person.id).in_(ids)))}
    for seat in seats:
        person = people.get(seat.person_id or 0)
        to = (person.email if person.verified_at else "") if person else seat.email
        if to:
            outbox.put(
                session, to, key, link=address(event.id, seat), **_receiver(event, seat, person), **told
            )


def _receiver(event: Event, seat: EventSeat, person: Person | None) -> dict[str, Any]:
    """With an account the letter also offers what `services/mail_acts` has for it; without one its link does."""
    if person is None:
        return {"locale": seat.locale}
    return {"locale": person.locale, "person_id": person.id, "thing_id": event.id}
