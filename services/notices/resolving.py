"""The one resolver: whether, and on which way, a person hears of something.

It is asked when something is told, with the person's settings and what they have muted; and again when a letter
leaves, with their memberships and what they may see by then.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from models import Channel, Concern, Kind, Notice, NoticeSettings, Person, Stance
from services.actors import Actor, actors_of
from services.notices import sights
from services.notices.concerns import muted
from services.notices.listening import stance_to, stances_on
from services.notices.things import Thing, places_of
from services.notices.ways import channel_in


def channel_of(concern: Concern, chosen: Mapping[str, str], stance: Stance | None) -> Channel:
    if stance == Stance.MUTE and muted(concern):
        return Channel.NEVER
    return channel_in(chosen, concern)


def settings_of(session: Session, people: Collection[int]) -> dict[int, dict[str, str]]:
    """What each of these people has chosen that differs from the usual."""
    rows = session.exec(
        select(NoticeSettings.person_id, NoticeSettings.channels).where(
            col(NoticeSettings.person_id).in_(people)
        )
    )
    return {person_id: dict(channels) for person_id, channels in rows}


@dataclass(frozen=True)
class Letterable:
    """A notice that may be in a letter to its person now."""

    notice: Notice
    # What the thing is called today; empty for what has no name.
    name: str
    # The group or plan that it stands in; empty for what stands by itself.
    place: str = ""

    @property
    def block(self) -> str:
        """What stands together in a letter: a group with all that is in it."""
        return self.place or self.name


def letterable(
    session: Session, notices: Sequence[Notice], people: Iterable[Person]
) -> tuple[list[Letterable], dict[int, Actor]]:
    """Of these notices those whose people still hear of them by letter, in the same order."""
    known = [person for person in people if person.verified_at and not person.is_leaving]
    actors = actors_of(session, known)
    still = [one for one in notices if one.person_id in actors and _takes_part(actors[one.person_id], one)]
    about = {one.id: thing for one in still if (thing := about_of(one))}
    places = places_of(session, set(about.values()))
    wanted: dict[int, set[Thing]] = {}
    for one in still:
        if one.id in about:
            thing = about[one.id]
            wanted.setdefault(one.person_id, set()).update({thing, places.get(thing, thing)})
    names = sights.names(session, wanted, actors)
    chosen = settings_of(session, actors.keys())
    stances = stances_on(session, {*about.values(), *places.values()}, actors.keys())
    found = []
    for one in still:
        thing = about.get(one.id)
        name = names.get((one.person_id, thing)) if thing else ""
        # What became of one's own is told although the thing may be out of one's sight for that very reason.
        if name is None and one.concern != Concern.MINE:
            continue
        stance = stance_to(stances, places, one.person_id, thing)
        channel = channel_of(one.concern, chosen.get(one.person_id, {}), stance)
        if channel in (Channel.AT_ONCE, Channel.DIGEST):
            place = names.get((one.person_id, places[thing])) if thing in places else ""
            found.append(Letterable(one, name or "", place or ""))
    return found, actors


def letters_gone(session: Session, mail_ids: Collection[int]) -> set[int]:
    """Of these mails those that nobody should get any more: of what each tells, nothing holds."""
    notices = session.exec(select(Notice).where(col(Notice.mail_id).in_(mail_ids))).all() if mail_ids else []
    if not notices:
        return set()
    people = session.exec(select(Person).where(col(Person.id).in_({one.person_id for one in notices}))).all()
    holding, _ = letterable(session, notices, people)
    kept = {one.notice.mail_id for one in holding}
    return {one.mail_id for one in notices if one.mail_id} - kept


def about_of(notice: Notice) -> Thing | None:
    return (notice.about_kind, notice.about_id) if notice.about_kind and notice.about_id else None


def _takes_part(actor: Actor, notice: Notice) -> bool:
    """Whether the membership by which they heard of it still stands."""
    match notice.through_kind:
        case Kind.ASSOCIATION:
            return actor.belongs_to(notice.through_id)
        case Kind.GROUP:
            return notice.through_id in actor.groups
    return True
