import streamlit as st

from services import statistics
from ui import door, statistics_filters, statistics_report
from ui.texts import t

st.title(t("statistics.title"))
st.write(t("statistics.intro"))
if asked := statistics_filters.ask():
    statistics_report.draw(door.load(statistics.report, asked))
