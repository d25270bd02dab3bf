"""The registers of associations: what came in from which file, and which of them are here twice."""

import streamlit as st

from ui import parts, register_file, register_files, register_pairs
from ui.texts import t

if number := parts.number_of("file"):
    register_file.show(number)
elif st.query_params.get("view") == "pairs":
    parts.open_link("registers", t("registers.back"), icon="arrow_back")
    st.title(t("merging.title"))
    register_pairs.show()
else:
    register_files.show()
