"""What a visitor sees first: what this is, for whom, how it goes, and what is in it already."""

import streamlit as st

from services import home
from ui import home_new
from ui.door import load
from ui.parts import go, open_link
from ui.texts import number, t


def show() -> None:
    st.title(t("home.public_title"))
    st.markdown(t("home.public_words"))
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button(t("home.sign_up"), type="primary", icon=":material/person_add:", key="sign-up"):
            go("sign_up")
        open_link("ideas", t("home.look_at_ideas"), icon="lightbulb")
    _numbers()
    st.subheader(t("home.for_whom"))
    st.markdown(t("home.for_whom_words"))
    _steps()
    home_new.ideas()
    home_new.next_event()
    home_new.groups()
    with st.container(border=True, key="moderation-times"):
        st.markdown(f":material/schedule: **{t('home.moderation')}**")
        st.write(t("home.moderation_words"))


def _numbers() -> None:
    found = load(home.numbers)
    with st.container(horizontal=True, key="numbers"):
        st.metric(t("home.count_ideas"), number(found.ideas), border=True)
        st.metric(t("home.count_groups"), number(found.groups), border=True)
        st.metric(t("home.count_associations"), number(found.associations), border=True)


def _steps() -> None:
    st.subheader(t("home.how"))
    steps = (
        (
            "person_add",
            t("home.how_join"),
            t("home.how_join_words"),
            "associations",
            t("home.see_associations"),
        ),
        ("lightbulb", t("home.how_idea"), t("home.how_idea_words"), "ideas", t("home.look_at_ideas")),
        ("handshake", t("home.how_partner"), t("home.how_partner_words"), "map", t("home.see_map")),
        ("assignment", t("home.how_plan"), t("home.how_plan_words"), "glossary", t("home.see_glossary")),
    )
    for row in (steps[:2], steps[2:]):
        for column, (icon, title, words, page, label) in zip(st.columns(2), row, strict=True):
            with column.container(border=True, height="stretch"):
                st.markdown(f":material/{icon}: **{title}**")
                st.write(words)
                open_link(page, label, icon="arrow_forward")
