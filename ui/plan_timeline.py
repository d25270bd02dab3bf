"""The timeline as a chart, with what it tells in words: the critical path, the baseline, and the files of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from typing import Any

import streamlit as st

from models import today
from services.plans import PartView, PlanView, Schedule
from ui import plan_schedule_files as files
from ui import plan_schedule_pages as paging
from ui.plan_gantt import gantt, signs_of
from ui.plan_gantt_lines import lines_of
from ui.texts import day, language, plain, t

OPENED = "open"


@dataclass(frozen=True)
class _Drawn:
    """What a timeline shows, ready to be sent."""

    spec: dict[str, Any]
    folded: bool
    pages: int


def draw(view: PlanView, schedule: Schedule, whole: Schedule) -> None:
    """The narrowed schedule as a chart; `whole` is the plan's, for what only the whole can tell."""
    path, since = _said(whole, language())
    if path:
        st.markdown(path, help=t("schedule.critical_path_help"))
    if since:
        st.caption(since)
    theme = st.context.theme.type or "light"
    drawn = _drawn(schedule, tuple(view.parts), _opened(), paging.asked(), theme, language(), today())
    counted = t("plan.chart_alt", tasks=len(schedule.tasks), milestones=len(schedule.milestones))
    st.vega_lite_chart(drawn.spec, width="stretch", alt=counted)
    _ways(schedule, drawn)
    _files(view, schedule)


# Made once for a schedule, which is the same object as long as nothing of the plan changes.
@lru_cache(maxsize=32)
def _drawn(
    schedule: Schedule,
    parts: tuple[PartView, ...],
    opened: bool,
    page: int,
    theme: str,
    _language: str,
    on: date,
) -> _Drawn:
    lines = lines_of(schedule, parts, opened=opened, page=page)
    spec = gantt(lines.rows, signs_of(lines.rows, parts), on, theme=theme)
    return _Drawn(spec, lines.folded, lines.pages)


@lru_cache(maxsize=32)
def _said(schedule: Schedule, _language: str) -> tuple[str, str]:
    """What the chart shows with lines and edges, in words: the critical path, and what is late since the baseline."""
    path = since = ""
    titles = {row.id: row.title for row in schedule.tasks}
    if schedule.path:
        chain = " → ".join(titles[task_id] for task_id in schedule.path)
        path = f"**{t('schedule.critical_path')}:** {plain(chain)}"
    if schedule.baseline:
        late = sum(row.slipped > 0 for row in schedule.tasks)
        late += sum(row.slipped > 0 for row in schedule.milestones)
        on = day(schedule.baseline.kept_at.date())
        since = t("schedule.since_baseline", on=on, n=late) if late else t("schedule.as_baseline", on=on)
    return path, since


def _opened() -> bool:
    return bool(st.query_params.get(OPENED) or st.query_params.get("package"))


def _ways(schedule: Schedule, lines: _Drawn) -> None:
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
    place = st.popover(
        t("schedule.files"), icon=":material/download:", key="timeline-files", on_change="rerun"
    )
    if not place.open:
        return
    makers = {kind: partial(files.picture, kind) for kind in files.PICTURES} | {"csv": files.table}
    with place:
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
