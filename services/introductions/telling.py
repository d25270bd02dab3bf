"""Who hears of a step. A side never hears of another side's answer, but for the yes of all."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from models import (
    Association,
    Channel,
    Concern,
    Introduction,
    IntroductionSide,
    JournalEntry,
    Person,
    ServiceRole,
)
from services import notices, outbox, spoken
from services.actors import Actor
from services.introductions.access import address, homes_of, sides_of
from services.introductions.contacts import contacts_of
from services.outbox import Line


def tell_sides(
    session: Session,
    entry: JournalEntry,
    introduction: Introduction,
    step: str,
    *,
    only: Collection[int] | None = None,
) -> None:
    """The writers of each side, with mail, as `introduction_<step>`; `only` names the associations that hear."""
    for letter in _letters(session, introduction, step):
        if only is None or letter.home in only:
            notices.tell_lettered(
                session,
                entry,
                notices.people_of(session, letter.home),
                f"introduction_{step}",
                address(introduction.id),
                by_mail=True,
                letter={"lines": letter.lines},
                **letter.told,
            )


def give_contacts(session: Session, actor: Actor, introduction: Introduction) -> None:
    """To who said the last yes: nobody is told of their own step, and the contacts are to come by mail all the same."""
    at_once = notices.habits(session, actor).channels[Concern.MINE] == Channel.AT_ONCE
    if not (actor.verified and at_once):
        return
    letter = next(each for each in _letters(session, introduction, "complete") if actor.belongs_to(each.home))
    outbox.put(
        session,
        actor.email,
        "introduction_complete",
        locale=actor.locale,
        link=address(introduction.id),
        person_id=actor.id,
        kind=Concern.MINE,
        lines=letter.lines,
        **letter.told,
    )


@dataclass(frozen=True)
class _Letter:
    home: int
    told: dict[str, Any]
    # The others' contacts.
    lines: list[Line]


def _letters(session: Session, introduction: Introduction, step: str) -> list[_Letter]:
    """What each side reads of this step."""
    sides = sides_of(session, introduction.id)
    named = names_of(session, sides)
    contacts = _contact_lines(session, sides, named) if step == "complete" else {}
    common: dict[str, Any] = {
        "proposer": session.get_one(Person, introduction.proposed_by).name,
        "words": introduction.reason if step == "withdraw" else introduction.words,
        "reply_by": spoken.day(introduction.reply_by),
    }
    letters = []
    for home, name in named.items():
        others = [other for other in named if other != home]
        told = common | {"ours": name, "others": ", ".join(named[other] for other in others)}
        letters.append(_Letter(home, told, [line for other in others for line in contacts.get(other, ())]))
    return letters


def tell_desk(
    session: Session, entry: JournalEntry, introduction: Introduction, step: str, association: str = ""
) -> None:
    """Who made it, or where they are no longer at the desk, who is; without mail of its own words."""
    sides = sides_of(session, introduction.id)
    named = names_of(session, sides)
    notices.tell(
        session,
        entry,
        _desk(session, introduction, sides),
        f"introduction_{step}",
        address(introduction.id),
        sides=", ".join(named.values()),
        association=association,
    )


def names_of(session: Session, sides: Sequence[IntroductionSide]) -> dict[int, str]:
    """By association, in the order of the sides."""
    homes = homes_of(sides)
    rows = session.exec(select(Association.id, Association.name).where(col(Association.id).in_(homes)))
    found = dict(rows.all())
    return {home: found[home] for home in homes}


def _desk(session: Session, introduction: Introduction, sides: Sequence[IntroductionSide]) -> set[int]:
    proposer = session.get_one(Person, introduction.proposed_by)
    stays = proposer.role == ServiceRole.FACILITATOR
    desk = {proposer.id} if stays else set(notices.facilitators(session))
    own = {person for home in homes_of(sides) for person in notices.people_of(session, home, writing=False)}
    return desk - own


def _contact_lines(
    session: Session, sides: Sequence[IntroductionSide], named: dict[int, str]
) -> dict[int, list[Line]]:
    """What stands in the letter alone, so that it can be read without signing in; no notice keeps it."""
    return {
        home: [
            Line("introduction.contact_of", {"association": named[home]}, heading=True),
            *(Line("introduction.contact_line", {"contact": part}) for part in contact.parts),
        ]
        for home, contact in contacts_of(session, sides).items()
    }
