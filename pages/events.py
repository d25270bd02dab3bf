import streamlit as st

from models import EventState, Sought
from services import events
from services.events import EventCard
from ui import door, event_calendar, event_filters, event_parts, parts, saved_search_offer
from ui.texts import t

actor = door.actor()


def show(card: EventCard) -> None:
    with st.container(border=True, gap="small"):
        parts.open_link("event", f"**{parts.plain(card.title)}**", id=card.id)
        st.markdown(f":material/event: {parts.plain(event_parts.when(card.starts_at, card.ends_at))}")
        event_parts.badge(card.state)
        if card.summary:
            st.text(card.summary)
        parts.facts(
            t(f"event_topic.{card.topic}"),
            event_parts.where(card.place, card.municipality, card.online),
            event_parts.countdown(card.starts_at, card.ends_at) if card.state == EventState.PUBLISHED else "",
            event_parts.room(card.left) if card.opens else "",
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
for each in page.rows:
    show(each)
if page.rows:
    parts.pager(page)
else:
    nothing()
event_calendar.draw()
