"""Where every notice begins."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlmodel import Session, col, select

from models import (
    AssociationMember,
    AssociationRole,
    Channel,
    Concern,
    GroupMember,
    JournalEntry,
    Kind,
    MembershipState,
    Notice,
    Person,
    ServiceRole,
    Stance,
    now,
)
from services import outbox
from services.actors import actors_of
from services.notices import sights
from services.notices.concerns import concern_of, follows, lettered_elsewhere
from services.notices.listening import Stances, stance_to, stances_on
from services.notices.resolving import channel_of, settings_of
from services.notices.things import Thing, home_of, places_of, thing_of


def tell(
    session: Session,
    entry: JournalEntry,
    people: Iterable[int],
    key: str,
    link: str,
    *,
    by_mail: bool = False,
    **params: Any,
) -> None:
    """Tells these people, and who follows the thing, of a journal entry as `notices.<key>`.

    Each hears on the way that they have chosen for this kind of event: at once in a letter, in the next digest,
    in the app alone, or not at all. `by_mail` says that it is weighty and that `mail.<key>` are its words as a
    letter. The actor is left out, and everybody hears of one entry once.
    """
    _tell(session, entry, people, key, link, by_mail, {}, params)


def tell_lettered(
    session: Session,
    entry: JournalEntry,
    people: Iterable[int],
    key: str,
    link: str,
    *,
    letter: Mapping[str, Any],
    by_mail: bool,
    **params: Any,
) -> None:
    """`tell` with what stands in the letter alone, as `outbox.put` takes it: no notice keeps it."""
    _tell(session, entry, people, key, link, by_mail, letter, params)


def _tell(
    session: Session,
    entry: JournalEntry,
    people: Iterable[int],
    key: str,
    link: str,
    by_mail: bool,
    letter: Mapping[str, Any],
    params: dict[str, Any],
) -> None:
    concern = concern_of(key, weighty=by_mail)
    thing = thing_of(link)
    places = places_of(session, [thing]) if thing else {}
    stances = stances_on(session, [thing, *places.values()] if thing else [])
    people = set(people)
    followers = _following(session, thing, stances, places) if follows(key, concern) else set()
    receivers = _untold(session, entry, people | followers)
    if not receivers:
        return
    chosen = settings_of(session, receivers)
    members = _members(session, home_of(session, thing), receivers)
    letters: list[tuple[Notice, Person]] = []
    there = select(Person).where(col(Person.id).in_(receivers), col(Person.erased_at).is_(None))
    for person in session.exec(there.order_by(col(Person.id))):
        stance = stance_to(stances, places, person.id, thing)
        channel = channel_of(concern, chosen.get(person.id, {}), stance)
        if channel == Channel.NEVER:
            continue
        if lettered_elsewhere(key) and person.id in people:
            channel = Channel.IN_APP
        notice = _notice(person, entry, key, link, concern, channel, params)
        _place(session, notice, thing, members.get(person.id))
        letters.append((notice, person))
    _write(session, letters, by_mail, letter)


def _notice(
    person: Person,
    entry: JournalEntry,
    key: str,
    link: str,
    concern: Concern,
    channel: Channel,
    params: dict[str, Any],
) -> Notice:
    return Notice(
        person_id=person.id,
        journal_id=entry.id,
        key=key,
        params=params,
        kind=entry.kind,
        thing_id=entry.thing_id,
        link=link,
        concern=concern,
        channel=channel,
    )


def _place(session: Session, notice: Notice, thing: Thing | None, home: Thing | None) -> None:
    notice.about_kind, notice.about_id = thing or (None, None)
    notice.through_kind, notice.through_id = home or (None, None)
    session.add(notice)


def _following(
    session: Session, thing: Thing | None, stances: Stances, places: dict[Thing, Thing]
) -> set[int]:
    """Who follows the thing and may see it today: a follower may be anybody."""
    if thing is None:
        return set()
    follow = {
        person_id for person_id, _ in stances if stance_to(stances, places, person_id, thing) == Stance.FOLLOW
    }
    if not follow:
        return set()
    people = session.exec(select(Person).where(col(Person.id).in_(follow))).all()
    seen = sights.names(session, {person_id: {thing} for person_id in follow}, actors_of(session, people))
    return {person_id for person_id, _ in seen}


def _untold(session: Session, entry: JournalEntry, people: set[int]) -> set[int]:
    """Without the actor, and without who has heard of this entry already."""
    receivers = people - {entry.actor_id}
    if not receivers:
        return set()
    told = select(Notice.person_id).where(Notice.journal_id == entry.id, col(Notice.person_id).in_(receivers))
    return receivers.difference(session.exec(told).all())


def _members(session: Session, home: Thing | None, receivers: Collection[int]) -> dict[int, Thing]:
    """Of these people those who belong to the thing's home, and hear of it because they do."""
    if home is None:
        return {}
    kind, home_id = home
    table: Any = GroupMember if kind == Kind.GROUP else AssociationMember
    column = table.group_id if kind == Kind.GROUP else table.association_id
    query = select(table.person_id).where(
        column == home_id, table.person_id.in_(receivers), table.state == MembershipState.MEMBER
    )
    return dict.fromkeys(session.exec(query), home)


def _write(
    session: Session, letters: list[tuple[Notice, Person]], own_words: bool, besides: Mapping[str, Any]
) -> None:
    """The letters that go at once; none to who has not confirmed their address, or waits to be erased."""
    mailed = []
    for notice, person in letters:
        if notice.channel != Channel.AT_ONCE:
            continue
        notice.settled_at = now()
        if person.verified_at is None or person.is_leaving:
            continue
        to: dict[str, Any] = {
            "locale": person.locale,
            "link": notice.link,
            "person_id": person.id,
            "kind": str(notice.concern),
            "thing_id": notice.thing_id,
            **notice.params,
            **besides,
        }
        if own_words:
            mail = outbox.put(session, person.email, notice.key, **to)
        else:
            mail = outbox.put(session, person.email, "notice", said_key=f"notices.{notice.key}", **to)
        mailed.append((notice, mail))
    if mailed:
        session.flush()
    for notice, mail in mailed:
        notice.mail_id = mail.id


def people_of(session: Session, association_id: int | None, *, writing: bool = True) -> list[int]:
    """The members of an association, or only those who may write in its name."""
    query = select(AssociationMember.person_id).where(
        AssociationMember.association_id == association_id,
        AssociationMember.state == MembershipState.MEMBER,
    )
    if writing:
        query = query.where(col(AssociationMember.role) != AssociationRole.VIEWER)
    return list(session.exec(query))


def facilitators(session: Session) -> list[int]:
    return list(session.exec(select(Person.id).where(Person.role == ServiceRole.FACILITATOR)))
