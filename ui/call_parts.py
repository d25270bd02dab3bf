"""How a call is told in words: on its card, on its own screen, and where a version differs from another."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import streamlit as st

from models import CallState, today
from services import calls
from services.calls import CallTerms, Criterion, Priority, SideCostRate, Window
from ui import parts
from ui.texts import catalogue, day, euros, language, number, percent, t

COLOURS = {Window.COMING: "blue", Window.OPEN: "green", Window.CLOSED: "gray"}
# The texts of what is a code.
_CODES = {"project_forms": "project_form.", "cost_models": "call_cost_model.", "uncertain": "call_field."}


def badges(state: CallState, opens_on: date, closes_on: date) -> None:
    """Whether it is open by these days, how long it still is, and the days."""
    window, days = calls.window_of(opens_on, closes_on, today())
    with st.container(horizontal=True, vertical_alignment="center"):
        if state == CallState.DRAFT:
            st.badge(t("call_state.draft"), color="orange", icon=":material/edit_note:")
        st.badge(countdown(window, days), color=COLOURS[window], icon=":material/event:")  # type: ignore[arg-type]
        st.text(t("calls.dates", opens=day(opens_on), closes=day(closes_on)))


def countdown(window: Window, days: int) -> str:
    match window:
        case Window.COMING:
            return t("calls.opens_in", n=days)
        case Window.OPEN:
            return t("calls.closes_in", n=days) if days else t("calls.closes_today")
    return t("calls.closed")


def facts(terms: CallTerms, *fields: str) -> None:
    """One fact on a line; what the call does not say is left out, and what nobody has checked is marked."""
    told = [(field, spell(field, getattr(terms, field))) for field in fields]
    lines = [_line(terms, field, value) for field, value in told if value or field in terms.uncertain]
    st.markdown("  \n".join(lines))


def check(terms: CallTerms, field: str) -> None:
    """Above what nobody has compared with the notice."""
    if field in terms.uncertain:
        st.badge(t("calls.check"), color="orange", icon=":material/help:")


def _line(terms: CallTerms, field: str, value: str) -> str:
    mark = f" :orange-badge[:material/help: {t('calls.check')}]" if field in terms.uncertain else ""
    return f"**{t(f'call_field.{field}')}:** {parts.plain(value or t('calls.not_said'))}{mark}"


def spell(field: str, value: Any) -> str:
    """A value of a call's field, or of one row of it, in words; empty when there is none."""
    match value:
        case None | "" | ():
            return ""
        case bool():
            return t("calls.yes") if value else t("calls.no")
        case date():
            return day(value)
        case Decimal():
            return percent(value) if field == "support_rate" else euros(value)
        case SideCostRate():
            return rate(value)
        case Priority():
            return f"{value.heading['fi']} – {value.plain['fi']}"
        case Criterion():
            return criterion(value)
        case int():
            return t(f"calls.{field}_of", n=value, count=number(value))
        case list() | tuple():
            return _several(field, value)
    return str(value)


def _several(field: str, values: Sequence[Any]) -> str:
    if field in _CODES:
        return "; ".join(t(f"{_CODES[field]}{value}") for value in values)
    return "; ".join(spell(field, value) for value in values)


def rate(value: SideCostRate) -> str:
    """ "26,44 % (1.1.2026 alkaen)"."""
    told = number(value.rate * 100)
    first = day(value.valid_from) if value.valid_from else ""
    last = day(value.valid_to) if value.valid_to else ""
    if first and last:
        return t("calls.rate_between", rate=told, first=first, last=last)
    if first:
        return t("calls.rate_from", rate=told, first=first)
    return t("calls.rate_until", rate=told, last=last) if last else t("calls.rate", rate=told)


def criterion(value: Criterion) -> str:
    name = calls.spoken(value.name, language())
    scale = t(f"criterion_kind_scale.{value.kind}")
    return t("calls.criterion", name=name, scale=scale, weight=number(value.weight))


def field_name(key: str) -> str:
    """A text of the plan's form; its key when this release has no such text."""
    known = f"plan_field.{key}"
    return t(f"plan_field.{key}") if known in catalogue(language()) else key


def limits(given: Mapping[str, int]) -> None:
    rows = [f"| {t('calls.text')} | {t('calls.most_characters')} |", "|---|--:|"]
    rows += [f"| {parts.plain(field_name(key))} | {number(most)} |" for key, most in given.items()]
    st.markdown("\n".join(rows))
