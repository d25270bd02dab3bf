"""A plan's files as a browser gets them, and as LibreOffice opens and counts them."""

import os
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine
from sqlmodel import Session
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from models import BudgetLineKind, CostModel, Idea, ImplementerRole, PayUnit, Plan
from server import exports as route
from server.guard import Guard
from services import accounts, exports, plans
from services.budgets import GroupBudget, Line, PartBudget, Post, Rates, Sums, Written
from services.budgets.sums import of_group, of_written
from services.exports import Dossier, workbook
from services.exports.money import SHEET, euros_of
from tests import office
from tests.cast import Cast, cast_in, make_association, make_member
from tests.conftest import memory_engine
from tests.server.conftest import lay_into
from tests.services.export_world import SUMMARY, make_full
from tests.services.plan_world import make_request
from ui.spoken import Spoken

FI = Spoken("fi")


@dataclass
class House:
    browser: Callable[[str], TestClient]
    plan_id: int
    dossier: Dossier


@dataclass
class Made:
    engine: Engine
    plan_id: int
    dossier: Dossier
    tokens: dict[str, str]


@pytest.fixture(scope="module")
def made() -> Iterator[Made]:
    """A full plan of Aino's, in which Uuno's association takes part without a budget; once for all tests."""
    engine = memory_engine()
    with Session(engine, expire_on_commit=False) as session, session.begin():
        cast = cast_in(session)
        plan = make_full(cast)
        _join(cast, plan)
        tokens = {name: accounts.begin_session(session, person.id) for name, person in cast.people.items()}
        dossier = exports.dossier_of(session, cast.aino, plan.id)
    yield Made(engine, plan.id, dossier, tokens)
    engine.dispose()


@pytest.fixture
def house(engine: Engine, made: Made) -> House:
    lay_into(engine, made.engine)
    app = Starlette(routes=route.ROUTES, middleware=[Middleware(Guard)])
    return House(
        lambda name: TestClient(app, cookies={"kanto_session": made.tokens.get(name, "")}),
        made.plan_id,
        made.dossier,
    )


def _join(cast: Cast, plan: Plan) -> None:
    friend = make_association(cast.session, "Kannatus ry")
    make_member(cast.session, friend, cast.people["uuno"])
    idea = cast.session.get_one(Idea, plan.idea_id)
    request = make_request(cast, idea, friend, ImplementerRole.COOPERATION_PARTNER)
    plans.join_if_begun(cast.session, cast.aino, request)


def test_a_file_goes_to_the_disk_under_its_name(house: House) -> None:
    before = set(os.listdir(tempfile.gettempdir()))
    aino = house.browser("aino")

    for slug, kind in exports.KINDS.items():
        answer = aino.get(f"/plans/{house.plan_id}/files/{slug}?language=fi")
        told = answer.headers
        assert (answer.status_code, told["content-type"]) == (200, kind.media)
        assert told["cache-control"] == "private, no-store"
        assert told["content-security-policy"].startswith("sandbox")
        assert told["content-disposition"].startswith("attachment; filename*=UTF-8''Kyl%C3%A4tuvan%20")
        assert told["content-disposition"].endswith(f".{kind.ending}")
        assert len(answer.content) > 100
    left = set(os.listdir(tempfile.gettempdir())) - before
    assert not any(name.startswith("kanto-") for name in left)


def test_a_stranger_finds_nothing(house: House) -> None:
    ways = [f"files/{slug}" for slug in exports.KINDS] + ["summary"]

    for who in ("", "fanni", "arvo"):
        browser = house.browser(who)
        found = [browser.get(f"/plans/{house.plan_id}/{way}").status_code for way in ways]
        assert found == [404] * len(ways), who


def test_a_cooperation_partner_gets_no_wages(house: House) -> None:
    uuno = house.browser("uuno")

    answers = {slug: uuno.get(f"/plans/{house.plan_id}/files/{slug}") for slug in exports.KINDS}

    assert {slug for slug, answer in answers.items() if answer.status_code == 404} == {
        "budget",
        "budget_rows",
    }
    assert not any(b"60000" in answer.content for answer in answers.values())


def test_a_made_up_file_is_not_there(house: House) -> None:
    aino = house.browser("aino")

    for what in ("files/other", "files/..%2f..%2fetc", "nothing"):
        assert aino.get(f"/plans/{house.plan_id}/{what}").status_code == 404, what
    assert aino.get(f"/plans/{'9' * 30}/files/form").status_code == 404


def test_the_summary_is_a_page_in_which_nothing_typed_runs(house: House) -> None:
    aino = house.browser("aino")

    for language, word in (("sv", "Sammandrag"), ("en", "Summary"), ("xx", "Yhteenveto")):
        page = aino.get(f"/plans/{house.plan_id}/summary?language={language}")
        assert page.headers["content-type"].startswith("text/html")
        assert "script-src 'self'" in page.headers["content-security-policy"]
        assert f"{word}</title>" in page.text
        assert "&lt;joka&gt; päivä &amp; ilta." in page.text
        assert "<joka>" not in page.text


def test_the_document_opens_in_libreoffice(house: House, tmp_path: Path) -> None:
    file = tmp_path / "hakemus.docx"
    with file.open("wb") as target:
        exports.KINDS["form"].write(house.dossier, FI, target)

    (text,) = office.converted(tmp_path, "txt:Text", file)

    lines = text.read_text(encoding="utf-8-sig").split("\n")
    headings = [f"{section.number} {FI.t(f'plan_section.{section.slug}')}" for section in plans.SECTIONS]
    assert [line for line in lines if line in headings] == headings
    assert set(SUMMARY.split("\n")) <= set(lines)


@dataclass(frozen=True)
class Case:
    rates: Rates
    parts: tuple[Written, ...]


V, S = Decimal("0.2644"), Decimal("0.80")
RATES = Rates(model=CostModel.FLAT_40, side_cost_rate=V, support_rate=S)


def _written(*posts: Post, lines: tuple[Line, ...] = (), share: str = "") -> Written:
    return Written(
        part_id=1,
        association_id=1,
        association="Yhdistys: [testi] / 'yksi' ry, jolla on pitkä nimi",
        role=ImplementerRole.CO_IMPLEMENTER,
        posts=posts,
        lines=lines,
        lump_share=Decimal(share) if share else None,
    )


def _wages(gross: str, *, people: str = "1", time: str = "100", months: str = "1") -> Post:
    return Post("=1+1", Decimal(people), Decimal(time), PayUnit.MONTH, Decimal(months), Decimal(gross))


def _line(kind: BudgetLineKind, euros: str) -> Line:
    return Line(kind, "+358 40", Decimal(euros), 2027)


_DIRECT = (
    _line(BudgetLineKind.PURCHASE, "30000.10"),
    _line(BudgetLineKind.PURCHASE, "0.20"),
    _line(BudgetLineKind.TRAVEL, "9999.85"),
    _line(BudgetLineKind.RENT, "5000"),
    _line(BudgetLineKind.INCOME, "1234.56"),
    _line(BudgetLineKind.MUNICIPAL, "40000.01"),
    _line(BudgetLineKind.PRIVATE, "0.05"),
)
# Cents that end at a half, which binary fractions cannot hold: 0.125 × 1.00, 40 % of 0.0125, and the like.
_HALVES = tuple(
    _written(_wages(gross, people=people, time=time, months=months))
    for gross, people, time, months in (
        ("0.05", "1", "50", "1"),
        ("1.01", "1", "12.5", "1"),
        ("2345.67", "1.5", "33.33", "7.25"),
        ("3.75", "3", "10", "0.1"),
        ("28.75", "1", "100", "1"),
        ("1234567.89", "1", "100", "1"),
        ("4166.67", "2", "60", "17.5"),
    )
)
CASES = {
    "T6": Case(RATES, tuple(_written(_wages(gross)) for gross in ("60000", "36000", "18000"))),
    "T3": Case(replace(RATES, model=CostModel.FLAT_7), (_written(_wages("72000"), lines=_DIRECT),)),
    "T5": Case(
        replace(RATES, model=CostModel.UNIT),
        (_written(Post("", pay=PayUnit.YEAR, amount=Decimal(860), gross=Decimal(39600))),),
    ),
    "halves": Case(RATES, _HALVES),
    "whole euros": Case(
        replace(RATES, whole_euros=True),
        (_written(_wages("175066.43"), lines=(_line(BudgetLineKind.MUNICIPAL, "61980.30"),)),),
    ),
    "hours": Case(
        RATES, (_written(Post("", Decimal(2), Decimal(50), PayUnit.HOUR, Decimal("7.5"), Decimal("21.35"))),)
    ),
    "lump": Case(replace(RATES, model=CostModel.LUMP_SUM), (_written(share="50000"), _written(share="0.01"))),
    "not yet": Case(Rates(), (_written(_wages("1000"), Post("", amount=None)),)),
}


def _counted(case: Case) -> GroupBudget:
    parts = tuple(
        PartBudget(replace(written, part_id=at), of_written(written, case.rates), ())
        for at, written in enumerate(case.parts)
    )
    return GroupBudget(1, case.rates, parts, of_group(part.sums for part in parts), ())


def _put(content: bytes, changes: dict[str, dict[str, float]] | None = None) -> bytes:
    """Without the figures that lie beside the formulas: what is read afterwards has been counted."""
    book = load_workbook(BytesIO(content))
    for sheet, cells in (changes or {}).items():
        for cell, value in cells.items():
            book[sheet][cell] = value
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def _figures(path: Path, column: int) -> list[Decimal]:
    """The sum sheet's column as it was counted, in the order of the rows."""
    sheet = load_workbook(path, data_only=True).worksheets[0]
    return [Decimal(f"{sheet.cell(row, column).value:.6f}") for row in range(5, 5 + len(SHEET))]


def test_libreoffice_counts_to_the_cent_what_we_count(house: House, tmp_path: Path) -> None:
    files = [_kept(tmp_path, house, name, case) for name, case in CASES.items()]
    files.append(_raised(tmp_path, house))

    *counted, changed = office.converted(tmp_path, "xlsx", *files)

    for (name, case), path in zip(CASES.items(), counted, strict=True):
        ours = _counted(case)
        columns = [part.sums for part in ours.parts] + [ours.total]
        for column, sums in enumerate(columns, 2):
            assert _figures(path, column) == [euros_of(sums, row) for row in SHEET], (name, column)
    assert _figures(changed, 5) == [euros_of(_raised_sums(house), row) for row in SHEET]


def _kept(folder: Path, house: House, name: str, case: Case) -> Path:
    target, file = BytesIO(), folder / f"{name}.xlsx"
    workbook.write(replace(house.dossier, money=_counted(case)), FI, target)
    file.write_bytes(_put(target.getvalue()))
    return file


def _raised(folder: Path, house: House) -> Path:
    """The plan's own budget in which somebody has typed another wage and another rate."""
    target, file = BytesIO(), folder / "budjetti.xlsx"
    workbook.write(house.dossier, FI, target)
    sheets = load_workbook(BytesIO(target.getvalue())).sheetnames
    file.write_bytes(_put(target.getvalue(), {sheets[1]: {"F5": 61234.56}, sheets[-1]: {"B4": 0.75}}))
    return file


def _raised_sums(house: House) -> Sums:
    assert house.dossier.money is not None
    money = house.dossier.money
    rates = replace(money.rates, support_rate=Decimal("0.75"))
    first = money.parts[0].written
    raised = replace(first, posts=(replace(first.posts[0], gross=Decimal("61234.56")),))
    return of_group(of_written(each, rates) for each in (raised, *(part.written for part in money.parts[1:])))


def test_the_workbook_shows_our_figures_where_nothing_counts(house: House) -> None:
    target = BytesIO()
    workbook.write(house.dossier, FI, target)

    book = load_workbook(BytesIO(target.getvalue()), data_only=True)

    assert [sheet.title for sheet in book.worksheets] == [
        "Yhteensä",
        "Satusuon kyläyhdistys ry",
        "Toivonsillan kriisituki ry",
        "Keksilän eläkkeensaajat ry",
        "Laskennan ehdot",
    ]
    sums = {row[0].value: row[4].value for row in book.worksheets[0].iter_rows(min_row=5)}
    assert sums[FI.t("exports.sum_total")] == 201798.24
    assert set(book.defined_names) == {
        "side_cost_rate",
        "support_rate",
        "flat_rate",
        "yearly_hours",
        "whole_euros",
    }


def test_typed_words_are_no_formulas_in_the_workbook(house: House) -> None:
    target = BytesIO()
    workbook.write(replace(house.dossier, money=_counted(CASES["T3"])), FI, target)

    sheet = load_workbook(BytesIO(target.getvalue())).worksheets[1]

    assert (sheet["A5"].value, sheet["A5"].data_type) == ("=1+1", "s")
    assert sheet["B9"].data_type == "s"


def test_the_lines_of_the_sum_sheet_are_those_of_the_funder() -> None:
    assert {kind.value for kind in BudgetLineKind} <= set(SHEET)
