"""The files that came from registers, and the way for another one."""

import streamlit as st

from services import registers
from services.registers import FileCard
from ui import door, parts
from ui.texts import day, language, t

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Streamlit's own limit is the same, in megabytes.
MOST_MEGABYTES = 10


def show() -> None:
    page = door.load(registers.files, after=st.query_params.get("after", ""))
    st.title(t("registers.title"))
    parts.open_link("registers", t("merging.title"), icon="compare", view="pairs")
    _bring()
    if page.rows:
        st.header(t("registers.heading_files"))
        for card in page.rows:
            _card(card)
    parts.pager(page)
    if door.actor().is_admin:
        _copy()


def _copy() -> None:
    st.header(t("copies.heading"))
    st.write(t("copies.everything_words"))
    st.link_button(t("copies.everything"), "/copies/everything", icon=":material/download:")


def _bring() -> None:
    st.write(t("registers.intro"))
    st.download_button(
        t("registers.template"),
        lambda: registers.template(language()),
        file_name=t("registers.template_file"),
        mime=_XLSX,
        icon=":material/download:",
        on_click="ignore",
        key="register-template",
    )
    fields = door.Fields()
    chosen = st.file_uploader(
        t("registers.file"),
        type=list(registers.ENDINGS),
        key="register-file",
        max_upload_size=MOST_MEGABYTES,
        help=t("registers.file_help"),
    )
    fields.beside("file")
    fields.general()
    if chosen is not None and st.button(
        t("registers.check"), type="primary", icon=":material/fact_check:", key="register-check"
    ):
        # A large workbook takes seconds.
        with st.spinner(t("registers.opening")):
            opened = fields.look(registers.opened, chosen.name, chosen.getvalue())
        if opened and (begun := fields.perform(registers.begin, opened.value)):
            parts.go("registers", file=begun.value.id)


def _card(card: FileCard) -> None:
    with st.container(border=True, gap="small", key=f"register-{card.id}"):
        parts.open_link("registers", f"**{parts.plain(card.name)}**", icon="table", file=card.id)
        with st.container(horizontal=True, vertical_alignment="center"):
            parts.state_badge("register_state", card.state)
            brought = t("registers.brought", n=card.brought) if card.brought else ""
            parts.facts(card.who, day(card.at.date()), brought)
