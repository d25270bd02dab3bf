"""What a list is narrowed by: kept in the address, so that a link opens the same list."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import streamlit as st

from services import vocabulary
from ui.parts import open_link
from ui.texts import plain, t, term

# After so long without a key the words are searched for.
SEARCH_PAUSE = "600ms"


def search_elsewhere(words: str) -> None:
    """From the words of one list to the search over everything."""
    if words.strip():
        open_link("search", t("search.elsewhere", words=plain(words.strip())), icon="search", q=words.strip())


@dataclass(frozen=True)
class Filters:
    """The filters of one list: `noun` begins the keys of its widgets, `names` are those of the address."""

    noun: str
    names: tuple[str, ...]

    def value(self, name: str) -> str:
        return st.query_params.get(name, "")

    def values(self) -> dict[str, Any]:
        return {name: self.value(name) for name in self.names}

    def narrowed(self, *names: str) -> bool:
        """Whether one of these is set, or any at all."""
        return any(map(self.value, names or self.names))

    def clear(self) -> None:
        for name in (*self.names, "after"):
            st.query_params.pop(name, None)

    def search(self, label: str, example: str) -> None:
        """The field for words; searches by itself when the typing pauses."""
        self._bring("words")
        st.text_input(
            label,
            key=self._key("words"),
            placeholder=example,
            icon=":material/search:",
            live=SEARCH_PAUSE,
            on_change=self.keep,
            args=("words",),
        )
        search_elsewhere(self.value("words"))

    def choose(
        self, name: str, label: str, offered: Sequence[str], named: Callable[[str], str], any_of_them: str
    ) -> None:
        """One of these, or none; what an address makes up is none."""
        values = [str(value) for value in offered]
        found = self.value(name)
        st.session_state[self._key(name)] = found if found in values else None
        st.selectbox(
            label,
            values,
            index=None,
            key=self._key(name),
            format_func=named,
            placeholder=any_of_them,
            on_change=self.keep,
            args=(name,),
        )

    def choose_term(self, name: str, label: str, book: str, any_of_them: str) -> None:
        """One term of a vocabulary."""
        self.choose(name, label, list(vocabulary.terms(book)), partial(term, book), any_of_them)

    def switch(self, name: str, label: str) -> None:
        st.session_state[self._key(name)] = bool(self.value(name))
        st.toggle(label, key=self._key(name), on_change=self.keep, args=(name,))

    def one_of_two(self, name: str, label: str, all_of_them: str, narrower: str) -> bool:
        """Everything, or what is one's own; true for the narrower."""
        st.session_state[self._key(name)] = "1" if self.value(name) else ""
        return bool(
            st.segmented_control(
                label,
                ["", "1"],
                required=True,
                format_func=lambda chosen: narrower if chosen else all_of_them,
                label_visibility="collapsed",
                key=self._key(name),
                on_change=self.keep,
                args=(name,),
            )
        )

    def clearing(self, label: str, *, key: str) -> None:
        """The way back to the whole list."""
        st.button(label, icon=":material/filter_alt_off:", key=key, on_click=self.clear)

    def keep(self, name: str) -> None:
        """A widget's `on_change`: to the address, and back to the first page."""
        st.query_params.pop("after", None)
        if value := st.session_state[self._key(name)]:
            st.query_params[name] = "1" if value is True else str(value)
        else:
            st.query_params.pop(name, None)

    def _bring(self, name: str) -> None:
        st.session_state[self._key(name)] = self.value(name)

    def _key(self, name: str) -> str:
        return f"{self.noun}-{name}"
