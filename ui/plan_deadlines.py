"""The calendar backwards from the closing of the call: who does what by when, what is done and what is late."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any

import altair as alt
import streamlit as st

from models import DeadlineStep, today
from services import plans
from services.plans import TOGETHER, Countdown, DeadlineRow, PlanView
from ui import door, parts
from ui.plan_forms import DATE_FORMAT
from ui.plan_gantt_drawing import ALARM, INK
from ui.texts import day, language, t

# In the address: which implementer's days are being set.
SET = "days"
# More places than this, and each implementer is a line until somebody opens it.
UNFOLDED = 5


def draw(view: PlanView) -> None:
    countdown = door.load(plans.countdown_of, view.id)
    st.write(t("schedule.deadlines_help"))
    if not countdown.rows:
        _without_a_day(view, countdown)
        return
    _when(countdown)
    places = list(dict.fromkeys(row.place for row in countdown.rows))
    for place in places:
        rows = [row for row in countdown.rows if row.place == place]
        if len(places) <= UNFOLDED or place == TOGETHER:
            _implementer(view, countdown, rows)
        else:
            _folded(view, countdown, rows)
    with st.expander(t("schedule.deadlines_chart"), icon=":material/bar_chart:", expanded=True):
        _chart(countdown.rows)
    table = st.expander(t("plan.as_table"), icon=":material/table:", key="deadlines-table", on_change="rerun")
    if table.open:
        table.dataframe([_line(row) for row in countdown.rows], hide_index=True, width="stretch")


def _without_a_day(view: PlanView, countdown: Countdown) -> None:
    """No call, or none that says when it closes: the lead may set the day to send."""
    st.info(t("schedule.no_closing"), icon=":material/event_busy:")
    if countdown.may_set:
        _own_day(view, TOGETHER, DeadlineStep.SUBMIT, countdown.own_send_on, countdown.closes_on)


def _when(countdown: Countdown) -> None:
    if countdown.closes_on is None:
        return
    left = (countdown.closes_on - today()).days
    with st.container(border=True):
        st.markdown(f"**{parts.plain(countdown.call)}**")
        closing = t("schedule.closes_on", on=day(countdown.closes_on))
        st.write(
            f"{closing} · {t('schedule.days_left', n=left)}"
            if left >= 0
            else f"{closing} · {t('schedule.closed')}"
        )
        st.caption(t("schedule.check_notice"))


def _implementer(view: PlanView, countdown: Countdown, rows: Sequence[DeadlineRow]) -> None:
    with st.container(border=True, gap="small"):
        st.subheader(parts.plain(rows[0].association) or t("schedule.together"))
        for row in rows:
            _step(view, row)
        _days(view, countdown, rows)


def _folded(view: PlanView, countdown: Countdown, rows: Sequence[DeadlineRow]) -> None:
    """One of many implementers: how far it is, and its steps when somebody opens it; the reader's own is open."""
    told = [parts.plain(rows[0].association), t("schedule.package_done", done=_done(rows), n=len(rows))]
    if any(row.late for row in rows):
        told.append(t("plan.late"))
    key = f"deadlines-of-{rows[0].place}"
    mine = any(part.mine for part in view.parts if part.id == rows[0].place)
    # Its words change with each step, and by itself it would then close.
    st.session_state[key] = st.session_state.setdefault(_kept(key), mine)
    place = st.expander(
        " · ".join(told), icon=":material/groups:", key=key, on_change=_keep_open, args=(key,)
    )
    if place.open:
        with place:
            for row in rows:
                _step(view, row)
            _days(view, countdown, rows)


def _kept(key: str) -> str:
    return f"{key}-open"


def _keep_open(key: str) -> None:
    st.session_state[_kept(key)] = st.session_state[key]


def _done(rows: Sequence[DeadlineRow]) -> int:
    return sum(row.done for row in rows)


def _step(view: PlanView, row: DeadlineRow) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{t(f'deadline_step.{row.step}')}**", width="content")
        st.markdown(_told(row), width="content")
        _badge(row)
        if not row.may_set or row.passed:
            return
        label = t("schedule.step_undone") if row.done else t("schedule.step_done")
        st.button(
            label,
            icon=":material/undo:" if row.done else ":material/check:",
            type="tertiary" if row.done else "secondary",
            key=f"step-{row.place}-{row.step}-{row.done}",
            on_click=_mark,
            args=(view.id, row),
        )
    if row.squeezed and not row.done:
        st.caption(t("schedule.step_too_late"))


def _told(row: DeadlineRow) -> str:
    if row.done_on:
        return t("schedule.done_on", on=day(row.done_on))
    return t("schedule.by_day", on=day(row.day))


def _badge(row: DeadlineRow) -> None:
    if row.done:
        st.badge(t("schedule.step_is_done"), icon=":material/check:", color="green")
    elif row.late:
        st.badge(t("plan.late"), icon=":material/schedule:", color="orange")
    elif row.own:
        st.badge(t("schedule.own_day"), icon=":material/event:", color="gray")


def _mark(plan_id: int, row: DeadlineRow) -> None:
    door.flash_refused(door.attempt(plans.mark_done, plan_id, row.place, row.step, not row.done))


def _days(view: PlanView, countdown: Countdown, rows: Sequence[DeadlineRow]) -> None:
    """An implementer sets the day on which its board meets; the rest follows. The lead sets the day to send."""
    first = rows[0]
    if not first.may_set or first.passed:
        return
    if st.query_params.get(SET) == str(first.place):
        own = first.day if first.own else None
        _own_day(view, first.place, first.step, own, countdown.closes_on)
        return
    st.button(
        t("schedule.set_board") if first.place != TOGETHER else t("schedule.set_send"),
        type="tertiary",
        icon=":material/edit_calendar:",
        key=f"days-{first.place}",
        on_click=_open,
        args=(first.place,),
    )


def _open(place: int) -> None:
    st.query_params[SET] = str(place)


def _own_day(
    view: PlanView, place: int, step: DeadlineStep, own: date | None, closes_on: date | None
) -> None:
    fields = door.Fields()
    first, last = plans.bounds()
    label = t("schedule.board_day") if step != DeadlineStep.SUBMIT else t("schedule.send_day")
    chosen = st.date_input(
        label,
        own,
        min_value=first,
        max_value=last,
        format=DATE_FORMAT,
        key=f"own-day-{place}",
        help=t("schedule.own_day_help"),
    )
    fields.beside("day")
    fields.general()
    with st.container(horizontal=True):
        saved = st.button(t("plan.save"), type="primary", icon=":material/save:", key=f"save-day-{place}")
        usual = own is not None and st.button(t("schedule.usual_day"), key=f"usual-day-{place}")
        if st.query_params.get(SET) and st.button(t("plan.cancel"), key=f"cancel-day-{place}"):
            _close(place)
    day_set = chosen if saved and isinstance(chosen, date) else None
    if (saved or usual) and fields.perform(plans.set_day, view.id, place, step, day_set):
        door.flash(t("schedule.day_saved"))
        _close(place)


def _close(place: int) -> None:
    st.session_state.pop(f"own-day-{place}", None)
    st.query_params.pop(SET, None)
    st.rerun()


def _line(row: DeadlineRow) -> dict[str, str]:
    return {
        t("plan.chart_implementer"): row.association or t("schedule.together"),
        t("schedule.step"): t(f"deadline_step.{row.step}"),
        t("schedule.by"): day(row.day),
        t("plan.chart_state"): _state(row),
    }


def _state(row: DeadlineRow) -> str:
    if row.done:
        return t("schedule.done_on", on=day(row.done_on)) if row.done_on else t("schedule.step_is_done")
    return t("plan.late") if row.late else t("schedule.step_open")


# A shape for each step, so that no colour is needed; what is done is filled.
_SHAPES = dict(zip(DeadlineStep, ("circle", "square", "triangle-up", "diamond", "cross"), strict=True))


def _chart(rows: Sequence[DeadlineRow]) -> None:
    theme = st.context.theme.type or "light"
    spec = _drawn(tuple(rows), theme, language())
    st.vega_lite_chart(spec, width="stretch", alt=t("schedule.deadlines_alt", n=len(rows)))


# Altair's own checks of a chart take longer than all the rest of the screen.
@lru_cache(maxsize=32)
def _drawn(rows: tuple[DeadlineRow, ...], theme: str, _language: str) -> dict[str, Any]:
    values = [_line(row) | _mark_of(row, theme) for row in rows]
    order = list(dict.fromkeys(value["whose"] for value in values))
    names = [t(f"deadline_step.{step}") for step in DeadlineStep]
    base = alt.Chart(alt.InlineData(values=values)).encode(
        x=alt.X("on:T", axis=alt.Axis(title=None, format="%d.%m.", labelColor=INK[theme], grid=True)),
        y=alt.Y("whose:N", sort=order, axis=None),
    )
    marks = base.mark_point(size=160, strokeWidth=2, yOffset=8).encode(
        shape=alt.Shape(
            "step:N",
            scale=alt.Scale(domain=names, range=list(_SHAPES.values())),
            legend=alt.Legend(title=None, orient="bottom", columns=1, labelColor=INK[theme], labelLimit=260),
        ),
        fill=alt.Fill("fill:N", scale=None),
        stroke=alt.Stroke("colour:N", scale=None),
        tooltip=[alt.Tooltip("whose:N"), alt.Tooltip("step:N"), alt.Tooltip("when:N")],
    )
    words = base.mark_text(align="left", dy=-14, fontSize=13, color=INK[theme], limit={"expr": "width"})
    names_only = words.encode(x=alt.value(2), text="whose:N").transform_aggregate(groupby=["whose"])
    chart = alt.layer(marks, names_only).properties(height=56 * len(order) + 190)
    made: dict[str, Any] = chart.configure_view(strokeOpacity=0).to_dict()
    return made


def _mark_of(row: DeadlineRow, theme: str) -> dict[str, str]:
    colour = ALARM[theme] if row.late else INK[theme]
    return {
        "whose": row.association or t("schedule.together"),
        "step": t(f"deadline_step.{row.step}"),
        "on": row.day.isoformat(),
        "when": f"{day(row.day)} · {_state(row)}",
        "colour": colour,
        "fill": colour if row.done else "transparent",
    }
