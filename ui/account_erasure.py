"""Deleting one's own account: what goes and what stays, what comes first, and the asking itself."""

import streamlit as st

from models import ERASED
from services import accounts, erasure
from services.erasure import Hindrance, Obstacle
from ui import door, parts, sign_in
from ui.texts import day, t

# Where each thing that stands in the way is seen to.
_PLACES = {
    Hindrance.OWNER: "association",
    Hindrance.PLAN: "association",
    Hindrance.HOST: "group",
    Hindrance.ADVICE_ASKED: "advice_case",
    Hindrance.ADVICE_GIVEN: "advice_case",
}


def draw() -> None:
    st.subheader(t("erasure.title"))
    with st.expander(t("erasure.open"), icon=":material/delete_forever:"):
        outlook = door.load(erasure.outlook)
        _explain(outlook)
        if outlook.obstacles:
            _first(outlook.obstacles)
        else:
            _ask(outlook)


def welcome_back() -> None:
    """After a sign-in that took the asking back."""
    if "kept" in st.query_params:
        st.success(t("erasure.kept"), icon=":material/task_alt:")


def _explain(outlook: erasure.Outlook) -> None:
    goes, stays = st.columns(2)
    goes.markdown(t("erasure.goes"))
    stays.markdown(t("erasure.stays", name=parts.plain(ERASED)))
    st.markdown(t("erasure.when", day=day(outlook.day), days=erasure.REGRET.days))
    st.caption(t("erasure.copy"))


def _first(obstacles: tuple[Obstacle, ...]) -> None:
    st.warning(t("erasure.first"), icon=":material/checklist:")
    for each in obstacles:
        with st.container(border=True):
            st.markdown(t(f"erasure.{each.hindrance}", name=parts.plain(each.name)))
            if page := _PLACES.get(each.hindrance):
                label = parts.plain(each.name) or t("advice_case.title")
                parts.open_link(page, label, icon="arrow_forward", id=each.id)


def _ask(outlook: erasure.Outlook) -> None:
    fields = door.Fields()
    with st.form("erasure"):
        password = st.text_input(
            t("account.present_password"),
            type="password",
            autocomplete="current-password",
            key="erasure-password",
        )
        fields.beside("erasure_password")
        sure = st.checkbox(t("erasure.sure", day=day(outlook.day)), key="erasure-sure")
        fields.beside("sure")
        fields.general()
        sent = st.form_submit_button(t("erasure.act"), icon=":material/delete_forever:")
    if sent and (attempt := fields.perform(accounts.begin_attempt, door.actor().email)):
        right = accounts.matches(password, attempt.value.password_hash)
        if fields.perform(erasure.ask, attempt.value, right, sure=sure):
            sign_in.leave_for("/session/end")
