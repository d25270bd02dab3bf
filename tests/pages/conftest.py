"""Pages run in AppTest against a house of their own; the visitor's cookie is the only thing set by hand."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import bcrypt
import pytest
from sqlalchemy import Engine
from sqlmodel import Session
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest, app_test
from streamlit.testing.v1.element_tree import TextInput

from services import accounts, database
from services.search import shelves
from tests.cast import Cast, cast_of
from tests.conftest import content_of, fill, memory_engine
from ui import search_box, sign_in, trouble, visitor

APP = Path(__file__).parent.parent.parent / "app.py"


@dataclass
class House:
    """The database that the pages see: act in `with house.session() as s`, look with the same."""

    engine: Engine
    tokens: dict[str, str] = field(default_factory=dict)

    def session(self) -> Session:
        return Session(self.engine, expire_on_commit=False)

    def sign_in(self, cast: Cast) -> None:
        """Everybody of the cast."""
        for name, person in cast.people.items():
            self.tokens[name] = accounts.begin_session(cast.session, person.id)
        cast.session.commit()

    def furniture(self) -> "Furniture":
        return Furniture(content_of(self.engine), dict(self.tokens))


class Furniture(NamedTuple):
    """What a house can be made of again."""

    content: bytes
    tokens: dict[str, str]


class _Pages(PagesManager):
    """By itself AppTest runs the first screen of a `pages/` folder alone, without the frame of `app.py`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        PagesManager.uses_pages_directory = False


def _raise(error: Exception) -> bool:
    """In a test a bug is no calm page but `app.exception`."""
    raise error


@pytest.fixture(scope="session")
def furnished(cast_content: bytes) -> Furniture:
    """A house where the cast have signed in: to make it anew takes longer than most screens."""
    made = House(memory_engine(cast_content))
    with made.session() as session:
        made.sign_in(cast_of(session))
    furniture = made.furniture()
    made.engine.dispose()
    return furniture


@pytest.fixture(scope="session")
def house_engine() -> Iterator[Engine]:
    """One for all houses: a new one would put every statement of every screen together again, which takes longer
    than all else that a screen does.
    """
    engine = memory_engine()
    yield engine
    engine.dispose()


@pytest.fixture
def house(monkeypatch: pytest.MonkeyPatch, house_engine: Engine, furnished: Furniture) -> House:
    fill(house_engine, furnished.content)
    shelves.forget()
    monkeypatch.setattr(database, "engine", lambda: house_engine)
    monkeypatch.setattr(visitor, "token", lambda: "")
    monkeypatch.setattr(trouble, "show", _raise)
    return House(house_engine, dict(furnished.tokens))


@pytest.fixture
def cast(house: House) -> Iterator[Cast]:
    """The people of this house, in a session for arranging: commit before the page looks."""
    with house.session() as session:
        found = cast_of(session)
        session.commit()
        yield found


Open = Callable[..., AppTest]


@cache
def _components() -> BidiComponentManager:
    """No package here brings a component; by itself AppTest reads about each package that there is, at each run."""
    return BidiComponentManager()


def lines(app: AppTest) -> list[TextInput]:
    """The screen's own fields for a line: the frame has one before them, to search everything with."""
    return [field for field in app.text_input if field.key != search_box.KEY]


def press_in_dialog(app: AppTest, opener: str, key: str = "confirm") -> None:
    """Presses a button of the dialog that the button `opener` has just opened.

    A browser runs a dialog alone, as a fragment. AppTest runs whole scripts, in which it is drawn only while its opener
    is pressed: so both are pressed in one run.
    """
    app.button(key=opener).click()
    app.button(key=key).click().run()
    assert not app.exception


@pytest.fixture
def open_page(house: House, monkeypatch: pytest.MonkeyPatch) -> Open:
    """`open_page("idea", as_="aino", id=7)`: the frame with this screen, seen by this person (or a visitor)."""

    monkeypatch.setattr(app_test, "PagesManager", _Pages)

    def opened(page: str, as_: str = "", **query: object) -> AppTest:
        monkeypatch.setattr(visitor, "token", lambda: house.tokens.get(as_, ""))
        app = AppTest.from_file(APP, default_timeout=20)
        app._bidi_component_manager = _components()
        for key, value in query.items():
            app.query_params[key] = str(value)
        if page != "home":
            app.switch_page(f"pages/{page}.py")
        return app.run()

    return opened


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Where the browser was sent; hashing is quick, and the browser has cookies."""
    places: list[str] = []
    salt = bcrypt.gensalt
    monkeypatch.setattr(bcrypt, "gensalt", lambda: salt(4))
    monkeypatch.setattr(visitor, "mark", lambda: "browser")
    monkeypatch.setattr(visitor, "network_address", lambda: "192.0.2.1")
    monkeypatch.setattr(sign_in, "leave_for", places.append)
    return places
