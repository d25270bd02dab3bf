from datetime import date

import pytest
from sqlmodel import select

from models import AssociationMember, AssociationRole, PartnerRequest, PartnerRequestState, RequestDirection
from services import partner_requests
from tests.cast import Cast
from tests.conftest import Clock
from tests.pages.conftest import House, Open
from tests.services.request_world import invite, make_idea


@pytest.fixture
def idea(cast: Cast) -> int:
    made = make_idea(cast.session, cast)
    cast.session.commit()
    return made.id


@pytest.fixture
def request_id(cast: Cast, clock: Clock) -> int:
    made = invite(cast.session, cast, make_idea(cast.session, cast))
    cast.session.commit()
    return made.id


def state_of(house: House, request_id: int) -> PartnerRequestState:
    with house.session() as session:
        return session.get_one(PartnerRequest, request_id).state


def texts(app: object) -> str:
    kinds = ("markdown", "caption", "text", "info", "error", "warning", "subheader")
    return "\n".join(str(one.value) for kind in kinds for one in getattr(app, kind))


def test_treasurer_follows_the_link_and_accepts_right_there(
    open_page: Open, house: House, request_id: int
) -> None:
    app = open_page("request", as_="pekka", id=request_id)

    app.button(key=f"accept-{request_id}").click().run()

    assert not app.exception
    assert state_of(house, request_id) == PartnerRequestState.ACCEPTED
    assert "Kumppanuus on sovittu" in texts(app)


def test_letter_shows_words_role_and_deadline(open_page: Open, request_id: int) -> None:
    shown = texts(open_page("request", as_="pekka", id=request_id))

    for words in ("Lähtisittekö mukaan?", "Osatoteuttaja", "14 päivää", "200 tuntia", "Ryhmänohjaaja"):
        assert words in shown


def test_question_is_asked_and_answered(open_page: Open, house: House, request_id: int) -> None:
    asking = open_page("request", as_="pekka", id=request_id)
    asking.text_area(key=f"ask-words-{request_id}").set_value("Milloin *alkaa*?")
    asking.button(key=f"ask-{request_id}").click().run()
    answering = open_page("request", as_="aino", id=request_id)
    answering.text_area(key=f"reply-words-{request_id}").set_value("Keväällä.")

    answering.button(key=f"reply-{request_id}").click().run()

    assert not answering.exception
    assert [text.value for text in answering.text][-2:] == ["Milloin *alkaa*?", "Keväällä."]
    assert state_of(house, request_id) == PartnerRequestState.SENT


def test_refused_question_stays_in_its_field(open_page: Open, house: House, request_id: int) -> None:
    app = open_page("request", as_="pekka", id=request_id)
    app.text_area(key=f"ask-words-{request_id}").set_value("Hetu 131052-308T")

    app.button(key=f"ask-{request_id}").click().run()

    assert "henkilötunnus" in app.error[0].value
    assert app.text_area(key=f"ask-words-{request_id}").value == "Hetu 131052-308T"
    assert state_of(house, request_id) == PartnerRequestState.SENT


@pytest.mark.parametrize(
    ("who", "keys"),
    [
        ("pekka", ["accept", "ask", "decline"]),
        ("aino", ["withdraw"]),
        ("veera", []),
        ("fanni", []),
    ],
)
def test_everybody_gets_their_own_buttons(
    open_page: Open, request_id: int, who: str, keys: list[str]
) -> None:
    app = open_page("request", as_=who, id=request_id)

    assert [button.key for button in app.button if str(request_id) == (button.key or "").split("-")[-1]] == [
        f"{key}-{request_id}" for key in keys
    ]


@pytest.mark.parametrize("who", ["sami", "uuno", "arvo"])
def test_stranger_does_not_find_the_letter(open_page: Open, request_id: int, who: str) -> None:
    app = open_page("request", as_=who, id=request_id)

    assert [title.value for title in app.title] == ["Sivua ei löytynyt"]
    assert "Lähtisittekö" not in texts(app)


@pytest.mark.parametrize("page", ["requests", "request", "request_form", "partners"])
def test_visitor_is_asked_to_sign_in(open_page: Open, request_id: int, page: str) -> None:
    app = open_page(page, id=request_id, idea=1)

    assert not app.exception
    assert [title.value for title in app.title] == ["Kirjaudu ensin sisään"]
    assert [button.label for button in app.main.button] == ["Kirjaudu sisään", "Tee tili"]


@pytest.mark.parametrize(("who", "cards"), [("pekka", 1), ("aino", 0), ("uuno", 0)])
def test_list_opens_at_what_waits_for_me(open_page: Open, request_id: int, who: str, cards: int) -> None:
    app = open_page("requests", as_=who)

    assert not app.exception
    assert texts(app).count("pyytää kumppaniksi") == cards


def test_tab_stands_in_the_address(open_page: Open, request_id: int) -> None:
    app = open_page("requests", as_="aino", tab="waiting")

    assert "pyytää kumppaniksi" in texts(app)


def test_invitation_is_written_and_sent(open_page: Open, house: House, cast: Cast, idea: int) -> None:
    app = open_page("request_form", as_="aino", idea=idea, association=cast.toivonsilta.id)
    app.text_area(key="words").set_value("Tulisitteko?")
    app.radio(key="role").set_value("lead")

    app.button(key="send").click().run()

    assert not app.exception
    with house.session() as session:
        sent = session.exec(select(PartnerRequest)).one()
    assert (sent.to_association_id, sent.role, sent.words) == (cast.toivonsilta.id, "lead", "Tulisitteko?")


def test_offer_is_written_and_sent(open_page: Open, house: House, cast: Cast, idea: int) -> None:
    app = open_page("request_form", as_="sami", idea=idea)
    app.text_area(key="words").set_value("Tulemme mielellämme.")

    app.button(key="send").click().run()

    with house.session() as session:
        sent = session.exec(select(PartnerRequest)).one()
    assert (sent.from_association_id, sent.direction) == (cast.keksila.id, "offer")


def test_refused_letter_keeps_what_was_typed(open_page: Open, house: House, cast: Cast, idea: int) -> None:
    app = open_page("request_form", as_="aino", idea=idea, association=cast.toivonsilta.id)
    app.text_area(key="words").set_value("Tulisitteko?")
    app.date_input(key="reply_by").set_value(date(2020, 1, 1))

    app.button(key="send").click().run()

    assert "aikaisintaan huomenna" in app.error[0].value
    assert app.text_area(key="words").value == "Tulisitteko?"
    with house.session() as session:
        assert session.exec(select(PartnerRequest)).all() == []


def test_form_without_a_partner_shows_where_to_choose_one(open_page: Open, idea: int) -> None:
    app = open_page("request_form", as_="aino", idea=idea)

    assert not app.exception
    assert "Valitse ensin yhdistys" in texts(app)


def test_somebody_without_an_association_reads_what_to_do(open_page: Open, idea: int) -> None:
    app = open_page("request_form", as_="uuno", idea=idea)

    assert "vahvistettu yhdistys" in texts(app)


def test_offered_company_is_welcomed_in_its_own_words(open_page: Open, cast: Cast, clock: Clock) -> None:
    offer = invite(cast.session, cast, make_idea(cast.session, cast))
    offer.direction = RequestDirection.OFFER
    cast.session.add(offer)
    cast.session.commit()

    app = open_page("request", as_="pekka", id=offer.id)

    assert app.button(key=f"accept-{offer.id}").label == "Hyväksy – tervetuloa mukaan"


def test_viewer_reads_whose_answer_is_waited_for(open_page: Open, cast: Cast, request_id: int) -> None:
    held = select(AssociationMember).where(AssociationMember.person_id == cast.pekka.id)
    for role in cast.session.exec(held):
        role.role = AssociationRole.VIEWER
    cast.session.commit()

    listed = open_page("requests", as_="pekka")
    letter = open_page("request", as_="pekka", id=request_id)

    for app in (listed, letter):
        assert [info.value for info in app.info] == [
            "Odottaa yhdistyksesi pääkäyttäjää tai muokkaajaa: he voivat vastata yhdistyksen puolesta."
        ]


def test_sender_reads_that_the_answer_is_waited_for(open_page: Open, request_id: int) -> None:
    app = open_page("request", as_="aino", id=request_id)

    assert [info.value for info in app.info] == ["Nyt odotetaan vastausta. Lähettäjä saa siitä ilmoituksen."]


def test_closed_letter_says_what_comes_next(open_page: Open, cast: Cast, request_id: int) -> None:
    partner_requests.decline(cast.session, cast.pekka, request_id, "Kädet täynnä.")
    cast.session.commit()

    app = open_page("request", as_="aino", id=request_id)

    assert "Kädet täynnä." in texts(app)
    assert "Etsi toinen kumppani" in [link.proto.label for link in app.get("page_link")]


def test_invitation_may_begin_from_the_association(open_page: Open, cast: Cast, idea: int) -> None:
    app = open_page("request_form", as_="aino", association=cast.toivonsilta.id)

    assert not app.exception
    assert f"idea={idea}&association={cast.toivonsilta.id}" in [
        link.proto.query_string for link in app.get("page_link")
    ]


def test_invitation_from_who_has_no_idea_shows_where_to_write_one(
    open_page: Open, cast: Cast, idea: int
) -> None:
    app = open_page("request_form", as_="pekka", association=cast.satusuo.id)

    assert "ei ole vielä julkaistua hankeideaa" in texts(app)
