"""The screens of an account, each as the person who needs it sees it."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest

from models import AssociationRole, Link, Mail, Person, SignIn, now
from services import accounts
from services.actors import VISITOR
from tests.cast import Cast
from tests.pages.conftest import House, Open, lines
from ui import visitor

pytestmark = pytest.mark.usefixtures("sent")

PASSWORD = "kahvi ja pullaa metsässä"


@pytest.fixture(autouse=True)
def _with_frame(monkeypatch: pytest.MonkeyPatch) -> None:
    """AppTest takes `pages/` for an app of the old kind and would run each screen without the frame."""
    start = PagesManager.__init__

    def started(self: PagesManager, *args: Any, **kwargs: Any) -> None:
        monkeypatch.setattr(PagesManager, "uses_pages_directory", False)
        start(self, *args, **kwargs)

    monkeypatch.setattr(PagesManager, "__init__", started)


def fill(app: AppTest, **values: str) -> None:
    for field in app.text_input:
        for label, value in values.items():
            if field.label == label:
                field.set_value(value)


def press(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label == label).click()
    return app.run()


def errors(app: AppTest) -> list[str]:
    return [error.value for error in app.error]


def words(app: AppTest) -> str:
    drawn = [*app.markdown, *app.text, *app.success, *app.info, *app.warning, *app.title, *app.caption]
    return " ".join(str(element.value) for element in drawn)


def give_password(cast: Cast, name: str = "aino") -> None:
    cast.session.merge(cast.people[name]).password_hash = accounts.choose(PASSWORD, own=()).hash
    cast.session.commit()


def last_link(house: House, key: str) -> str:
    with house.session() as session:
        mail = session.exec(select(Mail).where(Mail.key == key)).all()[-1]
        return mail.link.partition("token=")[2].partition("&")[0]


def test_good_password_sends_the_browser_for_its_cookie_and_back(
    open_page: Open, cast: Cast, sent: list[str]
) -> None:
    give_password(cast)
    app = open_page("sign_in", next="/idea?id=7")

    fill(app, Sähköposti="Aino@Example.org ", Salasana=PASSWORD)
    app = press(app, "Kirjaudu")

    assert len(sent) == 1
    assert sent[0].startswith("/session/begin?ticket=")
    assert sent[0].endswith("&next=%2Fidea%3Fid%3D7")
    assert not app.exception


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("aino@example.org", "aivan väärä salasana"),
        ("aino@example.org", ""),
        ("nobody@example.org", PASSWORD),
        ("uuno@example.org", PASSWORD),
    ],
)
def test_wrong_sign_in_has_one_answer_and_keeps_what_was_typed(
    open_page: Open, cast: Cast, sent: list[str], email: str, password: str
) -> None:
    give_password(cast)
    app = open_page("sign_in")

    fill(app, Sähköposti=email, Salasana=password)
    app = press(app, "Kirjaudu")

    assert errors(app) == ["Sähköposti tai salasana ei täsmää. Tarkista molemmat ja yritä uudelleen."]
    assert lines(app)[0].value == email
    assert sent == []


def test_sixth_wrong_try_has_to_wait_even_with_the_right_password(
    open_page: Open, cast: Cast, sent: list[str]
) -> None:
    give_password(cast)
    app = open_page("sign_in")
    for _ in range(5):
        fill(app, Sähköposti="aino@example.org", Salasana="aivan väärä salasana")
        app = press(app, "Kirjaudu")

    fill(app, Salasana=PASSWORD)
    app = press(app, "Kirjaudu")

    assert errors(app)[0].startswith("Yrityksiä on ollut monta peräkkäin. Odota 1 minuutti")
    assert sent == []


def test_library_leaves_nothing_in_the_session(open_page: Open) -> None:
    app = open_page("sign_in")

    assert not [key for key in ("name", "email", "username", "roles") if key in app.session_state]


def test_signed_in_person_may_sign_out(open_page: Open, house: House, sent: list[str]) -> None:
    app = open_page("sign_in", as_="aino")

    press(app, "Kirjaudu ulos")

    assert sent == ["/session/end?next=%2F"]
    with house.session() as session:
        assert accounts.person_of_token(session, house.tokens["aino"]) is None


def test_sign_up_says_where_the_link_went(open_page: Open, house: House) -> None:
    app = open_page("sign_up")

    fill(app, Nimi="Raija", Sähköposti="Raija@example.org", Salasana=PASSWORD)
    app = press(app, "Tee tili")

    assert "raija@example.org" in words(app)
    with house.session() as session:
        assert session.exec(select(Mail.key)).all() == ["verify"]
        assert session.exec(select(Link.locale)).all() == ["fi"]


def test_sign_up_looks_the_same_for_a_known_address(open_page: Open) -> None:
    answers = []
    for email in ("raija@example.org", "aino@example.org"):
        app = open_page("sign_up")
        fill(app, Nimi="Raija", Sähköposti=email, Salasana=PASSWORD)
        answers.append(words(press(app, "Tee tili")).replace(email, ""))

    assert answers[0] == answers[1]


@pytest.mark.parametrize(
    ("name", "email", "password", "refusal"),
    [
        ("", "raija@example.org", PASSWORD, "Täytä tämä kohta."),
        ("Raija", "raija", PASSWORD, "Tarkista sähköpostiosoite."),
        ("Raija", "raija@example.org", "lyhyt sana", "Salasanassa on 10 merkkiä."),
        ("Raija", "raija@example.org", "salasana1234", "Tämä salasana on niin yleinen"),
    ],
)
def test_sign_up_refuses_and_keeps_what_was_typed(
    open_page: Open, house: House, name: str, email: str, password: str, refusal: str
) -> None:
    app = open_page("sign_up")

    fill(app, Nimi=name, Sähköposti=email, Salasana=password)
    app = press(app, "Tee tili")

    assert len(errors(app)) == 1
    assert errors(app)[0].startswith(refusal)
    # The third field is a trap: people do not see it.
    assert [field.value for field in lines(app)] == [name, email, "", password]


def test_verify_waits_for_the_button(open_page: Open, cast: Cast, house: House, sent: list[str]) -> None:
    accounts.sign_up(cast.session, VISITOR, "Raija", "raija@example.org", accounts.choose(PASSWORD, own=()))
    cast.session.commit()
    app = open_page("verify", token=last_link(house, "verify"))
    with house.session() as session:
        assert session.exec(select(Person).where(Person.name == "Raija")).first() is None

    press(app, "Vahvista ja kirjaudu")

    assert sent[0].endswith("next=%2Fverify%3Fdone%3D1")
    with house.session() as session:
        assert session.exec(select(Person.email).where(Person.name == "Raija")).one() == "raija@example.org"


def test_expired_verification_offers_a_new_link(open_page: Open, cast: Cast, house: House) -> None:
    accounts.sign_up(cast.session, VISITOR, "Raija", "raija@example.org", accounts.Chosen("x"))
    cast.session.flush()
    cast.session.exec(select(Link)).one().expires_at = now() - timedelta(hours=1)
    cast.session.commit()
    app = open_page("verify", token=last_link(house, "verify"))

    app = press(app, "Lähetä uusi linkki")

    assert "Uusi linkki on lähetetty" in words(app)
    with house.session() as session:
        assert session.exec(select(Mail.key)).all() == ["verify", "verify"]


def test_newcomer_is_shown_the_way_to_an_association(open_page: Open) -> None:
    app = open_page("verify", as_="uuno", done=1)

    assert app.title[0].value == "Tervetuloa, Uuno!"
    press(app, "Etsi yhdistys")


@pytest.mark.parametrize("page", ["verify", "reset", "invitation"])
@pytest.mark.parametrize("who", ["", "aino"])
def test_link_that_never_was_is_not_found(open_page: Open, page: str, who: str) -> None:
    app = open_page(page, as_=who, token="never")

    assert app.title[0].value == "Sivua ei löytynyt"


def test_forgotten_answers_the_same_for_everybody(open_page: Open, house: House) -> None:
    answers = []
    for email in ("aino@example.org", "nobody@example.org"):
        app = open_page("forgotten")
        fill(app, Sähköposti=email)
        answers.append(words(press(app, "Lähetä linkki")).replace(email, ""))

    assert answers[0] == answers[1]
    with house.session() as session:
        assert session.exec(select(Mail.address)).all() == ["aino@example.org"]


def test_reset_sets_a_new_password(open_page: Open, cast: Cast, house: House, sent: list[str]) -> None:
    accounts.forgot(cast.session, VISITOR, "aino@example.org")
    cast.session.commit()
    app = open_page("reset", token=last_link(house, "reset"))

    fill(app, **{"Uusi salasana": "lyhyt"})
    app = press(app, "Tallenna ja kirjaudu")
    assert errors(app)[0].startswith("Salasanassa on 5 merkkiä.")
    fill(app, **{"Uusi salasana": PASSWORD})
    press(app, "Tallenna ja kirjaudu")

    assert sent[0].startswith("/session/begin?ticket=")
    with house.session() as session:
        aino = session.exec(select(Person).where(Person.name == "Aino")).one()
        assert accounts.matches(PASSWORD, aino.password_hash)


def test_visitor_on_the_account_page_is_shown_to_sign_in(open_page: Open) -> None:
    app = open_page("account")

    assert app.title[0].value == "Kirjaudu ensin sisään"
    assert lines(app) == []


@pytest.mark.parametrize("who", ["aino", "fanni", "arvo", "uuno"])
def test_account_shows_my_own_data(open_page: Open, who: str) -> None:
    app = open_page("account", as_=who)

    assert lines(app)[0].value == who.title()
    assert f"{who}@example.org" in words(app)
    assert "Tämä selain" in words(app)
    assert not app.exception


def test_name_is_changed_and_an_empty_one_refused(open_page: Open, house: House) -> None:
    app = open_page("account", as_="aino")

    fill(app, Nimi="")
    app = press(app, "Tallenna nimi")
    assert errors(app) == ["Täytä tämä kohta."]
    fill(app, Nimi="Aino Aalto")
    press(app, "Tallenna nimi")

    with house.session() as session:
        assert session.exec(select(Person).where(Person.name == "Aino Aalto")).one()


def test_language_is_kept_and_holds_in_the_next_browser(open_page: Open, house: House) -> None:
    app = open_page("account", as_="aino")

    app.segmented_control(key="account-language").set_value("sv").run()

    assert open_page("account", as_="aino").title[0].value == "Mina uppgifter"


def test_password_is_changed_with_the_present_one(open_page: Open, cast: Cast, house: House) -> None:
    give_password(cast)
    app = open_page("account", as_="aino")

    fill(app, **{"Nykyinen salasana": "jokin muu salasana", "Uusi salasana": "uudet sanat tähän"})
    app = press(app, "Vaihda salasana")
    assert errors(app) == ["Nykyinen salasana ei ole oikein. Kirjoita se uudelleen."]
    fill(app, **{"Nykyinen salasana": PASSWORD})
    app = press(app, "Vaihda salasana")

    assert app.toast[0].value.startswith("Salasana on vaihdettu")
    # A second press is no try with the former password: the button is another one, and the fields are empty.
    assert [app.text_input(key=f"change-password-1-{name}").value for name in ("present", "new")] == ["", ""]
    with house.session() as session:
        aino = session.exec(select(Person).where(Person.name == "Aino")).one()
        assert accounts.matches("uudet sanat tähän", aino.password_hash)
        assert accounts.person_of_token(session, house.tokens["aino"])


def test_another_browser_of_mine_is_signed_out(open_page: Open, cast: Cast, house: House) -> None:
    other = accounts.begin_session(
        cast.session, cast.aino.id, agent="Mozilla/5.0 (iPad) Version/17 Safari/604"
    )
    cast.session.commit()
    app = open_page("account", as_="aino")
    assert "Safari, iPad" in words(app)

    press(app, "Kirjaa ulos")

    with house.session() as session:
        assert accounts.person_of_token(session, other) is None
        assert accounts.person_of_token(session, house.tokens["aino"])


def test_empty_sign_in_is_answered_too(open_page: Open) -> None:
    app = press(open_page("sign_in"), "Kirjaudu")

    assert [error.value for error in app.error] == [
        "Sähköposti tai salasana ei täsmää. Tarkista molemmat ja yritä uudelleen."
    ]


def test_session_ended_elsewhere_is_over_at_the_next_click(open_page: Open, house: House) -> None:
    app = open_page("account", as_="aino")
    with house.session() as session:
        accounts.end_session(session, house.tokens["aino"])
        session.commit()

    fill(app, Nimi="Joku muu")
    app = press(app, "Tallenna nimi")

    assert app.title[0].value == "Kirjaudu ensin sisään"
    with house.session() as session:
        assert session.exec(select(Person).where(Person.name == "Joku muu")).first() is None


def test_another_browser_that_resumes_the_session_finds_it_empty(
    open_page: Open, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page("account", as_="aino")
    fill(app, Nimi="Ainon kesken jäänyt teksti")
    app.session_state["draft"] = "Ainon teksti"

    monkeypatch.setattr(visitor, "token", lambda: house.tokens["sami"])
    app.run()

    assert "draft" not in app.session_state
    assert "Aino" not in words(app)
    assert lines(app)[0].value == "Sami"


def test_visit_is_noted_when_the_last_is_long_ago(open_page: Open, cast: Cast, house: House) -> None:
    row = cast.session.exec(select(SignIn).where(SignIn.person_id == cast.aino.id)).one()
    row.seen_at = now() - timedelta(days=1)
    cast.session.commit()

    open_page("account", as_="aino")

    with house.session() as session:
        seen = session.exec(select(SignIn.seen_at).where(SignIn.id == row.id)).one()
        assert seen > now() - timedelta(minutes=1)


def invited(cast: Cast) -> int:
    """The number of Uuno's invitation."""
    accounts.invite(cast.session, cast.aino, cast.satusuo.id, "uuno@example.org", AssociationRole.EDITOR)
    (found,) = accounts.invitations_for(cast.session, cast.uuno)
    cast.session.commit()
    return found.id


def test_visitor_with_an_invitation_signs_in_or_up_first(open_page: Open, cast: Cast, house: House) -> None:
    invited(cast)

    app = open_page("invitation", token=last_link(house, "invite"))

    assert "Kirjaudu tai tee tili" in words(app)
    assert [button.label for button in app.main.button] == ["Kirjaudu sisään", "Tee tili"]


def test_invited_person_accepts(open_page: Open, cast: Cast, house: House) -> None:
    invited(cast)
    app = open_page("invitation", as_="uuno", token=last_link(house, "invite"))

    press(app, "Hyväksy kutsu")

    assert cast.uuno.roles == {cast.satusuo.id: AssociationRole.EDITOR}


def test_invited_person_declines_by_number(open_page: Open, cast: Cast, house: House) -> None:
    app = open_page("invitation", as_="uuno", id=invited(cast))

    press(app, "En ota vastaan")

    assert accounts.invitations_for(cast.session, cast.uuno) == []
    assert cast.uuno.roles == {}


@pytest.mark.parametrize("who", ["", "pekka", "fanni", "arvo"])
def test_invitation_by_number_is_for_the_invited_alone(open_page: Open, cast: Cast, who: str) -> None:
    app = open_page("invitation", as_=who, id=invited(cast))

    assert app.title[0].value == "Sivua ei löytynyt"
