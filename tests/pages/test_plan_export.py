"""A plan's files, its texts to copy, and a plan brought in from a file, on the screen of the plan."""

from io import BytesIO

from sqlmodel import col, delete, select

from models import PlanField
from services import exports
from tests.cast import Cast
from tests.pages.conftest import Open
from tests.pages.test_files import fi, links
from tests.services.budget_world import with_partner
from tests.services.export_world import SUMMARY, make_full
from ui.spoken import Spoken

HERE = {"view": "finish", "sub": "export"}


def test_files_are_offered_and_texts_are_there_to_copy(open_page: Open, cast: Cast) -> None:
    plan = make_full(cast)
    cast.session.commit()

    app = open_page("plan", "aino", id=plan.id, section=5, **HERE)

    files = [f"/plans/{plan.id}/files/{slug}?language=fi" for slug in exports.KINDS]
    assert links(app) == [f"/plans/{plan.id}/summary?language=fi", *files]
    assert [code.value for code in app.code] == [SUMMARY]

    app.selectbox(f"copy-{plan.id}").select_index(0).run()
    assert app.query_params["section"] == "1"


def test_a_text_over_the_limit_says_so(open_page: Open, cast: Cast) -> None:
    plan = make_full(cast)
    field = cast.session.exec(select(PlanField).where(PlanField.key == "summary")).one()
    field.text = "a" * 2001
    cast.session.commit()

    app = open_page("plan", "aino", id=plan.id, section=5, **HERE)

    assert [error.value for error in app.error] == [
        fi("exports.too_long", length="2\u00a0001", most="2\u00a0000")
    ]


def test_a_cooperation_partner_is_offered_no_money(open_page: Open, cast: Cast) -> None:
    plan = with_partner(cast)
    cast.session.commit()

    app = open_page("plan", "sami", id=plan.id, **HERE)

    assert not [link for link in links(app) if "budget" in link]
    assert len(links(app)) == 5


def test_a_plan_is_filled_from_a_file_after_a_look(open_page: Open, cast: Cast) -> None:
    plan = make_full(cast)
    target = BytesIO()
    exports.KINDS["plan"].write(exports.dossier_of(cast.session, cast.aino, plan.id), Spoken("fi"), target)
    cast.session.exec(delete(PlanField).where(col(PlanField.key) == "summary"))
    cast.session.commit()

    app = open_page("plan", "aino", id=plan.id, section=5, **HERE)
    app.file_uploader[0].upload("suunnitelma.json", target.getvalue(), "application/json").run()
    assert fi("exports.import_would") in [each.value for each in app.markdown]
    assert f"- {fi('exports.filled_texts', n=1)}" in [each.value for each in app.markdown]
    app.button(f"fill-{plan.id}").click().run()

    assert not app.error
    assert [code.value for code in app.code] == [SUMMARY]


def test_a_wrong_file_is_refused_beside_the_field(open_page: Open, cast: Cast) -> None:
    plan = make_full(cast)
    cast.session.commit()
    app = open_page("plan", "aino", id=plan.id, **HERE)

    app.file_uploader[0].upload("muu.json", b'{"format": "other"}', "application/json").run()

    assert [error.value for error in app.error] == [fi("errors.import_other_file")]
    assert not [button for button in app.button if button.key == f"fill-{plan.id}"]
