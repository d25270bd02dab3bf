"""The screen of one's own account: another address, and the end of the account."""

from datetime import date
from typing import Any

import pytest
from sqlmodel import Session, select
from streamlit.testing.v1 import AppTest

from models import Mail, Person
from services import accounts, terms
from tests.cast import Cast
from tests.pages.conftest import House, Open

pytestmark = pytest.mark.usefixtures("sent")

PASSWORD = "kahvi ja pullaa metsässä"
NEW = "uuno.uusi@example.org"


@pytest.fixture(autouse=True)
def _password(cast: Cast, sent: list[str]) -> None:
    cast.session.merge(cast.people["uuno"]).password_hash = accounts.choose(PASSWORD, own=()).hash
    cast.session.commit()


def press(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label == label).click()
    return app.run()


def errors(app: AppTest) -> list[str]:
    return [error.value for error in app.error]


def token(session: Session, key: str) -> str:
    return session.exec(select(Mail.link).where(Mail.key == key)).one().partition("token=")[2]


def uuno(house: House) -> Any:
    with house.session() as session:
        return session.exec(select(Person).where(Person.name == "Uuno")).one()


def test_the_address_is_asked_for_confirmed_and_taken_back(open_page: Open, house: House) -> None:
    app = open_page("account", as_="uuno")
    app.text_input(key="address-new").set_value(NEW)
    app = press(app, "Lähetä linkki")
    assert errors(app) == ["Nykyinen salasana ei ole oikein. Kirjoita se uudelleen."]
    app.text_input(key="address-password").set_value(PASSWORD)
    app = press(app, "Lähetä linkki")

    assert not errors(app)
    assert "Lähetimme linkin osoitteeseen uuno\\.uusi@example\\.org" in app.info[0].value
    with house.session() as session:
        new, keep = token(session, "new_address"), token(session, "address_asked")

    app = open_page("new_address", token=new)
    assert uuno(house).email == "uuno@example.org"
    app = press(app, "Ota osoite käyttöön")
    assert app.success[0].value.startswith("Tilisi sähköpostiosoite on nyt uuno")
    # The second press of a double one does not read that the link has been used.
    assert app.run().success[0].value.startswith("Tilisi sähköpostiosoite on nyt uuno")
    assert uuno(house).email == NEW

    app = open_page("keep_address", token=keep)
    assert uuno(house).email == NEW
    app = press(app, "Pidä tämä osoite")
    assert app.success[0].value.startswith("Tilin osoite on uuno@example")
    assert uuno(house).email == "uuno@example.org"


def test_who_deletes_the_account_is_signed_out_and_comes_back_by_signing_in(
    open_page: Open, house: House, sent: list[str]
) -> None:
    app = open_page("account", as_="uuno")
    app.text_input(key="erasure-password").set_value(PASSWORD)
    app = press(app, "Poista tili")
    assert errors(app) == ["Merkitse ruutu, jos haluat poistaa tilin."]
    app.checkbox(key="erasure-sure").check()
    press(app, "Poista tili")

    assert sent == ["/session/end"]
    assert uuno(house).erase_at

    app = open_page("sign_in")
    for field in app.text_input:
        if field.label in ("Sähköposti", "Salasana"):
            field.set_value("uuno@example.org" if field.label == "Sähköposti" else PASSWORD)
    press(app, "Kirjaudu")

    assert sent[-1].endswith("&next=%2Faccount%3Fkept%3D1")
    assert uuno(house).erase_at is None


def test_who_cannot_go_yet_is_told_what_to_do_first(open_page: Open, cast: Cast) -> None:
    app = open_page("account", as_="aino")

    assert "Poista tili" not in [button.label for button in app.button]
    told = " ".join(element.value for element in app.markdown)
    assert "Olet yhdistyksen Satusuon kyläyhdistys ry ainoa pääkäyttäjä" in told


def test_changed_terms_are_asked_about_above_any_screen(
    open_page: Open, house: House, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(terms, "VERSION", date(2027, 3, 1))
    app = open_page("terms", as_="uuno")
    assert any("[Lue ehdot]" in text.value for text in app.markdown)
    app = press(app, "Kysy myöhemmin")
    assert "Hyväksyn ehdot" not in [button.label for button in app.button]

    app = open_page("terms", as_="aino")
    app = press(app, "Hyväksyn ehdot")

    assert "Hyväksyn ehdot" not in [button.label for button in app.button]
    with house.session() as session:
        accepted = {person.name: person.terms_version for person in session.exec(select(Person))}
    assert (accepted["Aino"], accepted["Uuno"]) == (date(2027, 3, 1), date(2026, 11, 28))
