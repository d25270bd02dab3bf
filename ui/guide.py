"""The first steps of a person's role: calm, short, and put away with one press."""

import streamlit as st

from models import GuideStep, Tour
from services import guide
from services.guide import Guide, Step
from ui import door, links, parts
from ui.texts import t


def show() -> None:
    """On one's home, until it is done or put away."""
    found = door.load(guide.of)
    if found and found.shown:
        with st.container(border=True, key="guide"):
            _draw(found)


def recall() -> None:
    """Where one looks for help: the way back to what was put away or is done."""
    if door.actor().is_visitor:
        return
    found = door.load(guide.of)
    if found is None or found.shown:
        return
    again = st.button(t("guide.again"), icon=":material/explore:", key="guide-again")
    if again and door.perform(guide.bring_back, found.tour):
        parts.go("home")


def looked(step: GuideStep) -> None:
    """The screen that a step leads to has been opened: noted once a visit."""
    key = f"_guide-{step}"
    if key not in st.session_state and not door.actor().is_visitor:
        st.session_state[key] = True
        door.attempt(guide.look, step)


def _draw(found: Guide) -> None:
    done = sum(step.done for step in found.steps)
    st.subheader(t("guide.title"))
    st.write(t(f"guide.intro_{found.tour}"))
    st.progress(done / len(found.steps), t("guide.done", n=done, all=len(found.steps)))
    following = next((step for step in found.steps if not step.done), None)
    # Who belongs to an association has another main thing to do on their home.
    newcomer = not door.actor().roles and found.tour == Tour.MEMBER
    for number, step in enumerate(found.steps, start=1):
        _step(number, step, main=newcomer and step is following)
    if following is None:
        st.success(t("guide.finished"), icon=":material/celebration:")
    away = st.button(t("guide.put_away"), type="tertiary", icon=":material/close:", key="guide-away")
    if away and door.perform(guide.put_away, found.tour):
        door.flash(t("guide.away"))
        st.rerun()


def _step(number: int, step: Step, *, main: bool) -> None:
    """Done or not is said in words too: a mark alone is not heard."""
    name = f"**{number}. {t(f'guide_step.{step.name}')}**"
    if step.done:
        st.markdown(f":material/check_circle: {name} :small[{t('guide.is_done')}]")
        return
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        with st.container(width="stretch", gap=None):
            st.markdown(f":material/radio_button_unchecked: {name}")
            st.caption(t(f"guide.hint_{step.name}"))
        label = t(f"guide.go_{step.name}")
        if not main:
            parts.open_path(step.link, label, icon="arrow_forward")
        elif st.button(label, type="primary", icon=":material/arrow_forward:", key=f"guide-{step.name}"):
            page, query = links.parted(step.link)
            parts.go(page, **query)
