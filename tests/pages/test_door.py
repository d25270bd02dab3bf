"""One run reads in one transaction, which an act of the same run ends."""

import pytest
from sqlalchemy import Connection, event
from sqlmodel import Session

from services import accounts
from services.actors import Actor
from tests.cast import Cast
from tests.pages.conftest import House
from ui import door, visitor


def name_of(session: Session, actor: Actor) -> str:
    return actor.name


def test_what_a_run_asks_is_one_transaction_and_what_it_asks_after_an_act_sees_the_act(
    house: House, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(visitor, "token", lambda: house.tokens["aino"])
    begun: list[Connection] = []

    def note(connection: Connection) -> None:
        begun.append(connection)

    event.listen(house.engine, "begin", note)

    with door.one_reading():
        before = [door.begin(name_of)[1] for _ in range(3)]
        asked = len(begun)
        assert door.attempt(accounts.rename, "Aino Uusinimi")
        after = door.begin(name_of)[1]

    event.remove(house.engine, "begin", note)
    assert before == [cast.people["aino"].name] * 3
    assert asked == 1
    assert after == "Aino Uusinimi"
