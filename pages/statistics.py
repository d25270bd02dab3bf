import streamlit as st

from models import GuideStep
from services import statistics
from ui import door, guide, statistics_filters, statistics_report
from ui.texts import t

st.title(t("statistics.title"))
guide.looked(GuideStep.STATISTICS)
st.write(t("statistics.intro"))
if asked := statistics_filters.ask():
    statistics_report.draw(door.load(statistics.report, asked))
