import pytest

from models import AssociationTag, TagKind
from tests.cast import Cast
from tests.pages.conftest import Open
from tests.pages.test_requests import texts
from tests.services.request_world import make_idea


@pytest.fixture
def idea(cast: Cast) -> int:
    made = make_idea(cast.session, cast)
    cast.session.add(
        AssociationTag(association_id=cast.toivonsilta.id, kind=TagKind.COMPETENCE, slug="ohjaus")
    )
    cast.toivonsilta.capacity = 1
    cast.toivonsilta.description = "<b>Kriisitukea</b>"
    cast.session.commit()
    return made.id


@pytest.mark.parametrize("who", ["aino", "uuno", "fanni", "arvo"])
def test_everybody_who_signed_in_searches(open_page: Open, idea: int, who: str) -> None:
    app = open_page("partners", as_=who)

    assert not app.exception
    assert [text.value for text in app.text if "Kriisi" in text.value] == ["<b>Kriisitukea</b>"]


def test_words_go_to_the_address(open_page: Open, idea: int) -> None:
    app = open_page("partners", as_="aino")

    app.text_input(key="words").set_value("kriisitukea").run()

    assert app.query_params["words"] == "kriisitukea"
    assert "Outokumpu" not in texts(app)


def test_filters_of_the_address_open_the_same_view(open_page: Open, idea: int) -> None:
    app = open_page("partners", as_="aino", competence="ohjaus")

    assert app.multiselect(key="competence").value == ["ohjaus"]
    assert "Joensuu" in texts(app)
    assert "Outokumpu" not in texts(app)


def test_nothing_found_says_what_to_try(open_page: Open, idea: int) -> None:
    app = open_page("partners", as_="aino", words="zzzz")

    assert "Kokeile lyhyempää sanaa" in texts(app)


def test_idea_gets_its_partners_with_reasons_and_gaps(open_page: Open, idea: int) -> None:
    shown = texts(open_page("partners", as_="aino", idea=idea))

    assert "tarjoaa: ryhmien ohjaaminen" in shown
    assert "Joensuu, 75 km" in shown
    assert "Ei vielä ketään: keittiö" in shown


def test_stranger_does_not_see_the_partners_of_an_idea(open_page: Open, idea: int) -> None:
    app = open_page("partners", as_="sami", idea=idea)

    assert "Sivua ei löytynyt" in [title.value for title in app.title]


def test_own_idea_is_one_click_from_its_partners(open_page: Open, idea: int) -> None:
    app = open_page("partners", as_="aino")

    assert [link.proto.query_string for link in app.get("page_link") if link.proto.page == "partners"] == [
        f"idea={idea}"
    ]


@pytest.mark.parametrize(("who", "offered"), [("aino", True), ("fanni", False), ("uuno", False)])
def test_found_association_is_asked_by_who_acts_for_another(
    open_page: Open, cast: Cast, idea: int, who: str, offered: bool
) -> None:
    app = open_page("partners", as_=who)

    asked = [link.proto.query_string for link in app.get("page_link") if link.proto.page == "request_form"]
    assert (f"association={cast.toivonsilta.id}" in asked) == offered
    assert f"association={cast.satusuo.id}" not in asked
