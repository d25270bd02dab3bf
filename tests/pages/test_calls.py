"""The list of calls, one call, its form, and the call of a plan, per person."""

from datetime import date
from decimal import Decimal

import pytest
from sqlmodel import select

from models import Call, Plan
from services import calls
from services.actors import VISITOR
from tests.cast import Cast
from tests.pages.conftest import House, Open
from tests.pages.test_ideas import keys, said
from tests.services.test_calls_writing import edit, make_call, plan_for


def words_of(app: object) -> str:
    return said(app).replace("\N{NO-BREAK SPACE}", " ")  # type: ignore[arg-type]


@pytest.mark.parametrize("who", ["", "aino", "fanni"])
def test_calls_stand_open_ones_first_and_past_ones_apart(open_page: Open, cast: Cast, who: str) -> None:
    calls.load(cast.session)
    make_call(cast.session, cast, published=False, name="Luonnoshaku")
    cast.session.commit()

    app = open_page("calls", as_=who)

    assert not app.exception
    assert ("Menneet haut" in [header.value for header in app.header]) is True
    assert "80 %" in words_of(app)
    assert ("Luonnos" in words_of(app)) == (who == "fanni")
    assert ("write-call" in keys(app)) == (who == "fanni")


@pytest.mark.parametrize("who", ["", "aino", "fanni"])
def test_a_call_shows_its_terms_and_what_to_check(open_page: Open, cast: Cast, who: str) -> None:
    calls.load(cast.session)
    call_id = cast.session.exec(select(Call.id).where(Call.slug == "esr-4-3-pohjois-karjala-2022")).one()
    cast.session.commit()

    app = open_page("call", as_=who, id=call_id)

    assert not app.exception
    told = words_of(app)
    assert "omarahoitus on vähintään 20 %" in told
    assert "tarkista hakuilmoituksesta" in told
    assert "50 000 €" in told
    assert "17 valintaperustetta" in [each.label for each in app.expander]
    assert ("edit" in keys(app)) == (who == "fanni")


def test_an_older_version_says_so_and_what_has_changed(open_page: Open, cast: Cast) -> None:
    call = make_call(cast.session, cast)
    edit(cast.session, cast, call, closes_on=date(2027, 1, 15), support_rate=Decimal("0.75"))
    cast.session.commit()

    app = open_page("call", as_="aino", id=call.id, version=1)

    assert "version 1" in app.warning[0].value
    assert "Rahoittaja muutti hakua" in words_of(app)
    assert "80 %" in words_of(app)
    assert not open_page("call", as_="aino", id=call.id).warning


@pytest.mark.parametrize("who", ["", "aino"])
def test_others_find_no_form(open_page: Open, cast: Cast, who: str) -> None:
    call = make_call(cast.session, cast)
    cast.session.commit()

    app = open_page("call_form", as_=who, id=call.id)

    assert app.title[0].value == "Sivua ei löytynyt"


def test_a_facilitator_writes_publishes_and_changes_a_call(open_page: Open, house: House, cast: Cast) -> None:
    app = open_page("call_form", as_="fanni")
    app.button(key="save-call").click().run()
    assert "Täytä tämä kohta" in app.error[0].value

    app.text_input(key="call-0-name").set_value("Osallisuushaku")
    app.text_input(key="call-0-programme").set_value("Uudistuva ja osaava Suomi")
    app.date_input(key="call-0-opens_on").set_value(date(2026, 9, 1))
    app.date_input(key="call-0-closes_on").set_value(date(2027, 1, 31))
    app.number_input(key="call-0-support_rate").set_value(75.0)
    app.number_input(key="call-0-limit-summary").set_value(1500)
    app.button(key="call-0-rate-add").click().run()
    app.number_input(key="call-0-rate-100-rate").set_value(26.44)
    app.button(key="call-0-criterion-add").click().run()
    app.button(key="call-0-criterion-add").click().run()
    app.text_input(key="call-0-criterion-101-name-fi").set_value("Uutuus")
    app.button(key="call-0-criterion-100-remove").click().run()
    app.button(key="save-call").click().run()
    assert not app.exception
    assert not app.error
    with house.session() as session:
        call_id = session.exec(select(Call.id)).one()
    app = open_page("call", as_="fanni", id=call_id)
    app.button(key="publish").click().run()

    with house.session() as session:
        terms = calls.view(session, VISITOR, call_id).terms
    assert (terms.support_rate, terms.limits) == (Decimal("0.75"), {"summary": 1500})
    assert [rate.rate for rate in terms.side_cost_rates] == [Decimal("0.2644")]
    assert [row.name["fi"] for row in terms.criteria] == ["Uutuus"]


def test_a_change_asks_why(open_page: Open, house: House, cast: Cast) -> None:
    call = make_call(cast.session, cast)
    cast.session.commit()
    app = open_page("call_form", as_="arvo", id=call.id)
    app.date_input(key=f"call-{call.id}-closes_on").set_value(date(2027, 1, 31))
    app.button(key="save-call").click().run()
    assert "Täytä tämä kohta" in app.error[0].value

    app.text_area(key=f"call-{call.id}-why").set_value("Hakuaika jatkui.")
    app.button(key="save-call").click().run()

    assert not app.exception
    with house.session() as session:
        assert calls.view(session, VISITOR, call.id).terms.closes_on == date(2027, 1, 31)


def test_what_is_not_saved_is_offered_after_a_refresh(open_page: Open, house: House, cast: Cast) -> None:
    """What Fanni has not changed follows what Arvo saves meanwhile."""
    call = make_call(cast.session, cast)
    cast.session.commit()
    key = f"call-{call.id}"
    app = open_page("call_form", as_="fanni", id=call.id)
    assert "discard-unsaved" not in keys(app)
    app.date_input(key=f"{key}-closes_on").set_value(date(2027, 1, 31)).run()
    app.button(key=f"{key}-criterion-add").click().run()
    app.text_input(key=f"{key}-criterion-100-name-fi").set_value("Yhteistyö").run()
    app.text_area(key=f"{key}-why").set_value("Hakuaika jatkui.").run()
    assert "Keskeneräinen on tallessa" in words_of(app)
    edit(cast.session, cast, call, support_rate=Decimal("0.75"))
    cast.session.commit()

    # Nobody else is offered it.
    assert "go-on-unsaved" not in keys(open_page("call_form", as_="arvo", id=call.id))
    app = open_page("call_form", as_="fanni", id=call.id)
    assert f"{key}-name" not in keys(app)
    told = words_of(app)
    assert "Hakuaika päättyy, Valintaperusteet" in told
    assert "Joku toinen on tallentanut" in told
    app.button(key="go-on-unsaved").click().run()
    assert app.date_input(key=f"{key}-closes_on").value == date(2027, 1, 31)
    assert app.number_input(key=f"{key}-support_rate").value == 75.0
    assert app.text_input(key=f"{key}-criterion-1-name-fi").value == "Yhteistyö"
    assert app.text_area(key=f"{key}-why").value == "Hakuaika jatkui."
    app.button(key="save-call").click().run()

    assert not app.exception
    assert not app.error
    with house.session() as session:
        terms = calls.view(session, VISITOR, call.id).terms
    assert (terms.closes_on, terms.support_rate) == (date(2027, 1, 31), Decimal("0.75"))
    assert [row.name["fi"] for row in terms.criteria] == ["Uutuus", "Yhteistyö"]
    assert "go-on-unsaved" not in keys(open_page("call_form", as_="fanni", id=call.id))


def test_a_new_call_that_was_left_halfway_is_gone_on_with(open_page: Open, cast: Cast) -> None:
    call = make_call(cast.session, cast)
    cast.session.commit()
    app = open_page("call_form", as_="fanni", after=call.id)
    assert "discard-unsaved" not in keys(app)
    app.text_input(key="call-0-name").set_value("Uusi haku").run()

    app = open_page("call_form", as_="fanni")
    assert "Uusi haku" in words_of(app)
    app.button(key="go-on-unsaved").click().run()

    assert app.text_input(key="call-0-name").value == "Uusi haku"
    assert app.text_input(key="call-0-programme").value == "Uudistuva ja osaava Suomi"
    assert app.number_input(key="call-0-support_rate").value == 80.0
    # Throwing it away asks first: tests/browser/test_call_changes.py.
    assert "discard-unsaved" in keys(app)


def test_a_new_call_begins_with_the_terms_of_another(open_page: Open, cast: Cast) -> None:
    call = make_call(cast.session, cast)
    cast.session.commit()

    app = open_page("call_form", as_="fanni", after=call.id)

    assert app.text_input(key="call-0-name").value == ""
    assert app.text_input(key="call-0-programme").value == "Uudistuva ja osaava Suomi"
    assert app.number_input(key="call-0-support_rate").value == 80.0


def test_a_plan_says_that_its_call_has_changed_and_the_lead_takes_it(
    open_page: Open, house: House, cast: Cast
) -> None:
    call = make_call(cast.session, cast)
    plan = plan_for(cast.session, cast, call)
    edit(cast.session, cast, call, support_rate=Decimal("0.75"))
    cast.session.commit()

    theirs = open_page("plan", as_="pekka", id=plan.id)
    assert any("Haku on muuttunut" in warning.value for warning in theirs.warning)
    assert f"take-call-{plan.id}" not in keys(theirs)
    app = open_page("plan", as_="aino", id=plan.id)
    app.button(key=f"take-call-{plan.id}").click().run()

    assert not app.exception
    assert not any("Haku on muuttunut" in warning.value for warning in app.warning)
    with house.session() as session:
        assert calls.terms_of(session, session.get_one(Plan, plan.id).call_version_id).number == 2


def test_a_plan_without_a_call_offers_to_choose_one(open_page: Open, house: House, cast: Cast) -> None:
    call = make_call(cast.session, cast)
    plan = plan_for(cast.session, cast, None)
    cast.session.commit()

    app = open_page("plan", as_="aino", id=plan.id)
    app.selectbox(key=f"call-of-{plan.id}").select(call.id).run()
    app.button(key=f"follow-call-{plan.id}").click().run()

    assert not app.exception
    with house.session() as session:
        assert session.get_one(Plan, plan.id).call_id == call.id
