import streamlit as st

from services import decisions
from ui import circle_parts, decision_form, door, parts
from ui.accounts import need_sign_in
from ui.texts import t

need_sign_in()

circle = circle_parts.of_address()
circle_parts.need_place(circle, circle.decides)
model = door.load(decisions.view, parts.number_of("from")) if parts.number_of("from") else None
circle_parts.back(circle.kind, circle.id, circle.name, "decisions")
st.title(t("decision_form.title"))
st.write(t("decision_form.intro"))
fields = door.Fields()
typed = decision_form.ask(circle, fields, model)
fields.general()
if st.button(t("decision_form.open"), type="primary", icon=":material/how_to_vote:", key="open-vote"):
    decision_form.send(circle, fields, typed)
