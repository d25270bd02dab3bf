"""How a person hears: the way of each kind of event, the time of the digest, and what is followed or muted."""

from datetime import time

import streamlit as st
from babel import dates

from models import Channel, Concern, Rhythm
from services import notices
from services.notices import Habits, Heard
from ui import door
from ui.parts import facts, open_path, pager, plain
from ui.texts import moment, region, t


def form() -> None:
    present = door.load(notices.habits)
    me = door.actor()
    if me.verified:
        st.write(t("notice_settings.words", email=plain(me.email)))
    else:
        st.warning(t("notice_settings.unverified"), icon=":material/mark_email_unread:")
    fields = door.Fields()
    with st.form("notice-settings", border=False):
        st.subheader(t("notice_settings.what"))
        channels = {concern: _channel(concern, present.channels[concern]) for concern in Concern}
        st.subheader(t("notice_settings.digest"))
        st.write(t("notice_settings.digest_words"))
        rhythm, weekday, hour = _when(present)
        zone = st.selectbox(
            t("notice_settings.zone"),
            notices.ZONES,
            index=notices.ZONES.index(present.zone) if present.zone in notices.ZONES else 0,
            format_func=_zone,
            key="digest-zone",
        )
        fields.beside("zone")
        st.caption(t("notice_settings.next", moment=moment(door.load(notices.next_digest))))
        fields.general()
        saved = st.form_submit_button(
            t("notice_settings.save"), type="primary", icon=":material/save:", key="save-ways"
        )
    if saved and fields.perform(notices.save_habits, Habits(channels, rhythm, weekday, hour, zone)):
        door.flash(t("notice_settings.saved"))
        st.rerun()


def _channel(concern: Concern, present: Channel) -> Channel:
    offered = list(notices.CHANNELS)
    return st.selectbox(
        t(f"concern.{concern}"),
        offered,
        index=offered.index(present),
        format_func=lambda channel: t(f"channel.{channel}"),
        help=t(f"concern_help.{concern}"),
        key=f"channel-{concern}",
    )


def _when(present: Habits) -> tuple[Rhythm, int, int]:
    with st.container(horizontal=True):
        rhythm = st.selectbox(
            t("notice_settings.rhythm"),
            list(Rhythm),
            index=list(Rhythm).index(present.rhythm),
            format_func=lambda one: t(f"rhythm.{one}"),
            key="digest-rhythm",
        )
        weekday = st.selectbox(
            t("notice_settings.weekday"),
            list(range(7)),
            index=present.weekday,
            format_func=_weekday,
            key="digest-weekday",
        )
        hour = st.selectbox(
            t("notice_settings.hour"),
            list(range(24)),
            index=present.hour,
            format_func=lambda one: dates.format_time(time(one), "short", locale=region()),
            key="digest-hour",
        )
    return rhythm or present.rhythm, weekday, hour


def _weekday(number: int) -> str:
    return str(dates.get_day_names("wide", context="stand-alone", locale=region())[number])


def _zone(name: str) -> str:
    return str(dates.get_timezone_location(name, locale=region(), return_city=True))


def things() -> None:
    """What is followed and muted, with the way back to the usual."""
    st.subheader(t("notice_settings.things"))
    page = door.load(notices.chosen_by, after=st.query_params.get("after", ""))
    if not page.rows:
        st.write(t("notice_settings.no_things"))
    for heard in page.rows:
        _row(heard)
    pager(page)


def _row(heard: Heard) -> None:
    key = f"{heard.kind}-{heard.id}"
    with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"heard-{key}"):
        with st.container(gap=None):
            if heard.link:
                open_path(heard.link, plain(heard.name))
            facts(t(f"kind.{heard.kind}"), t(f"stance.{heard.stance}"))
        if st.button(t("notice_settings.forget"), type="tertiary", key=f"forget-{key}"):
            door.perform(notices.forget, heard.kind, heard.id)
            st.rerun()
