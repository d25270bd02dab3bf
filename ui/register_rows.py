"""The rows of a register's file by what they would do, and the choice where a name is like one that is here."""

from typing import Any

import streamlit as st

from models import AssociationState, RegisterState, RowChoice, RowOutcome
from services import registers
from services.registers import Fault, FileView, RowCard
from ui import door, parts
from ui.texts import municipality, number, t

# What asks for something first.
_ORDER = (RowOutcome.ALIKE, RowOutcome.FAULTY, RowOutcome.NEW, RowOutcome.SAME)
_SHOW = "register-show"


def undecided(file: FileView) -> int:
    return file.choices.get(RowChoice.OPEN, 0)


def show(file: FileView) -> None:
    st.header(t("registers.heading_rows", n=file.rows))
    offered = [outcome for outcome in _ORDER if file.outcomes.get(outcome)]
    if not offered:
        return
    outcome = _chosen(file, offered)
    page = door.load(registers.rows_of, file.id, outcome, after=st.query_params.get("after", ""))
    st.write(t(f"registers.about_{outcome}"))
    if outcome == RowOutcome.ALIKE:
        _all_at_once(file)
        for row in page.rows:
            _alike(file, row)
    else:
        st.markdown("\n".join(_line(row) for row in page.rows))
    parts.pager(page)


def _chosen(file: FileView, offered: list[RowOutcome]) -> RowOutcome:
    """Which rows; the choice stands in the address."""
    asked = st.query_params.get("show", "")
    st.session_state[_SHOW] = asked if asked in offered else offered[0]
    st.segmented_control(
        t("registers.show"),
        offered,
        required=True,
        format_func=lambda each: f"{t(f'row_outcome.{each}')} ({number(file.outcomes[each])})",
        key=_SHOW,
        label_visibility="collapsed",
        on_change=_keep,
    )
    return RowOutcome(st.session_state[_SHOW])


def _keep() -> None:
    st.query_params.pop("after", None)
    st.query_params["show"] = st.session_state[_SHOW]


def _line(row: RowCard) -> str:
    told = " · ".join(filter(None, (_name(row), *_numbers(row))))
    lines = [f"- {t('registers.line', line=row.line)} {told}"]
    if row.outcome == RowOutcome.SAME and row.match:
        lines.append(f"    - {t('registers.same_as', name=parts.plain(row.match.name))}{_state(row)}")
    lines += [f"    - {_fault(fault)}" for fault in row.faults]
    return "\n".join(lines)


def _fault(fault: Fault) -> str:
    typed = f" “{parts.plain(fault.typed)}”" if fault.typed else ""
    cell = t("registers.cell", cell=fault.cell, heading=parts.plain(fault.heading))
    return f"**{cell}**{typed}: {t(f'errors.{fault.key}', **fault.params)}"


def _name(row: RowCard) -> str:
    return f"**{parts.plain(row.name)}**" if row.name else ""


def _numbers(row: Any) -> list[str]:
    """What a row and an association have alike to be told apart by."""
    return [municipality(row.municipality), row.business_id, row.register_number.replace(".", "\\.")]


def _state(row: RowCard) -> str:
    if row.match is None or row.match.state == AssociationState.VERIFIED:
        return ""
    return f" ({t(f'association_state.{row.match.state}')})"


def _all_at_once(file: FileView) -> None:
    open_rows = undecided(file)
    if file.state != RegisterState.CHECKED or open_rows < 2:
        return
    with st.container(horizontal=True):
        for choice in (RowChoice.SAME, RowChoice.NEW):
            if st.button(t(f"registers.all_{choice}", n=open_rows), key=f"register-all-{choice}"):
                door.flash_refused(door.attempt(registers.decide_open, file.id, choice))
                st.rerun()


def _alike(file: FileView, row: RowCard) -> None:
    if row.match is None:
        return
    with st.container(border=True, key=f"register-row-{row.id}"):
        left, right = st.columns(2)
        with left:
            st.caption(t("registers.in_the_file", line=row.line))
            st.markdown(_name(row))
            st.caption(" · ".join(filter(None, _numbers(row))))
        with right:
            st.caption(t("registers.here_already", score=row.score))
            parts.open_link("association", f"**{parts.plain(row.match.name)}**", id=row.match.id)
            st.caption(" · ".join(filter(None, _numbers(row.match))) + _state(row))
        _choice(file, row)


def _choice(file: FileView, row: RowCard) -> None:
    key = f"register-choice-{row.id}"
    st.session_state[key] = row.choice if row.choice != RowChoice.OPEN else None
    st.segmented_control(
        t("registers.choose", name=parts.plain(row.name)),
        [RowChoice.SAME, RowChoice.NEW],
        format_func=lambda choice: t(f"row_choice.{choice}"),
        key=key,
        label_visibility="collapsed",
        disabled=file.state != RegisterState.CHECKED,
        on_change=_decide,
        args=(row.id, key),
    )


def _decide(row_id: int, key: str) -> None:
    choice = st.session_state[key] or RowChoice.OPEN
    door.flash_refused(door.attempt(registers.decide, row_id, RowChoice(choice)))
