"""One file of a register: what was found in it, what it would do, and the steps from there."""

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from models import RegisterAction, RegisterState
from services import registers
from services.registers import FileView
from ui import door, parts, register_rows
from ui.texts import language, moment, number, t


def show(file_id: int) -> None:
    file = door.load(registers.file_of, file_id)
    parts.name_tab(file.name)
    parts.open_link("registers", t("registers.back"), icon="arrow_back")
    st.title(parts.plain(file.name))
    with st.container(horizontal=True, vertical_alignment="center"):
        parts.state_badge("register_state", file.state)
        parts.facts(file.who, moment(file.at))
    if file.under_way:
        _progress(file)
    _come_to(file)
    if file.state in (RegisterState.CHECKED, RegisterState.BROUGHT, RegisterState.TAKEN_BACK):
        _columns(file)
        register_rows.show(file)
    _steps(file)


@st.fragment(run_every="2s")
def _progress(drawn: FileView) -> None:
    """How far the clock has come; when it is done, the whole screen is drawn."""
    context = get_script_run_ctx()
    by_itself = context is not None and bool(context.fragment_ids_this_run)
    file = door.load(registers.file_of, drawn.id) if by_itself else drawn
    if file.state != drawn.state:
        st.rerun(scope="app")
    st.progress(file.progress, t(f"registers.doing_{file.state}", rows=number(file.rows)))
    st.caption(t("registers.may_leave"))


def _come_to(file: FileView) -> None:
    """What has become of it, in a sentence."""
    match file.state:
        case RegisterState.BROUGHT:
            st.success(t("registers.brought_in", n=file.brought), icon=":material/check_circle:")
            st.write(t("registers.brought_next"))
        case RegisterState.TAKEN_BACK:
            st.info(t("registers.taken_back", n=file.taken_back), icon=":material/undo:")
            if left := file.brought - file.taken_back:
                st.warning(t("registers.left", n=left), icon=":material/warning:")
        case RegisterState.DISCARDED:
            if file.trouble:
                told = {"name": parts.plain(file.name), "most": number(registers.MOST_ROWS)}
                st.error(t(f"errors.{file.trouble}", **told), icon=":material/error:")
            else:
                st.info(t("registers.discarded"), icon=":material/delete:")


def _columns(file: FileView) -> None:
    """Which heading was taken for what."""
    with st.expander(t("registers.columns", n=len(file.columns)), icon=":material/view_column:"):
        told = [
            f"- **{parts.plain(column.heading)}** → {registers.label(column.field, language())}"
            for column in file.columns
        ]
        st.markdown("\n".join(told))
        if file.lacking:
            names = ", ".join(registers.label(field, language()) for field in file.lacking)
            st.caption(t("registers.lacking", names=names))


def _steps(file: FileView) -> None:
    if RegisterAction.BRING in file.actions:
        st.header(t("registers.heading_bring"))
        _bringing(file)
    with st.container(horizontal=True):
        if RegisterAction.TAKE_BACK in file.actions and st.button(
            t("registers.take_back"), icon=":material/undo:", key="register-take-back"
        ):
            parts.confirm(
                t("registers.take_back"),
                t("registers.take_back_words", n=file.brought),
                t("registers.take_back"),
                lambda: door.flash_refused(door.attempt(registers.take_back, file.id)),
            )
        if RegisterAction.DISCARD in file.actions and st.button(
            t("registers.discard"), type="tertiary", icon=":material/delete:", key="register-discard"
        ):
            parts.confirm(
                t("registers.discard"),
                t("registers.discard_words"),
                t("registers.discard"),
                lambda: door.flash_refused(door.attempt(registers.discard, file.id)),
            )


def _bringing(file: FileView) -> None:
    if not file.coming:
        st.info(t("registers.nothing_new"), icon=":material/info:")
        return
    st.write(t("registers.bring_words"))
    if undecided := register_rows.undecided(file):
        st.warning(t("registers.undecided", n=undecided), icon=":material/help:")
    if st.button(
        t("registers.bring", n=file.coming),
        type="primary",
        icon=":material/download_done:",
        key="register-bring",
    ):
        parts.confirm(
            t("registers.bring_title"),
            t("registers.bring_sure", n=file.coming),
            t("registers.bring", n=file.coming),
            lambda: door.flash_refused(door.attempt(registers.bring, file.id)),
        )
