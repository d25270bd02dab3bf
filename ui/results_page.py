"""What a project achieved, for everybody to read."""

import streamlit as st

from models import Kind, ResultsState
from services import results
from services.results import Figure, ResultsPage, Shown
from ui import comments, door, indicators, parts, plan_results
from ui.indicators import Line
from ui.texts import day, t


def draw(found: Shown) -> None:
    page = found.page
    parts.name_tab(page.name)
    if found.own:
        parts.open_link(
            "plan", t("results.back"), icon="arrow_back", id=found.plan_id, view="running", sub="results"
        )
    st.title(parts.plain(page.name))
    _situation(found)
    _who(page)
    st.text(page.summary)
    _figures(page)
    for story in page.stories:
        st.subheader(parts.plain(story.title))
        st.text(story.body)
    if found.may_flag and st.button(
        t("idea.flag"), type="tertiary", icon=":material/flag:", key="flag-results"
    ):
        comments.ask_for_a_look(Kind.RESULTS, found.id)


def _situation(found: Shown) -> None:
    if found.preview:
        st.warning(t("results.is_preview"), icon=":material/preview:")
        plan_results.agreements(found.plan_id, door.load(results.draft_of, found.plan_id))
    elif found.state == ResultsState.HIDDEN:
        st.error(t("results.is_hidden"), icon=":material/visibility_off:")


def _who(page: ResultsPage) -> None:
    st.caption(t("results.told_by", lead=parts.plain(page.lead)))
    others = [name for name in page.implementers if name != page.lead]
    if others:
        st.caption(t("results.with", others=parts.plain(", ".join(others))))
    if page.starts_on and page.ends_on:
        st.caption(f"{day(page.starts_on)} – {day(page.ends_on)}")


def _figures(page: ResultsPage) -> None:
    if not page.figures:
        return
    st.subheader(t("results.numbers"))
    indicators.draw([_line(one) for one in page.figures])
    st.caption(t("results.as_of", on=day(page.as_of)))
    if any(one.hidden for one in page.figures):
        st.caption(t("results.small_hidden"))


def _line(one: Figure) -> Line:
    return Line(one.code, one.target, one.count, one.hidden)
