"""The map: numbers, the municipality of the address, and the same as links for who does not use a map."""

import pytest
from streamlit.testing.v1 import AppTest

from models import IdeaState
from services import places
from tests.cast import Cast
from tests.pages.conftest import House, Open
from tests.services.moderated import make_idea


@pytest.fixture
def ideas_in_joensuu(house: House, cast: Cast) -> None:
    for _ in range(2):
        make_idea(cast.session, cast, IdeaState.PUBLISHED).municipality = "167"
    cast.session.commit()


def rows(app: AppTest, page: str) -> list[str]:
    return [
        link.proto.label
        for link in app.get("page_link")
        if link.proto.page == page and link.proto.query_string.startswith("municipality=")
    ]


@pytest.mark.parametrize("who", ["", "aino", "fanni", "arvo"])
def test_everybody_reads_every_municipality_with_its_number(
    ideas_in_joensuu: None, open_page: Open, who: str
) -> None:
    app = open_page("map", as_=who)

    listed = rows(app, "ideas")
    assert len(listed) == len(places.municipalities())
    assert listed[:3] == ["Heinävesi: 0 hankeideaa", "Ilomantsi: 0 hankeideaa", "Joensuu: 2 hankeideaa"]


def test_most_first_is_kept_in_the_address(ideas_in_joensuu: None, open_page: Open) -> None:
    assert rows(open_page("map", order="1"), "ideas")[0] == "Joensuu: 2 hankeideaa"


def test_associations_are_the_other_choice(open_page: Open) -> None:
    assert "Juuka: 1 yhdistys" in rows(open_page("map", show="1"), "associations")


def test_the_municipality_of_the_address_leads_to_its_list(ideas_in_joensuu: None, open_page: Open) -> None:
    app = open_page("map", municipality="167")

    assert [title.value for title in app.subheader] == ["Joensuu"]
    assert "**2 hankeideaa**" in rows(app, "ideas")

    app.button(key="clear").click().run()

    assert not app.subheader
    assert "municipality" not in app.query_params


def test_where_there_is_nothing_the_first_can_be_written(open_page: Open) -> None:
    app = open_page("map", municipality="260")

    assert "Täällä ei ole vielä yhtään hankeideaa." in [text.value for text in app.markdown]


@pytest.mark.parametrize("value", ["999", "\0", "Joensuu", "1" * 3000])
def test_a_municipality_that_is_none_is_no_error(house: House, open_page: Open, value: str) -> None:
    app = open_page("map", municipality=value, show=value, order=value)

    assert not app.exception
    assert not app.subheader


@pytest.mark.parametrize("screen", ["ideas", "associations"])
def test_list_leads_to_the_map(open_page: Open, screen: str) -> None:
    app = open_page(screen)

    assert "map" in [link.proto.page for link in app.get("page_link")]
