"""The screens of introductions, for each who may know of one."""

from datetime import timedelta

import pytest

from models import Introduction, IntroductionState, today
from services import introductions
from tests.cast import Cast
from tests.pages.conftest import House, Open
from tests.services.joining_world import idea_of

WORDS = "Toisella on sali ja toisella kuljettajia."


def shown(app: object) -> str:
    kinds = ("markdown", "caption", "text", "info", "success", "error", "subheader", "title")
    return "\n".join(str(one.value) for kind in kinds for one in getattr(app, kind))


@pytest.fixture
def number(cast: Cast) -> int:
    cast.toivonsilta.contact_phone = "040 123 4567"
    made = introductions.propose(
        cast.session,
        cast.fanni,
        [cast.satusuo.id, cast.toivonsilta.id],
        WORDS,
        today() + timedelta(days=14),
    )
    cast.session.commit()
    return made.id


def test_facilitator_introduces_from_an_idea(open_page: Open, house: House, cast: Cast) -> None:
    idea = idea_of(cast.session, cast.toivonsilta, "Olohuone kylälle", cast.pekka.id)
    cast.session.commit()
    app = open_page("introduction_form", as_="fanni", idea=idea.id)
    assert cast.toivonsilta.name in shown(app)

    app.text_input(key="find-1").input("Keksilä").run()
    app.button(key=f"name-{cast.keksila.id}").click().run()
    app.button(key="send-introduction").click().run()
    assert app.error
    app.text_area(key="introduction-words").input(WORDS)
    app.button(key="send-introduction").click().run()

    assert not app.exception
    with house.session() as session:
        made = session.get_one(Introduction, 1)
        assert (made.idea_id, made.words) == (idea.id, WORDS)
    assert "Keksilän eläkkeensaajat ry" in shown(app)
    assert not open_page("introduction_form", as_="aino").text_area


def test_both_agree_and_read_the_contact(open_page: Open, house: House, cast: Cast, number: int) -> None:
    app = open_page("introduction", as_="aino", id=number)
    assert WORDS in shown(app)
    assert "040 123 4567" not in shown(app)
    app.button(key="agree").click().run()
    assert "040 123 4567" not in shown(app)
    assert "Esittelyt, joihin odotetaan vastaustanne" in shown(open_page("home", as_="pekka"))

    open_page("introduction", as_="pekka", id=number).button(key="agree").click().run()

    app = open_page("introduction", as_="aino", id=number)
    assert not app.exception
    assert "040 123 4567" in shown(app)
    assert "Kaikki suostuivat" in shown(open_page("introductions", as_="aino"))
    desk = open_page("introduction", as_="fanni", id=number)
    desk.radio(key="outcome").set_value("cooperation")
    desk.button[-1].click().run()
    with house.session() as session:
        assert session.get_one(Introduction, number).state == IntroductionState.FOLLOWED_UP


def test_each_has_their_buttons_and_a_no_is_told_to_the_desk(
    open_page: Open, cast: Cast, number: int
) -> None:
    buttons = {
        who: {str(button.key) for button in open_page("introduction", as_=who, id=number).button}
        & {"agree", "decline", "withdraw"}
        for who in ("aino", "veera", "fanni")
    }
    assert buttons == {"aino": {"agree", "decline"}, "veera": set(), "fanni": {"withdraw"}}
    for who in ("sami", "arvo"):
        assert WORDS not in shown(open_page("introduction", as_=who, id=number))
    introductions.decline(cast.session, cast.pekka, number, "Emme ehdi.")
    cast.session.commit()

    assert "Emme ehdi." in shown(open_page("introduction", as_="fanni", id=number))
    theirs = shown(open_page("introduction", as_="aino", id=number))
    assert "Emme ehdi." not in theirs
    assert "ei tullut mitään" in theirs
