"""The facilitators' desk as they see it, and what nobody else finds."""

import pytest
from streamlit.testing.v1 import AppTest

from models import Decision, IdeaState, Kind, ReasonCode, ReviewItem, ReviewState
from services import moderation
from tests.cast import Cast
from tests.pages.conftest import House, Open
from tests.pages.reading import links_of, unfold
from tests.services.moderated import make_waiting, thing_of


def waiting(cast: Cast, kind: Kind = Kind.IDEA, ago: int = 0) -> ReviewItem:
    item = make_waiting(cast.session, cast, kind, ago=ago)
    cast.session.commit()
    return item


def words_on(app: AppTest) -> str:
    parts = (*app.markdown, *app.caption, *app.text, *app.info, *app.warning, *app.error, *app.subheader)
    return "\n".join([*(str(part.value) for part in parts), *(link.label for link in links_of(app))])


def choose(app: AppTest, item: ReviewItem, decision: Decision, reason: ReasonCode, words: str) -> AppTest:
    app.radio(key=f"decision-{item.id}").set_value(decision)
    app.selectbox(key=f"reason-{item.id}").set_value(reason)
    app.text_area(key=f"words-{item.id}").set_value(words)
    return app.button(key=f"decide-{item.id}").click().run()


def now_of(house: House, item: ReviewItem) -> ReviewItem:
    with house.session() as session:
        return session.get_one(ReviewItem, item.id)


@pytest.mark.parametrize("who", ["", "aino", "veera", "sami", "uuno", "arvo"])
def test_others_find_nothing(open_page: Open, cast: Cast, who: str) -> None:
    item = waiting(cast)

    for app in (open_page("moderation", as_=who), open_page("moderation", as_=who, item=item.id)):
        assert "Sivua ei löytynyt" in [title.value for title in app.title]
        assert "olohuone" not in words_on(app)


def test_the_queue_lists_what_waits(open_page: Open, cast: Cast) -> None:
    waiting(cast)
    waiting(cast, Kind.GROUP)

    app = open_page("moderation", as_="fanni")

    assert "**Kylätalon olohuone**" in words_on(app)
    assert "**Kylätalot**" in words_on(app)
    assert "Hankeidea · Satusuon kyläyhdistys ry" in words_on(app)
    assert not app.exception


def test_the_queue_says_in_words_how_long_one_has_waited(open_page: Open, cast: Cast) -> None:
    waiting(cast, ago=60 * 24 * 2)

    app = open_page("moderation", as_="fanni")

    assert "2 päivää" in words_on(app)


def test_an_empty_queue_says_so(open_page: Open, cast: Cast) -> None:
    app = open_page("moderation", as_="fanni")

    assert "Mikään ei odota" in words_on(app)


def test_the_address_filters_the_queue(open_page: Open, cast: Cast) -> None:
    waiting(cast)
    waiting(cast, Kind.GROUP)

    app = open_page("moderation", as_="fanni", kind="group")

    assert "**Kylätalot**" in words_on(app)
    assert "**Kylätalon olohuone**" not in words_on(app)


def test_a_chosen_filter_stands_in_the_address(open_page: Open, cast: Cast) -> None:
    waiting(cast)
    app = unfold(open_page("moderation", as_="fanni"), "filters")

    app.selectbox(key="filter-kind").set_value("group").run()

    assert app.query_params["kind"] == "group"
    assert "**Kylätalon olohuone**" not in words_on(app)


def test_opening_an_item_claims_it_and_leaving_lets_go(open_page: Open, cast: Cast, house: House) -> None:
    item = waiting(cast)

    app = open_page("moderation", as_="fanni", item=item.id)
    held = now_of(house, item).claimed_by
    app.switch_page("pages/ideas.py").run()

    assert held == cast.people["fanni"].id
    assert now_of(house, item).claimed_by is None


def test_a_decision_is_made_and_undone(open_page: Open, cast: Cast, house: House) -> None:
    item = waiting(cast)
    app = open_page("moderation", as_="fanni", item=item.id)

    choose(app, item, Decision.RETURN, ReasonCode.UNCLEAR, "Kerro vielä kenelle.")
    decided = now_of(house, item)
    app.button(key="undo-last").click().run()

    assert (decided.state, decided.decision) == (ReviewState.DECIDED, Decision.RETURN)
    assert not app.exception
    assert now_of(house, item).state == ReviewState.WAITING


def test_a_refused_decision_keeps_what_was_typed(open_page: Open, cast: Cast, house: House) -> None:
    item = waiting(cast)
    app = open_page("moderation", as_="fanni", item=item.id)
    app.radio(key=f"decision-{item.id}").set_value(Decision.RETURN)
    app.text_area(key=f"words-{item.id}").set_value("Kerro vielä kenelle.")

    app.button(key=f"decide-{item.id}").click().run()

    assert [error.value for error in app.error] == ["Valitse syy: tekijällä on oikeus tietää se."]
    assert app.text_area(key=f"words-{item.id}").value == "Kerro vielä kenelle."
    assert now_of(house, item).state == ReviewState.WAITING


def test_the_loser_reads_who_decided_and_keeps_the_text(open_page: Open, cast: Cast, house: House) -> None:
    item = waiting(cast)
    app = open_page("moderation", as_="fanni", item=item.id)
    cast.session.expire_all()
    found = cast.session.get_one(ReviewItem, item.id)
    moderation.release(cast.session, cast.fanni, item.id)
    other = cast.people["arvo"]
    other.role = cast.people["fanni"].role
    moderation.decide(
        cast.session, cast.arvo, item.id, Decision.PUBLISH, ReasonCode.FINE, "", version=found.version
    )
    cast.session.commit()

    choose(app, item, Decision.REJECT, ReasonCode.OFF_TOPIC, "Ei kuulu tähän.")

    assert "Arvo ehti ensin: hyväksytty kello" in app.error[0].value
    assert app.text_area(key=f"words-{item.id}").value == "Ei kuulu tähän."
    assert now_of(house, item).decision == Decision.PUBLISH
    assert thing_of(cast.session, found).state == IdeaState.PUBLISHED


def test_after_a_decision_comes_the_next_one_under_the_same_filters(open_page: Open, cast: Cast) -> None:
    first = waiting(cast, ago=9)
    waiting(cast, Kind.GROUP, ago=8)
    last = waiting(cast, ago=7)
    app = open_page("moderation", as_="fanni", item=first.id, kind="idea")

    choose(app, first, Decision.PUBLISH, ReasonCode.FINE, "")

    assert app.query_params["item"] == str(last.id)
    assert app.query_params["kind"] == "idea"


def test_own_things_are_shown_without_a_form(open_page: Open, cast: Cast, house: House) -> None:
    item = waiting(cast)

    app = open_page("moderation", as_="frans", item=item.id)

    assert "Kukaan ei ratkaise oman yhdistyksensä asioita" in words_on(app)
    assert not app.radio
    assert now_of(house, item).claimed_by is None


@pytest.mark.parametrize("kind", list(moderation.HANDLERS))
def test_every_kind_has_its_preview(open_page: Open, cast: Cast, kind: Kind) -> None:
    item = waiting(cast, kind)

    app = open_page("moderation", as_="fanni", item=item.id)

    assert not app.exception
    assert app.radio(key=f"decision-{item.id}")


def test_what_was_typed_is_shown_as_it_is(open_page: Open, cast: Cast) -> None:
    item = waiting(cast)
    thing_of(cast.session, item).summary = "<script>alert(1)</script> **lihava**"
    cast.session.commit()

    app = open_page("moderation", as_="fanni", item=item.id)

    assert "<script>alert(1)</script> **lihava**" in [text.value for text in app.text]
    assert "<script>" not in "".join(str(mark.value) for mark in app.markdown)


def test_many_are_decided_at_once_and_the_filters_stay(open_page: Open, cast: Cast, house: House) -> None:
    first, second, third = (waiting(cast, ago=ago) for ago in (9, 8, 7))
    app = open_page("moderation", as_="fanni", kind="idea")
    app.toggle(key="pick-many").set_value(True).run()
    app.checkbox(key=f"pick-{first.id}").check().run()
    app.checkbox(key=f"pick-{second.id}").check().run()
    app.selectbox(key="bulk-decision").set_value(Decision.RETURN)
    app.text_area(key="bulk-words").set_value("Täydennä vielä.")

    app.button(key="bulk-decide").click().run()
    refused = [error.value for error in app.error]
    app.selectbox(key="bulk-reason").set_value(ReasonCode.INCOMPLETE)
    app.button(key="bulk-decide").click().run()

    assert refused == ["Valitse syy: tekijällä on oikeus tietää se."]
    assert {now_of(house, item).decision for item in (first, second)} == {Decision.RETURN}
    assert now_of(house, third).state == ReviewState.WAITING
    assert app.query_params["kind"] == "idea"
    assert "2 asiaa käsiteltiin." in [found.value for found in app.success]
    assert f"pick-{third.id}" in [box.key for box in app.checkbox]


def test_what_could_not_be_decided_stays_picked_and_says_why(
    open_page: Open, cast: Cast, house: House
) -> None:
    item = waiting(cast)
    app = open_page("moderation", as_="fanni")
    app.toggle(key="pick-many").set_value(True).run()
    app.checkbox(key=f"pick-{item.id}").check().run()
    with house.session() as session:
        session.get_one(ReviewItem, item.id).author_id = cast.people["fanni"].id
        session.commit()

    app.button(key="bulk-decide").click().run()

    assert "Oman yhdistyksen tai omaa sisältöä" in app.warning[-1].value
    assert "Valittuna 1 asia" in words_on(app)
    assert now_of(house, item).state == ReviewState.WAITING


def test_ready_words_come_in_the_authors_language_after_what_was_typed(
    open_page: Open, cast: Cast, house: House
) -> None:
    texts = {"fi": "Täydennä.", "sv": "Komplettera.", "en": "Complete it."}
    made = moderation.save_template(cast.session, cast.fanni, 0, ReasonCode.INCOMPLETE, texts)
    cast.people["aino"].locale = "sv"
    item = waiting(cast)
    app = open_page("moderation", as_="fanni", item=item.id)

    app.text_area(key=f"words-{item.id}").set_value("Hej Aino!").run()
    app.selectbox(key=f"template-{item.id}").set_value(made.id).run()

    assert app.text_area(key=f"words-{item.id}").value == "Hej Aino!\n\nKomplettera."
    assert app.selectbox(key=f"reason-{item.id}").value == ReasonCode.INCOMPLETE

    templates = open_page("moderation", as_="fanni", view="templates")
    name = f"template-sv-{made.id}-{made.version}"
    templates.text_area(key=name).set_value("")
    save = f"FormSubmitter:template-{made.id}-{made.version}-Tallenna viesti"
    templates.button(key=save).click().run()
    assert templates.error
    templates.text_area(key=name).set_value("Fyll i.")
    templates.button(key=save).click().run()
    assert not templates.exception
    assert "Fyll i." in [area.value for area in templates.text_area]


def test_the_load_has_its_figures_as_a_table(open_page: Open, cast: Cast) -> None:
    item = waiting(cast)
    moderation.decide(cast.session, cast.fanni, item.id, Decision.PUBLISH, None, "", version=item.version)
    cast.session.commit()

    app = open_page("moderation", as_="fanni", view="load")

    assert not app.exception
    assert app.metric[0].value == "100\N{NO-BREAK SPACE}%"
    assert len(app.get("vega_lite_chart") or app.get("arrow_vega_lite_chart")) == 2
    assert any("Fanni" in str(table.value.values) for table in app.table)


def test_an_author_reads_the_decision_and_appeals(open_page: Open, cast: Cast, house: House) -> None:
    item = waiting(cast)
    moderation.decide(
        cast.session,
        cast.fanni,
        item.id,
        Decision.RETURN,
        ReasonCode.UNCLEAR,
        "Kerro kenelle.",
        version=item.version,
    )
    moderation.add_note(cast.session, cast.fanni, item.id, "Soitin heille.")
    cast.session.commit()
    for who in ("", "sami", "fanni", "arvo"):
        app = open_page("ruling", as_=who, item=item.id)
        assert "Sivua ei löytynyt" in [title.value for title in app.title]

    app = open_page("ruling", as_="aino", item=item.id)
    seen = words_on(app)
    app.text_area(key=f"appeal-{item.id}").set_value("Se lukee otsikossa.")
    app.button(key=f"FormSubmitter:appeal-{item.id}-Pyydä oikaisua").click().run()

    assert "Kerro kenelle." in seen
    assert "Soitin" not in seen
    assert now_of(house, item).state == ReviewState.APPEALED
    assert "Toinen järjestökehittäjä katsoo asian viimeistään" in words_on(app)
    assert "Oikaisupyyntö koskee omaa ratkaisuasi" not in words_on(
        open_page("moderation", as_="fanni", item=item.id)
    )
