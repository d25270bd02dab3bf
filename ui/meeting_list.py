"""The meetings of a group or a plan, and what was promised in them."""

import streamlit as st

from models import Kind, MeetingStage, Visibility
from services import circles, meetings
from services.meetings import MeetingCard
from ui import circle_parts, door, event_parts, meeting_points, parts
from ui.texts import t

_COLOURS = {MeetingStage.CANCELLED: "red", MeetingStage.PUBLISHED: "green"}


def draw(kind: Kind, place_id: int) -> None:
    circle = door.load(circles.fetch, kind, place_id)
    st.write(t(f"meetings.intro_{kind}"))
    if (
        circle.takes_part
        and circle.meets
        and st.button(t("meetings.call"), type="primary", icon=":material/event:", key="call-meeting")
    ):
        parts.go("meeting_form", **circle_parts.place_query(kind, place_id))
    _coming(kind, place_id)
    meeting_points.of_place(kind, place_id)
    _past(kind, place_id)


def _coming(kind: Kind, place_id: int) -> None:
    page = door.load(meetings.of, kind, place_id, after=st.query_params.get("meetings", ""))
    for shown in page.rows:
        card(shown)
    if not page.rows:
        parts.empty(t("meetings.none"))
    parts.pager(page, name="meetings")


def _past(kind: Kind, place_id: int) -> None:
    page = door.load(meetings.of, kind, place_id, past=True, after=st.query_params.get("past", ""))
    if not page.rows and "past" not in st.query_params:
        return
    st.subheader(t("meetings.past"))
    for shown in page.rows:
        card(shown)
    parts.pager(page, name="past")


def card(shown: MeetingCard) -> None:
    with st.container(border=True, gap="small", key=f"meeting-{shown.id}"):
        with st.container(horizontal=True, vertical_alignment="center"):
            parts.open_link("meeting", f"**{parts.plain(shown.title)}**", id=shown.id)
            badge(shown.stage)
            if shown.state != Visibility.VISIBLE:
                parts.state_badge("meeting_state", shown.state)
        parts.facts(
            event_parts.when(shown.starts_at, shown.ends_at), event_parts.where(shown.place, "", shown.online)
        )


def badge(stage: MeetingStage) -> None:
    """What differs from the ordinary: one that is off, one whose minutes are out."""
    if stage in _COLOURS:
        st.badge(t(f"meeting_stage.{stage}"), color=_COLOURS[stage])  # type: ignore[arg-type]
