"""The desk's registers on screen: a file looked at row by row, brought in, claimed and taken back."""

from streamlit.testing.v1 import AppTest

from models import Association, RegisterFile, RowChoice, RowOutcome
from services import associations, registers
from tests.cast import Cast
from tests.pages.conftest import House, Open, press_in_dialog
from tests.pages.test_associations import labels, links, said
from tests.services.test_registers import UUSI, table, worked


def begun(cast: Cast, *rows: tuple[str, ...]) -> int:
    file = registers.begin(cast.session, cast.fanni, registers.opened("rekisteri.csv", table(*rows)))
    cast.session.commit()
    return file.id


def go_on(cast: Cast) -> None:
    worked(cast.session)
    cast.session.commit()


def press(app: AppTest, key: str) -> None:
    app.button(key=key).click().run()
    assert not app.exception


def test_a_file_is_looked_at_decided_brought_in_and_taken_back(open_page: Open, cast: Cast) -> None:
    file_id = begun(
        cast,
        UUSI,
        ("Satusuon kyläyhdistis ry", "", "", "Juuka", ""),
        ("*Tähti* ry", "", "", "Helsinki", ""),
    )
    app = open_page("registers", as_="fanni", file=file_id)
    assert not app.exception
    assert "työ jatkuu ilman sinua" in said(app)

    go_on(cast)
    app = open_page("registers", as_="fanni", file=file_id)
    assert "Satusuon kyläyhdistys ry" in "".join(links(app))
    assert "1 rivi on ratkaisematta" in said(app)
    row = registers.rows_of(cast.session, cast.fanni, file_id, RowOutcome.ALIKE).rows[0]
    cast.session.commit()
    app.button_group(key=f"register-choice-{row.id}").set_value(RowChoice.NEW).run()
    assert "ratkaisematta" not in said(app)
    app.button_group(key="register-show").set_value(RowOutcome.FAULTY).run()
    assert "Solu D4 Kotipaikka" in said(app)
    assert "\\*Tähti\\*" in said(app)

    press(app, "register-bring")
    assert "2 yhdistystä lisätään kaikkien näkyviin" in said(app)
    registers.bring(cast.session, cast.fanni, file_id)
    go_on(cast)
    app = open_page("registers", as_="fanni", file=file_id)
    assert "Tuotiin 2 yhdistystä" in "".join(each.value for each in app.success)

    press(app, "register-take-back")
    assert "2 yhdistystä poistetaan" in said(app)
    registers.take_back(cast.session, cast.fanni, file_id)
    go_on(cast)
    app = open_page("registers", as_="fanni", file=file_id)
    assert "Tuonti on peruttu: 2 yhdistystä poistettiin" in said(app)
    assert labels(app).count("register-take-back") == 0


def test_a_file_is_chosen_and_a_wrong_one_is_told_of(open_page: Open, house: House) -> None:
    app = open_page("registers", as_="arvo")
    app.file_uploader(key="register-file").upload("a.csv", b"Puhelin;Kunta\n1;Juuka\n", "text/csv").run()
    press(app, "register-check")
    assert "ei löytynyt saraketta Nimi" in "".join(each.value for each in app.error)

    app.file_uploader(key="register-file").upload("b.csv", table(UUSI), "text/csv").run()
    press(app, "register-check")
    with house.session() as session:
        assert session.get_one(RegisterFile, 1).name == "b.csv"
    assert app.query_params["file"] == "1"
    assert "b\\.csv" in "".join(links(open_page("registers", as_="fanni")))


def test_nobody_else_finds_the_registers(open_page: Open, cast: Cast) -> None:
    file_id = begun(cast, UUSI)

    for who in ("", "aino"):
        for query in ({}, {"file": file_id}):
            assert open_page("registers", as_=who, **query).title[0].value == "Sivua ei löytynyt"


def test_the_first_person_of_an_association_is_let_in_by_a_facilitator(open_page: Open, cast: Cast) -> None:
    file_id = begun(cast, UUSI)
    go_on(cast)
    registers.bring(cast.session, cast.fanni, file_id)
    go_on(cast)
    made = cast.session.get_one(Association, 4)
    cast.session.commit()
    app = open_page("association", as_="uuno", id=made.id)
    assert "Kukaan ei vielä toimi sen puolesta" in said(app)
    assert "ask" in labels(app)
    row = associations.ask_to_join(cast.session, cast.uuno, made.id, words_for_owners="Olen sihteeri.")
    cast.session.commit()

    desk = open_page("desk", as_="fanni")
    assert "Yhdistykset, joiden puolesta joku haluaa toimia" in said(desk)
    assert "Uusniemen Martat ry" in links(desk)
    app = open_page("association", as_="fanni", id=made.id)
    press(app, f"accept-{row.id}")
    assert "hänestä tulee sen pääkäyttäjä" in said(app)
    press_in_dialog(app, f"accept-{row.id}", "accept-confirm")
    assert "Uusniemen Martat ry" not in links(open_page("desk", as_="fanni"))

    app = open_page("association", as_="sami", id=made.id)
    assert "Kukaan ei vielä" not in said(app)
