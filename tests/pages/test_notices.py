"""The list of notices: read by opening, and nobody else's."""

from typing import Any

import pytest

from models import Kind
from services import journal, notices
from services.actors import actor_of
from tests.cast import Cast
from tests.pages.conftest import House, Open
from tests.pages.test_moderation import words_on


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
