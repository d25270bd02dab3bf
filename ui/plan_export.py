"""The plan as files, its texts to copy into the funder's form, and a plan brought in from a file."""

from collections.abc import Iterable

import streamlit as st

from services import exports, plans
from services.exports import Dossier, Filled, Kind
from services.plans import FieldText, PlanView, Section
from ui import door, parts, turns
from ui.spoken import Spoken
from ui.texts import language, number, refusal, t

_ICONS = {
    "form": "description",
    "budget": "table",
    "text": "notes",
    "tasks": "calendar_month",
    "budget_rows": "table_rows",
    "plan": "data_object",
}
# Of the texts that wait to be copied, those of one section at a time: all of them would be a long way to scroll.
_SECTIONS = [section for section in plans.SECTIONS if section.shared or section.part]


def draw(view: PlanView) -> None:
    dossier = door.load(exports.dossier_of, view.id)
    _files(view, dossier)
    _copying(view, dossier)
    if any(part.writes for part in view.parts) or view.writes_shared:
        _bringing_in(view)


def _files(view: PlanView, dossier: Dossier) -> None:
    st.header(t("exports.heading_files"))
    with st.container(border=True, gap="small"):
        st.link_button(
            t("exports.open_summary"),
            f"/plans/{view.id}/summary?language={language()}",
            icon=":material/print:",
            type="primary",
        )
        st.caption(t("exports.summary_help"))
    with st.container(border=True):
        for kind in exports.kinds_for(money=dossier.money is not None):
            _file(view, kind)


def _file(view: PlanView, kind: Kind) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"export-{kind.slug}"):
        with st.container(gap=None, width="stretch"):
            st.markdown(f"**{t(f'exports.kind_{kind.slug}')}**")
            st.caption(t(f"exports.kind_help_{kind.slug}"))
        st.link_button(
            t("exports.download", ending=kind.ending.upper()),
            f"/plans/{view.id}/files/{kind.slug}?language={language()}",
            icon=f":material/{_ICONS[kind.slug]}:",
        )


def _copying(view: PlanView, dossier: Dossier) -> None:
    st.header(t("exports.heading_copy"))
    st.write(t("exports.copy_help"))
    section = _choose_section(view)
    for name, value in exports.facts_of(dossier, section, Spoken(language())):
        st.text(f"{name}: {value}")
    at = ""
    for association, text in dossier.written(section):
        if association != at:
            st.subheader(parts.plain(association))
            at = association
        _text(dossier, text)


def _choose_section(view: PlanView) -> Section:
    """The section that the address names; choosing another one changes the address."""
    key = f"copy-{view.id}"
    asked = parts.number_of("section")
    st.session_state[key] = next((each for each in _SECTIONS if each.number == asked), _SECTIONS[0])
    return st.selectbox(
        t("exports.section"),
        _SECTIONS,
        format_func=lambda section: f"{section.number} {t(f'plan_section.{section.slug}')}",
        key=key,
        on_change=lambda: st.query_params.update(section=str(st.session_state[key].number)),
    )


def _text(dossier: Dossier, text: FieldText) -> None:
    st.markdown(f"**{t(f'plan_field.{text.key}')}**")
    if not text.text:
        st.caption(t("exports.empty"))
        return
    st.code(text.text, language=None, wrap_lines=True)
    limit = dossier.form.limits[text.key]
    length = {"length": number(len(text.text)), "most": number(limit)}
    if len(text.text) > limit:
        st.error(t("exports.too_long", **length), icon=":material/error:")
    else:
        st.caption(t("exports.length", **length))


def _bringing_in(view: PlanView) -> None:
    st.header(t("exports.heading_import"))
    st.write(t("exports.import_help"))
    name = f"import-{view.id}"
    key = turns.key(name)
    fields = door.Fields()
    chosen = st.file_uploader(t("exports.import_file"), type=["json"], key=key)
    fields.beside("file")
    fields.general()
    if chosen is None:
        return
    seen = fields.perform(exports.intended, view.id, chosen.getvalue())
    if not seen:
        return
    _told(seen.value)
    if seen.value.counts and st.button(
        t("exports.import_do"), type="primary", icon=":material/edit_document:", key=f"fill-{view.id}"
    ):
        done = fields.perform(exports.fill, view.id, chosen.getvalue())
        if isinstance(done.refused, exports.Refused):
            st.error(refusal(done.refused.cause), icon=":material/error:")
        if done:
            turns.over(name, t("exports.import_done"))


def _told(filled: Filled) -> None:
    if filled.counts:
        st.write(t("exports.import_would"))
        st.markdown(_listed(t(f"exports.filled_{name}", n=n) for name, n in filled.counts.items()))
    else:
        st.info(t("exports.import_nothing"))
    if filled.kept:
        st.caption(t("exports.import_kept", n=filled.kept))
    if filled.others:
        st.caption(t("exports.import_others", names=parts.plain(", ".join(filled.others))))


def _listed(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)
