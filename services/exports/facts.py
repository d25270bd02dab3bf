"""What stands in a section besides its texts: the same for the document, the text file and the summary."""

from collections.abc import Iterator

from services import participants, vocabulary
from services.exports import money
from services.exports.dossier import Dossier
from services.exports.tables import Table
from services.exports.words import Words
from services.plans import Section
from services.plans.applicants import Applicant

_CALL = ("programme", "fund", "policy_priority", "specific_objective", "authority", "region")


def facts_of(dossier: Dossier, section: Section, words: Words) -> list[tuple[str, str]]:
    """Short facts of a section, each with its name; those that nobody has said are left out."""
    match section.slug:
        case "call":
            found = _call(dossier, words)
        case "name_and_time":
            frame = dossier.form.frame
            days = {"starts_on": frame.starts_on, "ends_on": frame.ends_on}
            found = [(words.t(f"exports.{name}"), words.day(day)) for name, day in days.items() if day]
        case "area":
            names = ", ".join(words.municipality(code) for code in dossier.form.frame.area)
            found = [(words.t("exports.area"), names)]
        case "costs":
            found = money.facts_of(dossier, words)
        case _:
            found = []
    return [(name, value) for name, value in found if value]


def tables_of(dossier: Dossier, section: Section, words: Words) -> Iterator[Table]:
    """The section's tables; an empty one is left out."""
    makers = {
        "applicant": (_applicants,),
        "implementers": (_parts,),
        "measures": (_milestones, _risks),
        "indicators": (_indicators,),
    }
    found = [make(dossier, words) for make in makers.get(section.slug, ())]
    if section.slug == "costs":
        found += money.tables_of(dossier, words)
    yield from (table for table in found if table.rows)


def _call(dossier: Dossier, words: Words) -> list[tuple[str, str]]:
    terms = dossier.form.terms
    found = [(words.t("exports.call"), terms.name)]
    found += [(words.t(f"exports.call_{name}"), _sure(dossier, words, name)) for name in _CALL]
    if terms.opens_on and terms.closes_on:
        window = f"{words.day(terms.opens_on)} – {words.day(terms.closes_on)}"
        found.append((words.t("exports.call_window"), window))
    return found


def _sure(dossier: Dossier, words: Words, name: str) -> str:
    """What the call says, with a mark where nobody has checked it against the notice."""
    said = str(getattr(dossier.form.terms, name))
    unsure = name in dossier.form.terms.uncertain
    return f"{said} ({words.t('exports.unsure')})" if said and unsure else said


def _applicants(dossier: Dossier, words: Words) -> Table:
    return Table(
        words.t("exports.applicants"),
        [words.t(f"exports.{name}") for name in ("association", "business_id", "kind", "municipality")],
        [_applicant(applicant, words) for applicant in dossier.applicants],
    )


def _applicant(applicant: Applicant, words: Words) -> list[str]:
    return [
        applicant.name,
        applicant.business_id or "–",
        words.term(vocabulary.ASSOCIATION_KINDS, applicant.kind) if applicant.kind else "–",
        words.municipality(applicant.municipality),
    ]


def _parts(dossier: Dossier, words: Words) -> Table:
    return Table(
        words.t("exports.parts"),
        [words.t("exports.association"), words.t("exports.role")],
        [[part.association, words.t(f"implementer_role.{part.role}")] for part in dossier.parts],
    )


def _milestones(dossier: Dossier, words: Words) -> Table:
    return Table(
        words.t("exports.milestones"),
        [words.t("exports.milestone"), words.t("exports.due_on")],
        [[stone.title, words.day(stone.due_on)] for stone in dossier.schedule.milestones],
        widths=(0.75, 0.25),
    )


def _risks(dossier: Dossier, words: Words) -> Table:
    names = ("risk", "likelihood", "effect", "level", "response", "responsible")
    return Table(
        words.t("exports.risks"),
        [words.t(f"exports.{name}") for name in names],
        [
            [
                risk.title,
                str(risk.likelihood),
                str(risk.effect),
                words.t(f"risk_level.{risk.level}"),
                risk.response,
                dossier.association(risk.part_id),
            ]
            for risk in dossier.risks
        ],
        widths=(0.24, 0.12, 0.1, 0.12, 0.24, 0.18),
    )


def _indicators(dossier: Dossier, words: Words) -> Table:
    parts = dossier.targets.parts
    known = participants.indicators()
    return Table(
        words.t("exports.indicators"),
        [words.t("exports.indicator"), *(part.association for part in parts), words.t("exports.together")],
        [
            [
                f"{code} {known[code].name.get(words.language) or known[code].name['fi']}",
                *(words.number(part.counts[code]) if code in part.counts else "–" for part in parts),
                words.number(count),
            ]
            for code, count in dossier.targets.total.items()
        ],
        figures_from=1,
    )
