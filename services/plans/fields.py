"""The texts of a plan. Two people on different fields never meet; on the same one nothing is lost."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, delete, select, update
from stdnum import iban
from stdnum.exceptions import ValidationError

from models import (
    Conflict,
    Invalid,
    Kind,
    NotFound,
    Person,
    Plan,
    PlanAction,
    PlanField,
    PlanFieldAside,
    PlanFieldVersion,
    PlanState,
    now,
)
from services import journal, words
from services.actors import VISITOR, Actor
from services.plans import presence
from services.plans.access import fetch, part_of, require
from services.plans.form import FIELDS, LONGEST, SHARED_KEYS, keys_of
from services.plans.parts import rows_in
from services.plans.revisions import remembered

SHARED = 0
# A pause in the writing; who comes back after a longer one begins anew.
_WRITING_ON = timedelta(minutes=10)


@dataclass(frozen=True)
class FieldText:
    key: str
    text: str = ""
    # What `save_field` is told to have seen; 0 before anything was written.
    number: int = 0
    who: str = ""
    at: datetime | None = None
    # What this person typed while somebody else saved; waits for a choice.
    aside: str | None = None


@dataclass(frozen=True)
class EarlierText:
    number: int
    text: str
    who: str
    at: datetime


class FieldConflict(Conflict):
    """Somebody saved this field meanwhile; carries both texts."""

    key = "plan_field_conflict"

    def __init__(self, theirs: FieldText, mine: str) -> None:
        super().__init__(who=theirs.who)
        self.theirs = theirs
        self.mine = mine


def texts_of(session: Session, actor: Actor, plan_id: int) -> dict[int, list[FieldText]]:
    """Every field of the plan by place, empty ones too: the shared part, then the implementers'."""
    plan = fetch(session, actor, plan_id)
    # Of who has left, too: its words stay to be read.
    parts = sorted((*rows_in(session, plan), *rows_in(session, plan, left=True)), key=lambda part: part.id)
    written = dict(remembered(session, plan.id, "texts", lambda: _standing(session, plan)))
    for place, key, mine in _asides(session, actor, plan):
        if there := written.get((place, key)):
            written[place, key] = replace(there, aside=mine)
    keys = {SHARED: SHARED_KEYS} | {part.id: keys_of(part.role) for part in parts}
    return {
        place: [written.get((place, key), FieldText(key)) for key in of_place]
        for place, of_place in keys.items()
    }


def save_field(
    session: Session, actor: Actor, plan_id: int, place: int, key: str, text: str, *, number: int
) -> int:
    """Writes the text over the one that was seen as `number`, and gives the new number.

    FieldConflict with both texts when somebody else has written in between; the replaced text stays
    among the earlier ones.
    """
    plan = _writable(session, actor, plan_id, place, key)
    clean = _clean(key, text)
    there = _there(session, plan, place, key)
    if there is None and not clean:
        return 0
    if there and there.text == clean:
        number = there.number
    else:
        new = PlanField(plan_id=plan.id, place=place, key=key, text=clean, edited_by=actor.id)
        _write(session, actor, plan, new, there, number)
        presence.note_writing(session, actor, plan, key)
        number += 1
    _drop_aside(session, actor, plan, place, key)
    return number


def restore_field(
    session: Session, actor: Actor, plan_id: int, place: int, key: str, earlier_number: int, *, number: int
) -> int:
    """Writes an earlier text anew over the one seen as `number`: what it replaces can be restored in turn."""
    plan = fetch(session, actor, plan_id)
    at = _at(PlanFieldVersion, plan, place, key)
    old = session.exec(
        select(PlanFieldVersion.text).where(at, PlanFieldVersion.number == earlier_number)
    ).one_or_none()
    if old is None:
        raise NotFound
    return save_field(session, actor, plan_id, place, key, old, number=number)


def set_aside(session: Session, actor: Actor, plan_id: int, place: int, key: str, text: str) -> None:
    """Keeps what lost a race until its writer chooses, over a refresh and a broken connection."""
    plan = _writable(session, actor, plan_id, place, key)
    clean = _clean(key, text)
    session.merge(PlanFieldAside(plan_id=plan.id, place=place, key=key, person_id=actor.id, text=clean))


def keep_theirs(session: Session, actor: Actor, plan_id: int, place: int, key: str) -> None:
    plan = _writable(session, actor, plan_id, place, key)
    _drop_aside(session, actor, plan, place, key)


def earlier(
    session: Session, actor: Actor, plan_id: int, place: int, key: str, *, most: int = 30
) -> list[EarlierText]:
    """The texts that stood in this field before, newest first."""
    plan = fetch(session, actor, plan_id)
    rows = session.exec(
        select(PlanFieldVersion, Person.name)
        .join(Person, col(Person.id) == PlanFieldVersion.edited_by)
        .where(_at(PlanFieldVersion, plan, place, key))
        .order_by(col(PlanFieldVersion.number).desc())
        .limit(most)
    )
    return [EarlierText(row.number, row.text, name, row.edited_at) for row, name in rows]


def _writable(session: Session, actor: Actor, plan_id: int, place: int, key: str) -> Plan:
    plan = fetch(session, actor, plan_id)
    part = part_of(session, plan, place) if place else None
    require(actor, PlanAction.EDIT_PART if part else PlanAction.EDIT_SHARED, plan, part)
    if key not in (keys_of(part.role) if part else SHARED_KEYS):
        raise NotFound
    return plan


def _clean(key: str, text: str) -> str:
    """The text as it is kept; Invalid beside its field when it may not be."""
    if not FIELDS[key].one_line:
        return words.body(text, field=key, most=LONGEST, needed=False)
    clean = words.line(text, field=key, most=LONGEST, needed=False)
    return _account(clean) if key == "iban" and clean else clean


def _account(number: str) -> str:
    """In groups of four, as it stands on paper."""
    try:
        return str(iban.format(iban.validate(number)))
    except ValidationError:
        raise Invalid("plan_iban", field="iban") from None


def _write(
    session: Session, actor: Actor, plan: Plan, new: PlanField, there: PlanField | None, number: int
) -> None:
    seen = there.number if there else 0
    goes_on = there is not None and _goes_on(actor, plan, there, new.text)
    written = seen == number and (
        _replaced(session, actor, there, new.text, keep=not goes_on) if there else _added(session, new)
    )
    if not written:
        raise FieldConflict(_theirs(session, actor, plan, new.place, new.key), new.text)
    if goes_on:
        return
    action = PlanAction.EDIT_PART if new.place else PlanAction.EDIT_SHARED
    journal.record(session, actor, Kind.PLAN, plan.id, action, after=str(new.place), why=new.key)


def _added(session: Session, new: PlanField) -> bool:
    try:
        with session.begin_nested():
            session.add(new)
    except IntegrityError:
        # The other one's first words came in between our look and our write.
        return False
    return True


def _goes_on(actor: Actor, plan: Plan, there: PlanField, text: str) -> bool:
    """The same person writes on: what a pause saved a moment ago is all in this text, but for a half word.

    Such a beginning is no earlier text that anybody would look for. Once confirmations are asked every text
    is kept: somebody may have said yes to it.
    """
    fresh = there.edited_by == actor.id and now() - there.edited_at < _WRITING_ON
    return fresh and plan.state in (PlanState.FORMING, PlanState.DRAFTING) and _holds(text, there.text)


def _holds(text: str, beginning: str) -> bool:
    """Every word of the beginning is in the text; its last one may have been finished since."""
    words_now, before = text.split(), beginning.split()
    gone = Counter(before) - Counter(words_now)
    half = before[-1:]
    return not gone or (gone == Counter(half) and any(word.startswith(half[0]) for word in words_now))


def _replaced(session: Session, actor: Actor, there: PlanField, text: str, *, keep: bool) -> bool:
    """Compare and set in one statement: of two who saw the same number only one gets through."""
    old = PlanFieldVersion(**there.model_dump(exclude={"id"}))
    done = session.exec(
        update(PlanField)
        .where(col(PlanField.id) == there.id, col(PlanField.number) == there.number)
        .values(text=text, number=there.number + 1, edited_by=actor.id, edited_at=now())
        .execution_options(synchronize_session=False)
    )
    if done.rowcount != 1:
        return False
    session.expire(there)
    if keep:
        session.add(old)
    return True


def _at(table: Any, plan: Plan, place: Any, key: Any) -> Any:
    return (table.plan_id == plan.id) & (table.place == place) & (table.key == key)


def _there(session: Session, plan: Plan, place: int, key: str) -> PlanField | None:
    query = select(PlanField).where(_at(PlanField, plan, place, key))
    return session.exec(query.execution_options(populate_existing=True)).one_or_none()


def _theirs(session: Session, actor: Actor, plan: Plan, place: int, key: str) -> FieldText:
    found = [text for at, text in _written(session, actor, plan) if (at, text.key) == (place, key)]
    # A field can lose its race to nobody only with a number that never was.
    return found[0] if found else FieldText(key)


def _standing(session: Session, plan: Plan) -> dict[tuple[int, str], FieldText]:
    """The texts by place and key, as everybody reads them."""
    return {(place, text.key): text for place, text in _written(session, VISITOR, plan)}


def _asides(session: Session, actor: Actor, plan: Plan) -> Sequence[Any]:
    """What of this person's own waits for a choice."""
    columns = (PlanFieldAside.place, PlanFieldAside.key, PlanFieldAside.text)
    return session.exec(
        select(*columns).where(PlanFieldAside.plan_id == plan.id, PlanFieldAside.person_id == actor.person_id)
    ).all()


def _written(session: Session, actor: Actor, plan: Plan) -> list[tuple[int, FieldText]]:
    rows = session.exec(
        select(PlanField, Person.name, PlanFieldAside.text)
        .join(Person, col(Person.id) == PlanField.edited_by)
        .join(
            PlanFieldAside,
            _at(PlanFieldAside, plan, col(PlanField.place), col(PlanField.key))
            & (col(PlanFieldAside.person_id) == actor.person_id),
            isouter=True,
        )
        .where(PlanField.plan_id == plan.id)
        .execution_options(populate_existing=True)
    )
    return [
        (row.place, FieldText(row.key, row.text, row.number, name, row.edited_at, aside))
        for row, name, aside in rows
    ]


def _drop_aside(session: Session, actor: Actor, plan: Plan, place: int, key: str) -> None:
    session.exec(
        delete(PlanFieldAside).where(
            _at(PlanFieldAside, plan, place, key), col(PlanFieldAside.person_id) == actor.id
        )
    )
