"""A card of the schedule: what it is, in one piece of text, and its buttons below in a row.

Few elements, for a board is dozens of cards, and each element of a screen costs at every click.
"""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

# A class of the page, by which theme.css puts the text of a card above its buttons.
DECK = "cards"


def deck(name: str) -> DeltaGenerator:
    """The place of some cards; its name is its own on the screen."""
    return st.container(key=f"{DECK}-{name}", gap="small")


def card(title: str, small: str, *marks: str) -> DeltaGenerator:
    """A card with its text, all of it Markdown; gives the place for its buttons."""
    place = st.container(border=True, horizontal=True, gap="small")
    place.markdown("  \n".join([f"**{title}**", f":small[{small}]", *marks]))
    return place


def mark(words: str, icon: str, colour: str) -> str:
    """What is out of the ordinary: a sign and a word, as `st.badge` draws them."""
    return f":{colour}-badge[:material/{icon}: {words}]"
