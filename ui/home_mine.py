"""Home of a person: what waits for them, each with one thing to do, then what is new."""

import streamlit as st

from services import home, notices
from services.actors import Actor
from services.home import Block, Waiting
from ui import home_new, notices_list
from ui.door import load
from ui.parts import empty, open_link, open_path, plain
from ui.texts import day, t

ICONS = {
    Block.REQUESTS: "mail",
    Block.INVITATIONS: "celebration",
    Block.MEMBERSHIPS: "person_add",
    Block.RETURNED: "edit_note",
    Block.TASKS: "task_alt",
    Block.REPLIES: "schedule",
    Block.DRAFTS: "edit",
    Block.CALLS: "campaign",
}


def show(actor: Actor) -> None:
    st.title(t("home.hello", name=plain(actor.name)))
    if not actor.roles and not actor.is_facilitator and not actor.is_admin:
        _first_steps(actor)
    st.subheader(t("home.waits"))
    reviews = _reviews()
    waiting = load(home.waits_for)
    for block, rows in waiting.items():
        _block(block, rows)
    if not waiting and not reviews:
        empty(t("home.nothing_waits"), page="ideas", label=t("home.look_at_ideas"), icon="lightbulb")
    _my_notices()
    home_new.ideas()
    home_new.groups()


def _first_steps(actor: Actor) -> None:
    with st.container(border=True, key="first-steps"):
        st.subheader(t("home.first_steps"))
        st.write(t("home.first_steps_words"))
        steps = [t("home.step_association"), t("home.step_group"), t("home.step_idea")]
        if not actor.verified:
            steps.insert(0, t("home.step_email"))
        for number, words in enumerate(steps, start=1):
            st.markdown(f"**{number}.** {words}")
        open_link("associations", t("home.find_association"), icon="search")
        open_link("association_form", t("home.add_association"), icon="add")


def _reviews() -> bool:
    """The facilitator's queue by kind; whether anything waits in it."""
    counts = load(home.reviews_waiting)
    if not counts:
        return False
    with st.container(border=True, key="block-reviews"):
        st.markdown(f":material/rule: **{t('home_block.reviews')}**")
        with st.container(horizontal=True, gap="small"):
            for kind, number in counts.items():
                st.badge(f"{t(f'kind.{kind}')} {number}", color="blue")
        open_link("moderation", t("home_action.reviews"), icon="arrow_forward")
    return True


def _block(block: Block, rows: list[Waiting]) -> None:
    with st.container(border=True, key=f"block-{block}"):
        st.markdown(f":material/{ICONS[block]}: **{t(f'home_block.{block}')}**")
        for row in rows:
            _row(block, row)


def _row(block: Block, row: Waiting) -> None:
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        with st.container(width="stretch", gap=None):
            st.markdown(plain(row.title) or t("home.untitled"))
            due = t("home.due", day=day(row.due)) if row.due else ""
            about = " · ".join(part for part in (row.who, due) if part)
            if about:
                st.caption(plain(about))
        open_path(row.link, t(f"home_action.{block}"), icon="arrow_forward")


def _my_notices() -> None:
    cards = [card for card in load(notices.of, size=3).rows if card.unread]
    if not cards:
        return
    st.subheader(t("home.notices"))
    for card in cards:
        notices_list.row(card)
    open_link("notices", t("home.all_notices"), icon="notifications")
