"""The ready words for authors: facilitators keep them up here, in the three languages at once."""

from textwrap import shorten

import streamlit as st

from models import ReasonCode
from services import moderation
from services.moderation import Template
from ui import door, turns
from ui.parts import confirm, open_link
from ui.texts import LOCALES, t

_NEW = "new-template"


def show() -> None:
    open_link("moderation", t("moderation.to_queue"), icon="arrow_back")
    st.subheader(t("moderation.templates"))
    st.write(t("moderation.templates_words"))
    templates = door.load(moderation.reason_templates)
    for template in templates:
        words = shorten(template.words["fi"], 60, placeholder=" …")
        head = f"{t(f'reason_code.{template.reason}')}: {words}"
        with st.expander(head.replace("*", " ").replace("[", " ").replace("]", " ")):
            _form(template)
    with st.expander(t("moderation.template_new"), icon=":material/add:", expanded=not templates):
        _form(None)


def _form(template: Template | None) -> None:
    name = f"{template.id}-{template.version}" if template else turns.key(_NEW)
    fields = door.Fields()
    with st.form(f"template-{name}", border=False):
        reason = st.selectbox(
            t("moderation.template_reason"),
            list(ReasonCode),
            index=list(ReasonCode).index(template.reason) if template else None,
            format_func=lambda each: t(f"reason_code.{each}"),
            placeholder=t("parts.choose"),
            key=f"template-reason-{name}",
        )
        texts = {language: _words(fields, template, language, name) for language in LOCALES}
        saved = st.form_submit_button(t("moderation.template_save"), icon=":material/save:")
    fields.general()
    number, version = (template.id, template.version) if template else (0, 0)
    if saved and fields.once(moderation.save_template, number, reason, texts, version=version):
        if template is None:
            turns.over(_NEW, t("moderation.template_saved"))
        door.flash(t("moderation.template_saved"))
        st.rerun()
    if template and st.button(
        t("moderation.template_remove"),
        type="tertiary",
        icon=":material/delete:",
        key=f"template-remove-{template.id}",
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
