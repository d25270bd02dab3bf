"""The numbers of a report, counted by the database in one statement: the journal has more rows than anybody loads.

Which rows count is said by `series.SERIES`; here they become one table of counted rows, read once, which is then
grouped by time, municipality, target group and priority.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import (
    CTE,
    BigInteger,
    ColumnClause,
    ColumnElement,
    Integer,
    Select,
    String,
    and_,
    case,
    cast,
    exists,
    extract,
    func,
    literal,
    literal_column,
    null,
    or_,
    select,
    union_all,
)
from sqlmodel import Session

from models import FactName, JournalEntry, JournalFact
from services.statistics.asked import Asked
from services.statistics.series import DISTINCT, FIGURES, SERIES, By, Measure, Series, Step

WHOLE = ""
# Where the step has no such fact: it has none, or it was taken before facts were noted.
UNKNOWN = "-"
_TAGS = {By.TARGET_GROUP: FactName.TARGET_GROUP, By.PRIORITY: FactName.PRIORITY}
# The whole report, or one of its divisions, with the key of a row in it.
Row = tuple[By | None, str]


@dataclass
class Counts:
    """By row, by series and by measure."""

    found: dict[Row, dict[tuple[Series, Measure], int]] = field(default_factory=dict)
    # Rows that count and were written before facts were noted.
    without_facts: int = 0

    def of(self, row: Row, series: Series, measure: Measure) -> int:
        return self.found.get(row, {}).get((series, measure), 0)

    def keys(self, by: By) -> list[str]:
        return [key for found, key in self.found if found == by]


def counts(session: Session, asked: Asked) -> Counts:
    made = Counts()
    for by, key, place, measure, number, cents in session.execute(statement(asked)):
        if by == _OLD:
            made.without_facts += int(number)
            continue
        row = made.found.setdefault((By(by) if by else None, key), {})
        row[SERIES[place], Measure(measure)] = int(number)
        if cents is not None:
            row[SERIES[place], Measure.CENTS] = int(cents)
    return made


_OLD = "old"


def statement(asked: Asked) -> Any:
    counted = union_all(*(_rows(series, asked) for series in SERIES)).cte("counted")
    ways = [
        _Way(_said(WHOLE), _said(WHOLE)),
        _Way(_said(By.TIME), counted.c.stretch),
        _Way(_said(By.MUNICIPALITY), counted.c.place),
    ]
    parts = [part for way in ways for part in _grouped(counted, way)]
    return union_all(*parts, *_by_tag(counted), *_without_tag(counted), _old(counted))


@dataclass(frozen=True)
class _Way:
    """A division, and what is the key of a row in it."""

    by: ColumnElement[Any]
    key: ColumnElement[Any]


def _grouped(counted: CTE, way: _Way, source: Any = None, *where: ColumnElement[bool]) -> list[Select[Any]]:
    """How many rows and how much money, and then how many different people, associations and pairs."""
    rows = counted if source is None else source
    whom = _facts("whom")
    different = whom.c.entry_id == counted.c.entry, whom.c.name.in_(DISTINCT.values())
    several = sorted({place for measure in DISTINCT for place in _places(measure)})
    return [
        _select(counted, way, _said(Measure.ROWS), func.count(), func.sum(counted.c.cents))
        .select_from(rows)
        .where(*where),
        _select(counted, way, whom.c.name, func.count(func.distinct(whom.c.value)), null())
        .select_from(rows.join(whom, and_(*different)))
        .where(counted.c.series.in_(several), *where),
    ]


def _by_tag(counted: CTE) -> list[Select[Any]]:
    tag = _facts("tag")
    source = counted.join(tag, and_(tag.c.entry_id == counted.c.entry, tag.c.name.in_(_TAGS.values())))
    divided = or_(
        *(and_(tag.c.name == name, counted.c.series.in_(_divided(by))) for by, name in _TAGS.items())
    )
    return _grouped(counted, _Way(tag.c.name, tag.c.value), source, divided)


def _without_tag(counted: CTE) -> list[Select[Any]]:
    found = []
    for by, name in _TAGS.items():
        tag = _facts("tag")
        without = ~exists().where(tag.c.entry_id == counted.c.entry, tag.c.name == name).correlate(counted)
        divided = counted.c.series.in_(_divided(by))
        found += _grouped(counted, _Way(_said(by), _said(UNKNOWN)), None, divided, without)
    return found


def _select(counted: CTE, way: _Way, measure: Any, number: Any, cents: Any) -> Select[Any]:
    by, key, measured = (cast(each, String) for each in (way.by, way.key, measure))
    whole: Any = BigInteger
    columns = (by.label("by"), key.label("key"), counted.c.series, measured.label("measure"))
    found: Select[Any] = select(
        *columns, cast(number, whole).label("number"), cast(cents, whole).label("cents")
    )
    # Grouped by what differs, and by numbers while they are numbers: our own words would only make the sorting slow.
    differ = [
        each
        for each in (way.by, way.key, measure)
        if not isinstance(each, ColumnClause) or each.table is not None
    ]
    return found.group_by(*differ, counted.c.series)


def _old(counted: CTE) -> Any:
    words = (_said(_OLD), _said(WHOLE), literal(0), _said(Measure.ROWS))
    return select(*words, cast(func.count(), BigInteger), cast(null(), BigInteger)).where(
        counted.c.municipality.is_(None)
    )


def _said(word: str) -> ColumnElement[Any]:
    """One of our own words, spelt out: PostgreSQL takes two parameters of the same value for two expressions."""
    return literal_column(f"'{word}'", String)


def _stretch(standing: Any, asked: Asked) -> ColumnElement[Any]:
    """The number of the month, quarter, half or year since year 0 (`periods.Stretch.place`)."""
    year, month_of = (cast(extract(part, standing.c.day), Integer) for part in ("year", "month"))
    month = year * literal_column("12", Integer) + month_of - literal_column("1", Integer)
    return month // literal_column(str(asked.span.months), Integer)


def _facts(name: str) -> Any:
    return JournalFact.__table__.alias(name)  # type: ignore[attr-defined]


def _places(measure: Measure) -> list[int]:
    """The series whose rows are measured so."""
    return [SERIES.index(one.series) for one in FIGURES if one.series and one.measure == measure]


def _divided(by: By) -> list[int]:
    return sorted({SERIES.index(one.series) for one in FIGURES if one.series and by in one.by})


def _rows(series: Series, asked: Asked) -> Select[Any]:
    """The rows of this series that count: which stand, each thing once, and then what is asked for."""
    entry = JournalEntry.__table__  # type: ignore[attr-defined]
    place = SERIES.index(series)
    told = [] if asked.known is None else [entry.c.at <= asked.known]
    chosen = select(
        entry.c.id.label("entry"), entry.c.thing_id, entry.c.day, entry.c.municipality, entry.c.cents
    ).where(entry.c.kind == series.kind, *told)
    standing: Any = chosen.where(_any(series.steps)).subquery()
    if series.undone:
        standing = _standing(chosen, series)
    if series.once:
        standing = _first(standing)
    kept = [standing.c.day.between(asked.first, asked.last), *_narrowed(standing, asked)]
    return select(
        literal(place, Integer).label("series"),
        standing.c.entry,
        _stretch(standing, asked).label("stretch"),
        standing.c.municipality,
        func.coalesce(func.nullif(standing.c.municipality, _said(WHOLE)), _said(UNKNOWN)).label("place"),
        standing.c.cents,
    ).where(*kept)


def _standing(chosen: Select[Any], series: Series) -> Any:
    """Steps that the next step of the same thing did not take back."""
    entry = JournalEntry.__table__  # type: ignore[attr-defined]
    undo = case((_any(series.undone), 1), else_=0)
    # With a nought: else SQLite walks all rows of the kind by their things, to save itself sorting the few that count.
    thing = entry.c.thing_id + literal_column("0", Integer)
    following = func.lead(undo).over(partition_by=thing, order_by=entry.c.id)
    # The actions once more by themselves, for which there is an index.
    actions = entry.c.action.in_([str(step.action) for step in (*series.steps, *series.undone)])
    both = (
        chosen.add_columns(undo.label("undo"), following.label("following"))
        .where(actions, or_(_any(series.steps), _any(series.undone)))
        .subquery()
    )
    return select(both).where(both.c.undo == 0, func.coalesce(both.c.following, 0) == 0).subquery()


def _first(standing: Any) -> Any:
    order = func.row_number().over(partition_by=standing.c.thing_id, order_by=standing.c.entry)
    ranked = select(standing, order.label("place")).subquery()
    return select(ranked).where(ranked.c.place == 1).subquery()


def _any(steps: Sequence[Step]) -> ColumnElement[bool]:
    """SQL has an index for the actions; the states are looked at in the rows that it gives."""
    entry = JournalEntry.__table__  # type: ignore[attr-defined]
    actions = entry.c.action.in_([str(step.action) for step in steps])
    states = [] if not any(one.before or one.after for one in steps) else [or_(*map(_one, steps))]
    return and_(actions, *states)


def _one(step: Step) -> ColumnElement[bool]:
    entry = JournalEntry.__table__  # type: ignore[attr-defined]
    states = [entry.c.before.in_(step.before)] if step.before else []
    states += [entry.c.after.in_(step.after)] if step.after else []
    return and_(entry.c.action == str(step.action), *states)


def _narrowed(standing: Any, asked: Asked) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if asked.municipality:
        found.append(standing.c.municipality == asked.municipality)
    for name, value in (
        (FactName.TARGET_GROUP, asked.target_group),
        (FactName.PRIORITY, asked.priority),
    ):
        if value:
            fact = _facts("narrowed")
            found.append(
                exists().where(
                    fact.c.entry_id == standing.c.entry, fact.c.name == name, fact.c.value == value
                )
            )
    return found
