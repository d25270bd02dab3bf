"""The texts of the form as plain text, section by section: to copy from, and to read with anything."""

from typing import IO

from services import plans
from services.exports.dossier import Dossier
from services.exports.facts import facts_of
from services.exports.words import Words


def write(dossier: Dossier, words: Words, target: IO[bytes]) -> None:
    target.write("\r\n".join(_lines(dossier, words)).encode("utf-8-sig"))


def _lines(dossier: Dossier, words: Words) -> list[str]:
    found = [dossier.name, words.t("exports.in_order"), words.t("exports.check_notice"), ""]
    for section in plans.SECTIONS:
        heading = f"{section.number} {words.t(f'plan_section.{section.slug}')}"
        found += [heading, "=" * len(heading), ""]
        found += [f"{name}: {value}" for name, value in facts_of(dossier, section, words)]
        for association, field in dossier.written(section):
            name = words.t(f"plan_field.{field.key}")
            found += ["", f"{name} – {association}" if association else name]
            found += (field.text or words.t("exports.empty")).split("\n")
        found.append("")
    return found
