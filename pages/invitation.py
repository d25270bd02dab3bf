import streamlit as st

from services import accounts
from ui import door, parts, visitor
from ui.accounts import link_is_over, token
from ui.texts import day, t

which = (token(), parts.number_of())
found = door.load(accounts.invitation, *which)

st.title(t("invitation.title"))

if link_is_over(found.state, t("invitation.expired")):
    st.stop()

with st.container(border=True):
    st.subheader(parts.plain(found.association))
    st.write(t("invitation.words", inviter=parts.plain(found.inviter)))
    st.markdown(f"**{t(f'association_role.{found.role}')}** – {t(f'invitation.{found.role}')}")
    st.caption(t("invitation.until", day=day(found.expires_at)))

if door.actor().is_visitor:
    st.write(t("invitation.sign_in_first"))
    with st.container(horizontal=True):
        if st.button(t("invitation.sign_in"), type="primary", icon=":material/login:", key="sign-in"):
            parts.go("sign_in", next=visitor.here())
        if st.button(t("invitation.sign_up"), icon=":material/person_add:", key="sign-up"):
            parts.go("sign_up", next=visitor.here())
    st.stop()

with st.container(horizontal=True):
    if st.button(t("invitation.accept"), type="primary", icon=":material/check:", key="accept"):
        done = door.perform(accounts.accept, *which)
        if done:
            door.flash(t("invitation.accepted"))
            parts.go("association", id=done.value)
    if st.button(t("invitation.decline"), key="decline") and door.perform(accounts.decline, *which):
        door.flash(t("invitation.declined"))
        parts.go("home")
