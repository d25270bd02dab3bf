"""What the report is about: period, moment, place and people; all of it stands in the address."""

import streamlit as st

from models import FINLAND, Invalid, today
from services import places, statistics, vocabulary
from services.statistics import OWN, Asked, Span, Stretch, tables
from ui import door, parts
from ui.filters import Filters
from ui.spoken import Spoken
from ui.texts import language, municipality, refusal, t

FILTERS = Filters("statistics", (*statistics.NAMES, "figure", "by"))
# What few reports are narrowed by is drawn while it is open, and open when it is set.
_NARROWING = ("municipality", "target_group", "priority", "known", "public")
# So many of the newest stretches are offered: five years of months.
_OFFERED = {Span.YEAR: 10, Span.HALF: 10, Span.QUARTER: 20, Span.MONTH: 60}
_UNIT, _FROM, _UNTIL, _KNOWN = "statistics-unit", "statistics-from", "statistics-until", "statistics-known"


def ask() -> Asked | None:
    """Draws the filters and gives what they stand at; None while the person's own days make no period."""
    with st.container(border=True):
        _period()
        if place := parts.folded(
            t("statistics.narrow"),
            icon="tune",
            key="statistics-narrow",
            expanded=FILTERS.narrowed(*_NARROWING),
        ):
            with place:
                _narrowing()
                _moment()
    try:
        return statistics.asked_of(FILTERS.values())
    except Invalid as error:
        st.error(refusal(error), icon=":material/error:")
        return None


def address() -> dict[str, str]:
    """What is set, as the files and the page to print take it."""
    return {name: value for name, value in FILTERS.values().items() if value and name in statistics.NAMES}


def _standing() -> Stretch:
    """The calendar stretch of the address, else this year."""
    written = {"period": FILTERS.value("period")} if FILTERS.value("period") != OWN else {}
    return statistics.asked_of(written).stretch or statistics.stretch_of(Span.YEAR, today())


def _period() -> None:
    own = FILTERS.value("period") == OWN
    left, right = st.columns(2)
    with left:
        st.session_state[_UNIT] = OWN if own else str(_standing().span)
        st.selectbox(
            t("statistics.unit"),
            [*map(str, Span), OWN],
            format_func=lambda unit: t(f"statistics_unit.{unit}"),
            key=_UNIT,
            on_change=_change_unit,
        )
    with right:
        if own:
            _own_days()
        else:
            _stretches()


def _stretches() -> None:
    standing = _standing()
    newest = statistics.stretch_of(standing.span, today())
    offered = [Stretch(newest.span, newest.place - back) for back in range(_OFFERED[newest.span])]
    written = {each.written: each for each in sorted({standing, *offered}, key=lambda one: -one.place)}
    words = Spoken(language())
    if not FILTERS.value("period"):
        st.query_params["period"] = standing.written
    FILTERS.choose(
        "period",
        t("statistics.period"),
        list(written),
        lambda name: tables.stretch_name(written[name], words),
        t("statistics.this_year"),
    )


def _change_unit() -> None:
    """The newest stretch of that kind; own days begin with those that were looked at."""
    unit, before = st.session_state[_UNIT], _standing()
    if unit == OWN:
        st.query_params.update({"period": OWN, "from": str(before.first), "until": str(before.last)})
        return
    for name in ("from", "until", "span"):
        st.query_params.pop(name, None)
    st.query_params["period"] = statistics.stretch_of(Span(unit), min(before.last, today())).written


def _own_days() -> None:
    first, last = st.columns(2)
    with first:
        _day("from", _FROM, t("statistics.from"))
    with last:
        _day("until", _UNTIL, t("statistics.until"))


def _day(name: str, key: str, label: str) -> None:
    st.session_state[key] = statistics.day_of(FILTERS.value(name))
    st.date_input(label, key=key, format="DD.MM.YYYY", on_change=_keep_day, args=(name, key))


def _keep_day(name: str, key: str) -> None:
    if found := st.session_state[key]:
        st.query_params[name] = found.isoformat()
    else:
        st.query_params.pop(name, None)


def _narrowing() -> None:
    left, middle, right = st.columns(3)
    with left:
        FILTERS.choose(
            "municipality",
            t("statistics.about_municipality"),
            list(places.municipalities()),
            municipality,
            t("statistics.all_municipalities"),
        )
    with middle:
        FILTERS.choose_term(
            "target_group",
            t("statistics.about_target_group"),
            vocabulary.TARGET_GROUPS,
            t("statistics.all_target_groups"),
        )
    with right:
        names = door.load(statistics.priority_names)
        words = Spoken(language())
        FILTERS.choose(
            "priority",
            t("statistics.about_priority"),
            list(names),
            lambda slug: tables.priority_name(names, slug, words),
            t("statistics.all_priorities"),
        )


def _moment() -> None:
    left, right = st.columns(2, vertical_alignment="bottom")
    with left:
        moment = statistics.moment_of(FILTERS.value("known"))
        st.session_state[_KNOWN] = moment.astimezone(FINLAND).date() if moment else None
        st.date_input(
            t("statistics.known"),
            key=_KNOWN,
            format="DD.MM.YYYY",
            max_value=today(),
            help=t("statistics.known_help"),
            on_change=_keep_day,
            args=("known", _KNOWN),
        )
    with right:
        FILTERS.switch("public", t("statistics.public"))
        st.caption(t("statistics.public_help", least=statistics.SMALLEST_SHOWN))
