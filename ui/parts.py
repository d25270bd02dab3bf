"""Pieces of a screen that several nouns draw alike."""

from collections.abc import Callable, Iterable, Sequence
from time import monotonic_ns
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from services import places, vocabulary
from services.journal import Step
from services.paging import Page
from ui import links, menu, visitor
from ui.texts import LANGUAGE_IN_ADDRESS, language, moment, municipality, t, term
from ui.texts import plain as plain

_TAB = "_tab"

STATE_COLOURS = {
    "draft": "gray",
    "todo": "gray",
    "proposed": "blue",
    "submitted": "blue",
    "pending": "blue",
    "sent": "blue",
    "requested": "blue",
    "invited": "blue",
    "forming": "blue",
    "doing": "blue",
    "question": "orange",
    "returned": "orange",
    "waiting": "orange",
    "published": "green",
    "verified": "green",
    "active": "green",
    "accepted": "green",
    "drafting": "green",
    "confirming": "orange",
    "ready": "green",
    "funded": "green",
    "running": "green",
    "not_funded": "red",
    "done": "green",
    "member": "green",
    "rejected": "red",
    "declined": "red",
    "hidden": "red",
    "cancelled": "red",
    "noted": "orange",
    "applied": "blue",
    "approved": "green",
    "registered": "green",
    "waitlisted": "orange",
    "offered": "blue",
    "attended": "green",
    "absent": "red",
    "refused": "red",
    "scheduled": "green",
    "answered": "green",
    "agreed": "green",
    "followed_up": "green",
    "sending": "orange",
    "checked": "orange",
    "brought": "green",
}


def state_badge(nouns_state: str, state: str) -> None:
    """The state in words and colour: `state_badge("idea_state", idea.state)`; never colour alone."""
    st.badge(t(f"{nouns_state}.{state}"), color=STATE_COLOURS.get(state, "gray"))  # type: ignore[arg-type]


def badge_text(nouns_state: str, state: str) -> str:
    """The same in a text."""
    return f":{STATE_COLOURS.get(state, 'gray')}-badge[{t(f'{nouns_state}.{state}')}]"


def open_link(page: str, label: str, *, icon: str = "", **query: Any) -> None:
    """A link to another screen that does not reload the browser: `open_link("idea", title, id=7)`."""
    st.page_link(
        menu.link_to(page),
        label=label,
        # None would be the icon that the screen has in the menu.
        icon=f":material/{icon}:" if icon else "",
        query_params={key: str(value) for key, value in query.items() if value not in ("", None)},
    )


def text_link(page: str, label: str, **query: Any) -> str:
    """The same in a text: Markdown, which `static/links.js` leads on in this tab.

    For a list: ten links in one text are one element, and each element of a screen costs at every click.
    """
    return f"[{label}]({links.address(page, **query)})"


def text_path(path: str, label: str) -> str:
    """The same for the link of a notice or of what waits."""
    return f"[{label}]({path})"


def in_new_tab(page: str) -> str:
    """The address of a page for a link in a text, which opens a new tab, in the language of this one."""
    return f"/{page}?{LANGUAGE_IN_ADDRESS}={language()}"


def open_path(path: str, label: str, *, icon: str = "") -> None:
    """The link of a notice or of what waits: `/idea?id=7`."""
    page, query = links.parted(path)
    open_link(page, label, icon=icon, **query)


def go(page: str, **query: Any) -> None:
    """Leaves for another screen; nothing after this call runs."""
    st.switch_page(
        f"pages/{page}.py",
        query_params={key: str(value) for key, value in query.items() if value not in ("", None)},
    )


def back(page: str, label: str) -> None:
    """From a thing to its list, as the person left it."""
    open_link(page, label, icon="arrow_back", **_left(page))


def head(title: str, *below: str, back: tuple[str, str]) -> None:
    """The head of a thing's screen in one text: back to its list (page, label), the title, and lines of Markdown."""
    page, label = back
    name_tab(title)
    st.markdown("\n\n".join([text_link(page, f"← {label}", **_left(page)), f"# {plain(title)}", *below]))


def _left(page: str) -> dict[str, str]:
    found: dict[str, str] = st.session_state.get(f"_list-{page}", {})
    return found


def pass_on(page: str) -> None:
    """On to the thing whose link was pressed while words were still being typed.

    The browser then asks for the thing, and right after for the list with the new words and the thing's id in the
    address; only the second is answered. Nothing of a list's own is called `id`.
    """
    if found := st.query_params.get("id"):
        go(page, id=found)


def keep_place(page: str) -> None:
    """Notes the view of a list for the way back to it."""
    st.session_state[f"_list-{page}"] = st.query_params.to_dict()


def facts(*told: str) -> None:
    """The small facts of a thing in a quiet line; what is empty is left out."""
    if line := " · ".join(map(plain, filter(None, told))):
        st.caption(line)


def small(*told: str) -> str:
    """The same in a text."""
    line = " · ".join(filter(None, told))
    return f":small[{plain(line)}]" if line else ""


def name_tab(title: str) -> None:
    """The browser's tab says which thing is open."""
    now = (visitor.here(), title)
    if st.session_state.get(_TAB) != now:
        st.session_state[_TAB] = now
        st.set_page_config(page_title=f"{title} · Kanto")


def begin_tab(title: str) -> None:
    """The tab of a screen until the screen names it: at once as it was named last, so that it does not flicker."""
    address, last = st.session_state.get(_TAB, ("", ""))
    name = last if address == visitor.here() else title
    st.set_page_config(page_title=f"{name} · Kanto")


def from_the_top(thing: str) -> None:
    """Another thing on the same screen begins at its beginning; by itself the browser would stay where it was."""
    st.html(f'<script src="/app/static/top.js?{thing}"></script>', unsafe_allow_javascript=True)


def to_refusal() -> None:
    """What was refused may stand a screen above the button that was pressed; each time anew, hence the moment."""
    st.html(f'<script src="/app/static/refused.js?{monotonic_ns()}"></script>', unsafe_allow_javascript=True)


def empty(words: str, *, page: str = "", label: str = "", icon: str = "add", **query: Any) -> None:
    """What a list says when there is nothing in it, and what to do next."""
    with st.container(border=True):
        st.write(words)
        if page:
            open_link(page, label, icon=icon, **query)


def things(name: str, cards: Iterable[Iterable[str]]) -> None:
    """Things as cards, each the lines of its text in Markdown: one element, however many there are.

    What is empty is left out; `name` is the list's own on the screen.
    """
    with st.container(key=f"things-{name}"):
        st.markdown("\n".join(f"- {_card(lines)}" for lines in cards))


def _card(lines: Iterable[str]) -> str:
    # A line that somebody broke would end the card.
    return "  \n  ".join(" ".join(line.split()) for line in lines if line)


def folded(label: str, *, icon: str, key: str, expanded: bool = False) -> DeltaGenerator | None:
    """The place of what is drawn only while somebody has it open; None while it is closed."""
    place = st.expander(label, icon=f":material/{icon}:", key=key, expanded=expanded, on_change="rerun")
    return place if place.open else None


def pager(page: Page[Any], *, name: str = "after") -> None:
    """To the next page of a list, and back to its beginning; the place stands in the address."""
    at = st.query_params.get(name, "")
    with st.container(horizontal=True):
        if at and st.button(t("parts.first_page"), icon=":material/first_page:", key=f"first-{name}"):
            st.query_params.pop(name)
            st.rerun()
        if page.after and st.button(
            t("parts.next_page"), icon=":material/chevron_right:", key=f"next-{name}"
        ):
            st.query_params[name] = page.after
            st.rerun()


def number_of(name: str = "id") -> int:
    """The number in the address; 0, which is nobody's, when it is missing or no number."""
    found = st.query_params.get(name, "")
    return int(found) if found.isdecimal() and len(found) < 10 else 0


def choose_municipality(label: str, value: str = "", *, key: str, empty_label: str = "") -> str:
    """A municipality's code; empty when none is chosen."""
    codes = list(places.municipalities())
    return (
        st.selectbox(
            label,
            codes,
            index=codes.index(value) if value in codes else None,
            format_func=municipality,
            key=key,
            placeholder=empty_label or t("parts.choose"),
        )
        or ""
    )


def choose_terms(label: str, book: str, values: Sequence[str] = (), *, key: str, help: str = "") -> list[str]:
    """Slugs of one vocabulary."""
    offered = list(vocabulary.terms(book))
    return st.multiselect(
        label,
        offered,
        default=[value for value in values if value in offered],
        format_func=lambda slug: term(book, slug),
        key=key,
        placeholder=t("parts.choose"),
        help=help or None,
    )


def confirm(title: str, words: str, label: str, act: Callable[[], object]) -> None:
    """Asks before a loss; `act` runs when the person says so, and the screen is drawn anew."""

    def asking() -> None:
        st.write(words)
        with st.container(horizontal=True):
            if st.button(label, type="primary", key="confirm"):
                act()
                st.rerun()
            if st.button(t("parts.back"), key="confirm-back"):
                st.rerun()

    st.dialog(title)(asking)()


def history(noun: str, steps: Sequence[Step]) -> None:
    """Who did what and when, newest first; actions are `<noun>_action.<action>`."""
    for step in steps:
        who = plain(step.who) or t("parts.the_clock")
        st.markdown(f"**{t(f'{noun}_action.{step.action}')}** · {who} · {moment(step.at)}")
        if step.why:
            st.text(step.why)
