"""The statistics as a facilitator sees them, and what nobody else finds."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from models import FactName, JournalEntry, JournalFact, Kind
from tests.cast import Cast
from tests.pages.conftest import Open
from tests.pages.reading import unfold


def words_on(app: AppTest) -> str:
    return "\n".join(str(each.value) for each in (*app.markdown, *app.caption, *app.subheader, *app.error))


def publish(cast: Cast, *places: str) -> None:
    """An idea in each of these places, of the first of March."""
    for thing, place in enumerate(places, 1):
        entry = JournalEntry(
            kind=Kind.IDEA, thing_id=thing, action="publish", municipality=place, day=date(2026, 3, 1)
        )
        cast.session.add(entry)
        cast.session.flush()
        cast.session.add(JournalFact(entry_id=entry.id, name=FactName.TARGET_GROUP, value="nuoret"))
    cast.session.commit()


@pytest.mark.parametrize("who", ["", "aino", "sami"])
def test_others_find_nothing(open_page: Open, cast: Cast, who: str) -> None:
    publish(cast, "167")

    app = open_page("statistics", as_=who, period="2026")

    assert "Sivua ei löytynyt" in [title.value for title in app.title]
    assert "Julkaistut hankeideat" not in words_on(app)


def test_a_desk_without_a_journal_says_what_to_do(open_page: Open) -> None:
    app = open_page("statistics", as_="arvo", period="2031")

    assert "ei ole mitään laskettavaa" in words_on(app)


def test_figures_stand_beside_their_definitions_and_follow_the_address(open_page: Open, cast: Cast) -> None:
    publish(cast, *["167"] * 6, "176")

    app = open_page("statistics", as_="fanni", period="2026-q1", by="municipality", figure="ideas")

    told = words_on(app)
    assert "| **Julkaistut hankeideat** – Ideat, jotka on julkaistu" in told
    assert "| **7** |" in told
    assert "| Joensuu | 6 |" in told
    assert app.get("vega_lite_chart")

    app = unfold(app, "statistics-narrow")
    app.toggle(key="statistics-public").set_value(True).run()
    assert app.query_params["public"] == "1"
    assert "| Joensuu | peitetty |" in words_on(app)
    assert "Pienet luvut on peitetty" in words_on(app)

    app.selectbox(key="statistics-municipality").select("176").run()
    assert "| **7** |" not in words_on(app)

    app.selectbox(key="statistics-unit").select("own").run()
    assert app.query_params["from"] == "2026-01-01"
    app.date_input(key="statistics-until").set_value(date(2025, 1, 1)).run()
    assert "Viimeinen päivä on ennen ensimmäistä" in words_on(app)
    assert not app.exception
