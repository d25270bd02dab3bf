import pytest
import streamlit as st

from models import Forbidden
from services import ideas
from tests.cast import Cast
from tests.pages.conftest import House, Open
from ui import menu, search_box
from ui.texts import translated


@pytest.mark.parametrize("screen", [screen.name for screen in menu.SCREENS])
@pytest.mark.parametrize("who", ["", "aino", "fanni", "arvo"])
def test_every_screen_opens_with_the_box_that_searches_everything(
    open_page: Open, screen: str, who: str
) -> None:
    app = open_page(screen, as_=who)

    assert not app.exception
    assert app.text_input(key=search_box.KEY).value == ""


def test_a_right_that_is_gone_between_two_questions_is_no_error(
    house: House, open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object, **_filters: object) -> None:
        raise Forbidden

    monkeypatch.setattr(ideas, "visible_to", refuse)

    app = open_page("ideas", as_="aino")

    assert not app.exception
    assert translated("fi", "errors.forbidden") in [element.value for element in app.markdown]


def test_the_tab_says_what_is_open(open_page: Open, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    named: list[str] = []
    monkeypatch.setattr(st, "set_page_config", lambda **options: named.append(options.get("page_title", "")))

    open_page("ideas")
    open_page("association", id=cast.satusuo.id)
    open_page("association", id=777)

    assert [title for title in named if title] == [
        "Hankeideat · Kanto",
        "Yhdistys · Kanto",
        "Satusuon kyläyhdistys ry · Kanto",
        "Yhdistys · Kanto",
        "Sivua ei löytynyt · Kanto",
    ]
