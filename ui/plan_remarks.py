"""The comments on one section: open ones in sight, those dealt with folded away."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from services import plans
from services.plans import PlanView, RemarkRow
from ui import door, parts, turns
from ui.texts import moment, t


def draw(view: PlanView, section: int) -> None:
    found = door.load(plans.remarks_of, view.id, section)
    waiting = [row for row in found if row.resolved_at is None]
    done = [row for row in found if row.resolved_at is not None]
    st.subheader(t("plan_form.remarks"))
    for row in waiting:
        _remark(row)
    if done:
        with st.expander(t("plan_form.resolved_remarks", n=len(done)), icon=":material/task_alt:"):
            for row in done:
                _remark(row)
    _box(view, section)


def _remark(row: RemarkRow) -> None:
    with st.container(border=True, gap="small"):
        with st.container(gap=None):
            st.markdown(f"**{parts.plain(row.author)}**")
            parts.facts(row.association, moment(row.at))
        st.text(row.body)
        if row.resolved_at:
            st.caption(t("plan_form.resolved", who=parts.plain(row.resolved_by), at=moment(row.resolved_at)))
        if row.may_resolve:
            _button(row)


def _button(row: RemarkRow) -> None:
    if row.resolved_at:
        _act(t("plan_form.reopen"), ":material/undo:", f"reopen-{row.id}", plans.reopen, row.id)
    else:
        _act(t("plan_form.resolve"), ":material/check:", f"resolve-{row.id}", plans.resolve, row.id)


def _act(label: str, icon: str, key: str, act: Callable[..., Any], remark_id: int) -> None:
    if st.button(label, icon=icon, type="tertiary", key=key) and door.perform(act, remark_id):
        st.rerun()


def _box(view: PlanView, section: int) -> None:
    name = f"remark-{view.id}-{section}"
    key = turns.key(name)
    fields = door.Fields()
    with st.form(f"form-{key}", border=False):
        body = st.text_area(t("plan_form.write_remark"), key=key, height=100)
        fields.beside("body")
        fields.general()
        said = st.form_submit_button(t("plan_form.send_remark"), icon=":material/send:")
    if said and fields.perform(plans.remark, view.id, section, body):
        turns.over(name, t("plan_form.remark_sent"))
