"""A plan as files: for whom, and what stands in them."""

import csv
import json
from dataclasses import replace
from io import BytesIO, StringIO

import pytest
from docx import Document
from docx.oxml.ns import qn
from sqlmodel import Session

from models import NotFound, Plan
from services import exports, plans
from services.exports import lists
from services.plans import PackageWords
from tests.cast import Cast
from tests.conftest import Queries
from tests.services.budget_world import with_partner
from tests.services.export_world import RUNS, SUMMARY, make_full
from tests.worlds import begins_with
from ui.spoken import Spoken

FI = Spoken("fi")


def written(session: Session, cast: Cast, plan: Plan, slug: str, language: str = "fi") -> bytes:
    target = BytesIO()
    dossier = exports.dossier_of(session, cast.aino, plan.id)
    exports.KINDS[slug].write(dossier, Spoken(language), target)
    return target.getvalue()


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(content.decode("utf-8-sig")), delimiter=";"))


@pytest.mark.parametrize("who", ["visitor", "uuno", "fanni", "arvo"])
@begins_with(make_full)
def test_who_does_not_see_the_plan_gets_no_file(session: Session, cast: Cast, who: str, plan: Plan) -> None:
    with pytest.raises(NotFound):
        exports.dossier_of(session, getattr(cast, who), plan.id)


@pytest.mark.parametrize(
    ("who", "reads"), [("aino", True), ("veera", True), ("pekka", True), ("sami", False)]
)
@begins_with(with_partner)
def test_a_cooperation_partner_gets_everything_but_the_money(
    session: Session, cast: Cast, who: str, reads: bool, plan: Plan
) -> None:
    dossier = exports.dossier_of(session, getattr(cast, who), plan.id)

    assert (dossier.money is not None) == reads
    offered = {kind.slug for kind in exports.kinds_for(money=reads)}
    assert offered == (set(exports.KINDS) if reads else {"form", "text", "tasks", "plan"})
    for slug in {"form", "text", "tasks", "plan"}:
        exports.KINDS[slug].write(dossier, FI, BytesIO())


def test_files_cost_the_same_for_one_package_and_for_three(
    session: Session, cast: Cast, queries: Queries
) -> None:
    plan = make_full(cast)
    counts = []
    for more in (0, 2):
        for turn in range(more):
            plans.add_package(session, cast.aino, plan.id, PackageWords(f"Paketti {turn}"))
        session.flush()
        queries.statements.clear()
        assert len(exports.dossier_of(session, cast.aino, plan.id).packages) == 1 + more
        counts.append(len(queries))

    assert counts[0] == counts[1]


@begins_with(make_full)
def test_the_document_follows_the_form(session: Session, cast: Cast, plan: Plan) -> None:
    made = Document(BytesIO(written(session, cast, plan, "form")))

    headings = [each.text for each in made.paragraphs if each.style and each.style.name == "Heading 1"]
    assert headings == [
        f"{section.number} {FI.t(f'plan_section.{section.slug}')}" for section in plans.SECTIONS
    ]
    assert made.paragraphs[0].text == "Kylätuvan kahvila"
    assert round((made.sections[0].page_width or 0) / 36000) == 210
    language = made.styles["Normal"].element.rPr.find(qn("w:lang"))
    assert language.get(qn("w:val")) == "fi-FI"
    texts = [each.text for each in made.paragraphs]
    assert set(SUMMARY.split("\n")) <= set(texts)
    assert "Ohjaamme ryhmiä." in texts
    cells = [[cell.text for cell in row.cells] for table in made.tables for row in table.rows]
    assert ["Tavoite", "Lämmin tupa"] in cells
    assert ["Putki vuotaa", "2", "4", "Keskitaso", "Vakuutus", cast.toivonsilta.name] in cells
    assert any(row[0] == FI.t("exports.sum_total") and row[-1] == "201\u00a0798,24\u00a0€" for row in cells)


@begins_with(make_full)
def test_each_table_of_the_document_repeats_its_head(session: Session, cast: Cast, plan: Plan) -> None:
    made = Document(BytesIO(written(session, cast, plan, "form")))

    heads = [table for table in made.tables if len(table.columns) > 2]
    assert heads
    assert all(table.rows[0]._tr.xpath("w:trPr/w:tblHeader") for table in heads)


@pytest.mark.parametrize(
    ("language", "tag", "heading"), [("sv", "sv-FI", "1 Utlysning"), ("en", "en-GB", "1 Call")]
)
@begins_with(make_full)
def test_the_document_speaks_the_readers_language(
    session: Session, cast: Cast, language: str, tag: str, heading: str, plan: Plan
) -> None:
    made = Document(BytesIO(written(session, cast, plan, "form", language=language)))

    assert made.styles["Normal"].element.rPr.find(qn("w:lang")).get(qn("w:val")) == tag
    assert f"1 {Spoken(language).t('plan_section.call')}" in [each.text for each in made.paragraphs], heading


@begins_with(make_full)
def test_texts_come_as_plain_text(session: Session, cast: Cast, plan: Plan) -> None:
    text = written(session, cast, plan, "text").decode("utf-8-sig").replace("\r\n", "\n")

    assert f"\nTiivistelmä\n{SUMMARY}\n" in text
    assert f"\nMitä me teemme – {cast.toivonsilta.name}\nOhjaamme ryhmiä.\n" in text
    assert text.count(FI.t("exports.empty")) > 10


@begins_with(make_full)
def test_tasks_come_as_a_table_that_runs_nothing(session: Session, cast: Cast, plan: Plan) -> None:
    head, *rows = rows_of(written(session, cast, plan, "tasks"))

    assert head[:3] == ["Laji", "Työpaketti", "Nimi"]
    assert [row[2] for row in rows] == ["Keittiön remontti", f"'{RUNS}", "Avajaiset"]
    assert rows[1][3:7] == [cast.toivonsilta.name, "Pekka", "2027-03-02", "2027-04-01"]
    assert rows[1][8] == "Keittiön remontti"


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1"])
def test_what_a_spreadsheet_would_run_is_words_again(cell: str) -> None:
    assert lists.harmless(cell) == f"'{cell}"


@begins_with(make_full)
def test_budget_rows_come_as_a_table(session: Session, cast: Cast, plan: Plan) -> None:
    rows = rows_of(written(session, cast, plan, "budget_rows"))[1:]

    assert rows[0][:4] == [cast.satusuo.name, "Bruttopalkat", "Koordinaattori", "1,00"]
    assert rows[0][-1] == "60000,00"
    assert rows[1] == [
        cast.satusuo.name,
        FI.t("exports.sum_private"),
        "Oma raha",
        *[""] * 5,
        "2027",
        "21241,92",
    ]
    assert len(rows) == 6


@begins_with(make_full)
def test_the_file_to_keep_names_no_person(session: Session, cast: Cast, plan: Plan) -> None:
    said = json.loads(written(session, cast, plan, "plan"))

    assert (said["format"], said["version"]) == ("kanto-plan", 1)
    assert said["plan"]["parts"][0]["budget"]["posts"][0]["gross"] == "60000.00"
    assert "Pekka" not in json.dumps(said)


@begins_with(make_full)
def test_a_name_without_words_is_the_plans_own(session: Session, cast: Cast, plan: Plan) -> None:
    dossier = exports.dossier_of(session, cast.aino, plan.id)
    empty = {place: [replace(text, text="") for text in texts] for place, texts in dossier.form.texts.items()}

    nameless = replace(dossier, form=replace(dossier.form, texts=empty))

    assert nameless.name == plan.name
