"""The messages and the files of a case."""

import streamlit as st

from models import AdviceAction
from services import advice
from services.advice import CaseView
from services.advice.reading import File
from services.files import TYPES
from ui import door, parts, turns
from ui import files as files_parts
from ui.texts import moment, t


def messages(view: CaseView) -> None:
    st.header(t("advice_case.messages"))
    if not view.messages:
        st.caption(t("advice_case.no_messages"))
    for message in view.messages:
        with st.container(border=True, gap="small", key=f"advice-message-{message.id}"):
            parts.facts(message.author, moment(message.at))
            st.text(message.body)
    if AdviceAction.WRITE in view.actions:
        _box(view)


def _box(view: CaseView) -> None:
    name = f"advice-say-{view.id}"
    key = turns.key(name)
    fields = door.Fields()
    with st.form(f"form-{key}", border=False):
        body = st.text_area(t("advice_case.say"), key=key)
        fields.beside("body")
        fields.general()
        said = st.form_submit_button(t("advice_case.send"), icon=":material/send:")
    if said and fields.perform(advice.say, view.id, body):
        turns.over(name, t("advice_case.sent"))


def files(view: CaseView) -> None:
    st.header(t("files.heading"))
    for file in view.files:
        _file(view, file)
    if not view.files:
        st.caption(t("files.none"))
    if AdviceAction.WRITE in view.actions:
        _adding(view)


def _file(view: CaseView, file: File) -> None:
    with st.container(border=True, gap="small", key=f"advice-file-{file.id}"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.link_button(parts.plain(file.name), file.path, icon=":material/lock:")
            if (
                file.mine
                and AdviceAction.WRITE in view.actions
                and st.button(
                    t("attachment_action.remove"),
                    key=f"remove-advice-file-{file.id}",
                    type="tertiary",
                    icon=":material/delete:",
                )
            ):
                parts.confirm(
                    t("files.remove_title"),
                    t("advice_case.remove_sure", name=parts.plain(file.name)),
                    t("attachment_action.remove"),
                    lambda: door.perform(advice.remove_file, file.id),
                )
        parts.facts(files_parts.size(file.size), file.author, moment(file.at))


def _adding(view: CaseView) -> None:
    name = f"new-advice-file-{view.id}"
    key = turns.key(name)
    fields = door.Fields()
    with st.expander(t("files.add"), icon=":material/attach_file:"):
        chosen = st.file_uploader(t("files.choose"), type=list(TYPES), key=key, help=t("files.taken"))
        fields.beside("file")
        fields.general()
        st.caption(t("advice_case.file_seen"))
        pressed = st.button(
            t("files.send"), key=f"send-{key}", icon=":material/upload:", disabled=chosen is None
        )
    if pressed and chosen is not None:
        content = chosen.getvalue()
        if fields.perform(advice.add_file, view.id, chosen.name, content):
            turns.over(name, t("files.added", name=chosen.name))
