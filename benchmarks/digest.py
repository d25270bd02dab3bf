"""How long the digests of one morning take, and whether their memory grows with the number of people.

`python -m benchmarks.digest [people]` makes that many people in a database file of its own, half of them with
discussions of their groups and half with ideas to hear of, and lets the job write all digests. What the words of a
letter cost, which the sender makes of each as it leaves, is told of some. It ends with 1 when the digests take
longer than a minute, or when the second half of the people costs memory beyond the first.
"""

import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import func, insert
from sqlmodel import Session, col, select

from models import (
    Association,
    AssociationMember,
    AssociationState,
    Channel,
    Concern,
    Group,
    GroupMember,
    GroupState,
    Idea,
    IdeaState,
    JournalEntry,
    Kind,
    Mail,
    MembershipState,
    Notice,
    Person,
    Table,
    Thread,
)
from server import letters
from services import notices, outbox
from services.database import open_engine
from services.settings import settings

PEOPLE = 20_000
NOTICES_EACH = 5
HOMES = 200
MOST_SECONDS = 60.0
# What the second half may cost in memory: the database's own pages, and no rows.
MOST_GROWTH = 16 * 1024
NOW = datetime.now(UTC)


def main() -> None:
    people = int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(f"sqlite:///{Path(folder) / 'digest.db'}").execution_options(writes=True)
        Table.metadata.create_all(engine)
        with Session(engine) as session:
            fill(session, people)
        began, worked, half, done = time.perf_counter(), time.process_time(), 0, 0
        for handled in sent(engine):
            done += handled
            half = half or (peak() if done >= people / 2 else 0)
        took, worked = time.perf_counter() - began, time.process_time() - worked
        growth = peak() - half
        words = words_of_some(engine)
        with Session(engine) as session:
            made = session.exec(select(func.count()).select_from(Mail)).one()
        engine.dispose()
    print(f"{made} digests of {people} people, {NOTICES_EACH} notices each")
    print(f"{took:.1f} s ({people / took:.0f} people/s), {worked:.1f} s of them on the processor")
    print(
        f"peak memory {peak() / 1024:.0f} MB, of which the second half of the people {growth / 1024:.1f} MB"
    )
    print(f"the words of a letter: {words * 1000:.1f} ms")
    if made != people or took > MOST_SECONDS or growth > MOST_GROWTH:
        sys.exit(f"missed: {people} digests in {MOST_SECONDS:.0f} s with +{MOST_GROWTH / 1024:.0f} MB")


def peak() -> int:
    """In kilobytes, as Linux tells it."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def sent(engine: Any) -> Iterator[int]:
    """The job, with a transaction for each batch as the server has it."""
    for step in (notices.admit, notices.send_due):
        while True:
            with Session(engine, expire_on_commit=False) as session, session.begin():
                handled = step(session)
            if not handled:
                break
            if step is notices.send_due:
                yield handled


def words_of_some(engine: Any) -> float:
    """Seconds for making one letter of what was written, on the average of some."""
    with Session(engine) as session:
        rows = session.exec(select(Mail).order_by(col(Mail.id)).limit(200)).all()
        mails = [
            outbox.Waiting(
                mail.id,
                mail.address,
                mail.locale,
                mail.key,
                mail.params,
                mail.link,
                mail.lines,
                message_id=mail.message_id,
            )
            for mail in rows
        ]
    began = time.perf_counter()
    for mail in mails:
        letters.message_of(mail, settings())
    return (time.perf_counter() - began) / max(len(mails), 1)


def fill(session: Session, people: int) -> None:
    """People in associations and groups; each has heard yesterday of what they may read."""
    session.add(Person(id=1, name="P1", email="p1@example.org", password_hash="", verified_at=NOW))
    session.flush()
    for number in range(1, HOMES + 1):
        session.add(
            Association(
                id=number, name=f"Y{number} ry", sort_key=f"{number}", state=AssociationState.VERIFIED
            )
        )
        session.add(
            Group(
                id=number,
                name=f"Ryhmä {number}",
                sort_key=f"{number}",
                state=GroupState.ACTIVE,
                created_by=1,
            )
        )
        session.flush()
        session.add(
            Idea(
                id=number,
                association_id=number,
                author_id=1,
                title=f"Idea {number}",
                state=IdeaState.PUBLISHED,
            )
        )
        session.add(Thread(id=number, group_id=number, author_id=1, title=f"Keskustelu {number}", body=""))
    session.flush()
    for first in range(1, people + 1, 1000):
        _add(session, list(range(first, min(first + 1000, people + 1))))
    session.commit()


def _add(session: Session, numbers: list[int]) -> None:
    rows: dict[type[Table], list[dict[str, Any]]] = {
        table: [] for table in (Person, AssociationMember, GroupMember, JournalEntry, Notice)
    }
    for number in numbers:
        home = number % HOMES + 1
        member = {"person_id": number, "state": MembershipState.MEMBER, "role": "editor", "created_at": NOW}
        if number > 1:
            rows[Person].append(_person(number))
        rows[AssociationMember].append({**member, "association_id": home})
        rows[GroupMember].append({**member, "role": "member", "group_id": home})
        for place in range(NOTICES_EACH):
            entry = number * NOTICES_EACH + place
            rows[JournalEntry].append(
                {"id": entry, "kind": Kind.COMMENT, "thing_id": entry, "action": "add", "at": NOW}
            )
            rows[Notice].append(_notice(entry, number, (home + place) % HOMES + 1, home, place % 2 == 0))
    for table, values in rows.items():
        if values:
            session.execute(insert(table), values)


def _person(number: int) -> dict[str, Any]:
    return {
        "id": number,
        "name": f"P{number}",
        "email": f"p{number}@example.org",
        "password_hash": "",
        "locale": ("fi", "sv", "en")[number % 3],
        "verified_at": NOW,
        "created_at": NOW,
    }


def _notice(entry: int, person: int, idea: int, thread: int, public: bool) -> dict[str, Any]:
    """Of an idea, which everybody may read, or of a discussion, which the group's members may."""
    return {
        "person_id": person,
        "journal_id": entry,
        "key": "comment_added",
        "params": {"who": "Pekka", "title": "Otsikko"},
        "kind": Kind.COMMENT,
        "thing_id": entry,
        "link": f"/idea?id={idea}" if public else f"/group?id={thread}&thread={thread}",
        "concern": Concern.TALK,
        "about_kind": Kind.IDEA if public else Kind.THREAD,
        "about_id": idea if public else thread,
        "channel": Channel.DIGEST,
        "created_at": NOW - timedelta(days=2),
    }


if __name__ == "__main__":
    main()
