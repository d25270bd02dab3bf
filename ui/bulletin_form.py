"""The form of /bulletin_form: whom it is for stands in the address, the words are written in up to three languages."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import streamlit as st

from models import Kind
from services import bulletins, places, vocabulary
from services.bulletins import Audience, Reach, Words
from ui import bulletin_parts, door, parts, unsaved
from ui.filters import Filters
from ui.frame import LANGUAGES
from ui.texts import LOCALES, municipality, number, t

FILTERS = Filters("bulletin", ("municipality", "target_group", "competence", "group", "pending"))


def begin() -> tuple[unsaved.Form, Mapping[str, Any]]:
    draft = unsaved.Form(Kind.BULLETIN, 0, 0, widget=f"bulletin-subject-{bulletins.FIRST}")
    return draft, draft.begin(lambda kept: str(kept[bulletins.FIRST]["subject"]))


def choose_audience(fields: door.Fields) -> Audience:
    st.subheader(t("bulletin_form.audience"), anchor=False)
    groups = {str(each): name for each, name in door.load(bulletins.groups).items()}
    FILTERS.choose(
        "municipality",
        t("bulletin_form.municipality"),
        list(places.municipalities()),
        municipality,
        t("bulletin_form.anywhere"),
    )
    FILTERS.choose_term(
        "target_group",
        t("bulletin_form.target_group"),
        vocabulary.TARGET_GROUPS,
        t("bulletin_form.any_target_group"),
    )
    FILTERS.choose_term(
        "competence", t("bulletin_form.competence"), vocabulary.COMPETENCES, t("bulletin_form.any_competence")
    )
    FILTERS.choose(
        "group",
        t("bulletin_form.group"),
        list(groups),
        lambda one: groups.get(one, ""),
        t("bulletin_form.any_group"),
    )
    FILTERS.switch("pending", t("bulletin_form.pending"))
    audience = _chosen()
    _reach(door.load(bulletins.reach, audience))
    fields.beside("audience")
    return audience


def _chosen() -> Audience:
    """What the widgets stand at: a made-up word of the address is shown as no filter, and is none."""
    held = {
        name: str(st.session_state.get(f"bulletin-{name}") or "")
        for name in ("municipality", "target_group", "competence", "group")
    }
    return Audience(**held, pending=FILTERS.narrowed("pending"))


def _reach(found: Reach) -> None:
    if found.people:
        counted = {"people": number(found.people), "associations": number(found.associations)}
        st.markdown(f":material/group: **{t('bulletin_form.reach', **counted)}**")
        st.caption(t("bulletin_form.how"))
    else:
        st.info(t("errors.bulletin_nobody"), icon=":material/info:")


def write(fields: door.Fields, begun: Mapping[str, Any]) -> dict[str, Words]:
    st.subheader(t("bulletin_form.words"), anchor=False)
    written = {}
    for locale, tab in zip(LOCALES, st.tabs([LANGUAGES[each] for each in LOCALES]), strict=True):
        with tab:
            if locale != bulletins.FIRST:
                st.caption(t("bulletin_form.optional"))
            before = Words(**begun.get(locale, {}))
            subject = st.text_input(
                t("bulletin_form.subject"),
                before.subject,
                max_chars=bulletins.SUBJECT_LENGTH,
                key=f"bulletin-subject-{locale}",
            )
            fields.beside(f"subject-{locale}")
            body = st.text_area(
                t("bulletin_form.body"),
                before.body,
                max_chars=bulletins.BODY_LENGTH,
                height=240,
                key=f"bulletin-body-{locale}",
            )
            fields.beside(f"body-{locale}")
            written[locale] = Words(subject, body)
    return written


def preview(written: dict[str, Words]) -> None:
    """As it comes to each: in the receiver's language where it was written, in Finnish else."""
    shown = {locale: words for locale, words in written.items() if words.written}
    if not shown:
        return
    st.subheader(t("bulletin_form.preview"), anchor=False)
    st.caption(t("bulletin_form.preview_words"))
    for locale, words in shown.items():
        st.caption(LANGUAGES[locale])
        bulletin_parts.letter(locale, words, door.actor().name)


def send(fields: door.Fields, draft: unsaved.Form, written: dict[str, Words], audience: Audience) -> None:
    fields.general()
    st.caption(t("bulletin_form.what_next"))
    sent = st.button(t("bulletin_form.send"), type="primary", icon=":material/send:", key="send-bulletin")
    draft.follow({locale: asdict(words) for locale, words in written.items()})
    draft.note(lambda: parts.go("bulletins"))
    if sent and (done := fields.perform(bulletins.send, written, audience)):
        draft.done()
        door.flash(t("bulletin_form.sent"))
        parts.go("bulletin", id=done.value.id)
