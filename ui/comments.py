"""A discussion under a thing: what has been said, a box to say more, a way to ask for a look."""

import streamlit as st

from models import CommentState, FlagReason, Kind
from services import comments, mentions, moderation
from services.comments import CommentCard
from ui import door, parts, turns, visitor
from ui.texts import moment, t


def discussion(kind: Kind, subject_id: int) -> None:
    """Draws the comments on a subject, the newest page by the address, and the box below them."""
    name = f"comments-{kind}"
    page = door.load(comments.of, kind, subject_id, after=st.query_params.get(name, ""))
    manner = _manner(kind)
    st.header(t(f"comments.heading_{manner}"))
    if not page.rows:
        st.caption(t(f"comments.none_{manner}"))
    for card in page.rows:
        _comment(card)
    parts.pager(page, name=name)
    _box(kind, subject_id)


def _manner(kind: Kind) -> str:
    """In a group's discussion one replies; other things are commented on."""
    return "reply" if kind == Kind.THREAD else "comment"


def _comment(card: CommentCard) -> None:
    with st.container(border=True, gap="small"):
        with st.container(horizontal=True, vertical_alignment="center"):
            _who(card)
            if card.may_flag and st.button(
                t("comments.flag"), key=f"flag-{card.id}", type="tertiary", icon=":material/flag:"
            ):
                ask_for_a_look(Kind.COMMENT, card.id)
        if card.mentions:
            st.markdown(parts.plain(", ".join(f"@{name}" for name in card.mentions)))
        if card.body:
            st.text(card.body)
        else:
            st.caption(t("comments.hidden_by_facilitator"))


def _who(card: CommentCard) -> None:
    with st.container(gap=None):
        st.markdown(f"**{parts.plain(card.author)}**")
        parts.facts(card.association, moment(card.at))
        if card.state == CommentState.HIDDEN:
            parts.state_badge("comment_state", card.state)


def ask_for_a_look(kind: Kind, thing_id: int) -> None:
    """The dialog in which a reader tells the facilitators what is wrong."""

    def asking() -> None:
        fields = door.Fields()
        reason = st.radio(
            t("comments.flag_reason"),
            list(FlagReason),
            format_func=lambda each: t(f"flag_reason.{each}"),
            key=f"flag-reason-{thing_id}",
        )
        why = st.text_area(t("comments.flag_why"), key=f"flag-why-{thing_id}")
        fields.beside("why")
        fields.general()
        if st.button(t("comments.flag_send"), type="primary", key=f"flag-send-{thing_id}") and (
            done := fields.perform(moderation.flag, kind, thing_id, reason or FlagReason.OTHER, why)
        ):
            door.flash(t("comments.flagged_hidden") if done.value else t("comments.flagged"))
            st.rerun()

    st.dialog(t("comments.flag_title"))(asking)()


def _box(kind: Kind, subject_id: int) -> None:
    actor = door.actor()
    if actor.is_visitor:
        st.caption(t("comments.sign_in"))
        parts.open_link("sign_in", t("sign_in.title"), icon="login", next=visitor.here())
        return
    if not door.load(comments.subject_of, kind, subject_id).may_write:
        return
    name = f"comment-{kind}-{subject_id}"
    key = turns.key(name)
    fields = door.Fields()
    manner = _manner(kind)
    with st.form(f"form-{key}", border=False):
        body = st.text_area(t(f"comments.write_{manner}"), key=key)
        fields.beside("body")
        mention = _mention(fields, subject_id, key) if kind == Kind.THREAD else []
        fields.general()
        said = st.form_submit_button(
            t(f"comments.send_{manner}"),
            # To reply is what a discussion's screen is for; a thing's own screen is for other steps.
            type="primary" if manner == "reply" else "secondary",
            icon=":material/send:",
        )
    if said and fields.perform(comments.add, kind, subject_id, body, mention=mention):
        turns.over(name, t(f"comments.sent_{manner}"))


def _mention(fields: door.Fields, thread_id: int, key: str) -> list[int]:
    """Members of the group chosen by name: nobody has to know how a name is typed so that it is heard."""
    offered = door.load(mentions.mentionable, thread_id)
    if not offered:
        return []
    chosen = st.multiselect(
        t("comments.mention"),
        list(offered),
        format_func=lambda person_id: offered[person_id],
        max_selections=mentions.MOST,
        placeholder=t("parts.choose"),
        help=t("comments.mention_help"),
        key=f"{key}-mention",
    )
    fields.beside("mentions")
    return chosen
