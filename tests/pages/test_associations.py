"""The list of associations, one association, and its form, as each person sees them."""

import pytest
from sqlmodel import select
from streamlit.testing.v1 import AppTest

from models import Association, AssociationAction, AssociationState, IdeaState
from services import associations
from services.associations import Details
from tests.cast import Cast, make_association
from tests.pages.conftest import House, Open
from tests.pages.reading import links_of
from tests.services.moderated import make_idea

LONG_NAME = "Uusniemen kylä ry"


def said(app: AppTest) -> str:
    elements = [*app.markdown, *app.text, *app.caption, *app.title, *app.subheader, *app.info, *app.warning]
    return "\n".join(str(element.value) for element in elements)


def labels(app: AppTest) -> list[str]:
    return [button.key for button in app.button if button.key]


def links(app: AppTest) -> list[str]:
    return [link.label for link in links_of(app)]


def ask(cast: Cast) -> None:
    associations.ask_to_join(
        cast.session, cast.sami, cast.satusuo.id, words_for_owners="Olen <b>sihteeri</b>."
    )
    cast.session.commit()


def test_visitor_sees_the_verified_ones(open_page: Open, cast: Cast) -> None:
    make_association(cast.session, "Odottava ry", state=AssociationState.PENDING)
    cast.session.commit()

    app = open_page("associations")

    assert not app.exception
    assert any("Satusuon" in label for label in links(app))
    assert not any("Odottava" in label for label in links(app))


@pytest.mark.parametrize("who", ["uuno", "aino", "veera", "fanni", "arvo"])
def test_list_opens_for_everybody(open_page: Open, who: str) -> None:
    app = open_page("associations", as_=who)

    assert not app.exception
    assert "add-association" in labels(app)


def test_filter_in_the_address_narrows_the_list(open_page: Open) -> None:
    app = open_page("associations", municipality="309")

    assert any("Keksilän" in label for label in links(app))
    assert not any("Satusuon" in label for label in links(app))


def test_filter_that_finds_nothing_says_what_to_do(open_page: Open) -> None:
    app = open_page("associations", words="zzz")

    assert "lyhyempää sanaa" in said(app)


def test_typed_words_go_to_the_address(open_page: Open) -> None:
    app = open_page("associations")

    app.text_input(key="associations-words").set_value("keksi").run()

    assert app.query_params["words"] == "keksi"
    assert not any("Satusuon" in label for label in links(app))


def test_own_ones_are_none_yet(open_page: Open) -> None:
    app = open_page("associations", as_="uuno", mine=1)

    assert "minkään yhdistyksen puolesta" in said(app)


def test_stranger_finds_no_pending_association(open_page: Open, cast: Cast) -> None:
    hidden = make_association(cast.session, "Odottava ry", state=AssociationState.PENDING)
    cast.session.commit()

    for who in ("", "sami"):
        app = open_page("association", as_=who, id=hidden.id)
        assert "Odottava" not in said(app)
        assert app.title[0].value == "Sivua ei löytynyt"


@pytest.mark.parametrize(
    ("who", "there", "not_there"),
    [
        ("", {"to-sign_in"}, {"ask", "flag-association", "invite", "to-association_form"}),
        ("sami", {"ask", "flag-association"}, {"invite", "to-association_form", "leave-association"}),
        ("veera", {"leave-association"}, {"ask", "invite", "to-association_form", "flag-association"}),
        ("eero", {"to-association_form", "to-idea_form"}, {"invite", "to-moderation"}),
        ("aino", {"to-association_form", "invite"}, {"ask", "to-moderation"}),
        ("fanni", {"to-moderation"}, {"invite", "to-association_form"}),
        ("frans", {"to-association_form"}, {"to-moderation"}),
        ("arvo", set(), {"invite", "to-association_form", "to-moderation"}),
    ],
)
def test_each_sees_their_own_steps(
    open_page: Open, cast: Cast, who: str, there: set[str], not_there: set[str]
) -> None:
    app = open_page("association", as_=who, id=cast.satusuo.id)

    assert not app.exception
    assert there <= set(labels(app))
    assert not not_there & set(labels(app))


def test_profile_shows_what_the_association_has_published(open_page: Open, cast: Cast) -> None:
    make_idea(cast.session, cast, IdeaState.PUBLISHED)
    make_idea(cast.session, cast, IdeaState.DRAFT)
    cast.session.commit()

    own = open_page("association", id=cast.satusuo.id)
    another = open_page("association", id=cast.keksila.id)

    assert links(own).count("**Kylätalon olohuone**") == 1
    assert "**Kylätalon olohuone**" not in links(another)


def test_the_way_back_leads_to_the_list_as_it_was(open_page: Open, cast: Cast) -> None:
    app = open_page("associations", municipality="176")

    app.query_params["id"] = cast.satusuo.id
    app.switch_page("pages/association.py").run()

    (back,) = [link for link in app.get("page_link") if link.proto.label == "Kaikki yhdistykset"]
    assert "municipality=176" in back.proto.query_string


def test_owner_sees_who_asks_and_their_words_as_text(open_page: Open, cast: Cast) -> None:
    ask(cast)

    app = open_page("association", as_="aino", id=cast.satusuo.id)

    assert "Olen <b>sihteeri</b>." in [text.value for text in app.text]
    assert "Olen <b>sihteeri</b>." not in said(open_page("association", as_="eero", id=cast.satusuo.id))


def test_asker_waits_and_may_take_it_back(open_page: Open, cast: Cast, house: House) -> None:
    ask(cast)
    app = open_page("association", as_="sami", id=cast.satusuo.id)

    app.button(key="take-back").click().run()

    assert not app.exception
    assert "ask" in labels(app)


def test_declined_association_is_sent_again(open_page: Open, cast: Cast, house: House) -> None:
    details = Details(name=LONG_NAME, municipality="176", kind="kylayhdistys", description="Talkoita.")
    made = associations.create(cast.session, cast.uuno, details)
    associations.move(cast.session, cast.fanni, made.id, AssociationAction.DECLINE)
    cast.session.commit()
    app = open_page("association", as_="uuno", id=made.id)

    app.button(key="submit").click().run()

    with house.session() as session:
        assert session.get_one(Association, made.id).state == AssociationState.PENDING


def fill(app: AppTest, **texts: str) -> None:
    for field, text in texts.items():
        app.text_input(key=f"association-0-{field}").set_value(text)


def test_new_association_is_sent_and_opened(open_page: Open, house: House) -> None:
    app = open_page("association_form", as_="uuno")
    fill(app, name=LONG_NAME, business_id="2077474-0", contact_email="uuno@example.org")
    app.selectbox(key="association-0-municipality").set_value("176")
    app.selectbox(key="association-0-kind").set_value("kylayhdistys")
    app.text_area(key="association-0-description").set_value("Kylätalo.")
    app.multiselect(key="association-0-competences").set_value(["tilat"])
    app.multiselect(key="association-0-interests").set_value(["yksinäisyys"])

    app.button(key="save-association").click().run()

    with house.session() as session:
        made = session.exec(select(Association).where(Association.name == LONG_NAME)).one()
        assert (made.state, made.business_id) == (AssociationState.PENDING, "2077474-0")
    assert "yksinäisyys" in [text.value for text in open_page("association", as_="uuno", id=made.id).text]


def test_refusal_keeps_what_was_typed(open_page: Open, house: House) -> None:
    app = open_page("association_form", as_="uuno")
    fill(app, name=LONG_NAME, business_id="0000000-0")

    app.button(key="save-association").click().run()

    assert "Y-tunnus ei ole oikein" in app.error[0].value
    assert "Korjaa merkitty kohta" in app.error[-1].value
    assert app.text_input(key="association-0-name").value == LONG_NAME
    assert app.text_input(key="association-0-business_id").value == "0000000-0"
    with house.session() as session:
        assert not session.exec(select(Association).where(Association.name == LONG_NAME)).all()


def test_similar_names_appear_while_typing(open_page: Open) -> None:
    app = open_page("association_form", as_="uuno")

    app.text_input(key="association-0-name").set_value("Satusuon kylä").run()

    assert any("Satusuon" in label for label in links(app))


def test_editor_changes_the_description(open_page: Open, cast: Cast, house: House) -> None:
    app = open_page("association_form", as_="eero", id=cast.satusuo.id)
    app.text_area(key=f"association-{cast.satusuo.id}-description").set_value("Kyläillat ja kahvit.")

    app.button(key="save-association").click().run()

    with house.session() as session:
        assert session.get_one(Association, cast.satusuo.id).description == "Kyläillat ja kahvit."


def test_stale_form_is_refused_and_keeps_its_text(open_page: Open, cast: Cast, house: House) -> None:
    key = f"association-{cast.satusuo.id}-description"
    app = open_page("association_form", as_="eero", id=cast.satusuo.id)
    with house.session() as session:
        session.get_one(Association, cast.satusuo.id).capacity = 3
        session.commit()
    app.text_area(key=key).set_value("Minun tekstini.")

    app.button(key="save-association").click().run()

    assert "samaan aikaan" in app.error[-1].value
    assert app.text_area(key=key).value == "Minun tekstini."


@pytest.mark.parametrize("who", ["sami", "veera", "fanni"])
def test_form_is_not_there_for_others(open_page: Open, cast: Cast, who: str) -> None:
    app = open_page("association_form", as_=who, id=cast.satusuo.id)

    assert not app.exception
    assert "save-association" not in labels(app)


def test_visitor_is_asked_to_sign_in_before_the_form(open_page: Open) -> None:
    app = open_page("association_form")

    assert "Kirjaudu sisään" in said(app)
    assert "save-association" not in labels(app)


def test_request_is_still_waiting_after_a_look(open_page: Open, cast: Cast) -> None:
    ask(cast)

    open_page("association", as_="aino", id=cast.satusuo.id)

    waiting = associations.waiting_in(cast.session, cast.aino, cast.satusuo.id).rows
    assert [card.name for card in waiting] == ["Sami"]


@pytest.mark.parametrize("screen", ["associations", "partners"])
def test_card_pressed_while_words_are_typed_opens_all_the_same(
    open_page: Open, cast: Cast, screen: str
) -> None:
    # The browser asks for the card, and right after for the list with the card's id in the address.
    app = open_page(screen, as_="sami", id=cast.satusuo.id, words="kylä")

    assert app.title[0].value == "Satusuon kyläyhdistys ry"
