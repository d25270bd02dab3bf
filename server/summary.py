"""The plan on a few sheets of paper: a plain page of its own, to print or to save as PDF."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, Template

from services import plans
from services.exports import Dossier, Table, Words, facts_of, tables_of
from services.plans import SHARED, PackageRow, Section

# What somebody wants to know who has five minutes; the whole form is in the document.
_TEXTS = ("summary", "need", "goals", "target_groups", "measures", "results", "continuation")
_TABLES = ("implementers", "measures", "indicators", "costs")


@dataclass(frozen=True)
class Told:
    """What the template draws; every text in it is escaped."""

    texts: list[tuple[str, str]]
    facts: list[tuple[str, str]]
    tables: list[Table]
    packages: list[tuple[PackageRow, str]]


def page(dossier: Dossier, words: Words) -> str:
    return _template().render(dossier=dossier, words=words, told=_told(dossier, words))


def _told(dossier: Dossier, words: Words) -> Told:
    texts = [text for text in dossier.form.texts[SHARED] if text.key in _TEXTS and text.text]
    sections = {section.slug: section for section in plans.SECTIONS}
    return Told(
        texts=[(words.t(f"plan_field.{text.key}"), text.text) for text in texts],
        facts=[
            fact
            for slug in ("name_and_time", "area", "call", "costs")
            for fact in _facts(dossier, sections[slug], words)
        ],
        tables=[table for slug in _TABLES for table in _first(dossier, sections[slug], words)],
        packages=[(row, dossier.association(row.part_id)) for row in dossier.packages],
    )


def _facts(dossier: Dossier, section: Section, words: Words) -> list[tuple[str, str]]:
    return facts_of(dossier, section, words)


def _first(dossier: Dossier, section: Section, words: Words) -> list[Table]:
    """Of the money only the sums: posts and rows are for the workbook."""
    found = list(tables_of(dossier, section, words))
    return found[:1] if section.slug == "costs" else found


@cache
def _template() -> Template:
    made = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return made.from_string(Path(__file__).with_name("summary.html").read_text(encoding="utf-8"))
