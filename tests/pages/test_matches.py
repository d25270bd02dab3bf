import pytest

from models import AssociationTag, TagKind
from tests.cast import Cast
from tests.pages.conftest import Open
from tests.pages.test_requests import texts
from tests.services.request_world import make_idea


@pytest.fixture
def idea(cast: Cast) -> int:
    """Satusuo's idea needs what Keksilä, Sami's association, can do."""
    made = make_idea(cast.session, cast)
    cast.session.add(AssociationTag(association_id=cast.keksila.id, kind=TagKind.COMPETENCE, slug="ohjaus"))
    cast.session.commit()
    return made.id


def test_member_sees_the_ideas_that_need_them_and_offers(open_page: Open, cast: Cast, idea: int) -> None:
    app = open_page("matches", as_="sami")

    assert not app.exception
    assert "tarvitaan: ryhmien ohjaaminen" in texts(app)
    offers = [link.proto.query_string for link in app.get("page_link") if link.proto.page == "request_form"]
    assert offers == [f"idea={idea}&association={cast.keksila.id}"]


def test_reasons_are_the_same_as_in_the_list_of_the_idea(open_page: Open, idea: int) -> None:
    app = open_page("matches", as_="sami")

    app.session_state[f"why-{idea}"] = True
    app.run()

    assert "Kattaa tarpeista" in texts(app)
    assert len(app.get("vega_lite_chart")) == 1


def test_profile_that_says_little_is_filled_in_first(open_page: Open, cast: Cast) -> None:
    app = open_page("matches", as_="sami")

    assert "ei ole vielä kerrottu, mitä osaatte" in texts(app)
    assert f"id={cast.keksila.id}" in [
        link.proto.query_string for link in app.get("page_link") if link.proto.page == "association_form"
    ]


def test_without_an_association_the_way_leads_to_one(open_page: Open) -> None:
    assert "Liity ensin yhdistykseen" in texts(open_page("matches", as_="uuno"))


@pytest.mark.parametrize(("who", "sees"), [("fanni", True), ("aino", False), ("uuno", False)])
def test_facilitator_sees_those_of_any_association(
    open_page: Open, cast: Cast, idea: int, who: str, sees: bool
) -> None:
    app = open_page("matches", as_=who, association=cast.keksila.id)

    assert ("tarvitaan: ryhmien ohjaaminen" in texts(app)) == sees
    assert ("Sivua ei löytynyt" in [title.value for title in app.title]) == (not sees)
    assert not [link for link in app.get("page_link") if link.proto.page == "request_form"]


def test_visitor_signs_in_first(open_page: Open) -> None:
    app = open_page("matches")

    assert not app.exception
    assert "tarvitaan" not in texts(app)
