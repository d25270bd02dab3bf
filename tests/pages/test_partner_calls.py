"""An idea whose partner call has ended, per reader."""

from datetime import timedelta

import pytest

from models import Idea, IdeaState, now, today
from services import ideas
from tests.cast import Cast
from tests.pages.conftest import House, Open
from tests.pages.test_ideas import keys, said
from tests.services.plan_world import make_idea


def ended(cast: Cast) -> Idea:
    idea = make_idea(cast, IdeaState.PUBLISHED)
    idea.reply_by, idea.published_at = today() - timedelta(days=1), now()
    cast.session.commit()
    return idea


@pytest.mark.parametrize("who", ["", "sami", "veera", "fanni"])
def test_readers_see_that_the_call_has_ended(open_page: Open, cast: Cast, who: str) -> None:
    app = open_page("idea", as_=who, id=ended(cast).id)

    assert not app.exception
    assert "Kumppaneita haettiin" in said(app)
    assert "call-renew" not in keys(app)


def test_the_list_says_so_too(open_page: Open, cast: Cast) -> None:
    ended(cast)

    assert "Kumppanihaku päättyi" in said(open_page("ideas"))


def test_aino_renews_the_call(open_page: Open, cast: Cast, house: House) -> None:
    idea = ended(cast)

    app = open_page("idea", as_="aino", id=idea.id)
    app.date_input(key="call-until").set_value(today() + timedelta(days=30)).run()
    app.button(key="call-renew").click().run()

    assert not app.exception
    assert "call-renew" not in keys(app)
    with house.session() as session:
        kept = session.get_one(Idea, idea.id)
    assert not ideas.call_ended(kept.state, kept.reply_by)


def test_a_late_offer_is_possible_and_said_to_be_late(open_page: Open, cast: Cast) -> None:
    app = open_page("request_form", as_="sami", idea=ended(cast).id)

    assert not app.exception
    assert "on jo päättynyt" in app.info[0].value
    assert "send" in keys(app)


def test_an_invitation_is_never_late(open_page: Open, cast: Cast) -> None:
    app = open_page("request_form", as_="aino", idea=ended(cast).id, association=cast.keksila.id)

    assert not app.exception
    assert "on jo päättynyt" not in said(app)
