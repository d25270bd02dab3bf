"""The list of ideas and one idea, per person."""

from typing import Any

import pytest
from sqlmodel import select
from streamlit.testing.v1 import AppTest

from models import Comment, CommentAction, Idea, IdeaAction, IdeaState, Kind, Plan, WithdrawReason
from services import comments, ideas
from services.ideas import Need
from tests.cast import Cast
from tests.pages.conftest import House, Open
from tests.services.plan_world import make_idea, make_plan, make_request

WHOLE: dict[str, Any] = {
    "title": "Kylätalon olohuone",
    "summary": "Ovet auki <b>joka</b> arki",
    "need": "Moni on yksin",
    "target_groups": ["ikaihmiset"],
    "municipality": "176",
    "needs": [Need("digiosaaminen", "digiopastajia")],
}


def submitted(cast: Cast, **changes: Any) -> Idea:
    idea = ideas.create(cast.session, cast.aino, cast.satusuo.id, {**WHOLE, **changes})
    ideas.submit(cast.session, cast.aino, idea.id)
    cast.session.commit()
    return idea


def published(cast: Cast, **changes: Any) -> Idea:
    idea = submitted(cast, **changes)
    ideas.move(cast.session, cast.fanni, idea.id, IdeaAction.PUBLISH)
    cast.session.commit()
    return idea


def said(app: AppTest) -> str:
    """Everything that is read on the screen."""
    groups = (
        app.title,
        app.header,
        app.subheader,
        app.text,
        app.markdown,
        app.caption,
        app.info,
        app.warning,
        app.error,
    )
    return "\n".join(str(element.value) for group in groups for element in group)


def button(app: AppTest, key: str) -> Any:
    return app.button(key=key)


def keys(app: AppTest) -> set[str]:
    return {str(each.key) for each in app.button}


@pytest.mark.parametrize("who", ["", "sami", "aino", "fanni", "arvo"])
def test_everybody_lists_published_ideas(open_page: Open, cast: Cast, who: str) -> None:
    published(cast)
    submitted(cast, title="Vielä tarkastettavana")

    app = open_page("ideas", as_=who)

    assert not app.exception
    assert "Ovet auki \\<b\\>joka\\</b\\> arki" in said(app)
    assert "Vielä tarkastettavana" not in said(app)


def test_filters_stand_in_the_address(open_page: Open, cast: Cast) -> None:
    published(cast)

    app = open_page("ideas", municipality="309")
    app.selectbox(key="ideas-municipality").set_value("176").run()

    assert "176" in app.query_params["municipality"]
    assert "Ovet auki \\<b\\>joka\\</b\\> arki" in said(app)


def test_words_that_find_nothing_say_what_to_do(open_page: Open, cast: Cast) -> None:
    published(cast)

    app = open_page("ideas", words="avaruusasema")

    assert "poista rajaukset" in said(app)


def test_own_ideas_are_one_click_away(open_page: Open, cast: Cast) -> None:
    submitted(cast, title="Oma", summary="Vain meille")

    app = open_page("ideas", as_="veera", mine="1")

    assert "Vain meille" in said(app)


@pytest.mark.parametrize(
    ("who", "offered"),
    [
        ("", {"to-sign_in"}),
        ("uuno", {"endorse", "flag-idea"}),
        ("sami", {"endorse", "flag-idea", "to-request_form"}),
        ("veera", set()),
        ("aino", {"to-idea_form", "to-partners", "withdraw"}),
        ("fanni", {"endorse", "flag-idea"}),
        ("frans", {"to-idea_form", "to-partners", "withdraw"}),
    ],
)
def test_published_idea_offers_what_each_may_do(
    open_page: Open, cast: Cast, who: str, offered: set[str]
) -> None:
    idea = published(cast)

    app = open_page("idea", as_=who, id=idea.id)

    acts = {
        "endorse",
        "flag-idea",
        "to-request_form",
        "to-sign_in",
        "to-idea_form",
        "to-partners",
        "to-moderation",
        "withdraw",
    }
    assert not app.exception
    assert app.title[0].value == "Kylätalon olohuone"
    assert keys(app) & acts == offered


@pytest.mark.parametrize(
    ("who", "offered"),
    [("aino", True), ("eero", True), ("veera", False), ("pekka", False), ("fanni", False), ("", False)],
)
def test_own_writers_begin_the_plan_when_a_partner_has_said_yes(
    open_page: Open, cast: Cast, who: str, offered: bool
) -> None:
    idea = make_idea(cast)
    make_request(cast, idea, cast.toivonsilta)
    cast.session.commit()

    app = open_page("idea", as_=who, id=idea.id)

    assert ("begin-plan" in keys(app)) == offered


def test_the_begun_plan_is_the_main_way_on(open_page: Open, cast: Cast, house: House) -> None:
    idea = make_idea(cast)
    make_request(cast, idea, cast.toivonsilta)
    cast.session.commit()
    app = open_page("idea", as_="aino", id=idea.id)

    app.button(key="begin-plan").click().run()

    with house.session() as session:
        assert session.exec(select(Plan)).one().idea_id == idea.id
    again = open_page("idea", as_="aino", id=idea.id)
    assert [each.key for each in again.button if each.proto.type == "primary"] == ["to-plan"]


def test_partner_in_the_plan_is_led_there_and_not_asked_to_offer(open_page: Open, cast: Cast) -> None:
    plan = make_plan(cast)
    cast.session.commit()

    app = open_page("idea", as_="pekka", id=plan.idea_id)

    assert "to-plan" in keys(app)
    assert "to-request_form" not in keys(app)


def test_facilitator_is_led_to_the_place_in_the_queue(open_page: Open, cast: Cast) -> None:
    idea = submitted(cast)
    app = open_page("idea", as_="fanni", id=idea.id)

    app.button(key="to-moderation").click().run()

    assert app.subheader[0].value == "Kylätalon olohuone"
    assert app.radio


@pytest.mark.parametrize("who", ["", "sami", "uuno", "arvo"])
def test_stranger_finds_no_unpublished_idea(open_page: Open, cast: Cast, who: str) -> None:
    idea = submitted(cast)

    app = open_page("idea", as_=who, id=idea.id)

    assert app.title[0].value == "Sivua ei löytynyt"
    assert "Kylätalon" not in said(app)


def test_broken_address_is_not_found(open_page: Open, cast: Cast) -> None:
    assert open_page("idea", as_="aino", id="rikki").title[0].value == "Sivua ei löytynyt"


def test_endorsing_and_taking_it_back(open_page: Open, cast: Cast) -> None:
    idea = published(cast)

    app = open_page("idea", as_="sami", id=idea.id)
    button(app, "endorse").click().run()
    assert "1 pitää tätä tarpeellisena" in said(app)

    button(app, "unendorse").click().run()
    assert "0 pitää tätä tarpeellisena" in said(app)


def test_comment_is_shown_and_the_box_emptied(open_page: Open, cast: Cast) -> None:
    idea = published(cast)

    app = open_page("idea", as_="sami", id=idea.id)
    app.text_area(key=f"comment-idea-{idea.id}-0").input("**Tulemme** mukaan")
    button_of_form(app).click().run()

    assert "**Tulemme** mukaan" in [text.value for text in app.text]
    assert app.text_area(key=f"comment-idea-{idea.id}-1").value == ""


def test_refused_comment_stays_in_the_box(open_page: Open, house: House, cast: Cast) -> None:
    idea = published(cast)

    app = open_page("idea", as_="sami", id=idea.id)
    app.text_area(key=f"comment-idea-{idea.id}-0").input("hän on 131052-308T")
    button_of_form(app).click().run()

    assert "henkilötunnus" in said(app)
    assert app.text_area(key=f"comment-idea-{idea.id}-0").value == "hän on 131052-308T"
    with house.session() as session:
        assert session.exec(select(Comment)).all() == []


def button_of_form(app: AppTest) -> Any:
    return next(each for each in app.button if each.label == "Lähetä kommentti")


@pytest.mark.parametrize(("who", "readable"), [("", False), ("aino", False), ("sami", True), ("fanni", True)])
def test_hidden_comment(open_page: Open, cast: Cast, who: str, readable: bool) -> None:
    idea = published(cast)
    comment = comments.add(cast.session, cast.sami, Kind.IDEA, idea.id, "Sopimaton")
    comments.move(cast.session, cast.fanni, comment.id, CommentAction.HIDE)
    cast.session.commit()

    app = open_page("idea", as_=who, id=idea.id)

    assert ("Sopimaton" in said(app)) == readable
    assert ("Kommentti on piilotettu." in said(app)) != readable


def test_taking_back_a_submitted_idea(open_page: Open, house: House, cast: Cast) -> None:
    idea = submitted(cast)

    app = open_page("idea", as_="eero", id=idea.id)
    button(app, "step-undo").click().run()

    assert not app.exception
    assert "to-idea_form" in keys(app)
    with house.session() as session:
        assert session.get_one(Idea, idea.id).state == IdeaState.DRAFT


def test_withdraw_asks_for_the_reason(open_page: Open, cast: Cast) -> None:
    idea = published(cast)

    app = open_page("idea", as_="aino", id=idea.id)
    button(app, "withdraw").click().run()

    assert not app.exception
    assert app.radio(key="withdraw-reason").value == WithdrawReason.STARTED


def test_withdrawn_idea_says_why_to_its_own_people(open_page: Open, cast: Cast) -> None:
    idea = published(cast)
    ideas.withdraw(cast.session, cast.aino, idea.id, WithdrawReason.STARTED)
    cast.session.commit()

    assert "Hanke on alkanut" in said(open_page("idea", as_="veera", id=idea.id))


def test_versions_are_compared_word_by_word(open_page: Open, cast: Cast) -> None:
    idea = published(cast)
    ideas.save(cast.session, cast.aino, idea.id, {"summary": "Ovet auki <b>joka</b> ilta"})
    ideas.submit_revision(cast.session, cast.aino, idea.id)
    ideas.accept_revision(cast.session, cast.fanni, idea.id)
    cast.session.commit()

    app = open_page("idea", id=idea.id)

    assert r"Ovet auki \<b\>joka\</b\> :red[~~arki~~] :green[**ilta**]" in [
        each.value for each in app.markdown
    ]


def test_waiting_revision_is_shown_to_who_decides_it_only(open_page: Open, cast: Cast) -> None:
    idea = published(cast)
    ideas.save(cast.session, cast.aino, idea.id, {"need": "Jokainen on yksin"})
    ideas.submit_revision(cast.session, cast.aino, idea.id)
    cast.session.commit()

    assert "Jokainen" in said(open_page("idea", as_="fanni", id=idea.id))
    assert "Jokainen" not in said(open_page("idea", as_="sami", id=idea.id))
