"""What a call said before, and what each change was."""

from collections.abc import Sequence

import streamlit as st

from services import calls
from services.calls import Difference, VersionCard
from ui import call_parts, door, parts
from ui.texts import moment, t


def draw(call_id: int, shown: int) -> None:
    """The versions, newest first; the one on the screen is named so."""
    for card in door.load(calls.history, call_id):
        with st.container(border=True, gap="small"):
            _head(call_id, card, shown)
            if card.why:
                st.text(card.why)
            changes(card.differences)


def _head(call_id: int, card: VersionCard, shown: int) -> None:
    name = t("call.version", number=card.number)
    if card.number == shown:
        st.markdown(f"**{name}** · {t('call.on_screen')}")
    else:
        parts.open_link("call", f"**{name}**", id=call_id, version=card.number)
    parts.facts(moment(card.at), t("call.shipped") if card.shipped else card.who)


def changes(differences: Sequence[Difference]) -> None:
    """One line for each: what it was, and what it is."""
    for each in differences:
        st.markdown(f"**{parts.plain(_name(each))}:** {_change(each)}")


def _name(each: Difference) -> str:
    field = t(f"call_field.{each.field}")
    return f"{field}, {call_parts.field_name(each.row)}" if each.field == "limits" else field


def _change(each: Difference) -> str:
    """Without colour alone: what is gone is struck through, and an arrow leads to what came."""
    before, after = (parts.plain(call_parts.spell(each.field, value)) for value in (each.before, each.after))
    old = f":red[~~{before}~~]" if before else t("call.said_nothing")
    new = f":green[{after}]" if after else t("call.says_no_more")
    return f"{old} → {new}"
