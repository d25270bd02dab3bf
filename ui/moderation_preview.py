"""The words under review, drawn as they were typed."""

from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

import streamlit as st

from services import vocabulary
from services.moderation import Line, Review
from ui import story_pictures
from ui.parts import open_path, plain
from ui.texts import day, municipality, t, term


def show(review: Review) -> None:
    with st.container(border=True, key="preview"):
        for line in review.lines:
            _line(line)
        open_path(review.link, t("moderation.open_page"), icon="open_in_new")


def _line(line: Line) -> None:
    with st.container(gap=None):
        st.markdown(f"**{t(f'review_field.{line.field}')}**")
        if line.before is not None:
            st.caption(t("moderation.before"))
            st.text(_spoken(line.field, line.before) or t("moderation.empty"))
            st.caption(t("moderation.after"))
        if line.field == "file":
            name = unquote(line.value.rsplit("/", 1)[-1])
            st.link_button(plain(name), line.value, icon=":material/download:")
            return
        if line.field == "pictures":
            for path, alt in line.value:
                story_pictures.show(path, alt)
                st.text(alt)
            return
        st.text(_spoken(line.field, line.value) or t("moderation.empty"))


def _spoken(field: str, value: Any) -> str:
    if value in (None, "", []):
        return ""
    return _WORDS.get(field, str)(value)


def _terms(book: str) -> Callable[[list[str]], str]:
    return lambda slugs: ", ".join(term(book, slug) for slug in slugs)


def _needs(needs: Any) -> str:
    return "\n".join(
        " – ".join(part for part in (_competence(need.competence), need.words) if part) for need in needs
    )


def _competence(slug: str) -> str:
    return term(vocabulary.COMPETENCES, slug) if slug else ""


def _truth(value: bool) -> str:
    return t("moderation.yes") if value else t("moderation.no")


_WORDS: dict[str, Callable[[Any], str]] = {
    "kind": lambda slug: term(vocabulary.ASSOCIATION_KINDS, slug),
    "municipality": municipality,
    "target_groups": _terms(vocabulary.TARGET_GROUPS),
    "competences": _terms(vocabulary.COMPETENCES),
    "needs": _needs,
    "priorities": ", ".join,
    "interests": ", ".join,
    "topics": ", ".join,
    "reply_by": day,
    "pictures": lambda pictures: "\n".join(alt for _, alt in pictures),
    "registered": _truth,
    "seeks_nobody": _truth,
    "join_mode": lambda mode: t(f"join_mode.{mode}"),
}
