"""The form of /request_form: an invitation from the idea's association, or another one's offer."""

from datetime import date

import streamlit as st

from models import IdeaState, ImplementerRole, Kind, RequestDirection
from services import associations, ideas, partner_requests
from services.partner_requests import Letterhead
from ui import door, parts, request_parts, unsaved
from ui.texts import t


def heading(head: Letterhead) -> None:
    title = t(f"request_form_title.{head.direction}")
    parts.name_tab(f"{title}: {head.idea_title}")
    if head.direction == RequestDirection.INVITATION:
        parts.open_link("partners", t("request_form.to_partners"), icon="arrow_back", idea=head.idea_id)
    st.title(title)
    with st.container(border=True):
        st.subheader(parts.plain(head.idea_title), anchor=False)
        st.write(
            t(
                f"request_form_direction.{head.direction}",
                idea_association=parts.plain(head.idea_association),
                partner=parts.plain(head.partner_name),
            )
        )
        parts.open_link("idea", t("request.read_idea"), icon="lightbulb", id=head.idea_id)
    if head.late:
        st.info(t("request_form.late"), icon=":material/event_busy:")


def choose_idea(association_id: int) -> None:
    """Who begins from an association says first which of their own ideas it is asked to join."""
    names = door.load(associations.names_of, [association_id])
    if not names:
        parts.go("ideas")
    st.title(t("request_form_title.invitation"))
    st.write(t("request_form.which_idea", partner=parts.plain(names[association_id])))
    own = door.load(ideas.visible_to, mine=True, state=IdeaState.PUBLISHED).rows
    for idea in own:
        with st.container(border=True):
            title = f"**{parts.plain(idea.title)}**"
            parts.open_link("request_form", title, idea=idea.id, association=association_id)
    if not own:
        parts.empty(t("request_form.no_idea"), page="idea_form", label=t("request_form.to_idea"), icon="edit")


def choose_own(head: Letterhead) -> None:
    """Somebody with several associations says for which of them the offer is."""
    if head.direction != RequestDirection.OFFER or len(head.own) < 2:
        return
    own = list(head.own)
    chosen = st.selectbox(
        t("request_form.own"),
        own,
        index=own.index(head.partner_id or own[0]),
        format_func=lambda one: head.own[one],
        key="own",
    )
    if chosen != head.partner_id:
        st.query_params["association"] = str(chosen)
        st.rerun()


def draw(head: Letterhead) -> None:
    draft = unsaved.Form(Kind.PARTNER_REQUEST, head.idea_id, 0, widget="words")
    begun = draft.begin(lambda kept: str(kept.get("words", "")))
    fields = door.Fields()
    needs = _needs(head, fields)
    role = _role(head, fields)
    hours = _hours(fields)
    words = st.text_area(
        t("request_form.words"),
        begun.get("words", ""),
        max_chars=2000,
        height=180,
        key="words",
        placeholder=t(f"request_form_example.{head.direction}"),
    )
    fields.beside("words")
    reply_by = st.date_input(
        t("request_form.reply_by"),
        value=head.reply_by,
        format="DD.MM.YYYY",
        key="reply_by",
        help=t("request_form.reply_by_help"),
    )
    fields.beside("reply_by")
    st.caption(t("request_form.what_next"))
    fields.general()
    send = t(f"request_form_send.{head.direction}")
    pressed = st.button(send, type="primary", icon=":material/send:", key="send")
    draft.follow({"words": words})
    draft.note(lambda: parts.go("idea", id=head.idea_id))
    if pressed:
        _send(head, draft, fields, needs, role, hours, words, reply_by)


def _hours(fields: door.Fields) -> int | None:
    hours = st.number_input(
        t("request_form.hours"),
        min_value=0,
        max_value=10_000,
        value=None,
        step=10,
        key="hours",
        help=t("request_form.hours_help"),
    )
    fields.beside("hours")
    return int(hours) if hours else None


def _needs(head: Letterhead, fields: door.Fields) -> list[int]:
    if not head.needs:
        return []
    st.markdown(f"**{t('request_form.needs')}**")
    chosen = [
        need.id
        for need in head.needs
        if st.checkbox(
            request_parts.need_words(need.competence, need.words), value=need.offered, key=f"need-{need.id}"
        )
    ]
    fields.beside("needs")
    return chosen


def _role(head: Letterhead, fields: door.Fields) -> ImplementerRole:
    role = st.radio(
        t("request_form.role", partner=parts.plain(head.partner_name)),
        head.roles,
        index=len(head.roles) - 1,
        format_func=lambda one: t(f"implementer_role.{one}"),
        captions=[t(f"implementer_role_help.{one}") for one in head.roles],
        key="role",
    )
    if not head.registered:
        st.info(t("request_form.unregistered"), icon=":material/info:")
    st.caption(t("request_form.supplier"))
    fields.beside("role")
    return role


def _send(
    head: Letterhead,
    draft: unsaved.Form,
    fields: door.Fields,
    needs: list[int],
    role: ImplementerRole,
    hours: int | None,
    words: str,
    reply_by: date | None,
) -> None:
    invites = head.direction == RequestDirection.INVITATION
    done = fields.once(
        partner_requests.send,
        head.idea_id,
        role=role,
        reply_by=reply_by or date.min,
        need_ids=needs,
        to_association_id=head.partner_id if invites else None,
        from_association_id=None if invites else head.partner_id,
        hours=hours,
        words=words,
    )
    if done:
        draft.done()
        door.flash(t("request_form.sent"))
        parts.go("request", id=done.value.id)
