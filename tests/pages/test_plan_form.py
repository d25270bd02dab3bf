"""The plan section by section: the form of the funder as its writers have it before them."""

from datetime import date

from sqlmodel import col, select

from models import Plan, PlanField, Remark, Risk, WorkPackage
from services import plans
from services.plans import SHARED, Frame, PackageWords, RiskWords
from tests.cast import Cast
from tests.pages.conftest import House, Open
from tests.pages.test_plans import buttons, words
from tests.services.plan_world import make_plan, make_task, part_of


def test_contents_say_where_each_section_stands_and_lead_on(open_page: Open, cast: Cast) -> None:
    plan = make_plan(cast)
    plans.save_field(cast.session, cast.aino, plan.id, SHARED, "call_fit", "Sopii", number=0)
    plans.save_field(cast.session, cast.aino, plan.id, SHARED, "need", "x" * 3001, number=1)
    plans.remark(cast.session, cast.pekka, plan.id, 7, "Kuka avaa?")
    cast.session.commit()

    app = open_page("plan", as_="aino", id=plan.id, view="form")

    assert not app.exception
    for words_there in ("1\\. Haku", "13\\. Ilmoitukset ja liitteet", "Liian pitkä teksti", "1 kommentti"):
        assert words_there in words(app)
    (go_on,) = (button for button in app.button if button.label.startswith("Jatka"))
    assert go_on.label == "Jatka: 2\\. Hakija"
    go_on.click().run()
    assert app.query_params["sub"] in ("2", ["2"])
    assert "Postiosoite" in [field.label for field in app.text_input]


def test_every_section_opens_for_everybody(open_page: Open, cast: Cast) -> None:
    plan = make_plan(cast)
    plans.share(cast.session, cast.aino, plan.id)
    cast.session.commit()

    for who in ("aino", "veera", "pekka", "fanni"):
        for section in plans.SECTIONS if who == "aino" else plans.SECTIONS[1:12:3]:
            app = open_page("plan", as_=who, id=plan.id, view="form", sub=section.number)

            assert not app.exception, (who, section)
            assert app.header[0].value.startswith(f"{section.number}\\.")


def test_text_over_the_limit_is_kept_and_marked(open_page: Open, cast: Cast, house: House) -> None:
    plan = make_plan(cast)
    cast.session.commit()
    app = open_page("plan", as_="aino", id=plan.id, view="form", sub=6)

    app.text_area(key=f"text-{plan.id}-0-goals-0").set_value("x" * 3010).run()

    assert "pidempi kuin hakemukseen mahtuu" in app.warning[0].value
    assert any("10 liikaa" in html.proto.body for html in app.get("html"))
    with house.session() as session:
        assert len(session.exec(select(PlanField.text).where(PlanField.key == "goals")).one()) == 3010


def test_account_number_is_refused_beside_its_field(open_page: Open, cast: Cast) -> None:
    plan = make_plan(cast)
    part = part_of(cast.session, plan, cast.toivonsilta)
    cast.session.commit()
    app = open_page("plan", as_="pekka", id=plan.id, view="form", sub=2)

    app.text_input(key=f"text-{plan.id}-{part.id}-iban-0").set_value("FI2112345600000784").run()

    assert "Tilinumero ei täsmää" in app.error[0].value
    assert "Toivonsillan kriisituki ry" in words(app)


def test_dates_and_area_save_themselves(open_page: Open, cast: Cast, house: House) -> None:
    plan = make_plan(cast)
    cast.session.commit()
    app = open_page("plan", as_="aino", id=plan.id, view="form", sub=4)

    app.date_input(key=f"frame-{plan.id}-ends_on").set_value(date(2027, 8, 31)).run()
    app.date_input(key=f"frame-{plan.id}-starts_on").set_value(date(2027, 9, 1)).run()

    assert "ennen alkamispäivää" in app.error[0].value
    app.date_input(key=f"frame-{plan.id}-starts_on").set_value(date(2027, 3, 1)).run()
    assert not app.error
    assert "Kesto 6 kuukautta" in words(app)
    app = open_page("plan", as_="aino", id=plan.id, view="form", sub=8)
    app.multiselect(key=f"frame-{plan.id}-area").set_value(["176", "309"]).run()
    with house.session() as session:
        kept = plans.frame_in(session.get_one(Plan, plan.id))
    assert kept == Frame(date(2027, 3, 1), date(2027, 8, 31), area=("176", "309"))
    read = open_page("plan", as_="pekka", id=plan.id, view="form", sub=8)
    assert "Juuka, Outokumpu" in words(read)


def test_comment_is_said_and_dealt_with(open_page: Open, cast: Cast, house: House) -> None:
    plan = make_plan(cast)
    cast.session.commit()
    app = open_page("plan", as_="veera", id=plan.id, view="form", sub=6)

    app.text_area(key=f"remark-{plan.id}-6-0").set_value("**Luku** puuttuu")
    next(button for button in app.button if button.label == "Lähetä kommentti").click().run()

    assert "**Luku** puuttuu" in [text.value for text in app.text]
    app = open_page("plan", as_="pekka", id=plan.id, view="form", sub=6)
    with house.session() as session:
        said = session.exec(select(Remark)).one()
    app.button(key=f"resolve-{said.id}").click().run()
    assert "Käsitelty kommentti" in [expander.label for expander in app.expander]
    app.button(key=f"reopen-{said.id}").click().run()
    assert app.button(key=f"resolve-{said.id}")


def test_who_is_there_shows_to_the_others(open_page: Open, cast: Cast) -> None:
    plan = make_plan(cast)
    cast.session.commit()
    open_page("plan", as_="pekka", id=plan.id, view="form", sub=7)
    plans.save_field(cast.session, cast.eero, plan.id, SHARED, "goals", "Tavoite", number=0)
    cast.session.commit()

    app = open_page("plan", as_="aino", id=plan.id, view="form", sub=6)

    assert "Eero kirjoittaa nyt: Tavoitteet." in words(app)
    assert "Pekka on kohdassa 7." in words(app)


def test_work_package_is_added_changed_moved_and_removed(open_page: Open, cast: Cast, house: House) -> None:
    plan = make_plan(cast)
    first = plans.add_package(cast.session, cast.aino, plan.id, PackageWords("Talo"))
    make_task(cast, plan).package_id = first.id
    cast.session.commit()
    here = {"id": plan.id, "view": "form", "sub": 7, "block": "packages"}
    app = open_page("plan", as_="aino", package="new", **here)

    app.text_input(key="title-package-new").set_value("Opastus")
    app.text_area(key="goal-package-new").set_value("131052-308T")
    app.button(key="save-package-new").click().run()
    assert "henkilötunnus" in app.error[0].value
    app.text_area(key="goal-package-new").set_value("Digitaidot")
    app.button(key="save-package-new").click().run()

    assert not app.exception
    assert "1 tehtävä, valmiina 0" in words(app)
    app.button(key=f"down-{first.id}").click().run()
    with house.session() as session:
        rows = session.exec(select(WorkPackage).order_by(col(WorkPackage.position))).all()
    assert [(row.title, row.goal) for row in rows] == [("Opastus", "Digitaidot"), ("Talo", "")]
    app.button(key=f"edit-package-{first.id}").click().run()
    cast.session.refresh(first)
    plans.edit_package(cast.session, cast.eero, first.id, PackageWords("Eeron talo"), version=first.version)
    cast.session.commit()
    app.button(key=f"save-package-{first.id}").click().run()
    assert "samaan aikaan" in app.error[0].value
    app.button(key=f"cancel-package-{first.id}").click().run()
    with house.session() as session:
        assert {row.title for row in session.exec(select(WorkPackage))} == {"Eeron talo", "Opastus"}


def test_risks_are_a_matrix_a_table_and_a_list(open_page: Open, cast: Cast, house: House) -> None:
    plan = make_plan(cast)
    plans.add_risk(cast.session, cast.aino, plan.id, RiskWords("Sää", 2, 1))
    cast.session.commit()
    here = {"id": plan.id, "view": "form", "sub": 7, "block": "risks"}
    app = open_page("plan", as_="pekka", risk="new", **here)

    app.text_input(key="title-risk-new").set_value("Ohjaaja sairastuu")
    app.button(key="save-risk-new").click().run()
    assert app.error[0].value
    app.button_group(key="likelihood-risk-new").set_value(4).run()
    app.button_group(key="effect-risk-new").set_value(5).run()
    app.button(key="save-risk-new").click().run()

    assert not app.exception
    with house.session() as session:
        made = session.exec(select(Risk).where(Risk.title == "Ohjaaja sairastuu")).one()
    assert (made.likelihood, made.effect, made.part_id) == (
        4,
        5,
        part_of(cast.session, plan, cast.toivonsilta).id,
    )
    assert app.dataframe[0].value.iloc[0].tolist()[:2] == ["R1", "Ohjaaja sairastuu"]
    assert len(app.get("vega_lite_chart") or app.get("arrow_vega_lite_chart")) == 1
    # The lead's risk is the lead's.
    assert [key for key in buttons(app) if str(key).startswith("edit-risk")] == [f"edit-risk-{made.id}"]


def test_earlier_text_shows_its_difference_and_comes_back(open_page: Open, cast: Cast, house: House) -> None:
    plan = make_plan(cast)
    for number, text in enumerate(("Kerho ja kahvila\n\nJoka päivä", "Kerho ja verstas\n\nJoka arki")):
        plans.save_field(cast.session, cast.aino, plan.id, SHARED, "goals", text, number=number)
    cast.session.commit()
    here = {"id": plan.id, "view": "finish", "sub": "history", "field": "0-goals"}
    assert "restore-1" not in buttons(open_page("plan", as_="pekka", **here))
    app = open_page("plan", as_="eero", **here)
    assert "~~kahvila~~" in words(app)
    assert "**verstas**" in words(app)

    app.button(key="restore-1").click().run()

    assert not app.exception
    with house.session() as session:
        kept = session.exec(select(PlanField).where(PlanField.key == "goals")).one()
    assert (kept.text, kept.number) == ("Kerho ja kahvila\n\nJoka päivä", 3)
    assert app.button(key="restore-2")
