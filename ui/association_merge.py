"""Two associations side by side: which words stay, what comes along, and the step that makes them one."""

from typing import Any

import streamlit as st

from models import AssociationState
from services import merging, vocabulary
from services.merging import Comparison, Line, Side
from ui import door, parts
from ui.texts import municipality, plain, refusal, t, term


def show(comparison: Comparison) -> None:
    left, right = st.columns(2)
    for place, side, head in (
        (left, comparison.survivor, "merging.stays"),
        (right, comparison.merged, "merging.ends"),
    ):
        with place, st.container(border=True):
            st.caption(t(head))
            _side(side)
    swapped = {"id": comparison.merged.id, "other": comparison.survivor.id}
    parts.open_link("association_merge", t("merging.swap"), icon="swap_horiz", **swapped)
    if comparison.obstacles:
        st.error(t("merging.obstacles"), icon=":material/block:")
        st.markdown("\n".join(f"- {refusal(each)}" for each in comparison.obstacles))
        return
    taken = _choices(comparison)
    _confirm(comparison, taken)


def _side(side: Side) -> None:
    parts.open_link("association", f"**{plain(side.name)}**", id=side.id)
    if side.state != AssociationState.VERIFIED:
        parts.state_badge("association_state", side.state)
    told = [t(f"merging.has_{what}", n=count) for what, count in side.numbers.items() if count]
    st.markdown("\n".join(f"- {line}" for line in told) or t("merging.has_nothing"))


def _choices(comparison: Comparison) -> list[str]:
    """The fields that the survivor takes of the other one."""
    st.header(t("merging.heading_words"))
    differing = [line for line in comparison.lines if line.differs]
    if not differing:
        st.write(t("merging.same_words"))
        return []
    st.write(t("merging.choose"))
    return [line.field for line in differing if _choice(comparison, line)]


def _choice(comparison: Comparison, line: Line) -> bool:
    def spoken(theirs: bool) -> str:
        return plain(_spoken(line.field, line.theirs if theirs else line.mine)) or t("merging.empty")

    chosen: bool = st.radio(
        t(f"association_form.{line.field}"),
        [False, True],
        index=int(line.takes_theirs),
        format_func=spoken,
        key=f"merge-{comparison.survivor.id}-{comparison.merged.id}-{line.field}",
    )
    return chosen


def _spoken(field: str, value: Any) -> str:
    match field:
        case "municipality":
            return municipality(value)
        case "kind":
            return term(vocabulary.ASSOCIATION_KINDS, value) if value else ""
        case "registered":
            return t("association.registered") if value else t("association.unregistered")
        case "capacity":
            return t(f"association.capacity_{value}")
    return str(value)


def _confirm(comparison: Comparison, taken: list[str]) -> None:
    st.header(t("merging.heading_merge"))
    st.write(t("merging.what_moves", survivor=plain(comparison.survivor.name)))
    if comparison.settled:
        st.write(t("merging.settles"))
        told = [t(f"merging.settles_{each.kind}", title=plain(each.title)) for each in comparison.settled]
        st.markdown("\n".join(f"- {line}" for line in told))
    st.warning(t("merging.for_good"), icon=":material/warning:")
    fields = door.Fields()
    typed = st.text_input(
        t("merging.type_name", name=plain(comparison.merged.name)), key=f"merge-typed-{comparison.merged.id}"
    )
    fields.beside("typed")
    fields.general()
    if st.button(t("merging.merge"), type="primary", icon=":material/merge:", key="merge") and fields.perform(
        merging.merge, comparison.survivor.id, comparison.merged.id, taken=taken, typed=typed
    ):
        door.flash(t("merging.merged", name=plain(comparison.survivor.name)))
        parts.go("association", id=comparison.survivor.id)
