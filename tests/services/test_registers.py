"""Associations come from a register's file, row by row, and are taken back as a whole."""

import csv
from io import BytesIO, StringIO

import pytest
from openpyxl import Workbook, load_workbook
from sqlmodel import Session, col, select

from models import (
    Association,
    AssociationRole,
    AssociationState,
    Conflict,
    Invalid,
    JournalEntry,
    Kind,
    NotFound,
    Notice,
    RegisterFile,
    RegisterState,
    RowChoice,
    RowOutcome,
    WorkspaceError,
    WrongState,
)
from services import associations, moderation, registers, reviews
from services.partners import store
from services.registers import FileView, RowCard, tables
from services.search.searching import everything
from tests.cast import Cast, make_association

HEADINGS = ("Nimi", "Y-tunnus", "Rekisterinumero", "Kotipaikka", "Laji")
THREE = ("Alku ry", "Loppu ry", "Väli ry")
UUSI = ("Uusniemen Martat ry", "2077474-0", "123456", "Kontiolahti", "muu yhdistys")


def table(*rows: tuple[str, ...], separator: str = ";", encoding: str = "utf-8") -> bytes:
    text = StringIO()
    csv.writer(text, delimiter=separator).writerows([HEADINGS, *rows])
    return text.getvalue().encode(encoding)


def worked(session: Session) -> None:
    """What the clock does, in the transaction of the test."""
    while file := registers.unread(session):
        broken: Invalid | None = None
        try:
            for piece in registers.pieces(file):
                registers.keep(session, file.id, piece)
        except Invalid as found:
            broken = found
        registers.end_reading(session, file.id, broken)
    while registers.carry_on(session):
        pass


def looked_at(session: Session, cast: Cast, content: bytes, name: str = "rekisteri.csv") -> FileView:
    file = registers.begin(session, cast.fanni, registers.opened(name, content))
    worked(session)
    return registers.file_of(session, cast.fanni, file.id)


def rows(session: Session, cast: Cast, file: FileView, outcome: RowOutcome) -> list[RowCard]:
    return registers.rows_of(session, cast.fanni, file.id, outcome).rows


def brought_in(session: Session, cast: Cast, *each: tuple[str, ...]) -> tuple[FileView, list[Association]]:
    file = looked_at(session, cast, table(*each))
    registers.bring(session, cast.fanni, file.id)
    worked(session)
    made = session.exec(select(Association).where(col(Association.unclaimed)).order_by(col(Association.id)))
    return registers.file_of(session, cast.fanni, file.id), list(made.all())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_a_table_is_read_as_spreadsheets_write_it(encoding: str, separator: str) -> None:
    content = table(("Äyskärin Yö, ry", "", "", "Nurmes", ""), separator=separator, encoding=encoding)

    head = tables.head_of("a.csv", content)

    assert [column.field for column in head.columns] == [
        "name",
        "business_id",
        "register_number",
        "municipality",
        "kind",
    ]
    assert [row["name"] for _, row in tables.rows("a.csv", content, head)] == ["Äyskärin Yö, ry"]


def test_headings_are_known_in_three_languages_below_a_title_and_in_any_order() -> None:
    content = "Register 2026\n\nHemort,Föreningens namn,Domicile,Muuta\nNurmes,Bya rf,x,y\n".encode()

    head = tables.head_of("a.csv", content)

    assert (head.line, [(each.field, each.at) for each in head.columns]) == (
        3,
        [("municipality", 0), ("name", 1)],
    )
    assert list(tables.rows("a.csv", content, head)) == [(4, {"municipality": "Nurmes", "name": "Bya rf"})]


def test_a_workbook_is_read_as_its_cells_show_it(session: Session, cast: Cast) -> None:
    book, into = Workbook(), BytesIO()
    book.active.append(HEADINGS)
    # Excel takes these for numbers: what it drops is put back.
    book.active.append(("Uusniemen Martat ry", 2801135, 123.45, 9, None))
    book.active.append(("Toinen ry", 20774740, 99001, 176.0, "kyläyhdistys"))
    book.save(into)

    file = looked_at(session, cast, into.getvalue(), "rekisteri.xlsx")

    (fault,) = rows(session, cast, file, RowOutcome.FAULTY)[0].faults
    (new,) = rows(session, cast, file, RowOutcome.NEW)
    assert (fault.key, fault.cell, fault.typed) == ("register_municipality", "D2", "9")
    assert rows(session, cast, file, RowOutcome.FAULTY)[0].business_id == "0280113-5"
    assert rows(session, cast, file, RowOutcome.FAULTY)[0].register_number == "123.450"
    assert (new.business_id, new.register_number, new.municipality) == ("2077474-0", "99.001", "176")


@pytest.mark.parametrize(
    ("name", "content", "key"),
    [
        ("a.csv", b"Kunta;Puhelin\nJuuka;1\n", "register_columns"),
        ("a.csv", b"", "file_empty"),
        ("a.csv", b"<html><script>", "file_mismatch"),
        ("a.xlsx", b"Nimi;Kunta\n", "file_mismatch"),
        ("a.xls", b"Nimi", "file_old"),
    ],
)
def test_what_is_no_register_is_refused_beside_the_file(name: str, content: bytes, key: str) -> None:
    with pytest.raises(Invalid) as refused:
        registers.opened(name, content)

    assert (refused.value.key, refused.value.field) == (key, "file")


def test_each_row_says_what_it_would_do_and_nothing_is_written(session: Session, cast: Cast) -> None:
    known = make_association(session, "Rekisteröity ry")
    known.business_id, known.register_number = "2077474-0", "12.345"
    pending = make_association(session, "Enon Vpk ry", "167", AssociationState.PENDING)
    make_association(session, "Hylätty ry", "167", AssociationState.DECLINED)
    session.flush()
    before = len(session.exec(select(Association)).all())

    file = looked_at(
        session,
        cast,
        table(
            ("Aivan uusi ry", "", "", "Joensuu", ""),
            ("Toinen nimi ry", "2077474-0", "", "Nurmes", ""),
            ("Kolmas nimi ry", "", "12345", "Nurmes", ""),
            ("Satusuon kyläyhdist. ry", "", "", "Joensuu", ""),
            ("Kyläyhdistys Satusuon", "", "", "Juuka", ""),
            ("Enon VPK", "", "", "Joensuu", ""),
            ("Enon VPK 2", "", "", "Joensuu", ""),
            ("Hylätty ry", "", "", "Joensuu", ""),
        ),
    )

    found = {
        outcome: [(row.name, row.match.id if row.match else 0) for row in rows(session, cast, file, outcome)]
        for outcome in RowOutcome
    }
    assert found[RowOutcome.NEW] == [
        ("Aivan uusi ry", 0),
        # Another municipality's, another brigade, and one that was declined.
        ("Satusuon kyläyhdist. ry", 0),
        ("Enon VPK 2", 0),
        ("Hylätty ry", 0),
    ]
    assert found[RowOutcome.SAME] == [("Toinen nimi ry", known.id), ("Kolmas nimi ry", known.id)]
    assert found[RowOutcome.ALIKE] == [("Kyläyhdistys Satusuon", cast.satusuo.id), ("Enon VPK", pending.id)]
    assert (file.state, file.coming, file.rows) == (RegisterState.CHECKED, 4, 8)
    assert len(session.exec(select(Association)).all()) == before


@pytest.mark.parametrize(
    ("row", "key", "cell"),
    [
        (("", "2077474-0", "", "Joensuu", ""), "needed", "A2"),
        (("Yhdistys 131052-308T", "", "", "Joensuu", ""), "identity_code", "A2"),
        (("Yhdistys ry", "2077474-1", "", "Joensuu", ""), "business_id", "B2"),
        (("Yhdistys ry", "", "1234567", "Joensuu", ""), "register_number", "C2"),
        (("Yhdistys ry", "", "", "Helsinki", ""), "register_municipality", "D2"),
        (("Yhdistys ry", "", "", "", ""), "needed", "D2"),
    ],
)
def test_a_fault_stands_in_its_cell(
    session: Session, cast: Cast, row: tuple[str, ...], key: str, cell: str
) -> None:
    file = looked_at(session, cast, table(row))

    (faulty,) = rows(session, cast, file, RowOutcome.FAULTY)
    assert [(fault.key, fault.cell) for fault in faulty.faults] == [(key, cell)]


def test_what_stands_twice_in_the_file_comes_once_and_an_odd_kind_keeps_nothing_out(
    session: Session, cast: Cast
) -> None:
    other = make_association(session, "Muu ry")
    other.business_id = "0280113-5"
    file = looked_at(
        session,
        cast,
        table(
            (*UUSI[:4], "lentopalloseura"),
            ("Toisin kirjoitettu ry", "", "123.456", "Nurmes", ""),
            ("Kaksoset ry", "", "", "Nurmes", ""),
            ("Kaksoset", "", "", "Nurmes", ""),
            ("Sekaisin ry", "0280113-5", "123456", "Nurmes", ""),
        ),
    )

    (first, twin) = rows(session, cast, file, RowOutcome.NEW)
    faults = [row.faults[0] for row in rows(session, cast, file, RowOutcome.FAULTY)]
    assert [fault.key for fault in first.faults] == ["register_kind"]
    assert twin.name == "Kaksoset ry"
    assert [(fault.key, fault.cell, fault.params) for fault in faults] == [
        ("register_twice", "C3", {"line": 2}),
        ("register_twice", "A5", {"line": 4}),
        ("register_twice", "C6", {"line": 2}),
    ]


def test_numbers_of_two_associations_in_one_row_are_a_fault(session: Session, cast: Cast) -> None:
    cast.satusuo.business_id, cast.keksila.register_number = "2077474-0", "123.456"
    session.flush()

    file = looked_at(session, cast, table(UUSI))

    assert [fault.key for fault in rows(session, cast, file, RowOutcome.FAULTY)[0].faults] == ["register_two"]


def test_a_person_decides_of_those_that_are_alike_and_the_undecided_stay_out(
    session: Session, cast: Cast
) -> None:
    make_association(session, "Enon Vpk ry", "167")
    make_association(session, "Uimarannan kylä ry", "167")
    file = looked_at(
        session,
        cast,
        table(
            ("Satusuon kyläyhdistis ry", "", "", "176", ""),
            ("Enon Vpk", "", "", "167", ""),
            ("Uimarannan kyla ry", "", "", "167", ""),
        ),
    )
    first, second, _ = rows(session, cast, file, RowOutcome.ALIKE)

    registers.decide(session, cast.fanni, first.id, RowChoice.NEW)
    registers.decide(session, cast.fanni, second.id, RowChoice.SAME)
    registers.bring(session, cast.fanni, file.id)
    worked(session)

    made = session.exec(select(Association.name).where(col(Association.unclaimed))).all()
    assert made == ["Satusuon kyläyhdistis ry"]
    with pytest.raises(WrongState):
        registers.decide(session, cast.fanni, second.id, RowChoice.NEW)


def test_the_rest_is_decided_at_once(session: Session, cast: Cast) -> None:
    file = looked_at(session, cast, table(("Satusuon kyläyhdistis ry", "", "", "176", "")))

    registers.decide_open(session, cast.fanni, file.id, RowChoice.NEW)

    assert registers.file_of(session, cast.fanni, file.id).coming == 1


def test_what_comes_in_is_verified_journalled_found_and_asked_for_nothing(
    session: Session, cast: Cast
) -> None:
    file, (made,) = brought_in(session, cast, UUSI)

    item = reviews.item_of(session, Kind.ASSOCIATION, made.id)
    steps = session.exec(
        select(JournalEntry).where(JournalEntry.kind == Kind.ASSOCIATION, JournalEntry.thing_id == made.id)
    ).all()
    found = everything(session, cast.visitor, "Uusniemen martat")
    assert (file.state, file.brought) == (RegisterState.BROUGHT, 1)
    assert (made.state, made.register_number, made.municipality, made.kind) == (
        AssociationState.VERIFIED,
        "123.456",
        "276",
        "muu",
    )
    assert [(step.action, step.actor_id, step.why) for step in steps] == [
        ("import", cast.fanni.id, "rekisteri.csv")
    ]
    assert found.found[Kind.ASSOCIATION] == (made.id,)
    assert made.id not in store.associations(session).ids
    # Nobody has looked at it, so it is no decision of anybody's.
    assert item is not None
    decided = moderation.queue(session, cast.fanni, moderation.QueueFilter(state="decided"))
    assert item.id not in [row.id for row in decided.rows]
    assert not moderation.review_of(session, cast.fanni, item.id).may_undo


def test_who_is_first_to_come_is_let_in_by_a_facilitator_and_owns_it(session: Session, cast: Cast) -> None:
    _, (made,) = brought_in(session, cast, UUSI)
    row = associations.ask_to_join(session, cast.uuno, made.id, words_for_owners="Olen puheenjohtaja.")

    told = session.exec(select(Notice.person_id).where(Notice.key == "association_claimed")).all()
    waiting = associations.waiting_in(session, cast.fanni, made.id).rows
    for stranger in (cast.sami, cast.arvo):
        with pytest.raises(NotFound):
            associations.waiting_in(session, stranger, made.id)
        with pytest.raises(WorkspaceError):
            associations.accept_request(session, stranger, row.id)
    associations.accept_request(session, cast.fanni, row.id, role=AssociationRole.VIEWER)

    assert set(told) == {cast.fanni.id, cast.frans.id}
    assert [card.id for card in waiting] == [row.id]
    assert cast.uuno.owns(made.id)
    assert made.unclaimed is False
    # From now on its owner answers.
    with pytest.raises(NotFound):
        associations.waiting_in(session, cast.fanni, made.id)


def test_all_of_it_is_taken_back_and_can_come_again(session: Session, cast: Cast) -> None:
    file, (made,) = brought_in(session, cast, UUSI)

    registers.take_back(session, cast.fanni, file.id)
    worked(session)

    after = registers.file_of(session, cast.fanni, file.id)
    assert (after.state, after.taken_back) == (RegisterState.TAKEN_BACK, 1)
    assert made.state == AssociationState.TAKEN_BACK
    for who in (cast.visitor, cast.fanni, cast.arvo):
        with pytest.raises(NotFound):
            associations.fetch(session, who, made.id)
    assert everything(session, cast.fanni, "Uusniemen martat").groups == ()
    again = looked_at(session, cast, table(UUSI))
    assert again.coming == 1


def test_reading_goes_on_where_a_process_ended(
    session: Session, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registers.working, "READ_AT_ONCE", 2)
    content = table(*((name, "", "", "Juuka", "") for name in THREE))
    registers.begin(session, cast.fanni, registers.opened("a.csv", content))
    file = registers.unread(session)
    assert file is not None
    registers.keep(session, file.id, next(iter(registers.pieces(file))))

    again = registers.unread(session)

    assert again is not None
    assert [[row.name for row in piece] for piece in registers.pieces(again)] == [["Väli ry"]]


def test_a_process_that_ends_in_the_middle_is_followed_by_the_next(
    session: Session, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registers.bringing, "AT_ONCE", 1)
    monkeypatch.setattr(registers.taking_back, "AT_ONCE", 1)
    file = looked_at(session, cast, table(*((name, "", "", "Juuka", "") for name in THREE)), "a.csv")

    registers.bring(session, cast.fanni, file.id)
    one_piece_and_half_another(session)
    assert states(session) == {"Alku ry": AssociationState.VERIFIED}
    worked(session)
    assert states(session) == dict.fromkeys(THREE, AssociationState.VERIFIED)

    registers.take_back(session, cast.fanni, file.id)
    one_piece_and_half_another(session)
    assert registers.file_of(session, cast.fanni, file.id).progress == pytest.approx(1 / 3)
    worked(session)
    assert states(session) == dict.fromkeys(THREE, AssociationState.TAKEN_BACK)
    steps = session.exec(select(JournalEntry.action).where(JournalEntry.why == "a.csv")).all()
    assert sorted(steps) == ["begin", "bring", *["import"] * 3, *["take_back"] * 4]


def one_piece_and_half_another(session: Session) -> None:
    assert registers.carry_on(session)
    with session.begin_nested() as piece:
        assert registers.carry_on(session)
        piece.rollback()


def states(session: Session) -> dict[str, AssociationState]:
    made = session.exec(select(Association).where(col(Association.unclaimed))).all()
    return {each.name: each.state for each in made}


def _edit(session: Session, cast: Cast, made: Association) -> None:
    made.description = "Leivomme."


def _ask(session: Session, cast: Cast, made: Association) -> None:
    associations.ask_to_join(session, cast.uuno, made.id, words_for_owners="Hei")


def _flag(session: Session, cast: Cast, made: Association) -> None:
    associations.flag(session, cast.sami, made.id, "Ei ole enää olemassa.")


@pytest.mark.parametrize("change", [_edit, _ask, _flag])
def test_nothing_is_taken_back_once_somebody_has_begun_with_any_of_it(
    session: Session, cast: Cast, change: object
) -> None:
    file, made = brought_in(session, cast, UUSI, ("Toinen ry", "", "", "Juuka", ""))
    change(session, cast, made[1])  # type: ignore[operator]
    session.flush()

    with pytest.raises(Conflict) as refused:
        registers.take_back(session, cast.fanni, file.id)

    assert (refused.value.key, refused.value.params) == ("register_changed", {"names": "Toinen ry"})
    assert [each.state for each in made] == [AssociationState.VERIFIED] * 2


def test_what_is_put_away_or_left_for_long_is_forgotten(session: Session, cast: Cast) -> None:
    file = looked_at(session, cast, table(UUSI))

    registers.discard(session, cast.fanni, file.id)
    registers.forget_due(session)

    assert registers.file_of(session, cast.fanni, file.id).rows == 0
    with pytest.raises(WrongState):
        registers.bring(session, cast.fanni, file.id)


def test_a_file_that_breaks_off_brings_nothing_and_says_so(
    session: Session, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = table(UUSI, ("Toinen ry", "", "", "Juuka", ""))
    begun = registers.begin(session, cast.fanni, registers.opened("a.csv", content))
    monkeypatch.setattr(tables, "MOST_ROWS", 2)

    worked(session)

    file = registers.file_of(session, cast.fanni, begun.id)
    assert (file.state, file.trouble) == (RegisterState.DISCARDED, "register_too_long")


@pytest.mark.parametrize("who", ["visitor", "aino", "uuno"])
def test_registers_are_the_desks(session: Session, cast: Cast, who: str) -> None:
    actor = getattr(cast, who)
    file = registers.begin(session, cast.fanni, registers.opened("a.csv", table(UUSI)))

    with pytest.raises(NotFound):
        registers.files(session, actor)
    with pytest.raises(NotFound):
        registers.begin(session, actor, registers.opened("a.csv", table(UUSI)))
    for act in (registers.bring, registers.take_back, registers.discard, registers.file_of):
        with pytest.raises(NotFound):
            act(session, actor, file.id)
    assert registers.files(session, cast.arvo).rows[0].id == file.id


def test_the_template_is_a_register_itself(session: Session, cast: Cast) -> None:
    for language in ("fi", "sv", "en"):
        content = registers.template(language)
        head = tables.head_of("malli.xlsx", content)
        assert len(head.columns) == 6
        assert load_workbook(BytesIO(content)).active is not None

    file = looked_at(session, cast, registers.template("fi"), "malli.xlsx")
    assert file.coming == 1
    assert session.get_one(RegisterFile, file.id).rows == 2
