import streamlit as st

from services import merging
from ui import association_merge, door, parts
from ui.texts import t

comparison = door.load(merging.compare, parts.number_of(), parts.number_of("other"))
parts.open_link("registers", t("merging.to_pairs"), icon="arrow_back", view="pairs")
st.title(t("association_merge.title"))
association_merge.show(comparison)
