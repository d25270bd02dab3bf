"""A draft that saves itself: each field as soon as it changes, with what its writer had before them.

A field that cannot be saved keeps its text on the screen with the reason beside it. A field that somebody else
has changed meanwhile shows both texts. The session holds only texts and ids; the draft itself is in the database.
"""

from datetime import datetime
from typing import Any

import streamlit as st

from services import ideas
from services.ideas import EditedMeanwhile, Need
from services.ideas.form import Draft
from ui import door, idea_parts
from ui.texts import clock, refusal, t

Row = dict[str, Any]


def key_of(idea_id: int, field: str) -> str:
    return f"idea-{idea_id}-{field}"


def _notes(idea_id: int, name: str) -> dict[str, Any]:
    """By field: what was last seen in the database ("seen"), refusals ("wrong"), others' words ("theirs")."""
    found: dict[str, Any] = st.session_state.setdefault(f"idea-{idea_id}-{name}", {})
    return found


def settle(draft: Draft) -> None:
    """Puts the database's words on the screen wherever this person has not typed anything else."""
    seen = _notes(draft.id, "seen")
    for field in ideas.FIELDS:
        there = getattr(draft.content, field)
        untouched = field in seen and typed(draft.id, field) == seen[field]
        if (
            field not in seen
            or key_of(draft.id, field) not in st.session_state
            or (untouched and there != seen[field])
        ):
            _show(draft.id, field, there)
            seen[field] = there


def typed(idea_id: int, field: str) -> Any:
    """What stands on the screen, in the service's form."""
    value = st.session_state.get(key_of(idea_id, field))
    if field == "needs":
        needs = [Need(row["competence"] or "", row["words"], row["essential"]) for row in value or []]
        return [need for need in needs if need.competence or need.words.strip()]
    return value or "" if field == "municipality" else value


def _show(idea_id: int, field: str, value: Any) -> None:
    if field == "needs":
        value = [_row(idea_id, need) for need in value]
    if field == "municipality":
        value = value or None
    st.session_state[key_of(idea_id, field)] = list(value) if isinstance(value, list) else value


def _row(idea_id: int, need: Need) -> Row:
    """A row of the table of needs; its number names its widgets."""
    counter = _notes(idea_id, "rows")
    counter["last"] = counter.get("last", 0) + 1
    return {
        "row": counter["last"],
        "competence": need.competence or None,
        "words": need.words,
        "essential": need.essential,
    }


def save(idea_id: int, field: str) -> None:
    """A widget's `on_change`: saves the field, or notes beside it why not."""
    seen, wrong, theirs = (_notes(idea_id, name) for name in ("seen", "wrong", "theirs"))
    done = door.attempt(ideas.save, idea_id, {field: typed(idea_id, field)}, seen={field: seen[field]})
    wrong.pop(field, None)
    theirs.pop(field, None)
    if done:
        seen[field] = getattr(done.value.content, field)
    elif isinstance(done.refused, EditedMeanwhile):
        theirs[field] = done.refused.theirs
    elif done.refused:
        wrong[field] = refusal(done.refused)


def unsaved(idea_id: int) -> bool:
    """Something on the screen is not in the database."""
    return bool(_notes(idea_id, "wrong") or _notes(idea_id, "theirs"))


def keep_mine(idea_id: int, field: str) -> None:
    _notes(idea_id, "seen")[field] = _notes(idea_id, "theirs")[field]
    save(idea_id, field)


def take_theirs(idea_id: int, field: str) -> None:
    theirs = _notes(idea_id, "theirs").pop(field)
    _show(idea_id, field, theirs)
    _notes(idea_id, "seen")[field] = theirs


def add_row(idea_id: int) -> None:
    st.session_state[key_of(idea_id, "needs")].append(_row(idea_id, Need()))


def change_row(idea_id: int, row: Row, name: str, key: str) -> None:
    row[name] = st.session_state[key]
    save(idea_id, "needs")


def remove_row(idea_id: int, row: Row) -> None:
    st.session_state[key_of(idea_id, "needs")].remove(row)
    save(idea_id, "needs")


def toggle_priority(idea_id: int, slug: str, key: str) -> None:
    chosen: list[str] = st.session_state[key_of(idea_id, "priorities")]
    chosen.append(slug) if st.session_state[key] else chosen.remove(slug)
    save(idea_id, "priorities")


def beside(idea_id: int, field: str, missing: bool) -> None:
    """What is wrong with this field, right under it."""
    if words := _notes(idea_id, "wrong").get(field):
        st.error(words, icon=":material/error:")
    elif missing:
        st.error(t(f"idea_missing.{field}"), icon=":material/error:")
    if field in _notes(idea_id, "theirs"):
        _both(idea_id, field)


def _both(idea_id: int, field: str) -> None:
    with st.container(border=True):
        st.warning(t("idea_form.edited_meanwhile"), icon=":material/group:")
        st.text(idea_parts.told(field, _notes(idea_id, "theirs")[field]))
        with st.container(horizontal=True):
            st.button(
                t("idea_form.keep_mine"), key=f"mine-{field}", on_click=keep_mine, args=(idea_id, field)
            )
            st.button(
                t("idea_form.take_theirs"), key=f"theirs-{field}", on_click=take_theirs, args=(idea_id, field)
            )


def saved_note(idea_id: int, at: datetime) -> None:
    if unsaved(idea_id):
        st.caption(t("idea_form.not_saved"))
    else:
        st.caption(t("idea_form.saved", at=clock(at)))
