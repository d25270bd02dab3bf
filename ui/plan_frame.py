"""The project's dates and area: each saves itself when it changes, and does not meet the changes of the others."""

from dataclasses import replace
from datetime import date
from typing import Any

import streamlit as st

from services import places, plans
from services.plans import Form, Frame, PlanView
from ui import door
from ui.texts import day, municipality, refusal, t

# How a date is typed; the calendar beside it speaks the browser's language.
DATE_FORMAT = "DD.MM.YYYY"
_NEVER = object()


def dates(view: PlanView, form: Form) -> None:
    frame = form.frame
    if not view.writes_shared:
        st.text(_spoken(frame.starts_on, frame.ends_on))
        return
    first, last = st.columns(2)
    with first:
        _date(view, "starts_on", frame)
    with last:
        _date(view, "ends_on", frame)
    if frame.starts_on and frame.ends_on:
        st.caption(t("plan_form.lasts", n=_months(frame.starts_on, frame.ends_on)))
    _bounds(form)


def area(view: PlanView, form: Form) -> None:
    if not view.writes_shared:
        st.text(", ".join(map(municipality, form.frame.area)) or t("plan_form.not_chosen"))
        return
    key = _settled(view.id, "area", list(form.frame.area))
    st.multiselect(
        t("plan_form.area"),
        list(places.municipalities()),
        format_func=municipality,
        key=key,
        placeholder=t("parts.choose"),
        help=t("plan_form.area_help"),
        on_change=_save,
        args=(view.id, "area"),
    )
    _beside(view.id, "area")


def _date(view: PlanView, name: str, frame: Frame) -> None:
    earliest, latest = plans.bounds()
    st.date_input(
        t(f"plan_form.{name}"),
        min_value=earliest,
        max_value=latest,
        format=DATE_FORMAT,
        key=_settled(view.id, name, getattr(frame, name)),
        on_change=_save,
        args=(view.id, name),
    )
    _beside(view.id, name)


def _bounds(form: Form) -> None:
    """What the call says of the time, where the time is chosen."""
    terms = form.terms
    if terms.starts_earliest:
        st.caption(t("plan_form.starts_earliest", on=day(terms.starts_earliest)))
    if terms.ends_latest:
        st.caption(t("plan_form.ends_latest", on=day(terms.ends_latest)))
    if terms.longest_months:
        st.caption(t("plan_form.longest", n=terms.longest_months))


def _spoken(starts_on: date | None, ends_on: date | None) -> str:
    if not (starts_on or ends_on):
        return t("plan_form.not_chosen")
    return f"{day(starts_on) if starts_on else '?'} – {day(ends_on) if ends_on else '?'}"


def _months(starts_on: date, ends_on: date) -> int:
    """Begun months count whole: from 1.3. to 31.8. is six."""
    months = (ends_on.year - starts_on.year) * 12 + ends_on.month - starts_on.month
    return months + (1 if ends_on.day >= starts_on.day else 0)


def _settled(plan_id: int, name: str, value: Any) -> str:
    """The widget's key, with the database's word in the widget when that has changed since it was seen."""
    key, seen = _key(plan_id, name), f"seen-{_key(plan_id, name)}"
    if st.session_state.get(seen, _NEVER) != value or key not in st.session_state:
        st.session_state[key] = st.session_state[seen] = value
    return key


def _key(plan_id: int, name: str) -> str:
    return f"frame-{plan_id}-{name}"


def _save(plan_id: int, name: str) -> None:
    key = _key(plan_id, name)
    typed, seen = _plain(st.session_state[key]), _plain(st.session_state[f"seen-{key}"])
    done = door.attempt(
        plans.edit_frame, plan_id, replace(Frame(), **{name: typed}), seen=replace(Frame(), **{name: seen})
    )
    st.session_state.pop(f"refused-{key}", None)
    if done.refused:
        st.session_state[f"refused-{key}"] = refusal(done.refused)
    else:
        # What stands in the widget is what was saved: nobody is thrown out of an open list.
        st.session_state[f"seen-{key}"] = st.session_state[key]


def _plain(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _beside(plan_id: int, name: str) -> None:
    if refused := st.session_state.get(f"refused-{_key(plan_id, name)}"):
        st.error(refused, icon=":material/error:")
