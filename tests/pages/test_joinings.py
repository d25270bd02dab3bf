"""The screen of a proposal to join two ideas, for each who may know of it."""

import pytest

from models import Idea, IdeaState, Joining, JoiningState
from services import joinings
from tests.cast import Cast
from tests.pages.conftest import House, Open
from tests.services.joining_world import WORDS, make_world


@pytest.fixture
def joining_id(cast: Cast) -> int:
    made = make_world(cast.session, cast).propose()
    cast.session.commit()
    return made.id


def state_of(house: House, joining_id: int) -> JoiningState:
    with house.session() as session:
        return session.get_one(Joining, joining_id).state


def shown(app: object) -> str:
    kinds = ("markdown", "caption", "text", "info", "error", "subheader", "title")
    return "\n".join(str(one.value) for kind in kinds for one in getattr(app, kind))


def test_treasurer_follows_the_link_and_agrees(open_page: Open, house: House, joining_id: int) -> None:
    app = open_page("joining", as_="aino", id=joining_id)
    assert WORDS in shown(app)

    app.button(key=f"agree-{joining_id}").click().run()

    assert not app.exception
    assert "Suostui: Aino" in shown(app)
    assert state_of(house, joining_id) == JoiningState.PROPOSED


def test_second_yes_joins_and_leads_on(open_page: Open, house: House, cast: Cast, joining_id: int) -> None:
    joinings.agree(cast.session, cast.aino, joining_id)
    cast.session.commit()
    app = open_page("joining", as_="pekka", id=joining_id)

    app.button(key=f"agree-{joining_id}").click().run()

    assert not app.exception
    assert "Ideat on yhdistetty" in shown(app)
    assert state_of(house, joining_id) == JoiningState.JOINED


@pytest.mark.parametrize(
    ("who", "buttons"),
    [
        ("aino", {"agree", "decline"}),
        ("veera", set()),
        ("pekka", {"agree", "decline"}),
        ("fanni", {"withdraw"}),
    ],
)
def test_each_has_their_buttons(open_page: Open, joining_id: int, who: str, buttons: set[str]) -> None:
    app = open_page("joining", as_=who, id=joining_id)

    keys = {str(button.key).removesuffix(f"-{joining_id}") for button in app.button}
    assert not app.exception
    assert keys & {"agree", "decline", "withdraw"} == buttons


@pytest.mark.parametrize("who", ["sami", "uuno", "arvo"])
def test_stranger_finds_nothing(open_page: Open, joining_id: int, who: str) -> None:
    app = open_page("joining", as_=who, id=joining_id)

    assert WORDS not in shown(app)
    assert "Kylätalon olohuone" not in shown(app)


def test_idea_that_has_gone_is_said_and_offers_no_yes(open_page: Open, cast: Cast, joining_id: int) -> None:
    joining = cast.session.get_one(Joining, joining_id)
    seen = joinings.view(cast.session, cast.fanni, joining.id)
    cast.session.get_one(Idea, seen.joined.idea_id).state = IdeaState.HIDDEN
    cast.session.commit()

    app = open_page("joining", as_="aino", id=joining_id)

    assert "ei voi enää yhdistää" in shown(app)
    assert f"agree-{joining_id}" not in {button.key for button in app.button}


def test_proposal_waits_on_the_home_of_each_side(open_page: Open, joining_id: int) -> None:
    assert "Ehdotuksia yhdistää ideoita" in shown(open_page("home", as_="aino"))
    assert "Ehdotuksia yhdistää ideoita" not in shown(open_page("home", as_="sami"))
