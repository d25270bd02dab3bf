"""Asking the whole set in one act: one letter for all, each about what that partner brings."""

from datetime import date, timedelta

import streamlit as st

from models import ImplementerRole, today
from services import consortia
from services.consortia import Partner, Proposed, Wishes
from services.partner_requests.letterheads import USUAL_WAIT
from services.partner_requests.sending import NEEDS_REGISTRATION
from ui import door, glossary, parts, plan_parts, request_parts
from ui.texts import t

_WORDS = "set-words"


def offer(proposed: Proposed, wishes: Wishes) -> None:
    """The letter, for those who may send it."""
    if not proposed.new or not door.load(consortia.may_ask, proposed.idea_id):
        return
    with st.container(border=True):
        st.subheader(t("partner_set.ask_all"), anchor=False)
        st.write(t("partner_set.ask_all_help"))
        fields = door.Fields()
        roles = _roles(proposed.new)
        fields.beside("partners")
        words = st.text_area(
            t("partner_set.words"),
            max_chars=2000,
            height=180,
            key=_WORDS,
            placeholder=t("request_form_example.invitation"),
        )
        fields.beside("words")
        reply_by = st.date_input(
            t("request_form.reply_by"),
            value=today() + USUAL_WAIT,
            min_value=today() + timedelta(days=1),
            format="DD.MM.YYYY",
            key="set-reply-by",
            help=t("request_form.reply_by_help"),
        )
        fields.beside("reply_by")
        fields.general()
        label = t("partner_set.send", n=len(roles))
        if st.button(label, type="primary", icon=":material/send:", key="ask-set", disabled=not roles):
            _send(proposed, wishes, fields, roles, words, reply_by)


def _roles(new: tuple[Partner, ...]) -> dict[int, ImplementerRole]:
    """Whom to ask, and as what."""
    chosen = {}
    for partner in new:
        candidate = partner.match.candidate
        asked, role = st.columns([3, 2], vertical_alignment="center")
        with asked:
            wanted = st.checkbox(parts.plain(candidate.name), value=True, key=f"ask-{partner.id}", wrap=True)
            brings = [request_parts.need_words(need.competence, need.words) for need in partner.brings]
            st.caption(", ".join(brings))
        with role:
            offered: list[ImplementerRole] = [
                one
                for one in ImplementerRole
                if one != ImplementerRole.LEAD and (candidate.registered or one not in NEEDS_REGISTRATION)
            ]
            as_what = st.selectbox(
                t("partner_set.as_what", name=candidate.name),
                offered,
                index=offered.index(consortia.usual_role(partner)),
                format_func=lambda one: t(f"implementer_role.{one}"),
                help=glossary.meaning("osatoteuttaja"),
                key=f"as-{partner.id}",
                label_visibility="collapsed",
            )
        if wanted:
            chosen[partner.id] = as_what
    plan_parts.roles_help()
    return chosen


def _send(
    proposed: Proposed,
    wishes: Wishes,
    fields: door.Fields,
    roles: dict[int, ImplementerRole],
    words: str,
    reply_by: date | None,
) -> None:
    done = fields.once(
        consortia.ask, proposed.idea_id, wishes, roles, reply_by=reply_by or date.min, words=words
    )
    if done:
        door.flash(t("partner_set.sent", n=len(roles)))
        st.session_state.pop(_WORDS, None)
        parts.go("partner_set", id=done.value.id)
