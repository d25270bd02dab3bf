"""How far a project under way has come, package by package."""

from typing import Any

import streamlit as st

from models import PLAN_RUNS
from services import participants, progress
from services.participants import TOTAL
from services.plans import PlanView
from services.progress import PackageProgress, Progress, ReportRow
from ui import door, parts, plan_parts
from ui.texts import moment, number, t

_WHOLE = "whole"
_LONGEST = 3000


def there(view: PlanView) -> bool:
    return view.state in PLAN_RUNS


def draw(view: PlanView) -> None:
    found = door.load(progress.of_plan, view.id)
    _summary(view, found)
    if not found.packages:
        st.info(t("progress.no_packages"), icon=":material/inventory_2:")
    for package in found.packages:
        _package(view, package, package.title)
    if not found.packages or found.whole.reports or found.whole.may_report:
        _package(view, found.whole, t("progress.whole"))


def overview(view: PlanView) -> None:
    """In the plan's own overview, once the funder has said yes."""
    if there(view):
        _summary(view, door.load(progress.of_plan, view.id))
        plan_parts.link(view, t("progress.to_running"), "running", "progress", icon="trending_up")


def _summary(view: PlanView, found: Progress) -> None:
    st.progress(found.percent / 100, text=t("progress.percent_of_project", percent=found.percent))
    counts, targets = (
        door.load(participants.counts_of, view.id).total,
        door.load(participants.targets_of, view.id).total,
    )
    open_ones = sum(row.settled_on is None for row in found.deviations)
    waiting = sum(row.state in ("noted", "applied") for row in found.changes)
    with st.container(horizontal=True):
        st.metric(
            t("progress.participants"), f"{number(counts.get(TOTAL, 0))} / {number(targets.get(TOTAL, 0))}"
        )
        st.metric(t("progress.open_deviations"), open_ones)
        st.metric(t("progress.waiting_changes"), waiting)
    plan_parts.link(view, t("progress.to_participants"), "participants", "counts", icon="groups")


def _package(view: PlanView, package: PackageProgress, title: str) -> None:
    name = str(package.package_id or _WHOLE)
    with st.container(border=True):
        st.markdown(f"**{parts.plain(title)}**")
        st.caption(t("progress.answers", association=parts.plain(package.association)))
        if package.reports:
            st.progress(package.percent / 100, text=t("progress.percent", percent=package.percent))
            _told(package.reports[0])
        else:
            st.caption(t("progress.not_reported"))
        _earlier(package.reports[1:])
        if st.query_params.get("report") == name and package.may_report:
            _form(view, package, name)
        elif package.may_report and st.button(
            t("progress.report"), icon=":material/edit_note:", key=f"report-{name}"
        ):
            st.query_params["report"] = name
            st.rerun()


def _told(row: ReportRow) -> None:
    st.text(row.done)
    st.caption(t("progress.told", who=parts.plain(row.who), at=moment(row.at)))


def _earlier(rows: list[ReportRow]) -> None:
    if rows:
        with st.expander(t("progress.earlier", n=len(rows)), icon=":material/history:"):
            for row in rows:
                st.markdown(f"**{t('progress.percent', percent=row.percent)}**")
                _told(row)


def _form(view: PlanView, package: PackageProgress, name: str) -> None:
    fields = door.Fields()
    percent = st.slider(
        t("progress.how_far"), 0, 100, package.percent, step=5, format="%d %%", key=f"percent-report-{name}"
    )
    fields.beside("percent")
    done = st.text_area(
        t("progress.what_was_done"),
        max_chars=_LONGEST,
        placeholder=t("progress.what_was_done_help"),
        key=f"done-report-{name}",
    )
    fields.beside("done")
    st.caption(t("progress.no_names"))
    fields.general()
    with st.container(horizontal=True):
        saved = st.button(t("plan.save"), type="primary", icon=":material/save:", key=f"save-report-{name}")
        if st.button(t("plan.cancel"), key=f"cancel-report-{name}"):
            close(view, "progress")
    if saved and fields.perform(progress.report, view.id, package.package_id, percent, done):
        close(view, "progress", t("progress.reported"))


def close(view: PlanView, sub: str, told: str = "") -> None:
    """Back to the list. What was typed goes: it has been saved, or its writer let it go."""
    marks = ("-report-", "-deviation-", "-change-", "-story-")
    for key in [key for key in st.session_state if any(mark in str(key) for mark in marks)]:
        del st.session_state[key]
    if told:
        door.flash(told)
    st.query_params.from_dict({"id": str(view.id), "view": "running", "sub": sub})
    st.rerun()


def seen(noun: str, row_id: int, version: int) -> int:
    """The version that stood in the form when it was opened: each click loads the row anew."""
    return int(st.session_state.setdefault(f"seen-{noun}-{row_id}", version))


def settled(noun: str, row_id: int, version: int, done: door.Done[Any]) -> bool:
    """After a conflict the next saving is over the row as it is now: its writer has seen it."""
    if done.refused and done.refused.key.endswith("_meanwhile"):
        st.session_state[f"seen-{noun}-{row_id}"] = version
    return bool(done)
