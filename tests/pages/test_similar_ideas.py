"""The panel beside the form, and the desk that compares and proposes."""

import pytest
from sqlmodel import select
from streamlit.testing.v1 import AppTest

from models import Idea, IdeaState, Joining
from services import similar_ideas
from tests.cast import Cast
from tests.pages.conftest import House, Open
from tests.services.joining_world import idea_of
from tests.services.test_similar_ideas import ROOM, SAME


@pytest.fixture
def two(cast: Cast) -> tuple[int, int]:
    """Aino's draft, and Toivonsilta's published idea that says the same."""
    mine = idea_of(
        cast.session, cast.satusuo, "Kylätalon olohuone", cast.aino.id, IdeaState.DRAFT, summary=ROOM
    )
    theirs = idea_of(cast.session, cast.toivonsilta, "Kylätalo auki arkisin", cast.pekka.id, summary=SAME)
    cast.session.commit()
    return mine.id, theirs.id


def hand_in(cast: Cast, idea_id: int) -> None:
    cast.session.get_one(Idea, idea_id).state = IdeaState.SUBMITTED
    cast.session.commit()


def shown(app: AppTest) -> str:
    kinds = ("markdown", "caption", "text", "info", "error", "subheader", "title")
    return "\n".join(str(one.value) for kind in kinds for one in getattr(app, kind))


def keys(app: AppTest) -> set[str]:
    return {str(button.key) for button in app.button}


def test_panel_appears_beside_what_is_being_written(open_page: Open, two: tuple[int, int]) -> None:
    app = open_page("idea_form", as_="aino", id=two[0])

    assert not app.exception
    assert "Samankaltaisia ideoita" in shown(app)
    assert "kahvit, ikäihmiset" in shown(app)
    assert {f"join-{two[1]}", f"differ-{two[1]}"} <= keys(app)


def test_panel_follows_the_words_while_they_are_typed(open_page: Open, two: tuple[int, int]) -> None:
    app = open_page("idea_form", as_="aino", id=two[0])

    app.text_input(key=f"idea-{two[0]}-title").set_value("Mönkijärata nuorille")
    app.text_area(key=f"idea-{two[0]}-summary").set_value("Nuoret rakentavat radan metsään.")
    app.text_area(key=f"idea-{two[0]}-need").set_value("").run()

    assert not app.exception
    assert f"differ-{two[1]}" not in keys(app)


def test_what_was_called_different_can_be_changed(open_page: Open, cast: Cast, two: tuple[int, int]) -> None:
    similar_ideas.differ(cast.session, cast.aino, *two, "Meillä on *yökylä*.")
    cast.session.commit()

    app = open_page("idea_form", as_="aino", id=two[0])

    assert f"differ-{two[1]}" not in keys(app)
    assert "Meillä on *yökylä*." in [text.value for text in app.text]
    app.button(key=f"same-{two[1]}").click().run()
    assert f"differ-{two[1]}" in keys(app)


def test_desk_groups_and_says_what_the_writers_said(
    open_page: Open, cast: Cast, two: tuple[int, int]
) -> None:
    similar_ideas.differ(cast.session, cast.aino, *two, "Meillä on yökylä.")
    hand_in(cast, two[0])

    app = open_page("similar", as_="fanni")

    assert not app.exception
    assert "2 samankaltaista ideaa" in shown(app)
    assert f"compare-{two[0]}" in keys(app)
    beside = open_page("similar", as_="fanni", idea=two[0], other=two[1])
    assert "Meillä on yökylä." in shown(beside)


def test_desk_proposes_from_two_side_by_side(
    open_page: Open, house: House, cast: Cast, two: tuple[int, int]
) -> None:
    hand_in(cast, two[0])
    app = open_page("similar", as_="fanni", idea=two[0], other=two[1])
    app.text_area(key="joining-words").set_value("Tehkää yhdessä.")

    app.button(key="propose-joining").click().run()

    assert not app.exception
    with house.session() as session:
        made = session.exec(select(Joining)).one()
    assert (made.kept_id, made.joined_id) == (two[1], two[0])


def test_refused_proposal_keeps_its_words(open_page: Open, cast: Cast, two: tuple[int, int]) -> None:
    hand_in(cast, two[0])
    app = open_page("similar", as_="fanni", idea=two[0], other=two[1])
    app.text_area(key="joining-words").set_value("Hetu 131052-308T")

    app.button(key="propose-joining").click().run()

    assert "henkilötunnus" in app.error[0].value
    assert app.text_area(key="joining-words").value == "Hetu 131052-308T"


def test_empty_desk_says_so(open_page: Open) -> None:
    assert "Mikään odottavista ideoista ei muistuta toista." in shown(open_page("similar", as_="fanni"))


@pytest.mark.parametrize("who", ["aino", "sami", "arvo", ""])
def test_desk_is_not_there_for_others(open_page: Open, two: tuple[int, int], who: str) -> None:
    for query in ({}, {"idea": two[0], "other": two[1]}):
        assert "Samankaltaiset ideat" not in shown(open_page("similar", as_=who, **query))
