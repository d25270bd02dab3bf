"""Pieces of an idea that its form and its page both show."""

from datetime import date
from typing import Any

import streamlit as st

from services import calls, ideas, vocabulary
from services.ideas import Need
from services.ideas.detail import Verdict
from ui import differences, door
from ui.texts import day, language, moment, municipality, refusal, t, term


def refused(done: door.Done[Any]) -> None:
    if done.refused:
        st.error(refusal(done.refused), icon=":material/error:")


def verdict(found: Verdict | None) -> None:
    """What the facilitators answered, with their words."""
    if found is None:
        return
    with st.container(border=True):
        said = t("idea.verdict", at=moment(found.at)) if found.at else t("idea.verdict_heading")
        st.markdown(f"**{said}**")
        st.text(found.words)


def need_words(need: Need) -> str:
    """One need in a line: the competence, the words, or both."""
    named = term(vocabulary.COMPETENCES, need.competence) if need.competence else ""
    return ": ".join(part for part in (named, need.words) if part)


def changes(found: list[ideas.Change]) -> None:
    """What changed, field by field; running text word by word."""
    if not found:
        st.caption(t("idea.no_changes"))
    for change in found:
        st.markdown(f"**{t(f'idea_field.{change.field}')}**")
        if change.pieces:
            st.markdown(differences.told(change.pieces))
        else:
            st.markdown(differences.marked("gone", told(change.field, change.before)))
            st.markdown(differences.marked("new", told(change.field, change.after)))


def told(field: str, value: Any) -> str:
    """A field's value in the reader's words."""
    if value in (None, "", []):
        return t("idea.nothing")
    if isinstance(value, date):
        return day(value)
    if isinstance(value, bool):
        return t("idea.yes") if value else t("idea.no")
    return _named(field, value)


def _named(field: str, value: Any) -> str:
    match field:
        case "municipality":
            return municipality(value)
        case "target_groups":
            return ", ".join(term(vocabulary.TARGET_GROUPS, slug) for slug in value)
        case "topics":
            return ", ".join(value)
        case "competences":
            return ", ".join(term(vocabulary.COMPETENCES, slug) for slug in value)
        case "priorities":
            return "; ".join(heading[language()] for heading in door.load(calls.headings, value))
        case "needs":
            return "; ".join(need_words(need) for need in value)
        case "call_id":
            return door.load(calls.choices).get(value, "")
        case "group_id":
            return door.load(ideas.groups_for).get(value, t("idea.a_group"))
    return str(value)
