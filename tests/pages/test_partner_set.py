import pytest
from sqlmodel import col, select

from models import AssociationTag, PartnerRequest, PartnerSet, PartnerSetState, TagKind
from services import partner_requests
from tests.cast import Cast
from tests.pages.conftest import House, Open
from tests.pages.test_requests import texts
from tests.services.request_world import make_idea


@pytest.fixture
def idea(cast: Cast) -> int:
    """It seeks guidance and a kitchen; Toivonsilta guides, Keksilä cooks."""
    made = make_idea(cast.session, cast)
    for association, slug in ((cast.toivonsilta, "ohjaus"), (cast.keksila, "keittio")):
        association.capacity = 2
        cast.session.add(AssociationTag(association_id=association.id, kind=TagKind.COMPETENCE, slug=slug))
    cast.session.commit()
    return made.id


def test_set_says_what_only_one_brings_and_that_it_is_the_best(open_page: Open, idea: int) -> None:
    app = open_page("partner_set", as_="aino", idea=idea)

    shown = texts(app)
    assert not app.exception
    assert "Vain Keksilän eläkkeensaajat ry tuo: keittiö" in shown
    assert "Tämä on paras joukko" in shown
    assert len(app.table) == 1


@pytest.mark.parametrize("who", ["sami", "pekka", "uuno", "arvo"])
def test_set_of_others_is_not_found(open_page: Open, idea: int, who: str) -> None:
    app = open_page("partner_set", as_=who, idea=idea)

    assert "Sivua ei löytynyt" in [title.value for title in app.title]


@pytest.mark.parametrize(("who", "may"), [("aino", True), ("eero", True), ("veera", False), ("fanni", False)])
def test_only_those_who_may_ask_see_the_letter(open_page: Open, idea: int, who: str, may: bool) -> None:
    app = open_page("partner_set", as_=who, idea=idea)

    assert any(button.key == "ask-set" for button in app.button) == may


def test_who_is_left_out_stays_out_by_the_address(open_page: Open, idea: int, cast: Cast) -> None:
    app = open_page("partner_set", as_="aino", idea=idea)

    app.button(key=f"leave-out-{cast.keksila.id}").click().run()

    assert app.query_params["excluded"] == str(cast.keksila.id)
    assert "Kukaan joukosta ei tuo tätä: keittiö" in texts(app)

    app.button(key="clear-wishes").click().run()

    assert "excluded" not in app.query_params
    assert "Vain Keksilän eläkkeensaajat ry tuo: keittiö" in texts(app)


def test_letter_without_words_is_refused_beside_it_and_sends_nothing(
    open_page: Open, idea: int, house: House
) -> None:
    app = open_page("partner_set", as_="aino", idea=idea)

    app.button(key="ask-set").click().run()

    assert [error.value for error in app.error] == ["Täytä tämä kohta."]
    with house.session() as session:
        assert session.exec(select(PartnerRequest)).all() == []


def test_whole_set_is_asked_with_one_press(open_page: Open, idea: int, house: House) -> None:
    app = open_page("partner_set", as_="aino", idea=idea)

    app.text_area(key="set-words").set_value("Lähtisittekö mukaan?").run()
    app.button(key="ask-set").click().run()

    with house.session() as session:
        letters = session.exec(select(PartnerRequest)).all()
        made = session.exec(select(PartnerSet)).one()
    assert {letter.set_id for letter in letters} == {made.id}
    assert len(letters) == 2
    assert "Kaikille on lähetetty pyyntö" in texts(app)


def test_idea_leads_to_the_set_that_was_asked_for_it(open_page: Open, idea: int) -> None:
    app = open_page("partner_set", as_="aino", idea=idea)
    app.text_area(key="set-words").set_value("Lähtisittekö mukaan?").run()
    app.button(key="ask-set").click().run()

    app = open_page("partner_set", as_="eero", idea=idea)

    assert any(button.key == "end-set" for button in app.button)
    assert not any(button.key == "ask-set" for button in app.button)


def test_after_a_no_the_sender_is_offered_who_else_could_come(open_page: Open, idea: int, cast: Cast) -> None:
    app = open_page("partner_set", as_="aino", idea=idea)
    app.text_area(key="set-words").set_value("Lähtisittekö mukaan?").run()
    app.button(key="ask-set").click().run()
    letter = cast.session.exec(
        select(PartnerRequest).where(col(PartnerRequest.to_association_id) == cast.toivonsilta.id)
    ).one()
    partner_requests.decline(cast.session, cast.pekka, letter.id, "Ei ehditä")
    made = cast.session.get_one(PartnerSet, letter.set_id)
    cast.session.commit()

    shown = texts(open_page("partner_set", as_="aino", id=made.id))

    assert made.state == PartnerSetState.LACKING
    assert "Kuka voisi tulla tilalle" in shown
