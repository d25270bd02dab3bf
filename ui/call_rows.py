"""The parts of a call's form that have rows: rates, priorities, criteria."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

import streamlit as st

from models import CriterionKind
from services import calls
from services.calls import Criterion, Priority, SideCostRate
from ui import door
from ui.texts import t

_DATE = "DD.MM.YYYY"
_TRANSLATED = ("sv", "en")
_ROWS = "call-rows"


def forget(form: int) -> None:
    """The rows that were added and taken away on an earlier visit."""
    for key in [key for key in st.session_state if str(key).startswith(f"{_ROWS}-{form}-")]:
        del st.session_state[key]


def rates(form: int, given: Sequence[SideCostRate], fields: door.Fields) -> list[SideCostRate]:
    found = []
    for place, row in enumerate(_numbers(form, "rate", len(given))):
        was = given[row] if row < len(given) else SideCostRate(Decimal(0))
        with _row(form, "rate", row, place):
            percent = st.number_input(
                t("call_rows.rate"),
                0.0,
                100.0,
                float(was.rate * 100),
                0.01,
                key=_key(form, "rate", row, "rate"),
            )
            first, last = st.columns(2)
            valid_from = first.date_input(
                t("call_rows.valid_from"), was.valid_from, format=_DATE, key=_key(form, "rate", row, "from")
            )
            valid_to = last.date_input(
                t("call_rows.valid_to"), was.valid_to, format=_DATE, key=_key(form, "rate", row, "to")
            )
            fields.beside(f"rate-{place}")
        found.append(SideCostRate(Decimal(str(percent)) / 100, valid_from, valid_to))
    _add(form, "rate")
    fields.beside("side_cost_rates")
    return found


def priorities(form: int, given: Sequence[Priority], fields: door.Fields) -> list[Priority]:
    found = []
    for place, row in enumerate(_numbers(form, "priority", len(given))):
        was = given[row] if row < len(given) else Priority("", {}, {})
        with _row(form, "priority", row, place):
            heading = _finnish(form, "priority", row, "heading", was.heading)
            plain = _finnish(form, "priority", row, "plain", was.plain)
            with st.popover(t("call_rows.translations"), icon=":material/translate:"):
                heading |= _others(form, "priority", row, "heading", was.heading)
                plain |= _others(form, "priority", row, "plain", was.plain)
            fields.beside(f"priority-{place}")
        found.append(Priority(was.slug, heading, plain))
    _add(form, "priority")
    fields.beside("priorities")
    return found


def criteria(form: int, given: Sequence[Criterion], fields: door.Fields) -> list[Criterion]:
    found = []
    for place, row in enumerate(_numbers(form, "criterion", len(given))):
        was = given[row] if row < len(given) else Criterion("", CriterionKind.CONTENT, {})
        with _row(form, "criterion", row, place):
            name = _finnish(form, "criterion", row, "name", was.name)
            kind, weight = _scale(form, row, was)
            with st.popover(t("call_rows.translations"), icon=":material/translate:"):
                name |= _others(form, "criterion", row, "name", was.name)
            fields.beside(f"criterion-{place}")
        found.append(Criterion(was.slug, kind, name, weight))
    _add(form, "criterion")
    fields.beside("criteria")
    return found


def _scale(form: int, row: int, was: Criterion) -> tuple[CriterionKind, Decimal]:
    kinds = list(CriterionKind)
    left, right = st.columns(2)
    kind = left.selectbox(
        t("call_rows.kind"),
        kinds,
        index=kinds.index(was.kind),
        format_func=lambda one: t(f"criterion_kind.{one}"),
        key=_key(form, "criterion", row, "kind"),
    )
    weight = right.number_input(
        t("call_rows.weight"),
        0.0,
        100.0,
        float(was.weight),
        0.5,
        help=t("call_rows.weight_help"),
        key=_key(form, "criterion", row, "weight"),
    )
    return kind, Decimal(str(weight))


def _finnish(form: int, what: str, row: int, name: str, was: Mapping[str, str]) -> dict[str, str]:
    typed = st.text_input(
        t(f"call_rows.{what}_{name}"), was.get("fi", ""), key=_key(form, what, row, f"{name}-fi")
    )
    return {"fi": typed}


def _others(form: int, what: str, row: int, name: str, was: Mapping[str, str]) -> dict[str, str]:
    return {
        language: st.text_input(
            t(
                "call_rows.in_language",
                what_key=f"call_rows.{what}_{name}",
                language_key=f"call_rows.{language}",
            ),
            was.get(language, ""),
            key=_key(form, what, row, f"{name}-{language}"),
        )
        for language in _TRANSLATED
    }


def _key(form: int, what: str, row: int, name: str) -> str:
    return f"call-{form}-{what}-{row}-{name}"


def _numbers(form: int, what: str, given: int) -> list[int]:
    """The rows that stand now: those that were given, without those taken away, and with those added."""
    found: list[int] = st.session_state.setdefault(f"{_ROWS}-{form}-{what}", list(range(given)))
    return found


@contextmanager
def _row(form: int, what: str, row: int, place: int) -> Iterator[None]:
    with st.container(border=True):
        yield
        with st.container(horizontal=True):
            if place:
                st.button(
                    t("call_rows.up"),
                    icon=":material/arrow_upward:",
                    type="tertiary",
                    key=_key(form, what, row, "up"),
                    on_click=_raise,
                    args=(form, what, place),
                )
            st.button(
                t("call_rows.remove"),
                icon=":material/delete:",
                type="tertiary",
                key=_key(form, what, row, "remove"),
                on_click=_remove,
                args=(form, what, row),
            )


def _add(form: int, what: str) -> None:
    rows = st.session_state[f"{_ROWS}-{form}-{what}"]
    st.button(
        t(f"call_rows.add_{what}"),
        icon=":material/add:",
        key=f"call-{form}-{what}-add",
        disabled=len(rows) >= calls.MOST_ROWS,
        on_click=_append,
        args=(form, what),
    )


def _change(form: int, what: str, rows: list[int]) -> None:
    st.session_state[f"{_ROWS}-{form}-{what}"] = rows


def _append(form: int, what: str) -> None:
    rows = st.session_state[f"{_ROWS}-{form}-{what}"]
    # A number is used once: a new row must not find what stood in one that was taken away.
    most = f"{_ROWS}-{form}-{what}-next"
    number: Any = max([st.session_state.get(most, 0), *(row + 1 for row in rows), 100])
    st.session_state[most] = number + 1
    _change(form, what, [*rows, number])


def _remove(form: int, what: str, row: int) -> None:
    _change(form, what, [one for one in st.session_state[f"{_ROWS}-{form}-{what}"] if one != row])


def _raise(form: int, what: str, place: int) -> None:
    rows = list(st.session_state[f"{_ROWS}-{form}-{what}"])
    rows[place - 1], rows[place] = rows[place], rows[place - 1]
    _change(form, what, rows)
