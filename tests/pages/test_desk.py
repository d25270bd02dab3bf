"""The facilitators' desk as a screen."""

from models import Bulletin, Kind, ReviewItem
from tests.cast import Cast
from tests.pages.conftest import House, Open, press_in_dialog
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


def test_facilitators_note_things_of_an_association(open_page: Open, cast: Cast) -> None:
    app = open_page("association", as_="fanni", id=cast.satusuo.id)
    app.text_area(key=f"new-note-{cast.satusuo.id}-0").input("Soita aamulla.")
    next(button for button in app.button if button.label == "Lisää muistiinpano").click().run()

    assert not app.exception
    assert "Soita aamulla." in shown(app)
    assert app.text_area(key=f"new-note-{cast.satusuo.id}-1").value == ""
    for who in ("aino", "frans", "pekka"):
        theirs = open_page("association", as_=who, id=cast.satusuo.id)
        assert not theirs.exception
        assert "Soita aamulla." not in shown(theirs)
        assert "Järjestökehittäjien muistiinpanot" not in [each.label for each in theirs.expander]

    app = open_page("association", as_="fanni", id=cast.satusuo.id)
    app.button(key="delete-note-1").click().run()
    press_in_dialog(app, "delete-note-1")
    assert "Soita aamulla." not in shown(app)


def test_facilitator_writes_to_a_set_of_associations(open_page: Open, house: House, cast: Cast) -> None:
    app = open_page("bulletin_form", as_="fanni", municipality="309")
    assert "1 pääkäyttäjää, 1 yhdistystä" in shown(app)
    assert "example.org" not in shown(app)
    app.text_input(key="bulletin-subject-fi").input("Info Joensuussa")
    app.text_area(key="bulletin-body-fi").input("Tulkaa mukaan.").run()
    assert "Terveisin Fanni" in shown(app)

    app.button(key="send-bulletin").click().run()

    assert not app.exception
    assert "Lähtee kello" in app.info[0].value
    with house.session() as session:
        assert session.get_one(Bulletin, 1).audience == {"municipality": "309"}
    assert "Saanut 0 / 1 ihmistä, 1 yhdistystä" in shown(open_page("bulletins", as_="fanni"))
    for screen, query in (("bulletin", {"id": 1}), ("bulletins", {}), ("bulletin_form", {})):
        theirs = open_page(screen, as_="sami", **query)
        assert not theirs.exception
        assert "Info Joensuussa" not in shown(theirs)
        assert not theirs.text_area
