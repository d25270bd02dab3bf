import streamlit as st

from models import FeedbackTopic
from services import glossary as words
from ui import glossary, parts, texts
from ui.texts import t

st.title(t("glossary.title"))
st.write(t("glossary.intro"))
sought = st.text_input(t("glossary.search"), st.query_params.get("words", ""), key="glossary-words")
if not sought.strip():
    glossary.show()
elif found := words.found(sought, texts.language()):
    st.caption(t("glossary.found", n=len(found)))
    glossary.show_found(found)
else:
    parts.empty(
        t("glossary.none"),
        page="feedback",
        label=t("glossary.ask"),
        icon="feedback",
        topic=FeedbackTopic.UNCLEAR,
    )
