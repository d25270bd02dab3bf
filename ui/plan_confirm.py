"""Confirming a plan: who has said what, to which words, and which have changed since."""

from functools import partial

import streamlit as st

from models import ConfirmationState, PlanAction, PlanState
from services import budgets, confirmations, plans
from services.confirmations import Confirmations, Standing
from services.plans import PlanView
from ui import door, parts, plan_asking, plan_lines, plan_steps
from ui.money import cents
from ui.texts import day, moment, refusal, t

ASKED = (PlanState.CONFIRMING, PlanState.READY)
_ICONS = {
    ConfirmationState.WAITING: ":material/schedule:",
    ConfirmationState.CONFIRMED: ":material/check_circle:",
    ConfirmationState.TOUCHED: ":material/edit_note:",
    ConfirmationState.DECLINED: ":material/cancel:",
}
_COLOURS = {
    ConfirmationState.WAITING: "gray",
    ConfirmationState.CONFIRMED: "green",
    ConfirmationState.TOUCHED: "orange",
    ConfirmationState.DECLINED: "red",
}


def draw(view: PlanView) -> None:
    found = door.load(confirmations.of_plan, view.id)
    mine = [each for each in found.standings if PlanAction.CONFIRM in each.actions and not each.holds]
    if not mine:
        plan_steps.draw(view, door.load(plans.sendings, view.id), confirming=True)
    _so_far(view, found)
    for standing in mine:
        _mine(found, standing)
    if found.may_ask:
        plan_asking.draw(view, found)
    st.subheader(t("confirm.everybody"))
    for standing in found.standings:
        _standing(found, standing)


def _so_far(view: PlanView, found: Confirmations) -> None:
    """How many of how many, by when, and what the lead wrote."""
    if found.state in ASKED:
        share = found.holding / len(found.standings)
        st.progress(share, t("confirm.so_far", holding=found.holding, all=len(found.standings)))
    elif found.state in (PlanState.FORMING, PlanState.DRAFTING) and not found.may_ask:
        st.info(t("confirm.not_asked"), icon=":material/hourglass_empty:")
    if found.asking and found.state == PlanState.CONFIRMING:
        asked = found.asking
        st.caption(
            t("confirm.asked", who=parts.plain(asked.who), at=moment(asked.at), by=day(asked.reply_by))
        )
        if asked.words:
            st.text(asked.words)
    waiting = door.load(plans.waiting_outside, view.id)
    if waiting and found.state in ASKED:
        names = parts.plain(", ".join(waiting))
        st.info(t("confirm.waiting_outside", names=names), icon=":material/lock:")


def _mine(found: Confirmations, standing: Standing) -> None:
    """What this association confirms, and the two answers."""
    name = parts.plain(standing.association)
    with st.container(border=True, key=f"confirm-{standing.part_id}"):
        st.subheader(t("confirm.mine", name=name))
        if standing.changes:
            st.warning(
                t("confirm.changed", at=moment(standing.at) if standing.at else ""),
                icon=":material/edit_note:",
            )
            plan_lines.changed(standing.changes, standing.words, found.names)
        st.markdown(f"**{t('confirm.what')}**")
        _money(found.plan_id, standing.part_id)
        plan_lines.everything(standing.words, found.names)
        st.write(t("confirm.promise"))
        _answers(found.plan_id, standing)


def _money(plan_id: int, part_id: int) -> None:
    """What it costs this association, before anything else."""
    of_plan = door.load(budgets.of_plan, plan_id)
    sums = next(part.sums for part in of_plan.parts if part.part_id == part_id)
    if sums.total:
        told = t("confirm.money", total=cents(sums.total), support=cents(sums.support), own=cents(sums.own))
        st.write(told)


def _answers(plan_id: int, standing: Standing) -> None:
    kept = f"declining-{standing.part_id}"
    if st.session_state.get(kept):
        _no(plan_id, standing, kept)
        return
    with st.container(horizontal=True):
        st.button(
            t("confirm.yes"),
            type="primary",
            icon=":material/check:",
            key=f"yes-{standing.part_id}",
            on_click=_say_yes,
            args=(plan_id, standing.part_id, standing.seen),
        )
        st.button(
            t("confirm.no"),
            type="tertiary",
            icon=":material/close:",
            key=f"no-{standing.part_id}",
            on_click=partial(st.session_state.__setitem__, kept, True),
        )


def _say_yes(plan_id: int, part_id: int, seen: str) -> None:
    """Before the screen is drawn anew: it is said to the words that were on it, not to those that are there by now."""
    done = door.attempt(confirmations.confirm, plan_id, part_id, seen)
    if done.refused:
        door.flash(refusal(done.refused), ":material/error:")
    else:
        door.flash(t("confirm.done"))


def _no(plan_id: int, standing: Standing, kept: str) -> None:
    """Why not, in words that the lead reads."""
    fields = door.Fields()
    reason = st.text_area(
        t("confirm.reason"),
        key=f"reason-{standing.part_id}",
        max_chars=confirmations.LONGEST_REASON,
        placeholder=t("confirm.reason_help"),
    )
    fields.beside("reason")
    fields.general()
    with st.container(horizontal=True):
        sent = st.button(t("confirm.send_no"), type="primary", key=f"send-no-{standing.part_id}")
        st.button(
            t("parts.back"),
            key=f"back-no-{standing.part_id}",
            on_click=partial(st.session_state.pop, kept, None),
        )
    if sent and fields.perform(confirmations.decline, plan_id, standing.part_id, reason):
        st.session_state.pop(kept, None)
        door.flash(t("confirm.declined"))
        st.rerun()


def _standing(found: Confirmations, standing: Standing) -> None:
    """One implementer: its state in words and colour, who said it, and what is open."""
    with st.container(border=True, gap="small"):
        st.markdown(f"**{parts.plain(standing.association)}**")
        state = standing.state
        if found.state in (PlanState.FORMING, PlanState.DRAFTING) and state == ConfirmationState.WAITING:
            st.caption(t("confirm.will_be_asked"))
            return
        st.badge(t(f"confirmation_state.{state}"), icon=_ICONS[state], color=_COLOURS[state])  # type: ignore[arg-type]
        if standing.at:
            key = "confirm.said_no" if state == ConfirmationState.DECLINED else "confirm.said_yes"
            st.caption(t(key, who=parts.plain(standing.who), at=moment(standing.at)))
        if standing.reason:
            st.text(standing.reason)
        if standing.changes:
            with st.expander(t("confirm.changes", n=len(standing.changes)), icon=":material/difference:"):
                plan_lines.changed(standing.changes, standing.words, found.names)
        _take_it_back(found.plan_id, standing)


def _take_it_back(plan_id: int, standing: Standing) -> None:
    """Who has confirmed may think again, as long as the plan has not been sent."""
    if not standing.holds or PlanAction.DECLINE not in standing.actions:
        return
    kept = f"declining-{standing.part_id}"
    if st.session_state.get(kept):
        _no(plan_id, standing, kept)
        return
    st.button(
        t("confirm.think_again"),
        type="tertiary",
        icon=":material/undo:",
        key=f"no-{standing.part_id}",
        on_click=partial(st.session_state.__setitem__, kept, True),
    )
