import streamlit as st

from services import associations
from ui import association_acts, association_notes, association_page, association_people, door, parts
from ui.texts import t

if survivor := door.load(associations.leads_to, parts.number_of()):
    door.flash(t("association.merged"), ":material/merge:")
    parts.go("association", id=survivor)
association = door.load(associations.profile, parts.number_of())
association_page.head(association)
association_acts.situation(association)
association_acts.next_steps(association)
if association.answers:
    association_people.requests(association)
association_page.words(association)
association_page.contact(association)
association_page.ideas_of(association)
if association.own:
    association_people.members(association)
    association_acts.showing_partners(association)
if association.owned and association.takes_people:
    association_people.invitations(association)
if steps := door.load(associations.history, association.id):
    with st.expander(t("association.history"), icon=":material/history:"):
        parts.history("association", steps)
association_notes.show(association)
association_acts.leaving(association)
