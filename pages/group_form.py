from typing import Any

import streamlit as st

from models import Group, GroupAction, JoinMode, Kind
from services import groups
from services.groups import GroupView
from ui import door, parts, unsaved
from ui.texts import t

number = parts.number_of()


def ask(group: GroupView | None, fields: door.Fields) -> dict[str, Any]:
    name = st.text_input(
        t("group_form.name"),
        begun.get("name", group.name if group else ""),
        key=f"group-name-{number}",
        placeholder=t("group_form.name_example"),
    )
    fields.beside("name")
    purpose = st.text_area(
        t("group_form.purpose"),
        begun.get("purpose", group.purpose if group else ""),
        key=f"group-purpose-{number}",
        placeholder=t("group_form.purpose_example"),
        height=180,
    )
    fields.beside("purpose")
    municipality = parts.choose_municipality(
        t("group_form.municipality"),
        begun.get("municipality", group.municipality if group else ""),
        key=f"group-municipality-{number}",
        empty_label=t("group_form.whole_region"),
    )
    fields.beside("municipality")
    return {
        "name": name,
        "purpose": purpose,
        "municipality": municipality,
        "join_mode": ask_join_mode(group),
    }


def ask_join_mode(group: GroupView | None) -> JoinMode:
    modes = list(JoinMode)
    chosen = JoinMode(begun.get("join_mode", group.join_mode if group else modes[0]))
    return st.radio(
        t("group_form.join_mode"),
        modes,
        index=modes.index(chosen),
        format_func=lambda mode: t(f"join_mode.{mode}"),
        captions=[t(f"join_mode_words.{mode}") for mode in modes],
        key=f"group-join-mode-{number}",
    )


def send(group: GroupView | None, fields: door.Fields, typed: dict[str, Any]) -> door.Done[Group]:
    if group is None:
        return fields.perform(groups.found, **typed)
    return fields.once(
        groups.edit,
        group.id,
        **typed,
        version=draft.seen,
        submit=GroupAction.SUBMIT in group.actions,
    )


def send_label(group: GroupView | None) -> str:
    if group is None:
        return t("group_form.found") if door.actor().is_facilitator else t("group_form.propose")
    return t("group_form.send_again") if GroupAction.SUBMIT in group.actions else t("group_form.save")


def said_after(group: GroupView | None) -> str:
    proposed = not door.actor().is_facilitator and (group is None or GroupAction.SUBMIT in group.actions)
    return t("group_form.proposed") if proposed else t("group_form.saved")


group = door.load(groups.view, number) if number else None
if group and GroupAction.EDIT not in group.actions:
    door.missing()
if group:
    parts.open_link("group", t("group_form.back"), icon="arrow_back", id=number)
else:
    parts.back("groups", t("group.back"))
st.title(t("group_form.edit_title") if group else t("group_form.title"))
if not group and not groups.may_found(door.actor()):
    st.write(t("errors.group_founder"))
    parts.open_link("associations", t("associations.title"), icon="diversity_3")
    st.stop()
if not group and not door.actor().is_facilitator:
    st.write(t("group_form.intro"))
draft = unsaved.Form(Kind.GROUP, number, group.version if group else 0, widget=f"group-name-{number}")
begun = draft.begin(lambda kept: str(kept.get("name", "")))
fields = door.Fields()
with st.container(border=True):
    typed = ask(group, fields)
    fields.general()
    sent = st.button(send_label(group), type="primary", icon=":material/check:", key="save-group")
    draft.follow(typed)
    draft.note(lambda: parts.go("group", id=number) if group else parts.go("groups"))
if sent and (done := send(group, fields, typed)):
    draft.done()
    door.flash(said_after(group))
    parts.go("group", id=done.value.id)
