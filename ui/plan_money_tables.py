"""The tables into which an implementer types its money: cells are texts, so that `1 240,50` is what it says.

Streamlit reads a typed number by American rules, by which a comma parts thousands; here the service reads every figure.
"""

from collections.abc import Sequence
from dataclasses import asdict
from functools import lru_cache
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from models import OTHER_COSTS, SELF_FINANCING, BudgetLineKind, CostModel, PayUnit, today
from services import budgets
from services.budgets import LineTyped, PostTyped, Rates, Typed, Written
from ui.money import plain_figure, plain_number
from ui.texts import t

_YEARS_AHEAD = 5
_KINDS: dict[str, Sequence[BudgetLineKind]] = {
    "costs": OTHER_COSTS,
    "income": (),
    "financing": SELF_FINANCING,
}
_LINES = ("kind", "words", "euros", "year")
# What a wage is made of, as far as a telephone has room.
_MAIN = ("task", "amount", "gross")
_POSTS = ("task", "people", "working_time", "pay", "amount", "gross", "year")


def typed_from(written: Written) -> Typed:
    """What is stored, as it stands in the cells."""
    posts = tuple(
        PostTyped(
            post.task,
            plain_number(post.people),
            plain_number(post.working_time),
            post.pay.value,
            plain_number(post.amount),
            plain_figure(post.gross),
            str(post.year or ""),
        )
        for post in written.posts
    )
    tables = {
        table: tuple(
            LineTyped(line.kind.value, line.words, plain_figure(line.euros), str(line.year or ""))
            for line in written.lines
            if line.kind in kinds
        )
        for table, kinds in budgets.TABLES.items()
    }
    return Typed(
        posts,
        **tables,
        volunteer_hours=plain_number(written.volunteer_hours),
        lump_share=plain_figure(written.lump_share),
    )


def keys(name: str) -> list[str]:
    """The widgets in which one implementer's money stands; all of them are on the screen, or none is."""
    return [f"{table}-{name}" for table in ("posts", *budgets.TABLES, "volunteer_hours")]


def posts(name: str, base: Sequence[PostTyped], rates: Rates, *, few: bool = False) -> tuple[PostTyped, ...]:
    """`few`: the main columns alone, as narrow as a telephone; the others keep what is in them."""
    pays = list(dict.fromkeys([*_pays(rates), *(PayUnit(post.pay) for post in base)]))
    columns: dict[str, ColumnConfig] = {
        "task": _text("task", width=112 if few else 220),
        "people": _text("people", default="1", right=True, width=90),
        "working_time": _text("working_time", default="100", right=True, width=100),
        "pay": _choice("pay", [pay.value for pay in pays], "pay_unit", default=pays[0].value),
        "amount": _text("amount", right=True, width=92 if few else 100),
        "gross": _text("gross", right=True, width=118 if few else 130),
        "year": _year(rates, [post.year for post in base]),
    }
    rows = _edited(f"posts-{name}", _POSTS, base, columns, _MAIN if few else list(columns))
    return tuple(base) if rows is None else tuple(PostTyped(**row) for row in rows)


def lines(
    table: str, name: str, base: Sequence[LineTyped], rates: Rates, *, few: bool = False
) -> tuple[LineTyped, ...]:
    kinds = [kind.value for kind in _KINDS[table]]
    columns: dict[str, ColumnConfig] = {
        "words": _text(f"{table}_words", width=(104 if kinds else 200) if few else 300),
        "euros": _text("euros", right=True, width=112 if few else None),
        "year": _year(rates, [line.year for line in base]),
    }
    if kinds:
        # Own money is the usual source; it stands last in the funder's order.
        usual = kinds[-1] if table == "financing" else kinds[0]
        width = 108 if few else None
        kind = _choice(f"{table}_kind", kinds, "budget_line_kind", default=usual, width=width)
        columns = {"kind": kind, **columns}
    order = [column for column in columns if column != "year" or not few]
    rows = _edited(f"{table}-{name}", _LINES, base, columns, order)
    return tuple(base) if rows is None else tuple(LineTyped(**row) for row in rows)


def _pays(rates: Rates) -> Sequence[PayUnit]:
    return budgets.PAY_OF[rates.model or CostModel.FLAT_40] or budgets.PAY_OF[CostModel.FLAT_40]


def _text(name: str, *, default: str = "", right: bool = False, width: Any = None) -> ColumnConfig:
    return st.column_config.TextColumn(
        t(f"plan_money.{name}"),
        help=t(f"plan_money_help.{name}"),
        default=default or None,
        alignment="right" if right else "left",
        width=width,
        max_chars=budgets.LONGEST,
    )


def _choice(
    name: str, options: list[str], spoken: str, *, default: str, width: int | None = None
) -> ColumnConfig:
    return st.column_config.SelectboxColumn(
        t(f"plan_money.{name}"),
        help=t(f"plan_money_help.{name}"),
        options=options,
        format_func=lambda value: t(f"{spoken}.{value}") if value else "",
        default=default,
        required=True,
        width=width,
    )


def _year(rates: Rates, there: Sequence[str]) -> ColumnConfig:
    """The years of the project, or the next ones while its dates are open; what is written stays to be chosen."""
    first = rates.starts_on.year if rates.starts_on else today().year
    last = rates.ends_on.year if rates.ends_on else first + _YEARS_AHEAD
    offered = {str(year) for year in range(first, last + 1)} | {year for year in there if year}
    return st.column_config.SelectboxColumn(
        t("plan_money.year"), help=t("plan_money_help.year"), options=sorted(offered), width="small"
    )


def _edited(
    key: str,
    names: Sequence[str],
    rows: Sequence[PostTyped | LineTyped],
    columns: dict[str, ColumnConfig],
    order: Sequence[str],
) -> list[dict[str, str]] | None:
    """The rows as they stand on the screen; the widget adds what was typed to the rows that it began with.

    None while nothing has been typed.
    """
    table = key.split("-")[0]
    began = _frame(tuple(names), tuple(rows))
    edited = st.data_editor(
        began,
        key=key,
        column_config=columns,
        column_order=order,
        num_rows="dynamic",
        hide_index=True,
        width="stretch",
        # Fingers need 44 px.
        row_height=44,
        placeholder="",
        alt=t(f"plan_money.{table}_alt"),
    )
    if edited.equals(began):
        return None
    return [_texts(row) for row in edited.to_dict("records")]


@lru_cache(maxsize=128)
def _frame(names: tuple[str, ...], rows: tuple[PostTyped | LineTyped, ...]) -> pd.DataFrame:
    """The same rows are asked for in each run, and are slow to make; the widget edits a copy of its own."""
    cells = [asdict(row) for row in rows]
    return pd.DataFrame(cells, columns=list(names), dtype="string").replace("", None)


def _texts(row: dict[str, Any]) -> dict[str, str]:
    return {str(name): "" if pd.isna(value) else str(value).strip() for name, value in row.items()}
