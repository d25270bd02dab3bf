from datetime import timedelta
from decimal import Decimal

import pytest
from sqlmodel import select
from streamlit.testing.v1 import AppTest

from models import (
    Confirmation,
    ConfirmationState,
    Plan,
    PlanAction,
    PlanPart,
    PlanState,
    PlanSubmission,
    today,
)
from services import confirmations
from tests.cast import Cast
from tests.pages.conftest import House, Open
from tests.pages.test_plans import buttons, words
from tests.services.confirmation_world import asked, make_three, ready, write
from tests.services.plan_world import part_of


def screen(open_page: Open, plan: Plan, who: str, **query: object) -> AppTest:
    app = open_page("plan", as_=who, id=plan.id, view="finish", sub="confirm", **query)
    assert not app.exception
    return app


def stored(house: House, plan: Plan) -> PlanState:
    with house.session() as session:
        return PlanState(session.exec(select(Plan.state).where(Plan.id == plan.id)).one())


def test_the_lead_asks_and_everybody_sees_who_is_waited_for(
    open_page: Open, cast: Cast, house: House
) -> None:
    plan = make_three(cast)
    cast.session.commit()

    before = screen(open_page, plan, "pekka")
    app = screen(open_page, plan, "aino")
    app.text_area(key="ask-words").set_value("Lukekaa *rahat*.")
    app.button(key="ask-to-confirm").click().run()

    assert "Päätoteuttaja pyytää vahvistukset" in words(before)
    assert stored(house, plan) == PlanState.CONFIRMING
    after = screen(open_page, plan, "veera")
    assert "Lukekaa *rahat*." in [text.value for text in after.text]
    assert words(after).count("Odottaa vahvistusta") == 3


def test_an_owner_confirms_with_one_press_what_the_screen_shows(
    open_page: Open, cast: Cast, house: House
) -> None:
    plan = make_three(cast)
    write(cast, plan, "pekka", cast.toivonsilta, "our_people", "Kaksi ohjaajaa")
    confirmations.ask(cast.session, cast.aino, plan.id, today() + timedelta(days=9), "")
    part = part_of(cast.session, plan, cast.toivonsilta)
    cast.session.commit()

    app = screen(open_page, plan, "pekka")
    shown = words(app)
    app.button(key=f"yes-{part.id}").click().run()

    assert "Kaksi ohjaajaa" in shown
    assert "Kylällä ei ole kohtaamispaikkaa." in shown
    with house.session() as session:
        held = session.exec(select(Confirmation).where(Confirmation.part_id == part.id)).one()
        assert (held.state, held.confirmed_by) == (ConfirmationState.CONFIRMED, cast.people["pekka"].id)
    assert f"yes-{part.id}" not in buttons(screen(open_page, plan, "pekka"))


def test_words_that_change_while_they_are_read_are_not_confirmed(
    open_page: Open, cast: Cast, house: House
) -> None:
    plan = asked(cast)
    part = part_of(cast.session, plan, cast.toivonsilta)
    cast.session.commit()
    app = screen(open_page, plan, "pekka")

    write(cast, plan, "aino", None, "goals", "Muuttui lukiessa")
    cast.session.commit()
    app.button(key=f"yes-{part.id}").click().run()

    assert not app.exception
    assert "muutettiin samalla" in app.toast[0].value
    assert "Muuttui lukiessa" in words(app)
    assert stored(house, plan) == PlanState.CONFIRMING


def test_an_owner_says_why_not_and_the_lead_reads_it(open_page: Open, cast: Cast) -> None:
    plan = asked(cast)
    part = part_of(cast.session, plan, cast.keksila)
    cast.session.commit()

    app = screen(open_page, plan, "sami")
    app.button(key=f"no-{part.id}").click().run()
    app.button(key=f"send-no-{part.id}").click().run()
    nothing_said = [error.value for error in app.error]
    app.text_area(key=f"reason-{part.id}").set_value("Hallitus kokoontuu *vasta* maanantaina.")
    app.button(key=f"send-no-{part.id}").click().run()

    assert len(nothing_said) == 1
    lead = screen(open_page, plan, "aino")
    assert "Ei vahvistettu" in words(lead)
    assert "Hallitus kokoontuu *vasta* maanantaina." in [text.value for text in lead.text]


def test_a_change_opens_one_confirmation_and_the_screen_says_which_words(open_page: Open, cast: Cast) -> None:
    plan = ready(cast)
    write(cast, plan, "pekka", cast.toivonsilta, "our_people", "Kolme ohjaajaa")
    cast.session.commit()

    app = screen(open_page, plan, "pekka")
    others = buttons(screen(open_page, plan, "sami"))

    assert "Nämä kohdat ovat muuttuneet" in words(app)
    assert ":green[**Kolme ohjaajaa**]" in words(app)
    assert not [key for key in others if str(key).startswith("yes-")]


# Which steps each person is offered in which state.
OFFERED = [
    (PlanState.DRAFTING, "aino", {"ask"}),
    (PlanState.CONFIRMING, "aino", {"call_back"}),
    (PlanState.READY, "eero", {"submit", "call_back"}),
    (PlanState.READY, "pekka", set()),
    (PlanState.SUBMITTED, "aino", {"fund", "refuse", "take_back"}),
    (PlanState.FUNDED, "aino", {"start", "take_back"}),
    (PlanState.NOT_FUNDED, "aino", {"revise", "take_back"}),
    (PlanState.RUNNING, "aino", {"complete", "take_back"}),
    (PlanState.COMPLETED, "aino", {"take_back"}),
    (PlanState.COMPLETED, "pekka", set()),
]


@pytest.mark.parametrize(("state", "who", "steps"), OFFERED)
def test_steps_are_offered_to_the_lead(
    open_page: Open, cast: Cast, state: PlanState, who: str, steps: set[str]
) -> None:
    plan = asked(cast) if state == PlanState.CONFIRMING else ready(cast)
    plan.state = state
    cast.session.commit()

    app = open_page("plan", as_=who, id=plan.id)

    assert not app.exception
    shown = {str(key).rsplit("-", 1)[0] for key in buttons(app)}
    assert {step for step in shown if step in list(PlanAction)} - {"share"} == steps


def test_the_lead_submits_and_records_the_decision(open_page: Open, cast: Cast, house: House) -> None:
    plan = ready(cast)
    cast.session.commit()

    app = open_page("plan", as_="aino", id=plan.id, step="submit")
    app.text_input(key="step-reference").set_value("HAK-7")
    app.button(key="do-submit").click().run()
    sent = stored(house, plan)
    app = open_page("plan", as_="aino", id=plan.id, step="fund")
    app.text_input(key="granted").set_value("paljon")
    app.button(key="do-fund").click().run()
    refused = [error.value for error in app.error]
    app.text_input(key="granted").set_value("161 438,59 €")
    app.button(key="do-fund").click().run()

    assert (sent, stored(house, plan)) == (PlanState.SUBMITTED, PlanState.FUNDED)
    assert len(refused) == 1
    with house.session() as session:
        row = session.exec(select(PlanSubmission)).one()
        assert (row.reference, row.granted) == ("HAK-7", Decimal("161438.59"))
    assert "HAK-7" in words(open_page("plan", as_="pekka", id=plan.id))


def test_an_association_leaves_and_is_brought_back(open_page: Open, cast: Cast, house: House) -> None:
    plan = make_three(cast)
    write(cast, plan, "sami", cast.keksila, "our_people", "Kaksi")
    part = part_of(cast.session, plan, cast.keksila)
    cast.session.commit()

    app = open_page("plan", as_="aino", id=plan.id, leaving=1)
    app.selectbox(key="leaving-part").set_value(part.id).run()
    app.text_area(key="leave-reason").set_value("Voimat loppuivat.")
    app.button(key="do-leave").click().run()
    gone = words(open_page("plan", as_="pekka", id=plan.id))
    app = open_page("plan", as_="aino", id=plan.id)
    app.button(key=f"bring-back-{part.id}").click().run()

    assert not app.exception
    assert "Jäänyt pois" in gone
    assert "Voimat loppuivat." in gone
    with house.session() as session:
        assert session.get_one(PlanPart, part.id).left_at is None
