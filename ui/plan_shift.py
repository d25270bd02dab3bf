"""Moving the timeline by some days: how many, what that moves, and then the button; and the way back."""

import streamlit as st

from services import plans
from services.plans import LastShift, Moved, PlanView, Schedule, ShiftPreview
from ui import door, parts
from ui.plan_gantt_lines import package_name
from ui.texts import day, moment, refusal, t

# In the address, in the place of a package's number.
WHOLE = "all"
_USUAL = 30
_SEEN = "shift-seen"
_STEPS = (-30, -7, 7, 30, 90)


def draw(view: PlanView, schedule: Schedule) -> None:
    with st.container(border=True):
        st.subheader(t("schedule.shift"))
        st.write(t("schedule.shift_help"))
        package_id = _what(schedule)
        days = _days()
        done = door.attempt(plans.preview_shift, view.id, days, package_id)
        if done.refused:
            st.error(refusal(done.refused), icon=":material/error:")
        else:
            _preview(done.value)
        _buttons(package_id, days, view, done.value if done else None)


def offer_undo(last: LastShift) -> None:
    """The last shift, while it can be taken back."""
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.text(_told(last), width="stretch")
        if st.button(t("schedule.unshift"), icon=":material/undo:", key="unshift") and door.perform(
            plans.unshift, last.id
        ):
            door.flash(t("schedule.unshifted"))
            st.rerun()


def by_days(days: int) -> str:
    return t("schedule.later", n=days) if days > 0 else t("schedule.sooner", n=-days)


def _told(last: LastShift) -> str:
    what = last.package or t("schedule.shift_whole")
    return t("schedule.last_shift", what=what, days=by_days(last.days), who=last.who, at=moment(last.at))


def _what(schedule: Schedule) -> int | None:
    """The whole timeline, or one package; it stands in the address."""
    names = {WHOLE: t("schedule.shift_whole")} | {str(row.id): package_name(row) for row in schedule.packages}
    asked = st.query_params.get("shift", WHOLE)
    key = "shift-what"
    st.session_state[key] = asked if asked in names else WHOLE
    if len(names) > 1:
        st.selectbox(
            t("schedule.shift_what"),
            list(names),
            format_func=lambda name: names.get(name, ""),
            key=key,
            on_change=_keep_what,
            args=(key,),
        )
    chosen = st.session_state[key]
    return None if chosen == WHOLE else int(chosen)


def _keep_what(key: str) -> None:
    st.query_params["shift"] = st.session_state[key]


def _days() -> int:
    st.session_state.setdefault("shift-days", _USUAL)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        for step in _STEPS:
            st.button(f"{step:+d}".replace("-", "−"), key=f"shift-{step}", on_click=_set, args=(step,))
    return int(
        st.number_input(
            t("schedule.shift_days"),
            min_value=-plans.MOST_SHIFT_DAYS,
            max_value=plans.MOST_SHIFT_DAYS,
            step=1,
            key="shift-days",
            help=t("schedule.shift_days_help"),
        )
    )


def _set(days: int) -> None:
    st.session_state["shift-days"] = days


def _preview(shown: ShiftPreview) -> None:
    if not shown.moves_something:
        st.info(t("errors.plan_shift_nothing"), icon=":material/info:")
        return
    st.markdown(f"**{t('schedule.shift_moves', days=by_days(shown.days))}**")
    rows = [_row(t("schedule.project"), shown.frame)] if shown.frame else []
    rows += [_row(row.title, row) for row in shown.tasks]
    rows += [_row(f"◆ {row.title}", row) for row in shown.milestones]
    st.dataframe(rows, hide_index=True, width="stretch")
    if shown.done:
        st.caption(t("schedule.shift_done_stays", n=shown.done))
    if shown.too_early:
        names = parts.plain(", ".join(shown.too_early))
        st.warning(t("schedule.shift_too_early", tasks=names), icon=":material/warning:")
    if shown.ends_latest:
        st.warning(t("schedule.shift_past_call", on=day(shown.ends_latest)), icon=":material/warning:")


def _row(title: str, moved: Moved) -> dict[str, str]:
    return {
        t("plan.chart_title"): title,
        t("schedule.days_now"): _period(moved.starts_on, moved.ends_on),
        t("schedule.days_then"): _period(moved.new_starts_on, moved.new_ends_on),
    }


def _period(first: object, last: object) -> str:
    days = [day(one) for one in (first, last) if one]  # type: ignore[arg-type]
    return " – ".join(dict.fromkeys(days))


def _buttons(package_id: int | None, days: int, view: PlanView, shown: ShiftPreview | None) -> None:
    ready = shown is not None and shown.moves_something
    with st.container(horizontal=True):
        pressed = st.button(
            t("schedule.shift_do", days=by_days(days)) if ready else t("schedule.shift"),
            type="primary",
            icon=":material/event_repeat:",
            key="shift-do",
            disabled=not ready,
        )
        if st.button(t("plan.cancel"), key="shift-cancel"):
            close()
    if shown is None:
        return
    # A click runs the whole screen again: what the person has seen is the preview of the run before.
    seen = st.session_state.get(_SEEN, shown.mark)
    st.session_state[_SEEN] = shown.mark
    if pressed:
        _shift(view, package_id, days, seen)


def _shift(view: PlanView, package_id: int | None, days: int, seen: str) -> None:
    if door.perform(plans.shift, view.id, days, package_id, mark=seen):
        door.flash(t("schedule.shifted", days=by_days(days)))
        close()


def close() -> None:
    """Back to the timeline."""
    for key in [key for key in st.session_state if str(key).startswith("shift-")]:
        del st.session_state[key]
    st.query_params.pop("shift", None)
    st.rerun()
