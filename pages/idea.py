import streamlit as st

from models import Kind
from services import ideas
from ui import comments, door, files, idea_acts, idea_page, parts
from ui.texts import t

number = parts.number_of()
idea = door.load(ideas.detail, number)
idea_page.head(idea)
idea_acts.next_steps(idea)
idea_page.words(idea)
idea_acts.endorsement(idea)
files.of_idea(idea)
if idea.published_at:
    comments.discussion(Kind.IDEA, idea.id)
idea_page.versions(idea)
if idea.steps:
    with st.expander(t("idea.history"), icon=":material/history:"):
        parts.history("idea", idea.steps)
idea_acts.leaving(idea)
