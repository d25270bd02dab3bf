"""A long form that a refresh does not empty: what is not saved is kept at each change, and offered on the next visit.

The form gives what is typed as JSON by field; `services.unsaved` spells the dataclass that an act takes, and reads it.
Of a thing that is there only what was changed is kept, so that the rest follows what others save meanwhile.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from models import Kind
from services import unsaved
from services.unsaved import Unsaved
from ui import door, parts
from ui.texts import clock, moment, refusal, t

Typed = Mapping[str, Any]


def title(typed: Typed) -> str:
    return str(typed.get("title", ""))


@dataclass(frozen=True)
class Form:
    kind: Kind
    # 0 for a thing that is not there yet.
    thing_id: int
    version: int
    # The key of one of its widgets, which the session has from the first drawing until the person goes elsewhere.
    widget: str

    @property
    def arriving(self) -> bool:
        # When it is saved, its widgets are there until the next screen is.
        return self.widget not in st.session_state or self._key not in st.session_state

    @property
    def seen(self) -> int:
        """The version that stood there on arrival: what is typed is a change of that one."""
        return int(st.session_state[self._key]["seen"])

    @property
    def _key(self) -> str:
        return f"unsaved-{self.kind}-{self.thing_id}"

    def begin(self, told: Callable[[Typed], str]) -> Typed:
        """What was typed earlier and is gone on with. On arrival the person chooses; the screen ends until they have.

        `told` says in a line what a kept form holds.
        """
        if self.arriving:
            chosen: Unsaved | None = st.session_state.pop(f"{self._key}-chosen", None)
            if chosen is None and (found := door.load(unsaved.of, self.kind, self.thing_id)):
                self._offer(found, told(found.words))
                st.stop()
            words = chosen.words if chosen else {}
            st.session_state[self._key] = {
                "seen": self.version,
                "begun": words,
                "kept": words,
                "at": chosen.at if chosen else None,
            }
        begun: Typed = st.session_state[self._key]["begun"]
        return begun

    def follow(self, typed: Typed) -> None:
        """Keeps what differs from what the form first showed; after its last widget."""
        state = st.session_state[self._key]
        first = state.setdefault(
            "first", {field: typed[field] for field in typed.keys() - state["begun"].keys()}
        )
        changed = {
            field: value for field, value in typed.items() if field not in first or first[field] != value
        }
        words = dict(typed) if changed and not self.thing_id else changed
        if words == state["kept"]:
            return
        done = self._keep(words)
        state["kept"] = words
        state["at"], state["refused"] = done.value, done.refused

    def _keep(self, words: Typed) -> door.Done[Any]:
        if not words:
            return door.attempt(unsaved.drop, self.kind, self.thing_id)
        return door.attempt(unsaved.keep, self.kind, self.thing_id, words, version=self.seen)

    def note(self, leave: Callable[[], object]) -> None:
        """That it is kept, and the way to throw it away and `leave`."""
        state = st.session_state[self._key]
        if not state["kept"]:
            return
        if refused := state.get("refused"):
            st.caption(t("unsaved.not_kept", why=refusal(refused)))
        elif at := state.get("at"):
            st.caption(t("unsaved.kept", at=clock(at)))
        if st.button(t("unsaved.discard"), type="tertiary", icon=":material/delete:", key="discard-unsaved"):
            self._ask_discard(leave)

    def catch_up(self) -> None:
        """Who lost a race saves over it next, having been told."""
        st.session_state[self._key]["seen"] = self.version

    def done(self) -> None:
        """It is saved: there is nothing to come back to."""
        door.attempt(unsaved.drop, self.kind, self.thing_id)
        st.session_state.pop(self._key, None)

    def _offer(self, found: Unsaved, told: str) -> None:
        with st.container(border=True, key="unsaved"):
            st.markdown(f":material/edit_note: **{t('unsaved.there', at=moment(found.at))}**")
            if told:
                st.text(told)
            if found.version != self.version:
                st.caption(t("unsaved.changed_meanwhile"))
            with st.container(horizontal=True):
                st.button(
                    t("unsaved.go_on"),
                    type="primary",
                    icon=":material/edit:",
                    key="go-on-unsaved",
                    on_click=self._go_on,
                    args=(found,),
                )
                if st.button(t("unsaved.discard"), key="discard-unsaved"):
                    self._ask_discard(lambda: None)

    def _go_on(self, found: Unsaved) -> None:
        st.session_state[f"{self._key}-chosen"] = found

    def _ask_discard(self, leave: Callable[[], object]) -> None:
        def discard() -> None:
            self.done()
            leave()

        parts.confirm(t("unsaved.discard"), t("unsaved.discard_words"), t("unsaved.discard"), discard)
