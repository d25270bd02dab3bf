"""The terms by which the whole project is counted: the cost model, and rates that the call's record does not say."""

import streamlit as st

from models import CostModel
from services import budgets
from services.budgets import GroupBudget, Rates
from ui import door, parts
from ui.money import cents, plain_figure, plain_number, rate
from ui.texts import day, refusal, t


def draw(budget: GroupBudget) -> None:
    """The terms in a line; the lead may change them, and is asked for those that are missing."""
    parts.facts(*_facts(budget.rates))
    if budget.lacking:
        _lacking(budget)
    if not budget.sets_terms:
        return
    if budget.rates.model is None:
        _choose(budget)
    elif place := parts.folded(
        t("plan_money.change_model"), icon="tune", key=f"change-model-{budget.plan_id}"
    ):
        with place:
            _choose(budget)
    _say(budget)


def _facts(rates: Rates) -> list[str]:
    told = [t("plan_money.model_is", model=t(f"cost_model.{rates.model}"))] if rates.model else []
    if rates.model == CostModel.LUMP_SUM:
        told += [_fact("lump_sum", cents(rates.lump_sum), rates)] if rates.lump_sum else []
    elif rates.side_cost_rate:
        told.append(_fact("side_cost_rate", rate(rates.side_cost_rate), rates))
    if rates.support_rate:
        told.append(_fact("support_rate", rate(rates.support_rate), rates))
    return told


def _fact(name: str, value: str, rates: Rates) -> str:
    """What the call does not say is the lead's word, and to be checked."""
    source = t("plan_money.by_call") if name in rates.said else t("plan_money.by_lead")
    return f"{t(f'plan_money.{name}')} {value} ({source})"


def _lacking(budget: GroupBudget) -> None:
    if budget.rates.model is None:
        st.info(
            t("plan_money.no_model" if budget.sets_terms else "plan_money.no_model_yet"),
            icon=":material/tune:",
        )
        return
    what = ", ".join(t(f"plan_money.{name}") for name in budget.lacking)
    who = "plan_money.lacking" if budget.sets_terms else "plan_money.lacking_yet"
    st.warning(t(who, what=what), icon=":material/help:")


def _choose(budget: GroupBudget) -> None:
    fields = door.Fields()
    offered = list(budget.rates.allowed)
    chosen = st.radio(
        t("plan_money.choose_model"),
        offered,
        index=offered.index(budget.rates.model) if budget.rates.model in offered else None,
        format_func=lambda model: t(f"cost_model.{model}"),
        captions=[t(f"cost_model_help.{model}") for model in offered],
        key=f"cost-model-{budget.plan_id}",
    )
    fields.beside("cost_model")
    st.caption(t("plan_money.check_notice"))
    taken = st.button(
        t("plan_money.take_model"),
        type="primary" if budget.rates.model is None else "secondary",
        disabled=chosen in (None, budget.rates.model),
        key=f"take-model-{budget.plan_id}",
    )
    if taken and chosen:
        parts.confirm(
            t("plan_money.take_model"),
            t("plan_money.model_sure", model=t(f"cost_model.{chosen}")),
            t("plan_money.take_model"),
            lambda: _take(budget, chosen),
        )


def _take(budget: GroupBudget, model: CostModel) -> None:
    done = door.attempt(budgets.choose_model, budget.plan_id, model, version=budget.version)
    if done.refused:
        # The dialog closes itself, so the words must outlive it.
        door.flash(refusal(done.refused), ":material/error:")
    else:
        door.flash(t("plan_money.model_taken"))


def _say(budget: GroupBudget) -> None:
    """A field for each rate that the call leaves open."""
    rates = budget.rates
    needed = ("lump_sum" if rates.model == CostModel.LUMP_SUM else "side_cost_rate", "support_rate")
    asked = [name for name in needed if name not in rates.said]
    if not asked or rates.model is None:
        return
    key, fields = f"say-rates-{budget.plan_id}", door.Fields()
    place = parts.folded(t("plan_money.say_rates"), icon="percent", key=key, expanded=bool(budget.lacking))
    if place is None:
        return
    with place:
        st.write(t("plan_money.say_rates_help", on=day(rates.day) if rates.day else ""))
        typed = {name: _field(fields, budget, name) for name in asked}
        fields.general()
        saved = st.button(t("plan_money.save_rates"), icon=":material/save:", key=f"rates-{budget.plan_id}")
    if saved and fields.perform(budgets.say_rates, budget.plan_id, typed):
        door.flash(t("plan_money.rates_saved"))
        st.rerun()


def _field(fields: door.Fields, budget: GroupBudget, name: str) -> str:
    known = getattr(budget.rates, name)
    shown = plain_figure(known) if name == "lump_sum" else plain_number(known and known * 100)
    typed = st.text_input(t(f"plan_money.{name}_typed"), shown, key=f"{name}-{budget.plan_id}", max_chars=20)
    fields.beside(name)
    return typed
