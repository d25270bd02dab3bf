import streamlit as st

from services import calls
from services.calls import CallCard, Window
from ui import call_parts, door, parts
from ui.texts import euros, percent, t


def show(call: CallCard) -> None:
    with st.container(border=True, gap="small"):
        parts.open_link("call", f"**{parts.plain(call.name)}**", id=call.id)
        call_parts.badges(call.state, call.opens_on, call.closes_on)
        parts.facts(
            call.region,
            t("calls.amount_of", amount=euros(call.amount)) if call.amount is not None else "",
            t("calls.support_of", rate=percent(call.support_rate)) if call.support_rate is not None else "",
        )
        if call.window != Window.CLOSED:
            ways(call)


def ways(call: CallCard) -> None:
    with st.container(horizontal=True):
        parts.open_link("idea_form", t("calls.write_idea"), icon="edit", call=call.id)
        parts.open_link("ideas", t("calls.see_ideas"), icon="lightbulb", call=call.id)


st.title(t("calls.title"))
st.write(t("calls.intro"))
if calls.may_write(door.actor()) and st.button(t("calls.write"), icon=":material/add:", key="write-call"):
    parts.go("call_form")
parts.keep_place("calls")
found = door.load(calls.visible_to, past=False, after=st.query_params.get("after", ""))
for card in found.rows:
    show(card)
if not found.rows:
    parts.empty(t("calls.none"), page="ideas", label=t("ideas.title"), icon="lightbulb")
parts.pager(found)
past = door.load(calls.visible_to, past=True, after=st.query_params.get("past", ""))
if past.rows:
    st.header(t("calls.past"))
    st.caption(t("calls.past_help"))
for card in past.rows:
    show(card)
parts.pager(past, name="past")
