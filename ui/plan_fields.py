"""The texts of a plan: read, or written with every change saved by itself."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import streamlit as st

from services import plans
from services.plans import FieldConflict, FieldText, Form, PartView, PlanView
from ui import door, parts, plan_conflict
from ui.texts import moment, number, refusal, t

# What the browser fills in by itself, by the text that it stands in.
_SLOTS = {"fits": {"length": "{length}"}, "over": {"length": "{length}", "over": "{over}"}}


@dataclass(frozen=True)
class Spot:
    """One field of one plan, and the keys under which the session knows it."""

    plan_id: int
    place: int
    key: str

    @property
    def name(self) -> str:
        return f"{self.plan_id}-{self.place}-{self.key}"

    @property
    def seen(self) -> str:
        return f"seen-{self.name}"

    @property
    def refused(self) -> str:
        return f"refused-{self.name}"


def own_parts(view: PlanView, form: Form) -> None:
    """All that one's own association writes, section after section."""
    # The name tells static/typing.js to save a text at each pause of its writer.
    with st.container(key="autosave", gap="medium"):
        for own in (part for part in view.parts if part.mine):
            _part_heading(own)
            st.write(t(f"plan_part_help.{own.role}"))
            for section in plans.SECTIONS:
                if texts := form.of(own.id, section.part_keys):
                    st.subheader(f"{section.number}\\. {t(f'plan_section.{section.slug}')}")
                    draw(view, own.id, texts, form.limits, writes=own.writes)


def other_parts(view: PlanView, form: Form) -> None:
    st.write(t("plan.others_help"))
    for other in (part for part in view.parts if not part.mine):
        with st.container(border=True):
            part(view, other, form, plans.FIELDS)


def part(view: PlanView, of: PartView, form: Form, keys: Iterable[str]) -> None:
    """These fields of one implementer's part, when it has any of them."""
    if texts := form.of(of.id, keys):
        _part_heading(of)
        draw(view, of.id, texts, form.limits, writes=of.writes)


def _part_heading(part: PartView) -> None:
    with st.container(gap="small"):
        st.subheader(parts.plain(part.association))
        st.badge(t(f"implementer_role.{part.role}"), color="gray")


def draw(
    view: PlanView, place: int, texts: Sequence[FieldText], limits: Mapping[str, int], *, writes: bool
) -> None:
    if not writes:
        _read(texts)
        return
    for text in texts:
        spot = Spot(view.id, place, text.key)
        if text.aside is None:
            _editor(spot, text, limits[text.key])
        else:
            plan_conflict.draw(spot.plan_id, spot.place, text)


def _read(texts: Sequence[FieldText]) -> None:
    """What is written, and what is still missing in one line."""
    for text in texts:
        if text.text:
            with st.container(gap="small"):
                st.markdown(f"**{t(f'plan_field.{text.key}')}**")
                st.text(text.text)
                _saved(text)
    missing = [t(f"plan_field.{text.key}") for text in texts if not text.text]
    if missing:
        st.caption(t("plan.not_written", fields=", ".join(missing)))


def _editor(spot: Spot, text: FieldText, limit: int) -> None:
    # The name of the frame leads static/count.js from the field to its counter.
    with st.container(key=f"field-{spot.name}", gap="small"):
        _typing(spot, text)
        if refused := st.session_state.get(spot.refused):
            st.error(refused, icon=":material/error:")
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            _counter(len(text.text), limit)
            _saved(text)
            if text.number > 1:
                _to_earlier(spot)
        if len(text.text) > limit:
            st.warning(t("plan_form.too_long_help"), icon=":material/warning:")
        with st.expander(t("plan_form.example"), icon=":material/lightbulb:"):
            st.write(t(f"plan_example.{spot.key}"))


def _to_earlier(spot: Spot) -> None:
    parts.open_link(
        "plan",
        t("plan.earlier_texts"),
        icon="history",
        id=spot.plan_id,
        view="finish",
        sub="history",
        field=f"{spot.place}-{spot.key}",
    )


def _typing(spot: Spot, text: FieldText) -> None:
    widget = f"text-{spot.name}-{_turn(spot, text.number)}"
    words = t(f"plan_field_help.{spot.key}")
    field: dict[str, Any] = {
        "value": text.text,
        "key": widget,
        "help": words,
        "on_change": _save,
        "args": (spot, widget),
    }
    if plans.FIELDS[spot.key].one_line:
        st.text_input(t(f"plan_field.{spot.key}"), **field)
        # A line has no room for its own explanation.
        st.caption(words)
    else:
        st.text_area(t(f"plan_field.{spot.key}"), height="content", placeholder=words, **field)


def _counter(length: int, limit: int) -> None:
    """How much of the room is used, in words that the browser fills in while somebody writes."""
    fits, over = (t(f"plan_form.{form}", limit=number(limit), **_SLOTS[form]) for form in _SLOTS)
    told = (over if length > limit else fits).replace("{length}", number(length))
    st.html(
        f'<p class="count{" over" if length > limit else ""}" data-limit="{limit}" data-fits="{escape(fits)}" '
        f'data-over="{escape(over)}">{escape(told.replace("{over}", number(length - limit)))}</p>',
        width="content",
    )


def _turn(spot: Spot, number: int) -> int:
    """A new turn, and with it a fresh widget, when the text has changed under this session.

    Our own saving keeps the widget, so that nobody is thrown out of the field that they write in.
    """
    seen, turn = st.session_state.get(spot.seen, (number, 0))
    if seen != number:
        turn += 1
    st.session_state[spot.seen] = (number, turn)
    return int(turn)


def _save(spot: Spot, widget: str) -> None:
    """Saves over what this session has seen; a lost race sets the text aside, a refusal leaves it in the field."""
    number, turn = st.session_state[spot.seen]
    text = st.session_state[widget]
    st.session_state.pop(spot.refused, None)
    done = door.attempt(plans.save_field, spot.plan_id, spot.place, spot.key, text, number=number)
    if done:
        st.session_state[spot.seen] = (done.value, turn)
    elif isinstance(done.refused, FieldConflict):
        door.attempt(plans.set_aside, spot.plan_id, spot.place, spot.key, text)
    elif done.refused:
        st.session_state[spot.refused] = refusal(done.refused)


def _saved(text: FieldText) -> None:
    if text.at:
        st.caption(t("plan.saved", at=moment(text.at), who=parts.plain(text.who)))
