"""The timeline as files: a picture for a report (PNG, SVG) and its table (CSV). Made when asked for, and offline."""

import csv
import io
from functools import cache
from pathlib import Path

import vl_convert

from models import today
from services.plans import PlanView, Schedule
from services.vocabulary import DATA
from ui.plan_gantt import gantt, signs_of
from ui.plan_gantt_lines import lines_of
from ui.plan_schedule_table import in_order, rows_of
from ui.texts import speaking

MIME = {"png": "image/png", "svg": "image/svg+xml", "csv": "text/csv"}
PICTURES = ("png", "svg")
# Fits a page of A4 across.
_WIDE = 1100
_SCALE = 2.0
_FONT = "Atkinson Hyperlegible Next"
# A spreadsheet takes a cell that begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def name_of(view: PlanView, kind: str) -> str:
    kept = "".join(sign if sign.isalnum() else "-" for sign in view.name.lower()).strip("-")
    return f"{kept[:60] or 'kanto'}-{today().isoformat()}.{kind}"


def picture(kind: str, view: PlanView, schedule: Schedule, locale: str) -> bytes:
    """Every line of it on white, with the letters that the pages have."""
    with speaking(locale):
        lines = lines_of(schedule, view.parts, whole=True).rows
        spec = gantt(lines, signs_of(lines, view.parts), today())
    config = spec.get("config", {}) | {"font": _FONT, "background": "white"}
    spec |= {"width": _WIDE, "padding": 16, "title": {"text": view.name, "anchor": "start", "fontSize": 18}}
    spec["config"] = config
    _letters()
    if kind == "svg":
        return str(vl_convert.vegalite_to_svg(spec)).encode()
    made: bytes = vl_convert.vegalite_to_png(spec, scale=_SCALE)
    return made


def table(view: PlanView, schedule: Schedule, locale: str) -> bytes:
    """Semicolons and a mark at the beginning: how Finnish spreadsheets know columns and letters."""
    with speaking(locale):
        rows = rows_of(view.parts, schedule, in_order(schedule))
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";")
    writer.writerow(rows[0].keys() if rows else [])
    writer.writerows([_harmless(str(value)) for value in row.values()] for row in rows)
    return file.getvalue().encode("utf-8-sig")


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


@cache
def _letters() -> None:
    folder: Path = DATA / "fonts"
    vl_convert.register_font_directory(str(folder))
