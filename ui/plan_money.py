"""The screens of a plan's money: one's own budget, the whole project, by years, and two cost models side by side."""

from collections.abc import Callable, Sequence
from functools import wraps

import streamlit as st

from models import CostModel, ImplementerRole
from services import budgets
from services.budgets import Check, CheckKind, GroupBudget, PartBudget
from services.plans import PlanView
from ui import (
    door,
    parts,
    plan_money_charts,
    plan_money_checks,
    plan_money_own,
    plan_money_rows,
    plan_money_sheet,
    plan_money_sums,
    plan_money_terms,
)
from ui.money import cents, share
from ui.texts import t


def _wide(draw: Callable[[PlanView], None]) -> Callable[[PlanView], None]:
    """Tables of money are wider than texts are read."""

    @wraps(draw)
    def drawn(view: PlanView) -> None:
        with st.container(key="plan-money"):
            draw(view)

    return drawn


def reads(view: PlanView) -> bool:
    """Those who implement, and facilitators with whom the plan is shared: a cooperation partner has no money in it."""
    mine = [part for part in view.parts if part.mine]
    return not mine or any(_implements(part.role) for part in mine)


def writes(view: PlanView) -> bool:
    return any(part.writes and _implements(part.role) for part in view.parts)


def _implements(role: ImplementerRole) -> bool:
    return role != ImplementerRole.COOPERATION_PARTNER


@_wide
def own(view: PlanView) -> None:
    budget = _load(view)
    mine = [part for part in budget.parts if part.writes]
    if not mine:
        st.info(t("plan_money.closed"), icon=":material/lock:")
        _whole(view, budget)
        return
    plan_money_terms.draw(budget)
    part = _chosen(mine)
    figures = st.container()
    stored = plan_money_own.draw(view.id, part, budget.rates)
    if plan_money_own.version_of(part) != part.written.version:
        # What has just been saved is in the sums already.
        budget = _load(view)
        part = next(each for each in budget.parts if each.part_id == part.part_id)
    with figures:
        _figures(budget, part)
    _mending(budget, part, stored=stored)
    plan_money_rows.counted(part, budget.rates)
    plan_money_sheet.draw(view, part, budget.rates)


def _load(view: PlanView) -> GroupBudget:
    return door.load(budgets.of_plan, view.id)


def _chosen(mine: Sequence[PartBudget]) -> PartBudget:
    """Somebody of two associations writes one budget at a time; the address says which."""
    names = {str(part.part_id): parts.plain(part.association) for part in mine}
    if len(mine) == 1:
        st.subheader(parts.plain(mine[0].association))
        return mine[0]
    key = f"money-part-{min(names)}"
    asked = st.query_params.get("part", "")
    st.session_state[key] = asked if asked in names else next(iter(names))
    chosen = st.segmented_control(
        t("plan_money.whose"),
        list(names),
        format_func=names.__getitem__,
        key=key,
        required=True,
        on_change=_show,
        args=(key,),
    )
    return next(part for part in mine if str(part.part_id) == chosen)


def _show(key: str) -> None:
    st.query_params["part"] = st.session_state[key]


def _figures(budget: GroupBudget, part: PartBudget) -> None:
    if not budget.lacking:
        plan_money_sums.headline(part.sums)
    plan_money_rows.volunteers(part)


def _mending(budget: GroupBudget, part: PartBudget, *, stored: bool) -> None:
    """What the checks say of this budget, and the button that adds the missing money as one's own."""
    st.subheader(t("plan_money.checks"))
    plan_money_checks.draw(part.checks, {})
    missing = part.sums.missing
    if budget.lacking or not missing or not stored:
        return
    if st.button(t("plan_money.fill", sum=cents(missing)), icon=":material/add:", key=f"fill-{part.part_id}"):
        done = door.perform(
            budgets.fill_own,
            budget.plan_id,
            part.part_id,
            t("plan_money.own_money"),
            version=part.written.version,
        )
        if done:
            plan_money_own.forget(part.part_id)
            door.flash(t("plan_money.filled", sum=cents(missing)))
            st.rerun()
    st.caption(t("plan_money.fill_help"))


@_wide
def whole(view: PlanView) -> None:
    _whole(view, _load(view))


def _whole(view: PlanView, budget: GroupBudget) -> None:
    plan_money_terms.draw(budget)
    if not any(not part.written.empty for part in budget.parts):
        st.info(t("plan_money.empty"), icon=":material/savings:")
        return
    if not budget.lacking:
        _sums(budget)
    st.subheader(t("plan_money.checks"))
    names = {part.part_id: part.association for part in budget.parts}
    plan_money_checks.draw(_worth_saying(budget), names)
    _rows_of_one(budget)


def _rows_of_one(budget: GroupBudget) -> None:
    """The rows of the implementer that somebody asks for: five tables each."""
    names = {part.part_id: parts.plain(part.association) for part in budget.parts}
    chosen = st.selectbox(
        t("plan_money.rows_of_each"),
        list(names),
        index=None,
        format_func=names.__getitem__,
        placeholder=t("parts.choose"),
        key=f"money-rows-{budget.plan_id}",
    )
    for part in budget.parts:
        if part.part_id == chosen:
            plan_money_rows.draw(part)
            plan_money_rows.counted(part, budget.rates)


def _worth_saying(budget: GroupBudget) -> list[Check]:
    """The whole project's own checks, then each implementer's; what an implementer lacks is told once."""
    alone = {CheckKind.OWN_SHARE, CheckKind.BALANCE} if len(budget.parts) == 1 else set()
    return [check for check in budget.checks if check.kind not in alone] + [
        check for part in budget.parts for check in part.checks
    ]


def _sums(budget: GroupBudget) -> None:
    plan_money_sums.headline(budget.total)
    st.subheader(t("plan_money.by_implementer"))
    plan_money_sums.by_implementer(budget)
    if place := parts.folded(t("plan_money.breakdown"), icon="table", key=f"breakdown-{budget.plan_id}"):
        with place:
            columns = plan_money_sums.columns_of(budget.parts, budget.total)
            plan_money_sums.breakdown(columns, "breakdown")
    written = [part for part in budget.parts if part.sums.total]
    if written:
        st.subheader(t("plan_money.costs_chart"))
        plan_money_charts.draw(written, plan_money_charts.COSTS, t("plan_money.costs_chart_alt"))
        st.subheader(t("plan_money.financing_chart"))
        plan_money_charts.draw(written, plan_money_charts.FINANCING, t("plan_money.financing_chart_alt"))
        st.caption(t("plan_money.charts_help"))


@_wide
def years(view: PlanView) -> None:
    """The same sums by the years that the rows name: each implementer's, and the group's."""
    budget = _load(view)
    parts.facts(t("plan_money.years_help"))
    if budget.lacking or not budget.total.total:
        st.info(t("plan_money.nothing_to_count"), icon=":material/calendar_month:")
        return
    of_parts = {part.part_id: budgets.by_year(part.written, budget.rates) for part in budget.parts}
    group = budgets.years_of_group(of_parts.values())
    st.subheader(t("plan_money.group"))
    _year_table(group, budget.total, "years-group")
    for part in budget.parts if len(budget.parts) > 1 else ():
        with st.expander(parts.plain(part.association), icon=":material/groups:"):
            _year_table(of_parts[part.part_id], part.sums, f"years-{part.part_id}")


def _year_table(found: budgets.Years, total: budgets.Sums, key: str) -> None:
    columns = {str(year or t("plan_money.no_year")): sums for year, sums in found.items()}
    plan_money_sums.breakdown(columns | {t("plan_money.together"): total}, key)
    if None in found and len(found) > 1:
        st.caption(t("plan_money.no_year_help"))


@_wide
def compare(view: PlanView) -> None:
    """40 % against 7 % for the same rows: information, not advice."""
    budget = _load(view)
    found = budgets.compared([part.written for part in budget.parts], budget.rates)
    if budget.rates.side_cost_rate is None or budget.rates.support_rate is None or not found.flat_40.staff:
        st.info(t("plan_money.nothing_to_compare"), icon=":material/balance:")
        return
    st.write(t("plan_money.compare_help"))
    models = {CostModel.FLAT_40: found.flat_40, CostModel.FLAT_7: found.flat_7}
    plan_money_sums.breakdown(
        {t(f"cost_model.{model}"): sums for model, sums in models.items()},
        "compare",
        plan_money_sums.COMPARED,
    )
    ratio = share(budgets.break_even())
    st.write(t("plan_money.break_even", ratio=ratio, sum=cents(found.break_even), direct=cents(found.direct)))
    higher = max(models, key=lambda model: models[model].total)
    if found.flat_40.total == found.flat_7.total:
        st.write(t("plan_money.equal"))
    else:
        more = abs(found.flat_40.total - found.flat_7.total)
        st.write(t("plan_money.higher", model=t(f"cost_model.{higher}"), sum=cents(more)))
    st.caption(t("plan_money.check_notice"))
