"""A form that stays on the screen once it is sent, and stands there empty.

Each filling is a turn with keys of its own. What is refused stays as it was typed; the next turn's fields are empty,
and its button is another one, so that the second press of a double one is a press on what is gone.
"""

import streamlit as st

from ui import door


def key(form: str) -> str:
    """What the keys of this filling begin with, its button's too."""
    return f"{form}-{st.session_state.setdefault(_name(form), 0)}"


def over(form: str, said: str = "") -> None:
    """It is sent: the screen is drawn anew with an empty form, and with what is `said` of it."""
    if said:
        door.flash(said)
    st.session_state[_name(form)] += 1
    st.rerun()


def _name(form: str) -> str:
    return f"{form}-turn"
