"""The form of a call: everything that its notice says, in the order in which a notice says it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import streamlit as st

from models import CostModel, ProjectForm
from services import calls, plans
from services.calls import CallTerms, CallWords
from ui import call_parts, call_rows, door
from ui.texts import t

_DATE = "DD.MM.YYYY"
# By section, how the names of its fields begin.
_SECTIONS = {
    "window": ("opens_on", "closes_on", "amount"),
    "money": ("support_rate", "project_forms", "cost_models", "lump_sum", "rate", "side_cost", "whole"),
    "dates": ("starts_earliest", "ends_latest", "longest"),
    "priorities": ("priorit",),
    "criteria": ("criteri",),
    "limits": ("limit",),
    "more": ("link", "notes", "uncertain"),
    "about": ("name", "programme", "fund", "policy", "specific", "authority", "region"),
}


@dataclass(frozen=True)
class Form:
    """The widgets of one call's form; 0 for a new call."""

    number: int
    terms: CallTerms
    fields: door.Fields

    def key(self, field: str) -> str:
        return f"call-{self.number}-{field}"

    def line(self, field: str, example: str = "") -> str:
        typed: str = st.text_input(
            t(f"call_field.{field}"), getattr(self.terms, field), key=self.key(field), placeholder=example
        )
        self.fields.beside(field)
        return typed

    def day(self, field: str) -> date | None:
        chosen: date | None = st.date_input(
            t(f"call_field.{field}"), getattr(self.terms, field), format=_DATE, key=self.key(field)
        )
        self.fields.beside(field)
        return chosen

    def euros(self, field: str) -> Decimal | None:
        was = getattr(self.terms, field)
        typed = st.number_input(
            t("call_form.euros", what_key=f"call_field.{field}"),
            min_value=0.0,
            value=None if was is None else float(was),
            step=1000.0,
            key=self.key(field),
        )
        self.fields.beside(field)
        return None if typed is None else Decimal(str(typed))

    def choices(self, field: str, offered: list[str], words: str) -> list[str]:
        chosen = st.pills(
            t(f"call_field.{field}"),
            offered,
            default=[value for value in getattr(self.terms, field) if value in offered],
            format_func=lambda value: t(f"{words}.{value}"),
            selection_mode="multi",
            key=self.key(field),
        )
        self.fields.beside(field)
        return list(chosen)


_ABOUT = ("name", "programme", "fund", "policy_priority", "specific_objective", "authority", "region")


def ask(form: Form) -> CallWords:
    typed: dict[str, Any] = {}
    with _section("about"):
        typed |= {field: form.line(field) for field in _ABOUT}
    with _section("window"):
        typed |= {field: form.day(field) for field in ("opens_on", "closes_on")}
        typed["amount"] = form.euros("amount")
    with _section("money"):
        typed |= _money(form)
    with _section("dates"):
        typed |= {field: form.day(field) for field in ("starts_earliest", "ends_latest")}
        typed["longest_months"] = _months(form)
    with _folded("priorities"):
        typed["priorities"] = call_rows.priorities(form.number, form.terms.priorities, form.fields)
    with _folded("criteria"):
        typed["criteria"] = call_rows.criteria(form.number, form.terms.criteria, form.fields)
    with _folded("limits"):
        typed["limits"] = _limits(form)
    with _section("more"):
        typed |= _more(form)
    return CallWords(**typed)


def _money(form: Form) -> dict[str, Any]:
    terms = form.terms
    support = st.number_input(
        t("call_form.support_rate"),
        0.0,
        100.0,
        None if terms.support_rate is None else float(terms.support_rate * 100),
        1.0,
        key=form.key("support_rate"),
    )
    form.fields.beside("support_rate")
    return {
        "support_rate": None if support is None else Decimal(str(support)) / 100,
        "project_forms": form.choices("project_forms", list(ProjectForm), "project_form"),
        "cost_models": form.choices("cost_models", list(CostModel), "call_cost_model"),
        "lump_sum": form.euros("lump_sum"),
        "side_cost_rates": _rates(form),
        "whole_euros": st.checkbox(
            t("call_field.whole_euros"),
            terms.whole_euros,
            help=t("call_form.whole_euros_help"),
            key=form.key("whole_euros"),
        ),
    }


def _rates(form: Form) -> list[calls.SideCostRate]:
    st.markdown(f"**{t('call_field.side_cost_rates')}**", help=t("call_form.rates_help"))
    return call_rows.rates(form.number, form.terms.side_cost_rates, form.fields)


def _months(form: Form) -> int | None:
    months = st.number_input(
        t("call_form.longest_months"),
        min_value=1,
        max_value=120,
        value=form.terms.longest_months,
        step=1,
        key=form.key("longest_months"),
    )
    form.fields.beside("longest_months")
    return months


def _limits(form: Form) -> dict[str, int]:
    """Of each text of the plan's form; and of those that an earlier form had."""
    keys = dict.fromkeys([*plans.FIELDS, *form.terms.limits])
    columns = st.columns(2)
    found = {}
    for place, key in enumerate(keys):
        with columns[place % 2]:
            found[key] = _limit(form, key)
    form.fields.beside("limits")
    return found


def _limit(form: Form, key: str) -> int:
    most = st.number_input(
        call_parts.field_name(key),
        min_value=0,
        max_value=calls.LONGEST_TEXT,
        value=form.terms.limits.get(key),
        step=100,
        placeholder=t("call_form.no_limit"),
        key=form.key(f"limit-{key}"),
    )
    form.fields.beside(f"limit-{key}")
    return most or 0


def _more(form: Form) -> dict[str, Any]:
    link = form.line("link", "https://")
    notes = st.text_area(t("call_field.notes"), form.terms.notes, key=form.key("notes"))
    form.fields.beside("notes")
    uncertain = st.multiselect(
        t("call_field.uncertain"),
        calls.CHECKABLE,
        default=form.terms.uncertain,
        format_func=lambda field: t(f"call_field.{field}"),
        help=t("call_form.uncertain_help"),
        placeholder=t("parts.choose"),
        key=form.key("uncertain"),
    )
    return {"link": link, "notes": notes, "uncertain": uncertain}


@contextmanager
def _section(name: str) -> Iterator[None]:
    with st.container(border=True):
        st.subheader(t(f"call_form.section_{name}"))
        st.caption(t(f"call_form.section_{name}_help"))
        yield


@contextmanager
def _folded(name: str) -> Iterator[None]:
    """A long section, which is seldom opened."""
    with st.expander(t(f"call_form.section_{name}")):
        st.caption(t(f"call_form.section_{name}_help"))
        yield


def told(typed: Mapping[str, Any]) -> str:
    """What somebody had typed, in a line: the call's name when it is new, else what they had changed in it."""
    if set(calls.FIELDS) <= typed.keys():
        return str(typed["name"])
    return ", ".join(t(f"call_field.{field}") for field in calls.FIELDS if field in typed)


def point_to(field: str) -> None:
    """Says under the button in which section the refused field stands: it may be folded, or far above."""
    if place := next((name for name, starts in _SECTIONS.items() if field.startswith(starts)), ""):
        st.caption(t("call_form.look_in", section_key=f"call_form.section_{place}"))
