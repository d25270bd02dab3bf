import streamlit as st

from services import impact
from ui import door, impact_embed, impact_figures, impact_page, story_list
from ui.texts import t

st.title(t("impact.title"))
st.write(t("impact.intro"))
impact_figures.draw(door.load(impact.headline))
impact_page.region()
impact_page.partnerships()
impact_page.timeline()
story_list.draw()
impact_page.following()
impact_embed.draw()
