"""The texts of a plan: read, or written with every change saved by itself."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from services import plans
from services.plans import FieldConflict, FieldText, PartView, PlanView
from ui import door, parts, plan_conflict
from ui.texts import moment, refusal, t


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


def shared(view: PlanView) -> None:
    st.write(t("plan.shared_help") if view.writes_shared else t("plan.shared_read_help"))
    texts = door.load(plans.texts_of, view.id)
    _draw(view, plans.SHARED, texts[plans.SHARED], writes=view.writes_shared)


def own_parts(view: PlanView) -> None:
    texts = door.load(plans.texts_of, view.id)
    for part in (part for part in view.parts if part.mine):
        _part_heading(part)
        st.write(t(f"plan_part_help.{part.role}"))
        _draw(view, part.id, texts[part.id], writes=part.writes)


def other_parts(view: PlanView) -> None:
    st.write(t("plan.others_help"))
    texts = door.load(plans.texts_of, view.id)
    for part in (part for part in view.parts if not part.mine):
        with st.container(border=True):
            _part_heading(part)
            _draw(view, part.id, texts[part.id], writes=False)


def _part_heading(part: PartView) -> None:
    st.subheader(parts.plain(part.association))
    st.badge(t(f"implementer_role.{part.role}"), color="gray")


def _draw(view: PlanView, place: int, texts: Sequence[FieldText], *, writes: bool) -> None:
    if not writes:
        _read(texts)
        return
    written = sum(bool(text.text) for text in texts)
    st.caption(t("plan.written", written=written, all=len(texts)))
    for text in texts:
        spot = Spot(view.id, place, text.key)
        if text.aside is None:
            _editor(spot, text)
        else:
            plan_conflict.draw(spot.plan_id, spot.place, text)
    _save_button(place)


def _read(texts: Sequence[FieldText]) -> None:
    """What is written, and what is still missing in one line."""
    for text in texts:
        if text.text:
            st.markdown(f"**{t(f'plan_field.{text.key}')}**")
            st.text(text.text)
            _saved(text)
    missing = [t(f"plan_field.{text.key}") for text in texts if not text.text]
    if missing:
        st.caption(t("plan.not_written", fields=", ".join(missing)))


def _editor(spot: Spot, text: FieldText) -> None:
    widget = f"text-{spot.name}-{_turn(spot, text.number)}"
    st.text_area(
        t(f"plan_field.{text.key}"),
        text.text,
        key=widget,
        height="content",
        max_chars=plans.LONGEST,
        placeholder=t(f"plan_field_help.{text.key}"),
        on_change=_save,
        args=(spot, widget),
    )
    if refused := st.session_state.get(spot.refused):
        st.error(refused, icon=":material/error:")
    _saved(text)


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


def _save_button(place: int) -> None:
    """Every change is saved when the field is left, which pressing this does; it says so to those who wonder."""
    if st.button(t("plan.save"), icon=":material/save:", key=f"save-{place}"):
        unsaved = [key for key in st.session_state if str(key).startswith("refused-")]
        st.toast(t("plan.not_all_saved") if unsaved else t("plan.all_saved"))
