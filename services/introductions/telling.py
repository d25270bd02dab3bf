"""Who hears of a step. A side never hears of another side's answer, but for the yes of all."""

from collections.abc import Collection, Sequence

from sqlmodel import Session, col, select

from models import Association, Introduction, IntroductionSide, JournalEntry, Person, ServiceRole
from services import notices, spoken
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
    sides = sides_of(session, introduction.id)
    named = names_of(session, sides)
    proposer = session.get_one(Person, introduction.proposed_by).name
    letters = _contact_lines(session, sides, named) if step == "complete" else {}
    for side in sides:
        if only is not None and side.association_id not in only:
            continue
        others = [home for home in named if home != side.association_id]
        notices.tell_lettered(
            session,
            entry,
            notices.people_of(session, side.association_id),
            f"introduction_{step}",
            address(introduction.id),
            by_mail=True,
            letter={"lines": [line for home in others for line in letters.get(home, ())]},
            others=", ".join(named[home] for home in others),
            ours=named[side.association_id],
            proposer=proposer,
            words=introduction.reason if step == "withdraw" else introduction.words,
            reply_by=spoken.day(introduction.reply_by),
        )


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
