"""The screens of advice: what is asked, taken, answered, and what the others see of it."""

from pathlib import Path

import pytest
from sqlmodel import select
from streamlit.testing.v1 import AppTest

from models import AdviceCase, AdviceMessage, AdviceState, Article, ArticleAction, ArticleState
from services import advice
from services.settings import settings
from tests.cast import Cast
from tests.pages.conftest import House, Open
from tests.pages.test_ideas import keys, said
from tests.services.advice_world import BODY, MINUTES, OUTCOME, SAID, TOPIC, World, a_case, ask, slots

NOT_FOUND = "Sivua ei löytynyt"


def read_on(app: AppTest) -> str:
    """Everything that is read on the screen, also on what is pressed."""
    pressed = [*app.get("page_link"), *app.get("link_button")]
    return "\n".join([said(app), *(str(each.proto.label) for each in pressed)])


@pytest.fixture
def world(cast: Cast) -> World:
    made = a_case(cast)
    # `house` gave the others their cookies before Fiia came.
    cast.session.commit()
    return made


def test_a_case_is_its_peoples_alone(open_page: Open, world: World) -> None:
    for who in ("veera", "sami", "frans", "arvo", "uuno"):
        app = open_page("advice_case", as_=who, id=world.case.id)
        assert app.title[0].value == NOT_FOUND, who
        app = open_page("advice", as_=who)
        assert TOPIC not in read_on(app), who

    for who in ("aino", "eero", "fanni"):
        app = open_page("advice_case", as_=who, id=world.case.id)
        assert not app.exception
        assert app.title[0].value == TOPIC
        for words in (BODY, SAID, MINUTES, "Huone kolme", "kassakirja"):
            assert words in read_on(app), (who, words)
        assert ("Kuka on avannut" in {each.label for each in app.expander}) == (who == "aino")
        assert ("advice-answer" in keys(app)) == (who == "fanni")
        assert TOPIC in read_on(open_page("advice", as_=who))
    assert open_page("advice_case", id=world.case.id).title[0].value != TOPIC


def test_aino_asks_with_a_time(open_page: Open, house: House, cast: Cast) -> None:
    (slot,) = slots(cast)
    cast.session.commit()

    app = open_page("advice_form", as_="aino")
    app.text_area(key="advice-body").input(BODY)
    app.button[-1].click().run()
    assert len(app.error) == 1
    assert app.text_area(key="advice-body").value == BODY
    app.text_input(key="advice-topic").input(TOPIC)
    app.selectbox(key="advice-slot").select(slot.id)
    app.button[-1].click().run()

    assert not app.exception
    with house.session() as session:
        case = session.exec(select(AdviceCase)).one()
    assert (case.state, case.municipality) == (AdviceState.SCHEDULED, "176")
    assert TOPIC not in case.sealed


def test_a_facilitator_takes_from_the_queue_and_answers(open_page: Open, house: House, cast: Cast) -> None:
    case = ask(cast)
    cast.session.commit()

    app = open_page("advice", as_="fanni", show="queue")
    assert TOPIC not in read_on(app)
    app.button(key=f"take-{case.id}").click().run()
    app = open_page("advice_case", as_="fanni", id=case.id)
    app.text_area(key=f"advice-outcome-{case.id}").input(OUTCOME)
    app.button(key="advice-answer").click().run()
    assert not app.exception
    app = open_page("advice_case", as_="aino", id=case.id)
    app.text_area(key=f"advice-say-{case.id}-0").input("Kiitos!")
    next(button for button in app.button if button.label == "Lähetä viesti").click().run()

    assert not app.exception
    assert OUTCOME in said(app)
    assert "Kiitos!" in said(app)
    with house.session() as session:
        assert session.get_one(AdviceCase, case.id).state == AdviceState.ANSWERED
        assert len(session.exec(select(AdviceMessage)).all()) == 1


def test_an_adviser_who_comes_second_keeps_the_words(open_page: Open, cast: Cast, world: World) -> None:
    app = open_page("advice_case", as_="fanni", id=world.case.id)
    app.text_area(key=f"advice-minutes-{world.case.id}").input("Toisen sanat")
    first = advice.Notes(minutes="Ensimmäisen sanat")
    advice.note(cast.session, cast.fanni, world.case.id, first, number=world.case.notes_number)
    cast.session.commit()

    app.button(key="advice-note").click().run()

    assert app.text_area(key=f"advice-minutes-{world.case.id}").value == "Toisen sanat"
    assert "Ensimmäisen sanat" in said(app)
    app.button(key="advice-note").click().run()
    cast.session.expire_all()
    assert advice.read(cast.session, cast.aino, world.case.id).words.minutes == "Toisen sanat"


def test_an_adviser_offers_times_and_takes_one_back(open_page: Open, cast: Cast) -> None:
    app = open_page("advice", as_="fanni", show="times")
    app.button(key="offer-times-0").click().run()

    assert not app.exception
    offered = advice.mine(cast.session, cast.fanni)
    cast.session.rollback()
    assert len(offered) == 4
    app.button(key=f"withdraw-{offered[0].id}").click().run()
    assert len(advice.mine(cast.session, cast.fanni)) == 3
    cast.session.rollback()
    assert "withdraw-1" not in keys(open_page("advice", as_="aino", show="times"))


def test_the_admin_sees_counts(open_page: Open, world: World) -> None:
    app = open_page("advice", as_="arvo")

    assert "Aika sovittu 1" in said(app)
    assert TOPIC not in read_on(app)


def test_a_missing_key_is_said_calmly(
    open_page: Open, world: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("KANTO_ADVICE_KEYS", "")
    monkeypatch.setenv("KANTO_ADVICE_KEY_FILE", str(tmp_path / "none"))
    settings.cache_clear()
    try:
        case = open_page("advice_case", as_="aino", id=world.case.id)
        listed = open_page("advice", as_="aino")
        stranger = open_page("advice_case", as_="sami", id=world.case.id)
    finally:
        monkeypatch.undo()
        settings.cache_clear()

    assert not case.exception
    assert not listed.exception
    assert "Mitään ei ole kadonnut" in said(case)
    assert "Aihe ei ole nyt luettavissa" in read_on(listed)
    assert "Mitään ei ole kadonnut" not in said(stranger)


def test_a_common_answer_is_written_anew_and_read_by_everybody(
    open_page: Open, cast: Cast, world: World
) -> None:
    case = open_page("advice_case", as_="fanni", id=world.case.id)
    (way,) = [link for link in case.get("page_link") if link.proto.page == "article_form"]
    form = open_page("article_form", as_="fanni")
    form.text_input(key="article-title-0").input("Mitä tehdä, kun kassa ei täsmää?")
    form.text_area(key="article-body-0").input("Lyhyt vastaus: kutsu tilintarkastaja.")
    form.button[-2].click().run()

    # Nothing of the case goes along, not even its number.
    assert way.proto.query_string == ""
    assert not form.exception
    assert TOPIC not in read_on(open_page("article_form", as_="fanni"))
    (article,) = cast.session.exec(select(Article)).all()
    cast.session.commit()
    assert article.state == ArticleState.SUBMITTED
    assert open_page("article", id=article.id).title[0].value == NOT_FOUND
    article.move(ArticleAction.PUBLISH)
    cast.session.commit()
    for who in ("", "aino", "frans", "arvo"):
        assert "kutsu tilintarkastaja" in read_on(open_page("article", as_=who, id=article.id)), who
        assert "Mitä tehdä" in read_on(open_page("articles", as_=who)), who
    assert open_page("article_form", as_="aino").title[0].value == NOT_FOUND
    app = open_page("article_form", as_="frans", id=article.id)
    app.text_area(key=f"article-body-{article.id}").input("Uusi vastaus.")
    app.button[-1].click().run()
    assert not app.exception
    assert "Uusi vastaus" in read_on(open_page("article", id=article.id))
