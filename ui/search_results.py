"""What a search has found: by kind, with the words marked where they stand."""

from collections.abc import Iterator
from datetime import date, datetime

import streamlit as st

from models import Kind
from services.search.searching import Group, Hit, Marked, Results
from ui import parts
from ui.texts import day, municipality, plain, t

# Each kind has its screen; a discussion is read in its group.
_SCREENS = {
    Kind.IDEA: "idea",
    Kind.ASSOCIATION: "association",
    Kind.GROUP: "group",
    Kind.PLAN: "plan",
    Kind.EVENT: "event",
    Kind.CALL: "call",
    Kind.THREAD: "group",
    Kind.ARTICLE: "article",
    Kind.STORY: "story",
    Kind.DECISION: "decision",
    Kind.MEETING: "meeting",
}
_ICONS = {
    Kind.IDEA: "lightbulb",
    Kind.ASSOCIATION: "diversity_3",
    Kind.GROUP: "groups",
    Kind.PLAN: "assignment",
    Kind.EVENT: "event",
    Kind.CALL: "campaign",
    Kind.THREAD: "forum",
    Kind.ARTICLE: "quiz",
    Kind.STORY: "auto_stories",
    Kind.DECISION: "how_to_vote",
    Kind.MEETING: "calendar_month",
}
KINDS = tuple(_SCREENS)


def link(hit: Hit, label: str) -> None:
    parts.open_link(_SCREENS[hit.kind], label, icon=_ICONS[hit.kind], **_query(hit))


def _query(hit: Hit) -> dict[str, int]:
    return {"thread": hit.id} if hit.kind == Kind.THREAD else {"id": hit.id}


def marked(text: Marked) -> str:
    """The text as Markdown in which nothing but our marks is markup."""
    told, place = "", 0
    for start, end in text.marks:
        told += f"{plain(text.text[place:start])}:green-background[{plain(text.text[start:end])}]"
        place = end
    return told + plain(text.text[place:])


def show(results: Results, kind: Kind | None, most: int, longest: int) -> None:
    """The kinds one after the other."""
    if results.widened:
        several = len(results.words) > 1
        st.info(t("search.widened") if several else t("search.widened_one"), icon=":material/info:")
    for group in results.groups:
        _group(group, " ".join(results.words), kind, most, longest)


def show_alike(hits: tuple[Hit, ...]) -> None:
    """What is only similar in meaning."""
    if not hits:
        return
    st.subheader(t("search.alike"))
    st.caption(t("search.alike_words"))
    parts.things("alike", (_card(hit, named=True) for hit in hits))


def _group(group: Group, words: str, kind: Kind | None, most: int, longest: int) -> None:
    number = t("search.at_least", n=group.count) if group.more else str(group.count)
    st.subheader(f"{t(f'search_kind.{group.kind}')} ({number})")
    parts.things(f"found-{group.kind}", map(_card, group.hits))
    if len(group.hits) >= group.count:
        return
    query = {**st.query_params.to_dict(), "kind": str(group.kind)}
    if kind is None:
        parts.open_link("search", t("search.show_all", n=group.count), icon="arrow_forward", **query)
    elif most < longest:
        parts.open_link("search", t("search.show_more"), icon="expand_more", **query | {"most": 2 * most})
    else:
        st.caption(t("search.cut", n=len(group.hits)))


def _card(hit: Hit, *, named: bool = False) -> Iterator[str]:
    yield parts.text_link(_SCREENS[hit.kind], f"**{marked(hit.title)}**", **_query(hit))
    yield marked(hit.excerpt)
    yield parts.small(
        t(f"search_one.{hit.kind}") if named else "",
        hit.association,
        municipality(hit.municipality),
        _when(hit),
    )


def _when(hit: Hit) -> str:
    """The day that a call closes, or an event or a meeting begins; of other things the day says little."""
    if hit.at is None or hit.kind not in (Kind.CALL, Kind.EVENT, Kind.MEETING):
        return ""
    at: date = hit.at.date() if isinstance(hit.at, datetime) else hit.at
    return t("schedule.closes_on", on=day(at)) if hit.kind == Kind.CALL else day(at)
