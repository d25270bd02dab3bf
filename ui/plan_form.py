"""The plan in the order of the funder's form: a table of contents, and one section at a time."""

import streamlit as st

from models import PLAN_OPEN
from services import plans
from services.plans import SHARED, Form, PlanView, Section, SectionState
from ui import door, plan_fields, plan_parts, plan_presence, plan_remarks, plan_sections
from ui.texts import t

# Below the form one may also read all of one's own part at once, or everybody else's.
OURS = "ours"
OTHERS = "others"


def draw(view: PlanView) -> None:
    """What `?sub=` names: the number of a section, `ours` or `others`; without it the contents."""
    sub = st.query_params.get("sub", "")
    numbers = {str(section.number): section for section in plans.SECTIONS}
    form = door.load(plans.form_of, view.id)
    if sub in numbers:
        _section(view, form, numbers[sub])
    elif sub in (OURS, OTHERS):
        _back(view)
        plan_fields.own_parts(view, form) if sub == OURS else plan_fields.other_parts(view, form)
    else:
        _contents(view, form)


def _contents(view: PlanView, form: Form) -> None:
    needed = sum(state.needed for state in form.sections)
    written = sum(min(state.written, state.needed) for state in form.sections)
    st.progress(written / needed if needed else 0.0, t("plan_form.progress", written=written, all=needed))
    _next(view, form)
    with st.container(border=True):
        st.markdown("\n".join(f"- {_row(view, state)}" for state in form.sections))
    more = []
    if any(part.mine for part in view.parts):
        more.append(plan_parts.text_link(view, t("plan_form.to_ours"), "form", OURS))
    if any(not part.mine for part in view.parts):
        more.append(plan_parts.text_link(view, t("plan_form.to_others"), "form", OTHERS))
    if more:
        st.markdown("\n".join(f"- {each}" for each in more))


def _next(view: PlanView, form: Form) -> None:
    """The one thing to go on with, for somebody who writes."""
    writes = view.writes_shared or any(part.writes for part in view.parts)
    unfinished = [state.section for state in form.sections if not state.ready]
    if not (writes and unfinished):
        return
    if st.button(t("plan_form.go_on", section=_name(unfinished[0])), type="primary", icon=":material/edit:"):
        plan_parts.go(view, "form", str(unfinished[0].number))


def _row(view: PlanView, state: SectionState) -> str:
    link = plan_parts.text_link(view, f"**{_name(state.section)}**", "form", str(state.section.number))
    return " ".join([link, *_marks(state)])


def _marks(state: SectionState) -> list[str]:
    marks = []
    if state.remarks:
        marks.append(f":blue-badge[:material/chat: {t('plan_form.open_remarks', n=state.remarks)}]")
    if state.too_long:
        told = t("plan_form.too_long_fields", n=state.too_long)
        marks.append(f":orange-badge[:material/warning: {told}]")
    if state.needed:
        told = t("plan_form.written", written=min(state.written, state.needed), all=state.needed)
        done = state.written >= state.needed
        marks.append(
            f":green-badge[:material/check: {told}]" if done else f":gray-badge[:material/edit: {told}]"
        )
    return marks


def _name(section: Section) -> str:
    return f"{section.number}\\. {t(f'plan_section.{section.slug}')}"


def _section(view: PlanView, form: Form, section: Section) -> None:
    _back(view)
    st.header(_name(section))
    st.write(t(f"plan_section_help.{section.slug}"))
    plan_presence.draw(view, section.number)
    if plan_sections.draw(view, form, section):
        _texts(view, form, section)
        plan_sections.after(view, form, section)
    plan_remarks.draw(view, section.number)
    _neighbours(view, section)


def _back(view: PlanView) -> None:
    plan_parts.link(view, t("plan_form.all_sections"), "form", icon="arrow_back")


def _texts(view: PlanView, form: Form, section: Section) -> None:
    # The name tells static/typing.js to save a text at each pause of its writer.
    with st.container(key="autosave", gap="medium"):
        if section.shared:
            if not view.writes_shared:
                st.caption(t("plan.shared_read_help" if view.state in PLAN_OPEN else "plan_form.stands"))
            shared = form.of(SHARED, section.shared_keys)
            plan_fields.draw(view, SHARED, shared, form.limits, writes=view.writes_shared)
        for part in (part for part in view.parts if part.mine):
            plan_fields.part(view, part, form, section.part_keys)
    others = [part for part in view.parts if not part.mine and form.of(part.id, section.part_keys)]
    if others:
        with st.expander(t("plan_form.others_here"), icon=":material/groups:"):
            for part in others:
                plan_fields.part(view, part, form, section.part_keys)


def _neighbours(view: PlanView, section: Section) -> None:
    st.divider()
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        for number, icon in ((section.number - 1, "arrow_back"), (section.number + 1, "arrow_forward")):
            if 1 <= number <= len(plans.SECTIONS):
                plan_parts.link(view, _name(plans.SECTIONS[number - 1]), "form", str(number), icon=icon)
