import streamlit as st

from services import accounts
from ui import door, parts
from ui.accounts import link_is_over, sign_in_or_up, token
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
    sign_in_or_up()
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
