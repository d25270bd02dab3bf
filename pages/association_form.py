import streamlit as st

from models import Invalid
from services import associations
from ui import association_form, door, parts
from ui.texts import t

number = parts.number_of()
editing = bool(number)
if editing:
    parts.open_link("association", t("association_form.back"), icon="arrow_back", id=number)
else:
    parts.back("associations", t("association.back"))
st.title(t("association_form.title") if editing else t("association_form.new_title"))
if door.actor().is_visitor:
    st.write(t("association_form.sign_in"))
    parts.open_link("sign_in", t("sign_in.title"), icon="login", next="/association_form")
    st.stop()
st.write(t("association_form.edit_intro") if editing else t("association_form.new_intro"))
asking = association_form.Asking(door.load(associations.form_of, number))
asking.draw()
label = t("association_form.save") if editing else t("association_form.send")
pressed = st.button(label, type="primary", icon=":material/send:", key="save-association")
asking.follow(lambda: parts.go("association", id=number) if editing else parts.go("associations"))
if pressed:
    done = asking.save()
    if done:
        door.flash(t("association_form.saved") if editing else t("association_form.sent"))
        parts.go("association", id=done.value.id)
    if isinstance(done.refused, Invalid):
        # The form is long: its reader may not see the field that is marked.
        st.error(t("association_form.mend"), icon=":material/error:")
