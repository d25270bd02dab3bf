"""The facilitators' desk as a screen."""

from models import Kind, ReviewItem
from tests.cast import Cast
from tests.pages.conftest import Open
from tests.services.test_desk import case_of


def shown(app: object) -> str:
    kinds = ("markdown", "caption", "text", "title")
    return "\n".join(str(one.value) for kind in kinds for one in getattr(app, kind))


def test_facilitator_sees_what_waits_and_narrows_it(open_page: Open, cast: Cast) -> None:
    for number in range(6):
        cast.session.add(
            ReviewItem(kind=Kind.IDEA, thing_id=number, title=f"Idea {number}", municipality="176")
        )
    case_of(cast.session, cast, cast.frans.id)
    cast.session.commit()

    app = open_page("desk", as_="fanni")

    assert not app.exception
    assert ":blue-badge[6]" in shown(app)
    assert "Työtoverien avoimia: 1" in shown(app)
    app.selectbox(key="desk-municipality").select("309").run()
    assert not app.exception
    assert ":blue-badge[6]" not in shown(app)
    assert app.query_params["municipality"] in ("309", ["309"])
    page = open_page("desk", as_="fanni", kind="reviews", municipality="176")
    assert not page.exception
    assert "Tarkastettavana" in shown(page)


def test_nobody_else_finds_the_desk(open_page: Open) -> None:
    for who in ("aino", "arvo"):
        app = open_page("desk", as_=who)
        assert not app.exception
        assert "Työpöytä" not in [str(each.value) for each in app.title]
