"""What stands under every screen: the promise of the service, and the pages that are always to be found."""

from functools import cache
from html import escape

import streamlit as st

from services.actors import Actor
from ui import texts
from ui.texts import translated

PAGES = ("about", "promise", "glossary", "feedback", "accessibility", "privacy", "terms")


def show(actor: Actor) -> None:
    # A visitor's choice of language lives in this tab alone, and the link may be opened in another.
    chosen = actor.is_visitor and texts.LANGUAGE_KEY in st.session_state
    st.html(_made(texts.language(), chosen, not actor.is_visitor))


# One element, the same for everybody: it is drawn at every run of every screen.
@cache
def _made(locale: str, chosen: bool, known: bool) -> str:
    query = f"?{texts.LANGUAGE_IN_ADDRESS}={locale}" if chosen else ""
    links = "".join(
        f'<li><a href="/{page}{query}">{escape(translated(locale, f"{page}.title"))}</a></li>'
        for page in PAGES
    )
    if known:
        # Theirs is kept, so they seldom need it; a visitor finds the choice above.
        links += f'<li><a href="/account">{escape(translated(locale, "frame.other_languages"))}</a></li>'
    promise = escape(translated(locale, "frame.moderation_times"))
    name = escape(translated(locale, "frame.about_service"))
    return f'<footer class="foot"><p>{promise}</p><nav aria-label="{name}"><ul>{links}</ul></nav></footer>'
