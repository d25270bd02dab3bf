"""The impact page: each picture with a sentence and a table; and the word of an association that lets it be seen."""

from models import IdeaState
from tests.cast import Cast
from tests.pages.conftest import House, Open
from tests.services.plan_world import make_idea, make_request


def test_everybody_reads_what_has_come_of_it_in_words_and_tables(
    house: House, cast: Cast, open_page: Open
) -> None:
    idea = make_idea(cast)
    idea.municipality = "176"
    make_request(cast, idea, cast.toivonsilta)
    make_idea(cast, IdeaState.HIDDEN)
    cast.session.commit()

    app = open_page("impact")

    assert [metric.label for metric in app.metric][:2] == [
        "Uudet yhdistykset",
        "Avatut vertaiskehittämisryhmät",
    ]
    said = [text.value for text in app.markdown]
    assert "Hankeideat: yhteensä 1. Eniten: Juuka (1)." in said
    assert any(text.startswith("Julkisia kumppanuuksia ei vielä ole.") for text in said)
    assert len(app.get("vega_lite_chart") or app.get("arrow_vega_lite_chart")) == 1

    (code,) = app.code
    assert 'src="http://localhost:8501/embed/ideas.html?language=fi&amp;theme=light"' in code.value

    shown = open_page("association", as_="aino", id=cast.satusuo.id)
    shown.toggle[0].set_value(True).run()
    cast.session.refresh(cast.satusuo)
    assert cast.satusuo.shows_partners
    cast.toivonsilta.shows_partners = True
    cast.session.commit()

    app = open_page("impact", show="1", year="1999")

    said = [text.value for text in app.markdown]
    assert "Kuvassa on 2 yhdistystä ja niiden välillä yksi kumppanuus." in said
    assert any(text.startswith("Yhdistykset: yhteensä 3.") for text in said)
    tables = [list(table.value.columns) for table in app.table]
    assert ["Yhdistys", "Kumppanit"] in tables
    assert len(app.get("vega_lite_chart") or app.get("arrow_vega_lite_chart")) == 2
