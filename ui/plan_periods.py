"""Whether somebody's time in the project is long enough to be reported; nothing is kept."""

from datetime import date, timedelta

import streamlit as st

from models import today
from services import participants, plans
from services.plans import PlanView
from ui.plan_forms import DATE_FORMAT
from ui.texts import day, t


def draw(_view: PlanView) -> None:
    st.write(t("periods.help"))
    one, other = st.columns(2)
    with one:
        first = _day(t("periods.first"), today(), "checked-first")
    with other:
        last = _day(t("periods.last"), today() + timedelta(days=participants.SHORTEST_DAYS), "checked-last")
    if first and last:
        _verdict(first, last)
    st.caption(t("periods.hint", days=participants.SHORTEST_DAYS))


def _day(label: str, value: date, key: str) -> date | None:
    low, high = plans.bounds()
    chosen = st.date_input(label, value, min_value=low, max_value=high, format=DATE_FORMAT, key=key)
    return chosen if isinstance(chosen, date) else None


def _verdict(first: date, last: date) -> None:
    found = participants.checked(first, last)
    if found.accepted:
        st.success(t("periods.accepted", n=found.days), icon=":material/check_circle:")
    elif found.days < 0:
        st.error(t("periods.backwards"), icon=":material/error:")
    else:
        words = t("periods.refused", n=found.days, on=day(found.earliest_end))
        st.error(words, icon=":material/error:")
