"""The list of notices: read by opening, and nobody else's."""

from typing import Any

import pytest

from models import Channel, Concern, IdeaState, Kind, Rhythm, Stance
from services import journal, notices
from services.actors import actor_of
from tests.cast import Cast
from tests.pages.conftest import House, Open
from tests.pages.reading import unfold
from tests.pages.test_moderation import words_on
from tests.services.moderated import make_idea


def tell_aino(cast: Cast, times: int = 1) -> None:
    for place in range(times):
        entry = journal.record(cast.session, cast.fanni, Kind.IDEA, place, "return")
        params: dict[str, Any] = {
            "title": "<b>Olohuone</b>",
            "kind_key": "kind.idea",
            "reason_key": "reason_code.unclear",
        }
        notices.tell(
            cast.session, entry, [cast.aino.id], "review_return", "/about", words="Kenelle?", **params
        )
    cast.session.commit()


def unread(house: House, cast: Cast) -> int:
    with house.session() as session:
        return notices.unread(session, actor_of(session, cast.people["aino"]))


def test_the_words_are_in_the_readers_language(open_page: Open, cast: Cast) -> None:
    tell_aino(cast)

    app = open_page("notices", as_="aino")

    assert "palautettiin muokattavaksi" in words_on(app)
    assert "Vaikea ymmärtää" in words_on(app)
    assert "<b>" not in words_on(app)


def test_opening_reads_it_and_goes_there(open_page: Open, house: House, cast: Cast) -> None:
    tell_aino(cast)
    app = open_page("notices", as_="aino")

    app.button(key="open-1").click().run()

    assert app.title[0].value == "Mikä Kanto on?"
    assert unread(house, cast) == 0


def test_all_are_read_at_once(open_page: Open, house: House, cast: Cast) -> None:
    tell_aino(cast, times=3)
    app = open_page("notices", as_="aino")

    app.button(key="read-all").click().run()

    assert unread(house, cast) == 0
    assert "Kaikki on luettu." in words_on(app)


@pytest.mark.parametrize("who", ["eero", "sami", "fanni", "arvo"])
def test_others_have_their_own_list(open_page: Open, cast: Cast, who: str) -> None:
    tell_aino(cast)

    app = open_page("notices", as_=who)

    assert "Sinulla ei ole vielä ilmoituksia" in words_on(app)


def test_a_visitor_has_none(open_page: Open) -> None:
    app = open_page("notices")

    assert app.title[0].value == "Kirjaudu ensin sisään"


def test_a_person_chooses_how_they_hear(open_page: Open, house: House, cast: Cast) -> None:
    app = open_page("notice_settings", as_="aino")
    assert "aino@example" in words_on(app)
    assert "Et seuraa erikseen mitään" in words_on(app)

    app.selectbox(key="channel-talk").select(Channel.AT_ONCE)
    app.selectbox(key="digest-rhythm").select(Rhythm.WEEKLY)
    app.selectbox(key="digest-weekday").select(4)
    app.selectbox(key="digest-hour").select(9)
    app.button(key="save-ways").click().run()

    with house.session() as session:
        found = notices.habits(session, actor_of(session, cast.people["aino"]))
    assert found.channels[Concern.TALK] == Channel.AT_ONCE
    assert (found.rhythm, found.weekday, found.hour, found.zone) == ("weekly", 4, 9, "Europe/Helsinki")
    assert "9.00" in words_on(app)


def test_a_thing_is_followed_on_its_page_and_let_go_in_the_settings(
    open_page: Open, house: House, cast: Cast
) -> None:
    idea = make_idea(cast.session, cast, IdeaState.PUBLISHED)
    cast.session.commit()
    key = f"listening-idea-{idea.id}"

    app = unfold(open_page("idea", as_="sami", id=str(idea.id)), f"{key}-open")
    app.radio(key=key).set_value(Stance.FOLLOW).run()
    assert stance(house, cast, idea.id) == Stance.FOLLOW
    unfold(app, f"{key}-open").radio(key=key).set_value("usual").run()
    assert stance(house, cast, idea.id) is None
    unfold(app, f"{key}-open").radio(key=key).set_value(Stance.MUTE).run()

    app = open_page("notice_settings", as_="sami")
    assert "Hiljennetty" in words_on(app)
    app.button(key=f"forget-idea-{idea.id}").click().run()
    assert stance(house, cast, idea.id) is None


def stance(house: House, cast: Cast, idea_id: int) -> Stance | None:
    with house.session() as session:
        return notices.stance_of(session, actor_of(session, cast.people["sami"]), Kind.IDEA, idea_id)


def test_a_visitor_follows_nothing_and_has_no_settings(open_page: Open, cast: Cast) -> None:
    idea = make_idea(cast.session, cast, IdeaState.PUBLISHED)
    cast.session.commit()

    assert not open_page("idea", id=str(idea.id)).radio
    assert open_page("notice_settings").title[0].value == "Kirjaudu ensin sisään"
