"""The form of /introduction_form. Whom it names stands in the address, so that a reload loses nobody."""

from datetime import date

import streamlit as st

from models import Kind, today
from services import associations, introductions
from services.introductions import Beginning
from ui import door, parts, unsaved
from ui.filters import SEARCH_PAUSE
from ui.texts import municipality, t

_LETTERS, _HITS = 2, 6


def named() -> list[int]:
    """Those whom the address names, in its order."""
    found = st.query_params.get("sides", "").split("-")
    return [int(one) for one in found if one.isdecimal() and len(one) < 10][: introductions.MOST]


def about() -> int:
    return parts.number_of("idea")


def heading(begun: Beginning) -> None:
    parts.open_link("introductions", t("introduction.back"), icon="arrow_back")
    st.title(t("introduction_form.title"))
    st.write(t("introduction_form.intro"))
    if begun.idea:
        number, title = begun.idea
        parts.open_link("idea", t("introduction.about", idea=parts.plain(title)), icon="lightbulb", id=number)


def sides(begun: Beginning) -> None:
    st.subheader(t("introduction_form.sides"), anchor=False)
    # Whose idea it is belongs to it.
    stays = next(iter(begun.sides)) if begun.idea else 0
    for number, name in begun.sides.items():
        with st.container(horizontal=True, vertical_alignment="center", key=f"side-{number}"):
            st.markdown(f"**{parts.plain(name)}**")
            if number != stays and st.button(
                t("introduction_form.leave_out"), key=f"leave-out-{number}", type="tertiary"
            ):
                _name([each for each in begun.sides if each != number])
    if len(begun.sides) < introductions.MOST:
        _find(begun)


def _find(begun: Beginning) -> None:
    typed = st.text_input(
        t("introduction_form.another") if begun.sides else t("introduction_form.first"),
        # Begins anew with each one that is named.
        key=f"find-{len(begun.sides)}",
        max_chars=100,
        icon=":material/search:",
        live=SEARCH_PAUSE,
        placeholder=t("introduction_form.example"),
    )
    if len(typed.strip()) < _LETTERS:
        return
    hits = door.load(associations.visible_to, words=typed, state="verified").rows
    hits = [hit for hit in hits if hit.id not in begun.sides][:_HITS]
    for hit in hits:
        label = t("introduction_form.add", name=parts.plain(hit.name), place=municipality(hit.municipality))
        if st.button(label, icon=":material/add:", key=f"name-{hit.id}"):
            _name([*begun.sides, hit.id])
    if not hits:
        st.write(t("introduction_form.nobody"))


def _name(ids: list[int]) -> None:
    st.query_params["sides"] = "-".join(map(str, ids))
    st.rerun()


def draw(begun: Beginning) -> None:
    draft = unsaved.Form(Kind.INTRODUCTION, 0, 0, widget="introduction-words")
    kept = draft.begin(lambda kept: str(kept.get("words", "")))
    fields = door.Fields()
    words, reply_by = _ask(kept.get("words", ""), fields)
    st.caption(t("introduction_form.what_next"))
    pressed = st.button(
        t("introduction_form.send"), type="primary", icon=":material/send:", key="send-introduction"
    )
    draft.follow({"words": words})
    draft.note(lambda: parts.go("introductions"))
    if not pressed:
        return
    done = fields.once(
        introductions.propose,
        list(begun.sides),
        words,
        reply_by or date.min,
        idea_id=begun.idea[0] if begun.idea else None,
    )
    if done:
        draft.done()
        door.flash(t("introduction_form.sent"))
        parts.go("introduction", id=done.value.id)


def _ask(words: str, fields: door.Fields) -> tuple[str, date | None]:
    fields.beside("sides")
    typed = st.text_area(
        t("introduction_form.words"),
        words,
        max_chars=introductions.WORDS_LENGTH,
        height=180,
        placeholder=t("introduction_form.words_example"),
        key="introduction-words",
    )
    fields.beside("words")
    reply_by = st.date_input(
        t("introduction_form.reply_by"),
        value=today() + introductions.USUAL_TIME,
        format="DD.MM.YYYY",
        key="introduction-reply-by",
        help=t("introduction_form.reply_by_help"),
    )
    fields.beside("reply_by")
    fields.beside("idea")
    fields.general()
    return typed, reply_by
