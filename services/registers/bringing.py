"""Lets the new ones of a register in: verified associations, without people until somebody comes.

They are verified because a register has vouched for them, and no facilitator could look at thousands; nothing of a
person is brought in. Why: `docs/decisions/registers.md`.
"""

from collections.abc import Sequence

from sqlmodel import Session, and_, col, or_, select

from models import (
    Association,
    AssociationState,
    Kind,
    Person,
    RegisterFile,
    RegisterRow,
    ReviewItem,
    ReviewState,
    RowChoice,
    RowOutcome,
)
from services import journal
from services.actors import Actor, actor_of
from services.registers.checking import with_numbers
from services.words import sort_key

AT_ONCE = 100
IMPORT = "import"
# The rows that come in.
TO_BRING = or_(
    col(RegisterRow.outcome) == RowOutcome.NEW,
    and_(col(RegisterRow.outcome) == RowOutcome.ALIKE, col(RegisterRow.choice) == RowChoice.NEW),
)


def bring_next(session: Session, file: RegisterFile) -> int:
    """Lets some rows in, in the order of the file; how many there were to look at."""
    query = select(RegisterRow).where(
        RegisterRow.file_id == file.id,
        TO_BRING,
        RegisterRow.line > file.done,
        col(RegisterRow.made_id).is_(None),
    )
    rows = session.exec(query.order_by(col(RegisterRow.line)).limit(AT_ONCE)).all()
    if not rows:
        return 0
    made = {row.line: _made(row, file) for row in _still_new(session, rows)}
    session.add_all(made.values())
    session.flush()
    for row in rows:
        if row.line in made:
            row.made_id = made[row.line].id
    session.add_all(_vouched(each) for each in made.values())
    journal.record_all(
        session,
        who_of(session, file),
        Kind.ASSOCIATION,
        [each.id for each in made.values()],
        IMPORT,
        after=AssociationState.VERIFIED,
        why=file.name,
    )
    file.brought += len(made)
    file.done = rows[-1].line
    return len(rows)


def _still_new(session: Session, rows: Sequence[RegisterRow]) -> list[RegisterRow]:
    """Without those that somebody has entered while the rows were looked at."""
    taken = with_numbers(session, rows)
    new = []
    for row in rows:
        here = next(
            (ids[getattr(row, field)] for field, ids in taken.items() if getattr(row, field) in ids), None
        )
        if here is None:
            new.append(row)
        else:
            row.outcome, row.match_id, row.score = RowOutcome.SAME, here, 100
    return new


def _made(row: RegisterRow, file: RegisterFile) -> Association:
    return Association(
        name=row.name,
        sort_key=sort_key(row.name),
        registered=True,
        business_id=row.business_id,
        register_number=row.register_number,
        municipality=row.municipality,
        kind=row.kind,
        description=row.description,
        state=AssociationState.VERIFIED,
        unclaimed=True,
        created_by=file.created_by,
    )


def _vouched(association: Association) -> ReviewItem:
    """Its item in the one queue, for whoever flags it or decides of it one day; nobody has looked at it yet."""
    return ReviewItem(
        kind=Kind.ASSOCIATION,
        thing_id=association.id,
        title=association.name,
        municipality=association.municipality,
        association_id=association.id,
        author_id=association.created_by,
        state=ReviewState.DECIDED,
    )


def who_of(session: Session, file: RegisterFile) -> Actor:
    """In whose name: who brought the file, and said that it should come in."""
    return actor_of(session, session.get_one(Person, file.created_by))
