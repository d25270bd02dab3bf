"""The digest: what has come since the last one, in one letter at the hour that its person has chosen.

What goes into a digest is marked when it is told, and settled when it has been in a letter or is not to be in one.
So nothing falls between two digests, however late one is, and nothing is in two.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, exists, func, update
from sqlmodel import Session, col, select

from models import Channel, Notice, NoticeSettings, Person, now
from services import outbox
from services.actors import Actor
from services.notices.resolving import Letterable, about_of, letterable
from services.notices.ways import DIGEST, next_after
from services.outbox import Line

# So many people in one transaction, so that the memory does not grow with their number.
BATCH = 500
# So many lines in one letter, the newest; the rest is in the app.
MOST_LINES = 60


def send_due(session: Session, *, most: int = BATCH) -> int:
    """Writes the digests of some people whose hour has come; how many people it was, 0 when there is nobody left.

    Nobody gets an empty one.
    """
    due = session.exec(
        select(NoticeSettings)
        .where(NoticeSettings.next_at <= now())
        .order_by(col(NoticeSettings.next_at), col(NoticeSettings.person_id))
        .limit(most)
        .with_for_update(skip_locked=True)
    ).all()
    if not due:
        return 0
    for row in due:
        row.next_at = next_after(row, now())
    unsent = _settled(session, [row.person_id for row in due])
    ids = {one.person_id for one in unsent}
    people = session.exec(select(Person).where(col(Person.id).in_(ids))).all() if ids else []
    letters, actors = letterable(session, unsent, people)
    _write(session, letters, actors)
    return len(due)


def admit(session: Session, *, most: int = BATCH) -> int:
    """Gives those a time for their digest who have chosen none and have something in it; how many."""
    rows: Sequence[Any] = session.exec(
        select(Notice.person_id, func.min(Notice.created_at))
        .where(
            Notice.channel == Channel.DIGEST,
            col(Notice.settled_at).is_(None),
            ~exists().where(col(NoticeSettings.person_id) == Notice.person_id),
        )
        .group_by(col(Notice.person_id))
        .order_by(col(Notice.person_id))
        .limit(most)
    ).all()
    for person_id, since in rows:
        settings = NoticeSettings(person_id=person_id, next_at=since)
        settings.next_at = next_after(settings, since)
        session.add(settings)
    session.flush()
    return len(rows)


def _settled(session: Session, people: Sequence[int]) -> list[Notice]:
    """Takes what waits for these people's digests, newest first: nobody else gets it. What was read is no news."""
    taken = session.scalars(
        update(Notice)
        .where(
            col(Notice.person_id).in_(people),
            col(Notice.channel) == Channel.DIGEST,
            col(Notice.settled_at).is_(None),
        )
        .values(settled_at=now())
        .returning(Notice)
        .execution_options(synchronize_session=False, populate_existing=True)
    ).all()
    unread = [one for one in taken if one.read_at is None]
    return sorted(unread, key=lambda one: (one.created_at, one.id), reverse=True)


def _write(session: Session, letters: Sequence[Letterable], actors: dict[int, Actor]) -> None:
    theirs: dict[int, list[Letterable]] = {}
    for one in letters:
        theirs.setdefault(one.notice.person_id, []).append(one)
    mails = {person_id: _put(session, actors[person_id], mine) for person_id, mine in theirs.items()}
    session.flush()
    marks = [
        {"notice": one.notice.id, "mail": mails[person_id].id}
        for person_id, mine in theirs.items()
        for one in mine
    ]
    if marks:
        mark = update(Notice).where(col(Notice.id) == bindparam("notice")).values(mail_id=bindparam("mail"))
        session.connection().execute(mark, marks)


def _put(session: Session, actor: Actor, mine: Sequence[Letterable]) -> Any:
    return outbox.put(
        session,
        actor.email,
        "digest",
        locale=actor.locale,
        link="/notices",
        person_id=actor.id,
        kind=DIGEST,
        lines=lines_of(mine),
        n=len(mine),
    )


def lines_of(mine: Sequence[Letterable]) -> list[Line]:
    """Grouped by thing, and things by the group or plan that they stand in; what has the newest comes first."""
    shown = mine[:MOST_LINES]
    things: dict[Any, list[Letterable]] = {}
    for one in shown:
        things.setdefault(about_of(one.notice) if one.name else None, []).append(one)
    blocks: dict[str, int] = {}
    for told in things.values():
        blocks.setdefault(told[0].block, len(blocks))
    lines = []
    for thing, told in sorted(things.items(), key=lambda each: blocks[each[1][0].block]):
        lines.append(_heading(told[0], thing[0]) if thing else Line("notices.digest_other", heading=True))
        lines += [Line(f"notices.{one.notice.key}", one.notice.params, one.notice.link) for one in told]
    if rest := len(mine) - len(shown):
        lines.append(Line("notices.digest_more", {"n": rest}, "/notices"))
    return lines


def _heading(one: Letterable, kind: str) -> Line:
    told = {"name": one.name, "kind_key": f"kind.{kind}"}
    if not one.place:
        return Line("notices.digest_thing", told, heading=True)
    return Line("notices.digest_placed", {**told, "place": one.place}, heading=True)
