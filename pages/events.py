from collections.abc import Iterator

import streamlit as st

from models import EventState, Sought
from services import events
from services.events import EventCard
from ui import door, event_calendar, event_filters, event_parts, parts, saved_search_offer
from ui.texts import t

actor = door.actor()


def card(each: EventCard) -> Iterator[str]:
    yield parts.text_link("event", f"**{parts.plain(each.title)}**", id=each.id)
    yield f":material/event: {parts.plain(event_parts.when(each.starts_at, each.ends_at))}"
    if each.state != EventState.PUBLISHED:
        yield parts.badge_text("event_state", each.state)
    yield parts.plain(each.summary)
    yield parts.small(
        t(f"event_topic.{each.topic}"),
        event_parts.where(each.place, each.municipality, each.online),
        event_parts.countdown(each.starts_at, each.ends_at) if each.state == EventState.PUBLISHED else "",
        event_parts.room(each.left) if each.opens else "",
    )


def nothing() -> None:
    if event_filters.FILTERS.narrowed("words", "municipality", "topic", "mine"):
        st.write(t("events.none_found"))
        event_filters.FILTERS.clearing(t("events.clear"), key="clear-all")
    else:
        parts.empty(t("events.none"), page="groups", label=t("groups.title"), icon="groups")


parts.pass_on("event")
st.title(t("events.title"))
st.write(t("events.intro"))
if events.may_hold(actor) and st.button(
    t("events.write"), type="primary", icon=":material/add:", key="write-event"
):
    parts.go("event_form")
page = door.load(events.visible_to, **event_filters.ask(), after=st.query_params.get("after", ""))
saved_search_offer.show(Sought.EVENTS)
parts.keep_place("events")
if page.rows:
    parts.things("events", map(card, page.rows))
    parts.pager(page)
else:
    nothing()
event_calendar.draw()
