"""The desk's notes on an association: for facilitators who do not belong to it, and for nobody else."""

from typing import Any

import pytest
from sqlmodel import Session, select

from models import AssociationNote, Forbidden, Invalid, JournalEntry, NotFound, ServiceRole
from services import associations
from tests.cast import Cast, make_person

WORDS = "Hallitus vaihtuu keväällä, soita vasta sitten."


def note_of(session: Session, cast: Cast) -> AssociationNote:
    return associations.add_note(session, cast.fanni, cast.satusuo.id, WORDS)


@pytest.mark.parametrize("who", ["visitor", "aino", "pekka", "arvo", "frans"])
def test_nobody_but_the_desk_knows_of_notes(session: Session, cast: Cast, who: str) -> None:
    note, actor = note_of(session, cast), getattr(cast, who)
    acts: list[Any] = [
        lambda: associations.notes_of(session, actor, cast.satusuo.id),
        lambda: associations.add_note(session, actor, cast.satusuo.id, "X"),
        lambda: associations.edit_note(session, actor, note.id, "X"),
        lambda: associations.delete_note(session, actor, note.id),
    ]

    for act in acts:
        with pytest.raises(NotFound):
            act()

    told = associations.history(session, actor, cast.satusuo.id) if who != "visitor" else []
    assert not [step for step in told if step.action.startswith("note")]


def test_a_note_is_kept_once_and_the_journal_does_not_say_what(session: Session, cast: Cast) -> None:
    first = note_of(session, cast)
    again = note_of(session, cast)
    assert first.id == again.id

    associations.edit_note(session, cast.fanni, first.id, f"{WORDS} Muista!")
    (shown,) = associations.notes_of(session, cast.fanni, cast.satusuo.id).rows
    assert (shown.author, shown.body, shown.may_change) == ("Fanni", f"{WORDS} Muista!", True)
    associations.delete_note(session, cast.fanni, first.id)

    assert session.exec(select(AssociationNote)).all() == []
    steps = session.exec(select(JournalEntry).where(JournalEntry.thing_id == cast.satusuo.id)).all()
    assert [step.action for step in steps] == ["note", "note_edit", "note_delete"]
    assert not [step for step in steps if "keväällä" in step.why]


@pytest.mark.parametrize("body", ["", " ", "x" * 2001])
def test_a_note_has_words(session: Session, cast: Cast, body: str) -> None:
    with pytest.raises(Invalid) as refused:
        associations.add_note(session, cast.fanni, cast.satusuo.id, body)

    assert refused.value.field == "note"


def test_a_colleague_reads_and_takes_over_from_who_has_left_the_desk(session: Session, cast: Cast) -> None:
    cast.people["fiina"] = make_person(session, "Fiina", ServiceRole.FACILITATOR)
    note = note_of(session, cast)
    with pytest.raises(Forbidden):
        associations.edit_note(session, cast.fiina, note.id, "X")
    assert not associations.notes_of(session, cast.fiina, cast.satusuo.id).rows[0].may_change
    cast.people["fanni"].role = ServiceRole.MEMBER
    session.flush()

    associations.delete_note(session, cast.fiina, note.id)

    assert associations.notes_of(session, cast.fiina, cast.satusuo.id).rows == []


def test_a_note_is_in_no_search(session: Session, cast: Cast) -> None:
    associations.add_note(session, cast.fanni, cast.satusuo.id, "Sinikettukarhu")

    for actor in (cast.aino, cast.fanni):
        assert associations.visible_to(session, actor, words="sinikettukarhu").rows == []
