import pytest

from models import AssociationTag, Pick, TagKind
from services import partners
from tests.cast import Cast
from tests.pages.conftest import Open
from tests.pages.test_requests import texts
from tests.services.request_world import make_idea
from ui import partner_why


@pytest.fixture
def idea(cast: Cast) -> int:
    made = make_idea(cast.session, cast)
    cast.session.add(
        AssociationTag(association_id=cast.toivonsilta.id, kind=TagKind.COMPETENCE, slug="ohjaus")
    )
    cast.toivonsilta.capacity = 1
    cast.toivonsilta.description = "<b>Kriisitukea</b>"
    cast.session.commit()
    return made.id


@pytest.mark.parametrize("who", ["aino", "uuno", "fanni", "arvo"])
def test_everybody_who_signed_in_searches(open_page: Open, idea: int, who: str) -> None:
    app = open_page("partners", as_=who)

    assert not app.exception
    assert [text.value for text in app.text if "Kriisi" in text.value] == ["<b>Kriisitukea</b>"]


def test_words_go_to_the_address(open_page: Open, idea: int) -> None:
    app = open_page("partners", as_="aino")

    app.text_input(key="words").set_value("kriisitukea").run()

    assert app.query_params["words"] == "kriisitukea"
    assert "Outokumpu" not in texts(app)


def test_filters_of_the_address_open_the_same_view(open_page: Open, idea: int) -> None:
    app = open_page("partners", as_="aino", competence="ohjaus")

    assert app.multiselect(key="competence").value == ["ohjaus"]
    assert "Joensuu" in texts(app)
    assert "Outokumpu" not in texts(app)


def test_nothing_found_says_what_to_try(open_page: Open, idea: int) -> None:
    app = open_page("partners", as_="aino", words="zzzz")

    assert "Kokeile lyhyempää sanaa" in texts(app)


def test_idea_gets_its_partners_with_reasons_and_gaps(open_page: Open, idea: int) -> None:
    shown = texts(open_page("partners", as_="aino", idea=idea))

    assert "tarjoaa: ryhmien ohjaaminen" in shown
    assert "Joensuu, 75 km" in shown
    assert "Ei vielä ketään: keittiö" in shown


def test_stranger_does_not_see_the_partners_of_an_idea(open_page: Open, idea: int) -> None:
    app = open_page("partners", as_="sami", idea=idea)

    assert "Sivua ei löytynyt" in [title.value for title in app.title]


def test_own_idea_is_one_click_from_its_partners(open_page: Open, idea: int) -> None:
    app = open_page("partners", as_="aino")

    assert [link.proto.query_string for link in app.get("page_link") if link.proto.page == "partners"] == [
        f"idea={idea}"
    ]


@pytest.mark.parametrize(("who", "offered"), [("aino", True), ("fanni", False), ("uuno", False)])
def test_found_association_is_asked_by_who_acts_for_another(
    open_page: Open, cast: Cast, idea: int, who: str, offered: bool
) -> None:
    app = open_page("partners", as_=who)

    asked = [link.proto.query_string for link in app.get("page_link") if link.proto.page == "request_form"]
    assert (f"association={cast.toivonsilta.id}" in asked) == offered
    assert f"association={cast.satusuo.id}" not in asked


def offer(cast: Cast, *slugs: str) -> None:
    """Keksilä can do that."""
    cast.keksila.capacity, cast.keksila.registered = 1, True
    cast.session.add_all(
        AssociationTag(association_id=cast.keksila.id, kind=TagKind.COMPETENCE, slug=slug) for slug in slugs
    )
    cast.session.commit()


def test_every_part_of_the_score_is_told_once_it_is_asked_for(open_page: Open, cast: Cast, idea: int) -> None:
    app = open_page("partners", as_="aino", idea=idea)
    assert not app.get("vega_lite_chart")

    app.session_state[f"why-{cast.toivonsilta.id}"] = True
    app.run()

    assert not app.exception
    assert "Kattaa tarpeista" in texts(app)
    assert "painoarvo" in texts(app)
    assert len(app.get("vega_lite_chart")) == 1


def test_rules_say_whom_they_leave_out_and_let_them_in(open_page: Open, cast: Cast, idea: int) -> None:
    cast.toivonsilta.capacity = 0
    cast.session.commit()
    app = open_page("partners", as_="aino", idea=idea)
    assert [one.label for one in app.expander if "Jätetty pois" in one.label] == [
        "Jätetty pois: 1 ilman voimavaroja uuteen hankkeeseen"
    ]
    assert "tarjoaa" not in texts(app)

    app.toggle(key="with-no_capacity-False").set_value(True).run()

    assert app.query_params["with"] in ("no_capacity", ["no_capacity"])
    assert "tarjoaa: ryhmien ohjaaminen" in texts(app)


def test_facilitator_puts_first_with_a_reason_and_takes_it_back(
    open_page: Open, cast: Cast, idea: int
) -> None:
    whom = cast.toivonsilta.id
    app = open_page("partners", as_="fanni", idea=idea)
    app.session_state[f"why-{whom}"] = True
    app.run()

    app.button(key=f"pin-{whom}").click().run()
    assert app.text_area(key=f"pin-reason-{whom}").label.startswith("Perustelu")
    partners.pick(cast.session, cast.fanni, idea, whom, Pick.PIN, "Tuntevat *kylän*")
    cast.session.commit()

    shown = open_page("partners", as_="aino", idea=idea)
    assert "Tuntevat *kylän*" in texts(shown)
    assert not [one for one in shown.button if one.key in (f"unpick-{whom}", f"exclude-{whom}")]
    again = open_page("partners", as_="fanni", idea=idea)
    again.button(key=f"unpick-{whom}").click().run()
    assert "Tuntevat" not in texts(open_page("partners", as_="aino", idea=idea))


def test_facilitator_leaves_out_with_a_reason_and_brings_back(open_page: Open, cast: Cast, idea: int) -> None:
    whom = cast.toivonsilta.id
    partners.pick(cast.session, cast.fanni, idea, whom, Pick.EXCLUDE, "Sama väki jo mukana")
    cast.session.commit()

    assert "Sama väki jo mukana" in texts(open_page("partners", as_="aino", idea=idea))
    app = open_page("partners", as_="fanni", idea=idea)
    app.button(key=f"unpick-{whom}").click().run()

    assert "Sama väki" not in texts(app)
    assert "tarjoaa: ryhmien ohjaaminen" in texts(app)


def test_why_not_is_answered_for_any_association(open_page: Open, cast: Cast, idea: int) -> None:
    app = open_page("partners", as_="aino", idea=idea, why=0)

    app.text_input(key="why-words-0").set_value("keksil").run()

    links = [link.proto.query_string for link in app.get("page_link") if link.proto.page == "partners"]
    assert f"idea={idea}&why={cast.keksila.id}" in links
    answer = open_page("partners", as_="aino", idea=idea, why=cast.keksila.id)
    assert not answer.exception
    assert "ei ole kertonut osaavansa mitään" in texts(answer)


def test_why_not_shows_the_place_and_what_would_raise_it(open_page: Open, cast: Cast, idea: int) -> None:
    offer(cast, "keittio")
    app = open_page("partners", as_="aino", idea=idea, why=cast.toivonsilta.id)

    assert "listalla näytettyjen joukossa" in texts(app)
    assert "Se on sijalla" in texts(app)
    assert "Sopivuus voisi nousta" in texts(app)


def test_who_is_below_stands_beside_the_last_one_shown(
    open_page: Open, cast: Cast, idea: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(partner_why, "SHOWN", 1)
    offer(cast, "keittio")

    app = open_page("partners", as_="aino", idea=idea, why=cast.keksila.id)

    assert "mutta näytettyjen alapuolella" in texts(app)
    assert "prosenttiyksikköä parempi" in texts(app)
    assert "Listan viimeinen näytetty" in texts(app)
    assert len(app.get("vega_lite_chart")) == 2


def test_stranger_is_not_told_why_not(open_page: Open, cast: Cast, idea: int) -> None:
    app = open_page("partners", as_="sami", idea=idea, why=cast.toivonsilta.id)

    assert "Sivua ei löytynyt" in [title.value for title in app.title]


@pytest.mark.parametrize(("who", "leads"), [("aino", True), ("uuno", False), ("fanni", False)])
def test_partners_lead_to_the_ideas_that_need_oneself(
    open_page: Open, idea: int, who: str, leads: bool
) -> None:
    app = open_page("partners", as_=who)

    assert ("matches" in [link.proto.page for link in app.get("page_link")]) == leads


def test_words_sought_among_partners_lead_to_everything(open_page: Open, idea: int) -> None:
    app = open_page("partners", as_="aino", words="kriisi")

    (link,) = [link for link in app.get("page_link") if link.proto.page == "search"]
    assert link.proto.query_string == "q=kriisi"
