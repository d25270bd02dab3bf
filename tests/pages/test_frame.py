import pytest

from tests.pages.conftest import Open
from ui import menu


@pytest.mark.parametrize("screen", [screen.name for screen in menu.SCREENS])
@pytest.mark.parametrize("who", ["", "aino", "fanni", "arvo"])
def test_every_screen_opens_without_an_error(open_page: Open, screen: str, who: str) -> None:
    app = open_page(screen, as_=who)

    assert not app.exception
