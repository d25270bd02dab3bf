"""The timeline as a chart, with what it tells in words: the critical path, the baseline, and the files of it."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from models import today
from services.plans import PlanView, Schedule
from ui import parts
from ui import plan_schedule_files as files
from ui import plan_schedule_pages as paging
from ui.plan_gantt import gantt, signs_of
from ui.plan_gantt_lines import Lines, lines_of
from ui.texts import day, language, t

OPENED = "open"


def draw(view: PlanView, schedule: Schedule, whole: Schedule) -> None:
    """The narrowed schedule as a chart; `whole` is the plan's, for what only the whole can tell."""
    lines = lines_of(schedule, view.parts, opened=_opened(), page=paging.asked())
    _said(whole)
    counted = t("plan.chart_alt", tasks=len(schedule.tasks), milestones=len(schedule.milestones))
    theme = st.context.theme.type or "light"
    spec = gantt(lines.rows, signs_of(lines.rows, view.parts), today(), theme=theme)
    st.vega_lite_chart(spec, width="stretch", alt=counted)
    _ways(schedule, lines)
    _files(view, schedule)


def _opened() -> bool:
    return bool(st.query_params.get(OPENED) or st.query_params.get("package"))


def _said(schedule: Schedule) -> None:
    """What the chart shows with lines and edges, in words."""
    titles = {row.id: row.title for row in schedule.tasks}
    if schedule.path:
        path = " → ".join(titles[task_id] for task_id in schedule.path)
        st.markdown(
            f"**{t('schedule.critical_path')}:** {parts.plain(path)}", help=t("schedule.critical_path_help")
        )
    if schedule.baseline:
        kept = schedule.baseline.kept_at.date()
        late = sum(row.slipped > 0 for row in schedule.tasks) + sum(
            row.slipped > 0 for row in schedule.milestones
        )
        st.caption(t("schedule.since_baseline", on=day(kept), n=late))


def _ways(schedule: Schedule, lines: Lines) -> None:
    """Into the packages, out of them, and from page to page."""
    with st.container(horizontal=True, vertical_alignment="center"):
        if lines.folded:
            st.caption(t("schedule.folded", n=len(schedule.tasks)), width="content")
            _button(t("schedule.unfold"), ":material/unfold_more:", "unfold", _address(OPENED, "1"))
        elif st.query_params.get(OPENED):
            _button(t("schedule.fold"), ":material/unfold_less:", "fold", _address(OPENED, ""))
    paging.draw(min(paging.asked(), lines.pages), lines.pages)


def _button(label: str, icon: str, key: str, on_click: Callable[[], None]) -> None:
    st.button(label, icon=icon, key=f"timeline-{key}", on_click=on_click)


def _address(name: str, value: object) -> Callable[[], None]:
    return partial(_keep, name, str(value))


def _keep(name: str, value: str) -> None:
    if name == OPENED:
        st.query_params.pop(paging.NAME, None)
    if value:
        st.query_params[name] = value
    else:
        st.query_params.pop(name, None)


def _files(view: PlanView, schedule: Schedule) -> None:
    """The whole timeline as a picture, and its table; made only when somebody asks for it."""
    makers = {kind: partial(files.picture, kind) for kind in files.PICTURES} | {"csv": files.table}
    with st.popover(t("schedule.files"), icon=":material/download:"):
        for kind, make in makers.items():
            st.download_button(
                t(f"schedule.as_{kind}"),
                partial(make, view, schedule, language()),
                file_name=files.name_of(view, kind),
                mime=files.MIME[kind],
                on_click="ignore",
                key=f"file-{kind}",
            )


def has_something(schedule: Schedule) -> bool:
    return bool(schedule.tasks or schedule.milestones)
