"""The changes of a project under way that the funder has to hear of: who applies, and what came of it."""

from datetime import date

import streamlit as st

from models import SHARED_SUBJECTS, ChangeAction, ChangeSubject, today
from services import plans, progress
from services.plans import PlanView
from services.progress import ChangeRow, ChangeWords, PartProgress, Progress
from ui import door, parts, plan_running
from ui.plan_deviations import whose
from ui.plan_forms import DATE_FORMAT
from ui.texts import day, t

NEW = "new"
_SUB = "changes"
_LONGEST = 1000
_ICONS = {
    ChangeAction.APPLY: ":material/send:",
    ChangeAction.APPROVE: ":material/check_circle:",
    ChangeAction.REFUSE: ":material/cancel:",
    ChangeAction.DROP: ":material/block:",
    ChangeAction.TAKE_BACK: ":material/undo:",
    ChangeAction.REOPEN: ":material/undo:",
    ChangeAction.NOTE: ":material/replay:",
}
# These have a day, and the funder's answer its words.
_DATED = (ChangeAction.APPLY, ChangeAction.APPROVE, ChangeAction.REFUSE)


def draw(view: PlanView) -> None:
    found = door.load(progress.of_plan, view.id)
    st.write(t("changes.help"))
    with st.expander(t("changes.who_applies"), icon=":material/help:"):
        st.write(t("changes.who_applies_words"))
    if not _form(view, found):
        _begin(found)
    if not found.changes:
        parts.empty(t("changes.none"))
    for row in found.changes:
        _card(view, row)


def _begin(found: Progress) -> None:
    if found.notes_for and st.button(
        t("changes.add"), type="primary", icon=":material/add:", key="add-change"
    ):
        st.query_params["change"] = NEW
        st.rerun()


def _card(view: PlanView, row: ChangeRow) -> None:
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{t(f'change_subject.{row.subject}')}**", width="content")
            parts.state_badge("change_state", row.state)
        st.caption(_applies(row))
        st.text(row.what)
        st.markdown(f"**{t('changes.why')}**")
        st.text(row.why)
        _dates(row)
        if st.query_params.get("step") in row.actions and st.query_params.get("change") == str(row.id):
            _step_form(view, row, ChangeAction(st.query_params["step"]))
        else:
            _buttons(row)


def _applies(row: ChangeRow) -> str:
    key = "changes.lead_applies" if row.by_lead else "changes.implementer_applies"
    return t(key, association=parts.plain(row.association))


def _dates(row: ChangeRow) -> None:
    told = [t("changes.noted_on", on=day(row.at.date()))]
    if row.applied_on:
        told.append(t("changes.applied_on", on=day(row.applied_on)))
    if row.decided_on:
        told.append(t("changes.decided_on", on=day(row.decided_on)))
    st.caption(" · ".join(told))
    if row.answer:
        st.text(row.answer)


def _buttons(row: ChangeRow) -> None:
    with st.container(horizontal=True):
        for action in row.actions:
            if st.button(t(f"change_action.{action}"), icon=_ICONS[action], key=f"{action}-{row.id}"):
                _press(row, action)
        if row.may_edit and st.button(
            t("plan.edit"), type="tertiary", icon=":material/edit:", key=f"edit-chg-{row.id}"
        ):
            st.query_params["change"] = str(row.id)
            st.query_params.pop("step", None)
            st.rerun()


def _press(row: ChangeRow, action: ChangeAction) -> None:
    if action in _DATED:
        st.query_params.update({"change": str(row.id), "step": str(action)})
        st.rerun()
    if door.perform(progress.move_change, row.id, action, version=row.version):
        door.flash(t("changes.saved"))
        st.rerun()


def _step_form(view: PlanView, row: ChangeRow, action: ChangeAction) -> None:
    fields = door.Fields()
    name = f"{action}-change-{row.id}"
    low, _ = plans.bounds()
    on = st.date_input(
        t(f"changes.day_of_{action}"),
        today(),
        min_value=low,
        max_value=today(),
        format=DATE_FORMAT,
        key=f"on-{name}",
    )
    fields.beside("on")
    answer = ""
    if action != ChangeAction.APPLY:
        answer = st.text_area(t("changes.answer"), max_chars=_LONGEST, key=f"answer-{name}")
        fields.beside("answer")
    fields.general()
    with st.container(horizontal=True):
        saved = st.button(
            t(f"change_action.{action}"), type="primary", icon=_ICONS[action], key=f"save-{name}"
        )
        if st.button(t("plan.cancel"), key=f"cancel-{name}"):
            plan_running.close(view, _SUB)
    chosen = on if isinstance(on, date) else None
    if saved and fields.perform(
        progress.move_change, row.id, action, version=row.version, on=chosen, answer=answer
    ):
        plan_running.close(view, _SUB, t("changes.saved"))


def _form(view: PlanView, found: Progress) -> bool:
    asked = st.query_params.get("change", "")
    rows = {str(row.id): row for row in found.changes if row.may_edit}
    if asked == NEW and found.notes_for:
        _fields(view, found, None)
    elif asked in rows and "step" not in st.query_params:
        _fields(view, found, rows[asked])
    else:
        return False
    return True


def _fields(view: PlanView, found: Progress, row: ChangeRow | None) -> None:
    fields = door.Fields()
    name = f"change-{row.id if row else NEW}"
    if row:
        plan_running.seen("change", row.id, row.version)
    with st.container(border=True):
        st.subheader(t("changes.edit") if row else t("changes.add"))
        subject = row.subject if row else _subject(name)
        part = whose(found, f"part-{name}") if row is None else None
        if part:
            _who_applies(view, subject, part)
        what, why = (_words(fields, field, name, row) for field in ("what", "why"))
        fields.general()
        with st.container(horizontal=True):
            saved = st.button(t("plan.save"), type="primary", icon=":material/save:", key=f"save-{name}")
            if st.button(t("plan.cancel"), key=f"cancel-{name}"):
                plan_running.close(view, _SUB)
    if saved and _save(fields, view, part, ChangeWords(subject, what, why), row):
        plan_running.close(view, _SUB, t("changes.saved"))


def _who_applies(view: PlanView, subject: ChangeSubject, part: PartProgress) -> None:
    if subject in SHARED_SUBJECTS:
        told = t("changes.lead_applies", association=parts.plain(view.lead))
    else:
        told = t("changes.implementer_applies", association=parts.plain(part.association))
    st.info(told, icon=":material/send:")


def _save(
    fields: door.Fields, view: PlanView, part: PartProgress | None, typed: ChangeWords, row: ChangeRow | None
) -> bool:
    if row is None and part:
        return bool(fields.perform(progress.note_change, view.id, part.part_id, typed))
    assert row is not None
    version = plan_running.seen("change", row.id, row.version)
    done = fields.once(progress.edit_change, row.id, typed.what, typed.why, version=version)
    return plan_running.settled("change", row.id, row.version, done)


def _subject(name: str) -> ChangeSubject:
    chosen = st.selectbox(
        t("changes.subject"),
        list(ChangeSubject),
        format_func=lambda subject: t(f"change_subject.{subject}"),
        key=f"subject-{name}",
    )
    return chosen or ChangeSubject.DURATION


def _words(fields: door.Fields, field: str, name: str, row: ChangeRow | None) -> str:
    typed = st.text_area(
        t(f"changes.{field}"),
        getattr(row, field) if row else "",
        max_chars=_LONGEST,
        placeholder=t(f"changes.{field}_help"),
        key=f"{field}-{name}",
    )
    fields.beside(field)
    return typed
