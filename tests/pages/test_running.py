"""The screens of participants, of a project under way and of its results, as their people use them."""

from datetime import date

import pytest
from sqlmodel import col, select
from streamlit.testing.v1 import AppTest

from models import (
    ChangeAction,
    ChangeState,
    ChangeSubject,
    CountPeriod,
    Deviation,
    IndicatorTarget,
    PackageReport,
    Plan,
    PlanChange,
    PlanState,
    ProjectResults,
    ResultsState,
)
from services import participants, plans, progress, results
from services.progress import ChangeWords, DeviationWords
from tests.cast import Cast
from tests.pages.conftest import House, Open
from tests.pages.test_markup import EVIL, PLAIN, RAW, elements
from tests.pages.test_plans import words
from tests.services.plan_world import make_plan
from tests.services.running_world import counted, make_package, ours, running, theirs
from tests.services.test_progress import MONEY, WORDS
from tests.services.test_results import SUMMARY, written

SUBS = [
    ("participants", "targets"),
    ("participants", "counts"),
    ("participants", "period"),
    ("running", "progress"),
    ("running", "deviations"),
    ("running", "changes"),
    ("running", "results"),
    ("finish", "history"),
]


def lived_in(cast: Cast) -> Plan:
    """A plan with something in every list."""
    session = cast.session
    plan = written(cast)
    package = make_package(cast, plan, theirs(cast, plan))
    progress.report(session, cast.pekka, plan.id, package.id, 30, "Ryhmä alkoi.")
    progress.report(session, cast.pekka, plan.id, package.id, 60, "Toinenkin alkoi.")
    progress.note_deviation(session, cast.pekka, plan.id, theirs(cast, plan).id, WORDS)
    progress.note_change(session, cast.pekka, plan.id, theirs(cast, plan).id, MONEY)
    session.add(IndicatorTarget(plan_id=plan.id, part_id=ours(cast, plan).id, code="EECO01", count=40))
    results.offer(session, cast.aino, plan.id)
    session.commit()
    return plan


def at(open_page: Open, who: str, plan: Plan, view: str, sub: str, **query: object) -> AppTest:
    app = open_page("plan", as_=who, id=plan.id, view=view, sub=sub, **query)
    assert not app.exception
    return app


def test_every_screen_opens_and_a_reader_presses_nothing(open_page: Open, cast: Cast) -> None:
    plan = lived_in(cast)
    plans.share(cast.session, cast.aino, plan.id)
    cast.session.commit()

    for view, sub in SUBS:
        assert at(open_page, "aino", plan, view, sub).session_state[f"sub-{plan.id}-{view}"] == sub
    for view, sub in (("participants", "counts"), ("running", "changes"), ("running", "results")):
        app = at(open_page, "fanni", plan, view, sub)
        assert [button.key for button in app.button if button.key != "sign-out"] == []


def test_before_the_decision_there_is_nothing_to_follow(open_page: Open, cast: Cast) -> None:
    plan = running(cast, PlanState.DRAFTING)
    cast.session.commit()

    app = open_page("plan", as_="aino", id=plan.id, view="running")

    assert app.session_state[f"view-{plan.id}"] == "overview"
    assert (
        "counts"
        not in at(open_page, "aino", plan, "participants", "counts").session_state[
            f"sub-{plan.id}-participants"
        ]
    )


def test_a_target_saves_itself_and_the_group_adds_up(open_page: Open, cast: Cast, house: House) -> None:
    plan = make_plan(cast)
    part = ours(cast, plan)
    cast.session.commit()
    app = at(open_page, "aino", plan, "participants", "targets")

    app.number_input(key=f"target-{part.id}-EECO01-0").set_value(40).run()
    app.number_input(key=f"target-{part.id}-EECO02-0").set_value(50).run()

    assert "Tarkista nämä luvut" in words(app)
    with house.session() as session:
        rows = session.exec(select(IndicatorTarget).order_by(col(IndicatorTarget.code)))
        assert [(row.code, row.count) for row in rows] == [("EECO01", 40), ("EECO02", 50)]


def test_a_number_that_another_wrote_meanwhile_is_not_lost(open_page: Open, cast: Cast, house: House) -> None:
    plan = make_plan(cast)
    part = ours(cast, plan)
    cast.session.commit()
    app = at(open_page, "aino", plan, "participants", "targets")
    participants.set_target(cast.session, cast.eero, plan.id, part.id, "EECO01", 30, seen=None)
    cast.session.commit()

    app.number_input(key=f"target-{part.id}-EECO01-0").set_value(40).run()

    assert "nyt siinä on 30" in app.error[0].value
    assert app.number_input(key=f"target-{part.id}-EECO01-1").value == 30
    with house.session() as session:
        assert session.exec(select(IndicatorTarget)).one().count == 30


def test_a_period_is_counted_and_what_names_somebody_is_refused(
    open_page: Open, cast: Cast, house: House
) -> None:
    plan = running(cast)
    cast.session.commit()
    app = at(open_page, "pekka", plan, "participants", "counts", period="new")

    app.date_input(key="from-period-new").set_value(date(2026, 7, 1))
    app.date_input(key="until-period-new").set_value(date(2026, 7, 31))
    app.number_input(key="EECO01-period-new").set_value(20)
    app.text_area(key="note-period-new").set_value("Mukana Aino Virtanen")
    app.button(key="save-period-new").click().run()
    refused = app.error[0].value
    app.text_area(key="note-period-new").set_value("Ryhmä Kiteellä")
    app.button(key="save-period-new").click().run()

    assert "Aino Virtanen" in refused
    assert "Jakson luvut on tallennettu." in [toast.value for toast in app.toast]
    assert "Osallistujat yhteensä: 20" in words(app)
    with house.session() as session:
        assert session.exec(select(CountPeriod)).one().note == "Ryhmä Kiteellä"


def test_a_period_is_corrected(open_page: Open, cast: Cast, house: House) -> None:
    plan = running(cast)
    row = participants.count(cast.session, cast.pekka, plan.id, theirs(cast, plan).id, counted())
    cast.session.commit()
    app = at(open_page, "pekka", plan, "participants", "counts")

    app.button(key=f"edit-period-{row.id}").click().run()
    app.number_input(key=f"EECO01-period-{row.id}").set_value(21)
    app.button(key=f"save-period-{row.id}").click().run()

    assert not app.exception
    assert "Osallistujat yhteensä: 21" in words(app)


def test_the_checker_answers_at_once(open_page: Open, cast: Cast) -> None:
    plan = make_plan(cast)
    cast.session.commit()
    app = at(open_page, "pekka", plan, "participants", "period")
    app.date_input(key="checked-first").set_value(date(2026, 3, 2))

    for last, says in ((6, "Liian lyhyt"), (7, "Riittää"), (1, "ennen")):
        app.date_input(key="checked-last").set_value(date(2026, 3, last)).run()

        answers = [element.value for element in app.success] + [element.value for element in app.error]
        assert [says in answer for answer in answers] == [True]
    assert "Vähintään 5 päivää, tarkista EURA 2021 -ohjeesta." in words(app)


def test_a_package_is_reported(open_page: Open, cast: Cast, house: House) -> None:
    plan = running(cast)
    package = make_package(cast, plan, theirs(cast, plan))
    cast.session.commit()
    app = at(open_page, "pekka", plan, "running", "progress")

    app.button(key=f"report-{package.id}").click().run()
    app.slider(key=f"percent-report-{package.id}").set_value(45)
    app.text_area(key=f"done-report-{package.id}").set_value("Ryhmä alkoi.")
    app.button(key=f"save-report-{package.id}").click().run()

    assert not app.exception
    assert "Ryhmä alkoi." in words(app)
    with house.session() as session:
        assert session.exec(select(PackageReport)).one().percent == 45


def test_a_deviation_is_noted_and_settled(open_page: Open, cast: Cast, house: House) -> None:
    plan = running(cast)
    cast.session.commit()
    app = at(open_page, "pekka", plan, "running", "deviations")

    app.button(key="add-deviation").click().run()
    app.text_area(key="what-deviation-new").set_value("Myöhässä")
    app.text_area(key="reason-deviation-new").set_value("Ohjaaja vaihtui")
    app.button(key="save-deviation-new").click().run()
    refused = app.error[0].value
    app.text_area(key="effect-deviation-new").set_value("Siirtyi")
    app.button(key="save-deviation-new").click().run()
    with house.session() as session:
        row = session.exec(select(Deviation)).one()
    app.button(key=f"settle-{row.id}-False").click().run()

    assert refused
    assert not app.exception
    assert "Ohi " in words(app)


def test_a_change_says_who_applies_and_is_followed_to_its_answer(
    open_page: Open, cast: Cast, house: House
) -> None:
    plan = running(cast)
    cast.session.commit()
    app = at(open_page, "pekka", plan, "running", "changes", change="new")
    assert "Hakee päätoteuttaja: Satusuon" in words(app).replace("\\", "")

    app.selectbox(key="subject-change-new").set_value("budget").run()
    assert "Hakee toteuttaja itse: Toivonsillan" in words(app).replace("\\", "")
    app.text_area(key="what-change-new").set_value("Matkoista palkkoihin")
    app.text_area(key="why-change-new").set_value("Etäryhmät")
    app.button(key="save-change-new").click().run()
    with house.session() as session:
        row = session.exec(select(PlanChange)).one()
    app.button(key=f"apply-{row.id}").click().run()
    app.button(key=f"save-apply-change-{row.id}").click().run()
    app.button(key=f"approve-{row.id}").click().run()
    app.text_area(key=f"answer-approve-change-{row.id}").set_value("Dnro 12/2026")
    app.button(key=f"save-approve-change-{row.id}").click().run()

    assert not app.exception
    assert "Dnro 12/2026" in words(app)
    with house.session() as session:
        assert session.exec(select(PlanChange)).one().state == ChangeState.APPROVED


def test_somebody_elses_words_are_seen_before_they_are_replaced(
    open_page: Open, cast: Cast, house: House
) -> None:
    plan = running(cast)
    row = progress.note_deviation(cast.session, cast.pekka, plan.id, theirs(cast, plan).id, WORDS)
    cast.session.commit()
    app = at(open_page, "pekka", plan, "running", "deviations", deviation=row.id)
    theirs_now = DeviationWords("Ainon sanat", "Syy", "Vaikutus")
    progress.edit_deviation(cast.session, cast.aino, row.id, theirs_now, version=row.version)
    cast.session.commit()

    app.text_area(key=f"what-deviation-{row.id}").set_value("Pekan sanat")
    app.button(key=f"save-deviation-{row.id}").click().run()
    refused = app.error[0].value
    app.button(key=f"save-deviation-{row.id}").click().run()

    assert "samaan aikaan" in refused
    assert not app.exception
    with house.session() as session:
        assert session.exec(select(Deviation)).one().what == "Pekan sanat"


def test_the_lead_writes_the_page_and_the_partner_agrees_to_it(
    open_page: Open, cast: Cast, house: House
) -> None:
    plan = running(cast)
    part = theirs(cast, plan)
    cast.session.commit()
    app = at(open_page, "aino", plan, "running", "results")
    app.text_area(key=f"summary-{plan.id}-0").set_value("Mukana Aino Virtanen").run()
    assert "Aino Virtanen" in app.error[0].value
    app.text_area(key=f"summary-{plan.id}-0").set_value(SUMMARY).run()
    assert not app.error
    app.button(key="add-story").click().run()
    app.text_input(key="title-story-new").set_value("Kahvikuppi")
    app.text_area(key="body-story-new").set_value("Eräs kävijä löysi seuraa.")
    app.button(key="save-story-new").click().run()
    app.button(key="offer-results").click().run()
    assert not app.exception
    with house.session() as session:
        made = session.exec(select(ProjectResults)).one()
    assert open_page("results", id=made.id).title[0].value == "Sivua ei löytynyt"

    preview = open_page("results", as_="pekka", id=made.id, preview=1)
    preview.button(key=f"agree-{part.id}").click().run()

    assert not preview.exception
    with house.session() as session:
        assert session.exec(select(ProjectResults)).one().state == ResultsState.PUBLISHED
    page = open_page("results", id=made.id)
    assert page.title[0].value == plan.name
    assert SUMMARY in words(page)
    assert "Kahvikuppi" in words(page)


@pytest.mark.parametrize("who", ["", "fanni"])
def test_a_page_that_is_not_public_is_not_found(open_page: Open, cast: Cast, who: str) -> None:
    plan = lived_in(cast)
    draft = results.draft_of(cast.session, cast.aino, plan.id)
    cast.session.commit()

    for query in ({}, {"preview": 1}):
        app = open_page("results", as_=who, id=draft.id, **query)

        assert app.title[0].value == "Sivua ei löytynyt"
        assert SUMMARY not in words(app)
    if who:
        assert open_page("plan", as_=who, id=plan.id, view="running").title[0].value == "Sivua ei löytynyt"


def test_a_public_page_shows_no_small_number_and_can_be_pointed_out(open_page: Open, cast: Cast) -> None:
    plan = lived_in(cast)
    draft = results.draft_of(cast.session, cast.pekka, plan.id)
    results.agree(cast.session, cast.pekka, plan.id, theirs(cast, plan).id, number=draft.number)
    cast.session.commit()

    app = open_page("results", as_="sami", id=draft.id)

    assert not app.exception
    table = app.dataframe[0].value
    shown = dict(zip(table["Tunnus"], table["Toteutunut"], strict=True))
    assert (shown["EECO01"], shown["EECO12"], shown["EECR04"]) == ("22", "ei näytetä", "ei näytetä")
    assert [button.key for button in app.button if button.key != "sign-out"] == ["flag-results"]


def test_words_stay_words(open_page: Open, cast: Cast) -> None:
    """Nothing that people type in these screens becomes a link, a picture or a heading."""
    session = cast.session
    plan = lived_in(cast)
    for person in cast.people.values():
        person.name = f"{EVIL} {person.id}"
    for association in (cast.satusuo, cast.toivonsilta):
        association.name = f"{EVIL} {association.id}"
    plan.name = EVIL
    part = theirs(cast, plan)
    package = make_package(cast, plan, part, EVIL)
    progress.report(session, cast.pekka, plan.id, package.id, 10, EVIL)
    progress.report(session, cast.pekka, plan.id, package.id, 20, f"{EVIL} 2")
    progress.note_deviation(
        session, cast.pekka, plan.id, part.id, DeviationWords(EVIL, EVIL, EVIL, package.id)
    )
    row = progress.note_change(
        session, cast.pekka, plan.id, part.id, ChangeWords(ChangeSubject.STAFF, EVIL, EVIL)
    )
    progress.move_change(session, cast.pekka, row.id, ChangeAction.APPLY, version=row.version)
    session.flush()
    progress.move_change(session, cast.pekka, row.id, ChangeAction.REFUSE, version=row.version, answer=EVIL)
    draft = results.draft_of(session, cast.aino, plan.id)
    results.write(session, cast.aino, plan.id, EVIL, seen=SUMMARY)
    results.add_story(session, cast.aino, plan.id, EVIL, EVIL)
    results.offer(session, cast.aino, plan.id)
    session.commit()

    pages = [open_page("results", as_="pekka", id=draft.id, preview=1)]
    pages += [at(open_page, "pekka", plan, view, sub) for view, sub in SUBS]

    for app in pages:
        drawn = [str(getattr(one, "proto", "")) for one in elements(app._tree) if one.type not in PLAIN]
        assert [text[:300] for text in drawn if any(raw in text for raw in RAW)] == []
