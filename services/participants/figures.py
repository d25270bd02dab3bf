"""Numbers of people by indicator: bounded, added up, and looked at for what cannot be."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from models import Invalid
from services.participants.indicators import TOTAL, indicators

# More than the region has people.
MOST = 200_000

Figures = Mapping[str, int]

WORK = ("EECO02", "EECO04", "EECO05")
AGES = ("EECO06", "EECO07", "EECO08")
EDUCATION = ("EECO09", "EECO10", "EECO11")
UNEMPLOYED, LONG_TERM = "EECO02", "EECO03"
OUTSIDE_WORK, EMPLOYED = "EECO04", "EECO05"


class Doubt(StrEnum):
    """What makes one look again; nothing is refused for it."""

    WORK_OVER_TOTAL = "work_over_total"
    WORK_UNDER_TOTAL = "work_under_total"
    AGES_OVER_TOTAL = "ages_over_total"
    EDUCATION_OVER_TOTAL = "education_over_total"
    OVER_TOTAL = "over_total"
    LONG_TERM_OVER_UNEMPLOYED = "long_term_over_unemployed"
    # Who looks for work, or finds some, did not work at the beginning.
    JOB_SEEKERS_OVER_OUTSIDE = "job_seekers_over_outside"
    EMPLOYED_OVER_OTHERS = "employed_over_others"
    IMPROVED_OVER_EMPLOYED = "improved_over_employed"


@dataclass(frozen=True)
class Warning:
    doubt: Doubt
    count: int
    most: int
    # Of the one indicator that it is about; empty when it is about several.
    code: str = ""


def checked(code: str, count: int) -> int:
    """Invalid beside the code when it is negative, or more than there can be."""
    if not 0 <= count <= MOST:
        raise Invalid("count_bounds", field=code, most=MOST)
    return count


def summed(each: Iterable[Figures]) -> dict[str, int]:
    """The group's numbers: the sum of its implementers', in the order of the fund's list."""
    total: Counter[str] = Counter()
    for figures in each:
        total.update(figures)
    return {code: total[code] for code in indicators() if code in total}


def warnings(figures: Figures) -> list[Warning]:
    """What does not fit together, such as more unemployed people than people."""
    return [*_within_total(figures), *_within_each_other(figures)]


def _within_total(figures: Figures) -> list[Warning]:
    total = figures.get(TOTAL)
    if total is None:
        return []
    parts = {
        Doubt.WORK_OVER_TOTAL: WORK,
        Doubt.AGES_OVER_TOTAL: AGES,
        Doubt.EDUCATION_OVER_TOTAL: EDUCATION,
    }
    over = [(doubt, _sum(figures, codes)) for doubt, codes in parts.items()]
    found = [Warning(doubt, count, total) for doubt, count in over if count > total]
    work = _sum(figures, WORK)
    if any(code in figures for code in WORK) and work < total:
        found.append(Warning(Doubt.WORK_UNDER_TOTAL, work, total))
    in_parts = {*WORK, *AGES, *EDUCATION, LONG_TERM, TOTAL}
    singles = [one.code for one in indicators().values() if one.counts_people and one.code not in in_parts]
    return found + [
        Warning(Doubt.OVER_TOTAL, figures[code], total, code)
        for code in singles
        if figures.get(code, 0) > total
    ]


def _within_each_other(figures: Figures) -> list[Warning]:
    """Of two numbers that are both there, the part that is larger than its whole."""
    pairs = [
        (Doubt.LONG_TERM_OVER_UNEMPLOYED, LONG_TERM, (UNEMPLOYED,)),
        (Doubt.JOB_SEEKERS_OVER_OUTSIDE, "EECR01", (OUTSIDE_WORK,)),
        (Doubt.EMPLOYED_OVER_OTHERS, "EECR04", (UNEMPLOYED, OUTSIDE_WORK)),
        (Doubt.IMPROVED_OVER_EMPLOYED, "EECR06", (EMPLOYED,)),
    ]
    return [
        Warning(doubt, figures[part], _sum(figures, whole), part)
        for doubt, part, whole in pairs
        if part in figures and all(code in figures for code in whole) and figures[part] > _sum(figures, whole)
    ]


def _sum(figures: Figures, codes: Iterable[str]) -> int:
    return sum(figures.get(code, 0) for code in codes)
