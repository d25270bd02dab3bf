from dataclasses import replace

import streamlit as st

from models import Call, CallAction, CallState, Invalid, Kind
from services import calls
from services.calls import CallTerms, CallView, CallWords
from ui import call_form, call_rows, door, parts, unsaved
from ui.texts import t

number = parts.number_of()


def start() -> CallTerms:
    """What a new call begins with: the terms of the call that it is made after, without its days."""
    after = parts.number_of("after")
    if not after:
        return CallTerms()
    terms = door.load(calls.view, after).terms
    return replace(terms, name="", opens_on=None, closes_on=None, starts_earliest=None, ends_latest=None)


def reason(call: CallView | None, fields: door.Fields) -> tuple[str, bool]:
    """Why it is changed: what everybody reads is not changed without a word."""
    if call is None or call.state == CallState.DRAFT:
        return "", True
    why = st.text_area(
        t("call_form.why"),
        begun.get("why", ""),
        key=f"call-{number}-why",
        placeholder=t("call_form.why_example"),
    )
    fields.beside("why")
    quiet = st.checkbox(
        t("call_form.quiet"),
        begun.get("quiet", False),
        key=f"call-{number}-quiet",
        help=t("call_form.quiet_help"),
    )
    return why, quiet


def send(
    call: CallView | None, fields: door.Fields, typed: CallWords, why: str, quiet: bool
) -> door.Done[Call]:
    if call is None:
        return fields.perform(calls.create, typed)
    return fields.once(calls.edit, call.id, typed, version=draft.seen, why=why, quiet=quiet)


if not calls.may_write(door.actor()):
    door.missing()
call = door.load(calls.view, number) if number else None
if call and CallAction.EDIT not in call.actions:
    door.missing()
parts.back("calls", t("calls.title"))
st.title(t("call_form.edit_title") if call else t("call_form.title"))
draft = unsaved.Form(Kind.CALL, number, call.version if call else 0, widget=f"call-{number}-name")
begun = draft.begin(call_form.told)
if draft.arriving:
    call_rows.forget(number)
fields = door.Fields()
terms = calls.with_spelled(call.terms if call else start(), begun)
typed = call_form.ask(call_form.Form(number, terms, fields))
with st.container(border=True):
    why, quiet = reason(call, fields)
    fields.general()
    unpublished = call is None or call.state == CallState.DRAFT
    label = t("call_form.save_draft") if unpublished else t("call_form.save")
    sent = st.button(label, type="primary", icon=":material/check:", key="save-call")
    draft.follow(calls.spelled(typed) | {"why": why, "quiet": quiet})
    draft.note(lambda: parts.go("call", id=number) if call else parts.go("calls"))
if sent:
    done = send(call, fields, typed, why, quiet)
    if done:
        draft.done()
        door.flash(t("call_form.saved"))
        parts.go("call", id=done.value.id)
    elif isinstance(done.refused, Invalid) and done.refused.field:
        call_form.point_to(done.refused.field)
