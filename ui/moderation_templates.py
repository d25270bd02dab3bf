"""The ready words for authors: facilitators keep them up here, in the three languages at once."""

import streamlit as st

from models import ReasonCode
from services import moderation
from services.moderation import Template
from ui import door
from ui.parts import confirm, open_link
from ui.texts import LOCALES, t


def show() -> None:
    open_link("moderation", t("moderation.to_queue"), icon="arrow_back")
    st.subheader(t("moderation.templates"))
    st.write(t("moderation.templates_words"))
    templates = door.load(moderation.reason_templates)
    for template in templates:
        head = f"{t(f'reason_code.{template.reason}')}: {' '.join(template.words['fi'].split())[:60]}"
        with st.expander(head.replace("*", " ").replace("[", " ").replace("]", " ")):
            _form(template)
    with st.expander(t("moderation.template_new"), icon=":material/add:", expanded=not templates):
        _form(None)


def _form(template: Template | None) -> None:
    name = template.id if template else 0
    # A saved new one leaves an empty form behind: its next key is another.
    turn = st.session_state.setdefault("template-turn", 0) if template is None else template.version
    fields = door.Fields()
    with st.form(f"template-{name}-{turn}", border=False):
        reason = st.selectbox(
            t("moderation.template_reason"),
            list(ReasonCode),
            index=list(ReasonCode).index(template.reason) if template else None,
            format_func=lambda each: t(f"reason_code.{each}"),
            placeholder=t("parts.choose"),
            key=f"template-reason-{name}-{turn}",
        )
        texts = {language: _words(fields, template, language, f"{name}-{turn}") for language in LOCALES}
        saved = st.form_submit_button(t("moderation.template_save"), icon=":material/save:")
    fields.general()
    version = template.version if template else 0
    if saved and fields.perform(moderation.save_template, name, reason, texts, version=version):
        if template is None:
            st.session_state["template-turn"] = turn + 1
        door.flash(t("moderation.template_saved"))
        st.rerun()
    if template and st.button(
        t("moderation.template_remove"),
        type="tertiary",
        icon=":material/delete:",
        key=f"template-remove-{name}",
    ):
        confirm(
            t("moderation.template_remove"),
            t("moderation.template_remove_words"),
            t("moderation.template_remove"),
            lambda: door.perform(moderation.remove_template, template.id, version=template.version),
        )


def _words(fields: door.Fields, template: Template | None, language: str, name: str) -> str:
    typed = st.text_area(
        t("moderation.template_in", language_key=f"moderation.language_{language}"),
        value=template.words[language] if template else "",
        max_chars=1000,
        key=f"template-{language}-{name}",
    )
    fields.beside(language)
    return typed
