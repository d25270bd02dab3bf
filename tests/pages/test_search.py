"""The search over everything: its box in the frame, what it proposes, and the screen of its results."""

from urllib.parse import urlencode

import pytest
from streamlit.testing.v1 import AppTest

from models import IdeaState
from services.search.highlight import Marked
from tests.cast import Cast
from tests.pages.conftest import House, Open
from tests.pages.reading import links_of
from tests.services.moderated import make_idea
from ui import search_box, search_results


@pytest.fixture
def idea(house: House, cast: Cast) -> int:
    made = make_idea(cast.session, cast, IdeaState.PUBLISHED)
    cast.session.commit()
    return made.id


def links(app: AppTest, page: str) -> list[str]:
    return [urlencode(link.query) for link in links_of(app, page)]


def type_in(app: AppTest, words: str) -> AppTest:
    return app.text_input(key=search_box.KEY).set_value(words).run()


@pytest.mark.parametrize("who", ["", "aino", "fanni"])
def test_typing_proposes_things_and_the_way_to_all(idea: int, open_page: Open, who: str) -> None:
    app = type_in(open_page("about", as_=who), "kyläta")

    assert f"id={idea}" in links(app, "idea")
    assert links(app, "search") == ["q=kyl%C3%A4ta"]


def test_three_letters_propose_only_the_way_to_all(idea: int, open_page: Open) -> None:
    app = type_in(open_page("about"), "kyl")

    assert links(app, "idea") == []
    assert links(app, "search") == ["q=kyl"]


def test_another_screen_begins_with_an_empty_box(idea: int, open_page: Open) -> None:
    app = type_in(open_page("about"), "kyläta")

    app.switch_page("pages/groups.py").run()

    assert app.text_input(key=search_box.KEY).value == ""


def test_the_results_keep_the_words_and_lead_to_the_thing(idea: int, open_page: Open) -> None:
    app = open_page("search", q="kylätalon")

    assert app.text_input(key=search_box.KEY).value == "kylätalon"
    assert f"id={idea}" in links(app, "idea")
    assert "Hankeideat (1)" in [title.value for title in app.subheader]


@pytest.mark.parametrize("state", [IdeaState.DRAFT, IdeaState.HIDDEN])
def test_a_stranger_finds_nothing_of_what_is_not_public(
    house: House, cast: Cast, open_page: Open, state: IdeaState
) -> None:
    made = make_idea(cast.session, cast, state)
    cast.session.commit()

    for who in ("", "sami"):
        assert f"id={made.id}" not in links(open_page("search", as_=who, q="kylätalon olohuone"), "idea")
        assert f"id={made.id}" not in links(type_in(open_page("about", as_=who), "kylätalo"), "idea")


def test_no_words_yet_say_what_can_be_found(open_page: Open) -> None:
    assert len(links(open_page("search"), "search")) == 3


def test_nothing_found_says_what_to_do(idea: int, open_page: Open) -> None:
    app = open_page("search", q="zzzzqqq", kind="plan", municipality="260")

    assert "Näillä sanoilla ei löytynyt mitään." in [text.value for text in app.markdown]

    app.button(key="clear").click().run()

    assert dict(app.query_params) == {"q": "zzzzqqq"}


def test_the_kind_of_the_address_is_the_only_one(idea: int, open_page: Open) -> None:
    app = open_page("search", q="Satusuon", kind="association")

    assert [title.value for title in app.subheader if "(" in title.value] == ["Yhdistykset (1)"]


@pytest.mark.parametrize(
    "words", ['"', "a OR b*", "NEAR(", "\0", "🙂", "漢字", "' -- ", "kylä " * 3000, "**b** [x](y) <b>"]
)
def test_whatever_is_typed_gets_an_answer(idea: int, open_page: Open, words: str) -> None:
    app = open_page("search", q=words, kind=words, municipality=words, most=words)

    assert not app.exception


def test_only_our_marks_are_markup() -> None:
    text = "<b>kylä</b> *talo* [a](b)"

    shown = search_results.marked(Marked(text, ((3, 7),)))

    assert shown == r"\<b\>:green-background[kylä]\</b\> \*talo\* \[a\]\(b\)"


@pytest.mark.parametrize("screen", ["ideas", "groups", "associations"])
def test_a_list_leads_to_the_search_over_everything(idea: int, open_page: Open, screen: str) -> None:
    assert links(open_page(screen, words="kahvi"), "search") == ["q=kahvi"]
