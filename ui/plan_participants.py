"""How many people the project means to reach: each implementer writes its own numbers, the group's are their sum."""

from dataclasses import dataclass

import streamlit as st

from services import participants
from services.participants import Indicator, PartTargets, Targets
from services.plans import PlanView
from ui import door, indicators, parts
from ui.texts import language, number, refusal, t

# What nearly every project sets stands open.
_OPEN_AT_FIRST = ("total", "work")


@dataclass(frozen=True)
class Spot:
    """One number of one implementer, and the keys under which the session knows it."""

    plan_id: int
    part_id: int
    code: str

    @property
    def name(self) -> str:
        return f"target-{self.part_id}-{self.code}"

    @property
    def seen(self) -> str:
        return f"seen-{self.name}"

    @property
    def refused(self) -> str:
        return f"refused-{self.name}"


def draw(view: PlanView) -> None:
    found = door.load(participants.targets_of, view.id)
    st.write(t("participants.targets_help"))
    st.info(t("participants.nobody_named"), icon=":material/shield_person:")
    for part in found.parts:
        if part.may_edit:
            _own(view, part)
    _together(found)


def _own(view: PlanView, part: PartTargets) -> None:
    st.subheader(t("participants.ours", association=parts.plain(part.association)))
    st.caption(t("participants.saves_itself"))
    indicators.doubts(part.warnings)
    for group, found in indicators.groups().items():
        _group(view, part, group, found)


def _group(view: PlanView, part: PartTargets, group: str, found: list[Indicator]) -> None:
    written = sum(one.code in part.counts for one in found)
    label = t(f"indicator_group.{group}") + (f" · {written}/{len(found)}" if written else "")
    with st.expander(label, expanded=group in _OPEN_AT_FIRST, key=f"group-{part.part_id}-{group}"):
        if any(one.sensitive for one in found):
            st.caption(t("participants.sensitive"))
        for one in found:
            _number(Spot(view.id, part.part_id, one.code), one, part.counts.get(one.code))


def _number(spot: Spot, one: Indicator, value: int | None) -> None:
    widget = f"{spot.name}-{_turn(spot, value)}"
    st.number_input(
        f"{one.name[language()]} ({one.code})",
        min_value=0,
        max_value=participants.MOST,
        value=value,
        step=1,
        key=widget,
        placeholder=t("participants.no_target"),
        on_change=_save,
        args=(spot, widget),
    )
    if refused := st.session_state.pop(spot.refused, ""):
        st.error(refused, icon=":material/error:")
    st.caption(one.plain[language()])


def _turn(spot: Spot, value: int | None) -> int:
    """A fresh widget when the number has changed under this session; our own saving keeps it."""
    seen, turn = st.session_state.get(spot.seen, (value, 0))
    if seen != value:
        turn += 1
    st.session_state[spot.seen] = (value, turn)
    return int(turn)


def _save(spot: Spot, widget: str) -> None:
    seen, turn = st.session_state[spot.seen]
    typed = st.session_state[widget]
    done = door.attempt(participants.set_target, spot.plan_id, spot.part_id, spot.code, typed, seen=seen)
    if done:
        st.session_state[spot.seen] = (typed, turn)
    elif done.refused:
        st.session_state[spot.refused] = refusal(done.refused)


def _together(found: Targets) -> None:
    st.subheader(t("participants.group"))
    if not found.total:
        parts.empty(t("participants.no_targets"))
        return
    indicators.doubts(found.warnings)
    indicators.draw(indicators.lines(found.total, {}), counted=False)
    st.markdown(f"**{t('participants.by_implementer')}**")
    st.dataframe([_row(found, code) for code in found.total], hide_index=True)
    st.caption(t("participants.check_the_call"))


def _row(found: Targets, code: str) -> dict[str, str]:
    told = {t("participants.indicator"): f"{indicators.name(code)} ({code})"}
    told |= {t("participants.sum"): number(found.total[code])}
    return told | {part.association: _spoken(part.counts.get(code)) for part in found.parts}


def _spoken(count: int | None) -> str:
    return "–" if count is None else number(count)
