import streamlit as st

from models import now
from services import service_hours
from ui import long_texts
from ui.texts import moment, t

long_texts.show("promise")
st.info(t("promise.now", at=moment(service_hours.due(now()))), icon=":material/schedule:")
