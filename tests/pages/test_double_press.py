"""A button pressed twice in a row: no second act, and nobody who succeeded reads a refusal."""

from datetime import timedelta

from sqlmodel import select
from streamlit.testing.v1 import AppTest

from models import PartnerRequest
from tests.cast import Cast
from tests.conftest import Clock
from tests.pages.conftest import House, Open
from tests.pages.test_groups import active, keys
from tests.pages.test_ideas import published


def button(app: AppTest, label: str) -> str:
    return next(str(each.key) for each in app.button if each.label == label)


def test_the_next_filling_of_a_form_has_another_button(open_page: Open, house: House, cast: Cast) -> None:
    group = active(cast)
    app = open_page("group", as_="aino", id=group.id)
    pressed = button(app, "Julkaise keskustelu")
    app.text_input(key=f"thread-{group.id}-0-title").set_value("Lämmitys")
    app.text_area(key=f"thread-{group.id}-0-body").set_value("Mitä maksaa?")

    app.button(key=pressed).click().run()

    assert pressed not in keys(app)
    assert not app.error
    assert app.text_area(key=f"thread-{group.id}-1-body").value == ""


def test_a_press_that_ends_the_run_of_the_first_one_gets_its_answer(
    open_page: Open, house: House, cast: Cast, clock: Clock
) -> None:
    idea = published(cast)
    app = open_page("home", as_="aino")
    for waited, refused in ((0, False), (1, False), (60, True)):
        clock.at += timedelta(seconds=waited)
        app.query_params = {"idea": str(idea.id), "association": str(cast.toivonsilta.id)}
        app.switch_page("pages/request_form.py").run()
        app.text_area(key="words").set_value("Tulisitteko?")
        app.button(key="send").click().run()

        assert bool(app.error) == refused
        with house.session() as session:
            assert len(session.exec(select(PartnerRequest)).all()) == 1
