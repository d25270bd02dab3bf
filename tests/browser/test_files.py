"""Files come and go through the browser: an attachment, and the plan's files opened in LibreOffice."""

import re
from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import Page, expect
from sqlmodel import col, select

from models import Group, Plan
from services import plans
from tests import office
from tests.browser.conftest import Meet, Server
from tests.browser.hands import fi, press, sees, settled, visit

PDF = b"%PDF-1.4\n1 0 obj\n%%EOF\n"
UPLOADER = "[data-testid=stFileUploaderDropzoneInput]"


def _take(page: Page, name: str, folder: Path) -> Path:
    with page.expect_download() as download:
        page.get_by_role("link", name=name).click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def test_a_member_attaches_a_file_that_another_fetches(server: Server, person: Meet, tmp_path: Path) -> None:
    with server.reading() as session:
        group = session.exec(select(Group.id).where(Group.name == "Kylien olohuoneet")).one()
    aune = visit(person("aune"), f"/group?id={group}&show=files")
    uploader = aune.locator(UPLOADER)
    if not uploader.is_visible():
        aune.get_by_text(fi("files.add")).first.click()
    uploader.set_input_files({"name": "Kuva.pdf", "mimeType": "application/pdf", "buffer": b"MZ"})
    press(aune, "files.send")
    sees(aune, "errors.file_mismatch", name="Kuva.pdf", ending="pdf")

    uploader.set_input_files({"name": "Säännöt 2026.pdf", "mimeType": "application/pdf", "buffer": PDF})
    # The button is there from before: the old refusal goes when the server has the new file.
    expect(aune.get_by_text(fi("errors.file_mismatch", name="Kuva.pdf", ending="pdf"))).to_have_count(0)
    settled(aune)
    press(aune, "files.send")
    sees(aune, "files.added", name="Säännöt 2026.pdf")

    kaisa = visit(person("kaisa"), f"/group?id={group}&show=files")
    assert _take(kaisa, "Säännöt 2026.pdf", tmp_path).read_bytes() == PDF
    address = kaisa.get_by_role("link", name="Säännöt 2026.pdf").get_attribute("href") or ""
    assert person("sirpa").request.get(address).status == 404
    assert person().request.get(address).status == 404


def test_what_is_exported_opens_in_libreoffice(server: Server, person: Meet, tmp_path: Path) -> None:
    with server.reading() as session:
        plan = session.exec(select(Plan).order_by(col(Plan.id))).first()
        assert plan is not None
    aune = visit(person("aune"), f"/plan?id={plan.id}&view=finish&sub=export&section=6")

    document = _take(aune, fi("exports.download", ending="DOCX"), tmp_path)
    budget = _take(aune, fi("exports.download", ending="XLSX"), tmp_path)
    (text,) = office.converted(tmp_path, "txt:Text", document)
    (counted,) = office.converted(tmp_path, "xlsx", budget)

    lines = text.read_text(encoding="utf-8-sig").split("\n")
    assert [fi(f"plan_section.{section.slug}") for section in plans.SECTIONS] == [
        re.sub(r"^\d+ ", "", line)
        for line in lines
        if line in {f"{section.number} {fi(f'plan_section.{section.slug}')}" for section in plans.SECTIONS}
    ]
    sums = load_workbook(counted, data_only=True).worksheets[0]
    rows = {row[0]: row[-1] for row in sums.iter_rows(min_row=5, values_only=True)}
    # The demo's plan has the figures T6 of the domain notes.
    assert rows[fi("exports.sum_total")] == 201798.24
    assert rows[fi("exports.sum_support")] == 161438.59
    assert rows[fi("exports.sum_own")] == 40359.65


def test_a_text_is_copied_and_the_summary_prints_on_a4(server: Server, person: Meet) -> None:
    with server.reading() as session:
        plan_id = session.exec(select(Plan.id).order_by(col(Plan.id))).first()
    aune = visit(person("aune"), f"/plan?id={plan_id}&view=finish&sub=export&section=6")
    aune.context.grant_permissions(["clipboard-read", "clipboard-write"])

    need = aune.locator("[data-testid=stCode]").first
    need.get_by_role("button", name=fi("shell_word.copy")).click()
    assert aune.evaluate("navigator.clipboard.readText()") == need.locator("code").inner_text()

    with aune.context.expect_page() as opened:
        aune.get_by_role("link", name=fi("exports.open_summary")).click()
    summary = opened.value
    expect(summary.get_by_role("button", name=fi("exports.print"))).to_be_visible()
    sheets = summary.pdf(format="A4")
    assert sheets.startswith(b"%PDF-")
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", sheets)) <= 8
    assert summary.evaluate("document.documentElement.scrollWidth <= innerWidth")
