"""From a narrowed list to a saved search, and one's own saved searches."""

from datetime import timedelta

import pytest

from models import Alert, SavedSearch, Sought, now
from services import saved_searches
from tests.cast import Cast
from tests.pages.conftest import House, Open
from tests.pages.test_ideas import keys, said
from tests.services.plan_world import make_idea


def saved(cast: Cast, **changes: object) -> SavedSearch:
    search = saved_searches.save(
        cast.session,
        cast.sami,
        Sought.IDEAS,
        {"municipality": "176"},
        name="<b>Juuka</b>",
        alert=Alert.IN_APP,
    )
    for name, value in changes.items():
        setattr(search, name, value)
    cast.session.commit()
    return search


@pytest.mark.parametrize(
    ("page", "who", "query", "offered"),
    [
        ("ideas", "sami", {"municipality": "176"}, True),
        ("ideas", "sami", {}, False),
        ("ideas", "", {"municipality": "176"}, False),
        ("ideas", "sami", {"municipality": "176", "mine": "1"}, False),
        ("events", "uuno", {"words": "info"}, True),
        ("events", "", {"words": "info"}, False),
        ("partners", "sami", {"competence": "digiosaaminen"}, True),
        ("partners", "sami", {}, False),
    ],
)
def test_a_narrowed_list_can_be_saved(
    open_page: Open, page: str, who: str, query: dict[str, str], offered: bool
) -> None:
    app = open_page(page, as_=who, **query)

    assert not app.exception
    assert ("save-search" in keys(app)) == offered


def test_the_dialog_names_the_search_by_its_filters(open_page: Open) -> None:
    app = open_page("ideas", as_="sami", municipality="176", words="kahvila")

    app.button(key="save-search").click().run()

    assert not app.exception
    assert app.text_input(key="saved-name").value == "Hankeideat: kahvila, Juuka"


def test_a_visitor_is_asked_to_sign_in(open_page: Open) -> None:
    app = open_page("saved_searches")

    assert not app.exception
    assert "Hakuvahdit" not in [title.value for title in app.title]


def test_an_empty_screen_says_what_to_do(open_page: Open) -> None:
    assert "Et ole vielä tallentanut hakuja" in said(open_page("saved_searches", as_="uuno"))


def test_a_search_is_listed_with_what_is_new(open_page: Open, cast: Cast) -> None:
    saved(cast, looked_at=now() - timedelta(days=1))
    idea = make_idea(cast)
    idea.municipality, idea.published_at = "176", now()
    cast.session.commit()

    app = open_page("saved_searches", as_="sami")

    assert not app.exception
    assert "1 uusi" in said(app)
    assert "\\<b\\>Juuka" in said(app)


def test_a_search_that_broke_says_so(open_page: Open, cast: Cast) -> None:
    saved(cast, filters={"target_group": "olemattomat", "call": "x"})

    app = open_page("saved_searches", as_="sami")

    assert not app.exception
    assert "ei enää toimi" in app.warning[0].value
    assert not any(key.startswith("open-") for key in keys(app))


def test_opening_marks_it_as_seen(open_page: Open, cast: Cast, house: House) -> None:
    search = saved(cast, looked_at=now() - timedelta(days=1))

    app = open_page("saved_searches", as_="sami", id=search.id)

    assert app.title[0].value == "Hankeideat"
    with house.session() as session:
        assert session.get_one(SavedSearch, search.id).looked_at > now() - timedelta(minutes=1)


def test_somebody_elses_search_is_not_opened(open_page: Open, cast: Cast) -> None:
    search = saved(cast)

    app = open_page("saved_searches", as_="uuno", id=search.id)

    assert app.title[0].value == "Hakuvahdit"
    assert app.error
