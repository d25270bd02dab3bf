import streamlit as st

from services import bulletins
from ui import bulletin_form, door, parts
from ui.accounts import need_sign_in
from ui.texts import t

need_sign_in()

if not bulletins.may_write(door.actor()):
    door.missing()
parts.open_link("bulletins", t("bulletin.back"), icon="arrow_back")
st.title(t("bulletin_form.title"))
st.write(t("bulletin_form.intro"))
draft, begun = bulletin_form.begin()
fields = door.Fields()
audience = bulletin_form.choose_audience(fields)
written = bulletin_form.write(fields, begun)
bulletin_form.preview(written)
bulletin_form.send(fields, draft, written, audience)
