"""The sections of the form in which an idea is written."""

from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

from services import calls, ideas, places, vocabulary
from services.ideas.form import Draft
from ui import door, glossary, idea_autosave, own_words, similar_ideas
from ui.idea_autosave import Row, key_of
from ui.texts import language, municipality, t, term

_PAUSE = "1s"


class Form:
    """The fields of one draft; those in `missing` say what they lack."""

    def __init__(self, draft: Draft, missing: list[str]) -> None:
        self.draft = draft
        self.missing = missing

    def line(self, field: str) -> None:
        # While a title is typed it is saved at each pause; longer texts when their field is left.
        st.text_input(self._label(field), live=_PAUSE, **self._asking(field))
        self._below(field)

    def text(self, field: str, height: int = 120) -> None:
        st.text_area(self._label(field), height=height, **self._asking(field))
        self._below(field)

    def choice(self, field: str, options: list[Any], named: Callable[[Any], str]) -> None:
        st.selectbox(
            self._label(field),
            options,
            index=None,
            format_func=named,
            placeholder=t("parts.choose"),
            **self._asking(field),
        )
        self._below(field)

    def choices(self, field: str, book: str, *, help: str = "") -> None:
        st.multiselect(
            self._label(field),
            list(vocabulary.terms(book)),
            format_func=partial(term, book),
            placeholder=t("parts.choose"),
            help=help or None,
            **self._asking(field),
        )
        self._below(field)

    def own_words(self, field: str) -> None:
        own_words.choose(self._label(field), help=t("idea_form.topics_help"), **self._asking(field))
        self._below(field)

    def day(self, field: str) -> None:
        st.date_input(self._label(field), value=None, format="DD.MM.YYYY", **self._asking(field))
        self._below(field)

    def tick(self, field: str) -> None:
        st.checkbox(self._label(field), **self._asking(field))

    def priorities(self) -> None:
        """Each with its plain explanation; the official heading is behind the question mark."""
        call_id = st.session_state[key_of(self.draft.id, "call_id")]
        offered = door.load(calls.priorities_of, call_id)
        if not offered:
            return
        st.write(t("idea_form.priorities"))
        chosen = st.session_state[key_of(self.draft.id, "priorities")]
        for priority in offered:
            key = key_of(self.draft.id, f"priority-{priority.slug}")
            st.session_state[key] = priority.slug in chosen
            st.checkbox(
                priority.plain[language()],
                key=key,
                help=priority.heading[language()],
                on_change=idea_autosave.toggle_priority,
                args=(self.draft.id, priority.slug, key),
            )
        self._below("priorities")

    def needs(self) -> None:
        for row in st.session_state[key_of(self.draft.id, "needs")]:
            with st.container(border=True):
                self._need(row)
        st.button(
            t("idea_form.add_need"),
            icon=":material/add:",
            key="add-need",
            on_click=idea_autosave.add_row,
            args=(self.draft.id,),
        )
        self._below("needs")
        if not idea_autosave.typed(self.draft.id, "needs"):
            self.tick("seeks_nobody")

    def _need(self, row: Row) -> None:
        number = row["row"]
        st.selectbox(
            t("idea_form.need_competence"),
            list(vocabulary.terms(vocabulary.COMPETENCES)),
            format_func=partial(term, vocabulary.COMPETENCES),
            placeholder=t("idea_form.need_competence_none"),
            **self._in_row(row, "competence", number),
        )
        st.text_input(
            t("idea_form.need_words"),
            placeholder=t("idea_form.need_words_example"),
            **self._in_row(row, "words", number),
        )
        with st.container(horizontal=True, vertical_alignment="center"):
            st.checkbox(t("idea_form.need_essential"), **self._in_row(row, "essential", number))
            st.button(
                t("idea_form.remove_need"),
                icon=":material/delete:",
                type="tertiary",
                key=f"remove-need-{number}",
                on_click=idea_autosave.remove_row,
                args=(self.draft.id, row),
            )

    def _in_row(self, row: Row, name: str, number: int) -> dict[str, Any]:
        key = key_of(self.draft.id, f"need-{number}-{name}")
        st.session_state.setdefault(key, row[name])
        args = (self.draft.id, row, name, key)
        return {"key": key, "on_change": idea_autosave.change_row, "args": args}

    def _asking(self, field: str) -> dict[str, Any]:
        return {
            "key": key_of(self.draft.id, field),
            "on_change": idea_autosave.save,
            "args": (self.draft.id, field),
        }

    def _label(self, field: str) -> str:
        return t(f"idea_field.{field}")

    def _below(self, field: str) -> None:
        idea_autosave.beside(self.draft.id, field, field in self.missing)


def draw(form: Form) -> None:
    """All the sections, in the order in which people think of an idea."""
    with _section("what"):
        # On a tablet the similar ones come below: static/theme.css.
        with st.container(key="idea-what"):
            written, beside = st.columns((3, 2), gap="medium")
        with written:
            form.line("title")
            form.text("summary", 180)
            form.text("need")
        with beside:
            similar_ideas.beside(form.draft.id)
    with _section("whom"):
        form.choices("target_groups", vocabulary.TARGET_GROUPS, help=glossary.meaning("kohderyhmä"))
        form.own_words("topics")
        form.choice("municipality", list(places.municipalities()), municipality)
    with _section("offers"):
        form.text("offers", 90)
        form.choices("competences", vocabulary.COMPETENCES)
    with _section("seeks"):
        form.needs()
        form.day("reply_by")
    with _section("call"):
        named = door.load(calls.choices)
        form.choice("call_id", list(named), lambda call_id: named.get(call_id, ""))
        form.priorities()
    groups = door.load(ideas.groups_for)
    if (chosen := form.draft.content.group_id) and chosen not in groups:
        # A co-author's group: it stays, though this person does not belong to it.
        groups[chosen] = t("idea.a_group")
    if groups:
        with _section("group"):
            form.choice("group_id", list(groups), lambda group_id: groups.get(group_id, ""))


def _section(name: str) -> Any:
    place = st.container(border=True)
    place.header(t(f"idea_form.section_{name}"))
    place.caption(t(f"idea_form.section_{name}_help"))
    return place
