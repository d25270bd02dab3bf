"""Home of a person: what waits for them, each with one thing to do, then what is new."""

import streamlit as st

from services import home, notices
from services.actors import Actor
from services.home import Block, Waiting
from ui import guide, home_new, notices_list
from ui.door import load
from ui.parts import empty, go, open_link, plain, small, text_path, things
from ui.texts import day, moment, t

ICONS = {
    Block.REQUESTS: "mail",
    Block.SEATS: "event_seat",
    Block.VOTES: "how_to_vote",
    Block.CONFIRMATIONS: "verified",
    Block.RESULTS: "thumb_up",
    Block.CHANGES: "edit_document",
    Block.INTRODUCTIONS: "waving_hand",
    Block.JOININGS: "join_inner",
    Block.INVITATIONS: "celebration",
    Block.MEMBERSHIPS: "person_add",
    Block.RETURNED: "edit_note",
    Block.MEETINGS: "calendar_month",
    Block.TASKS: "task_alt",
    Block.POINTS: "checklist",
    Block.REPLIES: "schedule",
    Block.DRAFTS: "edit",
    Block.CALLS: "campaign",
}


def show(actor: Actor) -> None:
    st.title(t("home.hello", name=plain(actor.name.split()[0])))
    if any(map(actor.acts_for, actor.roles)) and not actor.is_facilitator:
        _write()
    # Who is new has nothing to answer yet.
    new = not actor.roles and not actor.is_facilitator
    if new:
        guide.show()
    st.subheader(t("home.waits"))
    if actor.is_facilitator:
        open_link("desk", t("home.to_desk"), icon="space_dashboard")
    reviews = _reviews()
    waiting = load(home.waits_for)
    for block, rows in waiting.items():
        _block(block, rows)
    if not waiting and not reviews:
        empty(t("home.nothing_waits"), page="ideas", label=t("home.look_at_ideas"), icon="lightbulb")
    if not new:
        guide.show()
    _my_notices({row.link for rows in waiting.values() for row in rows})
    home_new.ideas()
    home_new.next_event()
    home_new.groups()


def _write() -> None:
    """What a chair comes for; a facilitator comes for the queue."""
    if st.button(t("ideas.write"), type="primary", icon=":material/edit:", key="write-idea"):
        go("idea_form")
    open_link("matches", t("matches.title"), icon="volunteer_activism")


def _reviews() -> bool:
    """The facilitator's queue by kind; whether anything waits in it."""
    counts = load(home.reviews_waiting)
    if not counts:
        return False
    with st.container(border=True, key="block-reviews"):
        kinds = " ".join(f":blue-badge[{t(f'kind.{kind}')} {number}]" for kind, number in counts.items())
        st.markdown(f":material/rule: **{t('home_block.reviews')}**\n\n{kinds}")
        if st.button(
            t("home_action.reviews"), type="primary", icon=":material/arrow_forward:", key="to-queue"
        ):
            go("moderation")
    return True


def _block(block: Block, rows: list[Waiting]) -> None:
    with st.container(border=True, key=f"block-{block}"):
        st.markdown(f":material/{ICONS[block]}: **{t(f'home_block.{block}')}**")
        things(f"shelf-{block}", (_row(block, row) for row in rows))


def _row(block: Block, row: Waiting) -> tuple[str, ...]:
    begins = moment(row.begins) if row.begins else ""
    due = t("home.due", day=day(row.due)) if row.due else begins
    way = text_path(row.link, t(f"home_action.{block}"))
    return plain(row.title) or t("home.untitled"), small(row.who, due), way


def _my_notices(shown: set[str]) -> None:
    """The newest unread ones, but for what stands above already."""
    newest = load(notices.of, size=6).rows
    cards = [card for card in newest if card.unread and card.link not in shown][:3]
    if not cards:
        return
    st.subheader(t("home.notices"))
    for card in cards:
        notices_list.row(card)
    open_link("notices", t("home.all_notices"), icon="notifications")
