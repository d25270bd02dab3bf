"""What is to be found from every screen: the notices, the glossary, feedback; and the desk that answers it."""

import pytest
from sqlmodel import select
from streamlit.testing.v1 import AppTest

from models import Feedback, FeedbackState, Mail
from services.settings import read
from tests.pages.conftest import House, Open
from ui import footer, long_texts, visitor
from ui.texts import translated


def fi(key: str) -> str:
    return translated("fi", key)


def html(app: AppTest) -> str:
    return " ".join(element.proto.body for element in app.get("html"))


def test_every_page_has_its_footer_in_the_language_that_a_visitor_chose(open_page: Open) -> None:
    app = open_page("ideas")
    for page in footer.PAGES:
        assert f'<a href="/{page}">{fi(f"{page}.title")}</a>' in html(app)

    app.selectbox(key="frame-language").select("sv").run()

    assert f'<a href="/privacy?lang=sv">{translated("sv", "privacy.title")}</a>' in html(app)
    assert open_page("privacy", lang="sv").title[0].value == translated("sv", "privacy.title")


def test_a_notice_names_who_keeps_the_service_or_says_that_it_does_not(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_words = fi("long_texts.operator")
    assert open_words in open_page("privacy").markdown[0].value

    here = read({"KANTO_OPERATOR": "Kehto ry", "KANTO_OPERATOR_MAIL": "kehto@example.org"})
    monkeypatch.setattr(long_texts, "settings", lambda: here)

    for page in ("privacy", "terms", "accessibility"):
        told = open_page(page).markdown[0].value
        assert "Kehto ry" in told
        assert open_words not in told


def test_the_glossary_finds_a_word_or_says_where_to_ask(open_page: Open) -> None:
    app = open_page("glossary")
    assert 'id="ryhmahanke"' in html(app)

    app.text_input(key="glossary-words").input("osatoteuttaja").run()
    assert 'id="kohderyhma"' not in html(app)
    assert 'id="osatoteuttaja"' in html(app)

    app.text_input(key="glossary-words").input("xyzzy").run()
    assert fi("glossary.none") in [element.value for element in app.markdown]


def test_a_visitor_gives_feedback_and_the_desk_answers_it(
    open_page: Open, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(visitor, "network_address", lambda: "192.0.2.1")
    app = open_page("feedback", topic="accessibility")
    app.text_area(key="feedback-words").input("En pääse valikkoon näppäimistöllä.")
    app.text_input(key="feedback-email").input("helmi")
    app.button[0].click().run()
    assert app.error[0].value
    assert app.text_area(key="feedback-words").value == "En pääse valikkoon näppäimistöllä."

    app.text_input(key="feedback-email").input("helmi@example.org")
    app.button[0].click().run()
    assert app.success[0].value == fi("feedback.thanks")

    desk = open_page("feedback_desk", as_="fanni")
    desk.text_area[0].input("Korjasimme valikon.")
    desk.button(key="send-1").click().run()

    with house.session() as session:
        assert session.exec(select(Feedback.state)).one() == FeedbackState.HANDLED
        assert session.exec(select(Mail.key)).all() == ["feedback_answer"]
    assert open_page("feedback_desk", as_="aino").title[0].value == fi("errors.not_found_title")
