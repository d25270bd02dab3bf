import streamlit as st

from models import Kind
from services import decisions
from services.unsaved import over, spelled
from ui import circle_parts, decision_form, door, parts, unsaved
from ui.accounts import need_sign_in
from ui.texts import t

need_sign_in()

circle = circle_parts.of_address()
circle_parts.need_place(circle, circle.decides)
model = door.load(decisions.view, parts.number_of("from")) if parts.number_of("from") else None
circle_parts.back(circle.kind, circle.id, circle.name, "decisions")
st.title(t("decision_form.title"))
st.write(t("decision_form.intro"))
draft = unsaved.Form(Kind.DECISION, 0, 0, widget="decision-title")
begun = over(decision_form.stands(model), draft.begin(unsaved.title))
fields = door.Fields()
typed = decision_form.ask(circle, begun, fields)
fields.general()
pressed = st.button(t("decision_form.open"), type="primary", icon=":material/how_to_vote:", key="open-vote")
draft.follow(spelled(typed))
draft.note(lambda: circle_parts.go(circle.kind, circle.id, "decisions"))
if pressed:
    decision_form.send(circle, draft, fields, typed)
