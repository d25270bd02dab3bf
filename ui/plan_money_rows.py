"""An implementer's money to read: its rows as tables, and how each wage was counted."""

import streamlit as st

from models import OTHER_COSTS, SELF_FINANCING, BudgetLineKind, PayUnit
from services import budgets
from services.budgets import Line, PartBudget, Post, Rates
from ui import parts
from ui.money import cents, plain_number
from ui.tables import table
from ui.texts import t


def draw(part: PartBudget) -> None:
    """All rows, without sums; what is empty is left out."""
    written = part.written
    if written.empty and not written.volunteer_hours:
        st.write(t("plan_money.nothing_yet"))
        return
    if written.posts:
        st.markdown(f"**{t('plan_money.posts')}**")
        table([_post(post) for post in written.posts])
    for name, kinds in (
        ("costs", OTHER_COSTS),
        ("income", (BudgetLineKind.INCOME,)),
        ("financing", SELF_FINANCING),
    ):
        if rows := [line for line in written.lines if line.kind in kinds]:
            st.markdown(f"**{t(f'plan_money.{name}')}**")
            table(
                [_line(line) for line in rows],
            )
    if written.lump_share:
        st.write(f"{t('plan_money.lump_share')}: {cents(written.lump_share)}")
    volunteers(part)


def volunteers(part: PartBudget) -> None:
    """Hours beside the money, in words that say that they are no money."""
    if hours := part.written.volunteer_hours:
        st.caption(t("plan_money.volunteers", hours=plain_number(hours)))


def counted(part: PartBudget, rates: Rates) -> None:
    """Each wage as a sum that can be followed with a pencil."""
    posts = [post for post in part.written.posts if post.complete]
    if not posts:
        return
    key = f"how-counted-{part.part_id}"
    if place := parts.folded(t("plan_money.how_counted"), icon="calculate", key=key):
        with place:
            table([_counted(post, rates) for post in posts])


def _counted(post: Post, rates: Rates) -> dict[str, str]:
    return {
        t("plan_money.task"): parts.plain(post.task) or "–",
        t("plan_money.counting"): _counting(post, rates),
        t("plan_money.wages"): cents(budgets.wages_of(post, rates)),
    }


def _counting(post: Post, rates: Rates) -> str:
    people, amount = plain_number(post.people), plain_number(post.amount)
    gross = cents(post.gross) if post.gross is not None else ""
    match post.pay:
        case PayUnit.MONTH:
            share = plain_number(post.working_time)
            return t("plan_money.by_month", people=people, share=share, amount=amount, gross=gross)
        case PayUnit.HOUR:
            return t("plan_money.by_hour", people=people, amount=amount, gross=gross)
        case PayUnit.YEAR:
            price = _price(post, rates)
            return t("plan_money.by_unit", people=people, amount=amount, gross=price)


def _price(post: Post, rates: Rates) -> str:
    """Of an hour; a question mark while the rate that it is made with is not known."""
    if post.gross is None or rates.side_cost_rate is None:
        return "?"
    return cents(budgets.hourly_unit(post.gross, rates.side_cost_rate))


def _post(post: Post) -> dict[str, str]:
    return {
        t("plan_money.task"): parts.plain(post.task) or "–",
        t("plan_money.people"): plain_number(post.people),
        t("plan_money.working_time"): plain_number(post.working_time),
        t("plan_money.amount"): f"{plain_number(post.amount)} {t(f'pay_unit_short.{post.pay}')}",
        t("plan_money.gross"): cents(post.gross) if post.gross is not None else "–",
        t("plan_money.year"): str(post.year or "–"),
    }


def _line(line: Line) -> dict[str, str]:
    return {
        t("plan_money.kind"): t(f"budget_line_kind.{line.kind}"),
        t("plan_money.what"): parts.plain(line.words) or "–",
        t("plan_money.euros"): cents(line.euros) if line.euros is not None else "–",
        t("plan_money.year"): str(line.year or "–"),
    }
