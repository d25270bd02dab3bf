"""The report: every figure as a whole and divided, as known at a moment; or as it may be published."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import product

from sqlmodel import Session, select

from models import CallPriority, NotFound, now
from services import places, vocabulary
from services.actors import Actor
from services.calls import spoken
from services.statistics import counting, hiding, keeping, periods
from services.statistics.asked import Asked
from services.statistics.counting import UNKNOWN, WHOLE, Counts, Row
from services.statistics.hiding import Place, Sum
from services.statistics.series import BY_NAME, DISTINCT, FIGURES, By, Figure, Measure

LANGUAGES = ("fi", "sv", "en")
# A place that is in no table.
_TAGGED = "+"
_TAGS = (By.TARGET_GROUP, By.PRIORITY)


@dataclass(frozen=True)
class Line:
    """A row of a division: its key, and each figure; money in cents, None where the number is hidden."""

    key: str
    cells: dict[str, int | None]


@dataclass(frozen=True)
class Report:
    asked: Asked
    # What had been told by this moment is in it.
    known: datetime
    # The figures that can be divided by what the report is narrowed by.
    figures: tuple[Figure, ...]
    left_out: tuple[Figure, ...]
    total: Line
    divided: dict[By, tuple[Line, ...]]
    # Rows that count and were written before places and groups were noted.
    without_facts: int
    # What the priorities are called, by language.
    priorities: dict[str, dict[str, str]]

    @property
    def is_empty(self) -> bool:
        return not any(self.total.cells.values()) and None not in self.total.cells.values()

    def figures_of(self, by: By) -> tuple[Figure, ...]:
        return tuple(figure for figure in self.figures if by in figure.by)

    def lines(self, by: By, name: str) -> list[tuple[str, int | None]]:
        """One figure along one division."""
        return [(line.key, line.cells[name]) for line in self.divided[by]]


def check_reader(actor: Actor) -> None:
    """Who works for the service; nobody else knows of the screen."""
    if not (actor.is_facilitator or actor.is_admin):
        raise NotFound


def report(session: Session, actor: Actor, asked: Asked) -> Report:
    check_reader(actor)
    return of_everybody(session, asked)


def of_everybody(session: Session, asked: Asked) -> Report:
    """Without asking who reads: for what is published, with `asked.public`, and for who has been asked already."""
    moment = asked.known or now()
    # What had been told by the moment of the answer does not change while nobody tells anything.
    made = keeping.kept(session, asked, lambda: _made(session, replace(asked, known=moment)))
    return made if asked.known else replace(made, known=moment, asked=asked)


def priority_names(session: Session, actor: Actor) -> dict[str, dict[str, str]]:
    """What a report can be narrowed by, in our plain words, by language."""
    check_reader(actor)
    return _priority_names(session)


def _made(session: Session, asked: Asked) -> Report:
    counted = counting.counts(session, asked)
    narrowed = [by for by in _TAGS if getattr(asked, by)]
    figures = tuple(one for one in FIGURES if all(by in one.by for by in narrowed))
    priorities = _priority_names(session)
    keys = {by: _keys(by, asked, counted, priorities) for by in By}
    gone = _hidden(counted, figures, keys) if asked.public else set()

    def line(row: Row) -> Line:
        those = [one for one in figures if row[0] is None or row[0] in one.by]
        cells = {one.name: None if _place(row, one) in gone else _cell(counted, row, one) for one in those}
        return Line(row[1], cells)

    return Report(
        asked,
        asked.known or now(),
        figures,
        tuple(one for one in FIGURES if one not in figures),
        line((None, WHOLE)),
        {by: tuple(line((by, key)) for key in keys[by]) for by in By},
        counted.without_facts,
        priorities,
    )


def _cell(counted: Counts, row: Row, figure: Figure, measure: Measure | None = None) -> int:
    if figure.series is None:
        return sum(_cell(counted, row, BY_NAME[part], measure) for part in figure.parts)
    return counted.of(row, figure.series, measure or figure.measure)


def _keys(by: By, asked: Asked, counted: Counts, priorities: dict[str, dict[str, str]]) -> list[str]:
    """The rows of a division in their order; of the words only those that something was counted for."""
    there = set(counted.keys(by))
    match by:
        case By.TIME:
            known = [str(one.place) for one in periods.between(asked.span, asked.first, asked.last)]
        case By.MUNICIPALITY:
            known = [asked.municipality] if asked.municipality else list(places.municipalities())
        case By.TARGET_GROUP:
            known = [slug for slug in vocabulary.terms(vocabulary.TARGET_GROUPS) if slug in there]
        case By.PRIORITY:
            known = [slug for slug in priorities if slug in there]
    others = sorted(there - set(known) - {UNKNOWN})
    return [*known, *others, *([UNKNOWN] if UNKNOWN in there else [])]


def _place(row: Row, figure: Figure) -> Place:
    return f"{row[0] or ''}:{row[1]}", figure.name


def _hidden(counted: Counts, figures: Sequence[Figure], keys: dict[By, list[str]]) -> set[Place]:
    """Small numbers, and what would give them away: along each division, and between a figure and its parts."""
    rows: list[Row] = [(None, WHOLE), *((by, key) for by in By for key in keys[by])]
    there = {(row, one.name) for row in rows for one in figures if row[0] is None or row[0] in one.by}
    counts = {
        _place(row, BY_NAME[name]): _things(counted, row, BY_NAME[name])
        for row, name in sorted(there, key=str)
    }
    tagged = _tagged(counts, figures)
    sums = [*_along(figures, keys), *_across(figures, rows), *_with_tags(tagged, figures)]
    after = {
        _place(row, one): _place(row, BY_NAME[one.like])
        for row in rows
        for one in figures
        if one.like and (row, one.name) in there
    }
    return hiding.hidden(counts | tagged, sums, after, nowhere=frozenset(tagged))


def _along(figures: Sequence[Figure], keys: dict[By, list[str]]) -> list[Sum]:
    """The whole report is the sum of its months and of its municipalities. Different people are in several of them,
    so that there is no sum of theirs: they are hidden where the rows are that they stand behind (`Figure.like`)."""
    return [
        Sum(_place((None, WHOLE), one), tuple(_place((by, key), one) for key in keys[by]))
        for by in (By.TIME, By.MUNICIPALITY)
        for one in figures
        if by in one.by and one.measure not in DISTINCT
    ]


def _across(figures: Sequence[Figure], rows: Sequence[Row]) -> list[Sum]:
    """A figure that is the sum of others is so in every row."""
    return [
        Sum(_place(row, one), tuple(_place(row, BY_NAME[part]) for part in one.parts))
        for row in rows
        for one in figures
        if one.parts and (row[0] is None or row[0] in one.by)
    ]


def _tagged(counts: dict[Place, int], figures: Sequence[Figure]) -> dict[Place, int]:
    """How many have any target group or priority: it stands nowhere, but is the whole without those that have none.

    A thing has several of them, so that their rows have no sum; yet none of them is larger than this.
    """
    found = {}
    for by, one in product(_TAGS, [one for one in figures if one.measure not in DISTINCT]):
        nobody = counts.get(_place((by, UNKNOWN), one), 0)
        if nobody and (any_of_them := counts[_place((None, WHOLE), one)] - nobody) > 0:
            found[_place((by, _TAGGED), one)] = any_of_them
    return found


def _with_tags(tagged: dict[Place, int], figures: Sequence[Figure]) -> list[Sum]:
    return [
        Sum(_place((None, WHOLE), one), (_place((by, UNKNOWN), one), _place((by, _TAGGED), one)))
        for by, one in product(_TAGS, figures)
        if _place((by, _TAGGED), one) in tagged
    ]


def _things(counted: Counts, row: Row, figure: Figure) -> int:
    """How many things stand behind the cell: of euros the applications, not the cents."""
    return _cell(counted, row, figure, Measure.ROWS if figure.is_money else None)


def _priority_names(session: Session) -> dict[str, dict[str, str]]:
    """In the order of the calls' own lists; one each, though several calls have it."""
    rows = session.exec(select(CallPriority).order_by(CallPriority.position, CallPriority.slug))  # type: ignore[arg-type]
    return {row.slug: {code: spoken(row.plain, code) for code in LANGUAGES} for row in rows}
