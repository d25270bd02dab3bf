"""The form in which advice is asked for."""

import streamlit as st

from models import AdviceChannel
from services import advice
from services.advice import AdviceWords
from ui import advice_times, door, parts
from ui.texts import t


def ask(fields: door.Fields) -> tuple[AdviceWords, int | None]:
    """What is typed, and the time that was chosen, if any."""
    asker = door.load(advice.asker)
    if asker.association:
        st.caption(t("advice_form.for", association=parts.plain(asker.association)))
    topic = st.text_input(
        t("advice_form.topic"), key="advice-topic", placeholder=t("advice_form.topic_example")
    )
    fields.beside("topic")
    body = st.text_area(t("advice_form.body"), key="advice-body", height=180, help=t("advice_form.body_help"))
    fields.beside("body")
    channels = list(AdviceChannel)
    channel: AdviceChannel = st.radio(
        t("advice_form.channel"),
        channels,
        format_func=lambda one: t(f"advice_channel.{one}"),
        key="advice-channel",
        horizontal=True,
    )
    fields.beside("channel")
    contact = st.text_input(
        t("advice_form.contact"), key="advice-contact", placeholder=t("advice_form.contact_example")
    )
    fields.beside("contact")
    municipality = parts.choose_municipality(
        t("advice_form.municipality"), asker.municipality, key="advice-municipality"
    )
    fields.beside("municipality")
    slot_id = advice_times.choose(door.load(advice.free), t("advice_form.slot"), key="advice-slot")
    wishes = st.text_input(
        t("advice_form.wishes"), key="advice-wishes", placeholder=t("advice_form.wishes_example")
    )
    fields.beside("wishes")
    return AdviceWords(topic, channel, municipality, body, wishes, contact), slot_id
