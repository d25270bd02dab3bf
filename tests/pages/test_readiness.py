"""A plan's readiness on its overview and check by check, and the lead's own assessment."""

from sqlmodel import select

from models import Assessment, PlanState
from services import readiness
from services.readiness import CheckKind
from tests.cast import Cast
from tests.pages.conftest import House, Open
from tests.pages.reading import links_of
from tests.pages.test_ideas import keys, said
from tests.services.readiness_world import make_whole
from tests.services.test_readiness import another_need
from ui.texts import catalogue


def test_every_check_has_its_words() -> None:
    known = catalogue("fi")

    assert [
        kind for kind in CheckKind for form in ("todo", "done") if f"readiness_{form}.{kind}" not in known
    ] == []


def test_the_overview_says_how_ready_and_what_is_next(open_page: Open, cast: Cast) -> None:
    plan = make_whole(cast)
    cast.session.commit()

    for who in ("aino", "pekka", "veera"):
        app = open_page("plan", as_=who, id=plan.id)

        assert not app.exception
        assert "Se ei lupaa rahoitusta" in said(app)
        assert any("Pyytäkää vahvistukset" in link.label for link in links_of(app))


def test_what_is_sent_is_checked_no_more(open_page: Open, cast: Cast) -> None:
    plan = make_whole(cast)
    plan.state = PlanState.SUBMITTED
    cast.session.commit()

    app = open_page("plan", as_="aino", id=plan.id)

    assert not app.exception
    assert "Se ei lupaa rahoitusta" not in said(app)


def test_the_lead_assesses_and_names_a_gap(open_page: Open, house: House, cast: Cast) -> None:
    plan = make_whole(cast)
    another_need(cast.session, cast, plan)
    need = next(gap.need.id for gap in readiness.assessment_of(cast.session, cast.aino, plan.id).gaps)
    cast.session.commit()

    app = open_page("plan", as_="aino", id=plan.id, view="finish", sub="readiness")
    app.text_area(key=f"evidence-{plan.id}-tarve").set_value("Kysely, 84 vastausta.").run()
    app.text_area(key=f"evidence-{plan.id}-{need}").set_value("Ostamme kyydit.").run()

    assert not app.exception
    with house.session() as session:
        kept = {row.subject: row.evidence for row in session.exec(select(Assessment))}
    assert (kept["tarve"], kept[f"need-{need}"]) == ("Kysely, 84 vastausta.", "Ostamme kyydit.")


def test_the_others_read_the_assessment(open_page: Open, cast: Cast) -> None:
    plan = make_whole(cast)
    cast.session.commit()

    app = open_page("plan", as_="pekka", id=plan.id, view="finish", sub="readiness")

    assert not app.exception
    assert f"evidence-{plan.id}-tarve" not in keys(app)
    assert "Näin on." in said(app)
    assert "6/10 pistettä" in said(app)


def test_a_lost_race_shows_both_texts(open_page: Open, house: House, cast: Cast) -> None:
    plan, eero = make_whole(cast), cast.eero
    cast.session.commit()
    app = open_page("plan", as_="aino", id=plan.id, view="finish", sub="readiness")
    with house.session() as session:
        readiness.assess(session, eero, plan.id, "tarve", 5, "Eeron teksti.", version=1)
        session.commit()

    app.text_area(key=f"evidence-{plan.id}-tarve").set_value("Ainon teksti.").run()

    assert not app.exception
    assert "Joku muu ehti" in app.error[0].value
    assert app.text_area(key=f"evidence-{plan.id}-tarve").value == "Eeron teksti."
    assert "Ainon teksti." in said(app)
