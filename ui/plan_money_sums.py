"""Sums of the implementers and of the group, as tables that can be read aloud."""

from collections.abc import Mapping, Sequence

import streamlit as st

from services.budgets import GroupBudget, PartBudget, Sums
from ui import parts
from ui.money import cents, plain_number
from ui.tables import table
from ui.texts import t

# In the order of the funder's sheet.
ROWS = (
    "wages",
    "side_costs",
    "staff",
    "purchase",
    "travel",
    "rent",
    "other",
    "flat",
    "total",
    "income",
    "net",
    "support",
    "municipal",
    "other_public",
    "private",
    "missing",
)
# What two models are compared by.
COMPARED = (*ROWS[: ROWS.index("support") + 1], "own")
_ALWAYS = ("wages", "side_costs", "staff", "flat", "total", "net", "support", "own", "private")
_SUMS = ("staff", "total", "net")
_SHORT = ("total", "support", "own", "promised")
_WITH_INCOME = ("total", "income", "net", "support", "own", "promised")


def headline(sums: Sums, key: str = "") -> None:
    """The four figures that people look for."""
    figures = {"total": sums.total, "support": sums.support, "own": sums.own, "promised": sums.promised}
    with st.container(horizontal=True, key=f"money-figures{key}"):
        for name, value in figures.items():
            st.metric(t(f"plan_money.{name}"), cents(value), border=True, help=t(f"plan_money_help.{name}"))


def by_implementer(budget: GroupBudget) -> None:
    """A row for each implementer, and below them their sum."""
    shown = _WITH_INCOME if budget.total.income else _SHORT
    rows = [_row(parts.plain(part.association), part.sums, shown) for part in budget.parts]
    total = _row(t("plan_money.group"), budget.total, shown)
    rows.append({label: f"**{value}**" for label, value in total.items()})
    _table("implementers", rows)
    if hours := budget.total.volunteer_hours:
        st.caption(t("plan_money.volunteers", hours=plain_number(hours)))


def _row(name: str, sums: Sums, shown: Sequence[str]) -> dict[str, str]:
    return {t("plan_money.implementer"): name} | {
        t(f"plan_money.{figure}"): cents(getattr(sums, figure)) for figure in shown
    }


def breakdown(columns: Mapping[str, Sums], key: str, rows: Sequence[str] = ROWS) -> None:
    """The lines of the funder's sheet downwards, implementers or years across; lines with nothing are left out."""
    shown = [row for row in rows if row in _ALWAYS or any(getattr(sums, row) for sums in columns.values())]
    lines = [
        {t("plan_money.line"): _bold(row, t(f"plan_money.{row}"))}
        | {label: _bold(row, cents(getattr(sums, row))) for label, sums in columns.items()}
        for row in shown
    ]
    _table(key, lines)


def _bold(row: str, text: str) -> str:
    return f"**{text}**" if row in _SUMS else text


def columns_of(parts_: Sequence[PartBudget], total: Sums) -> dict[str, Sums]:
    """By implementer's letter and name, and the group last."""
    named = {parts.plain(part.association): part.sums for part in parts_}
    return named | ({t("plan_money.group"): total} if len(parts_) > 1 else {})


def _table(key: str, rows: list[dict[str, str]]) -> None:
    with st.container(key=f"sums-{key}"):
        table(rows)
