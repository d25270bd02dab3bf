"""What waits for the facilitators: all kinds side by side, or one of them page by page."""

import streamlit as st

from models import AdviceChannel, today
from services import desk, places
from services.desk import Desk, DeskFilter, DeskKind, DeskRow, ShelfView
from ui import door, parts
from ui.filters import Filters
from ui.texts import day, municipality, number, t, waited

FILTERS = Filters("desk", ("municipality", "colleague"))
_ICONS = {
    DeskKind.REVIEWS: "rule",
    DeskKind.CLAIMS: "person_add",
    DeskKind.ADVICE: "lock",
    DeskKind.REQUESTS: "mail",
    DeskKind.INTRODUCTIONS: "waving_hand",
    DeskKind.PARTNER_CALLS: "event_busy",
    DeskKind.CALLS: "campaign",
    DeskKind.IDEAS: "lightbulb",
    DeskKind.GROUPS: "groups",
}


def overview() -> None:
    with st.container(horizontal=True):
        parts.open_link("introduction_form", t("introductions.make"), icon="add")
        parts.open_link("introductions", t("introductions.title"), icon="waving_hand")
        parts.open_link("bulletins", t("bulletins.title"), icon="forward_to_inbox")
    found = door.load(desk.desk, _choose())
    parts.keep_place("desk")
    waiting = [shelf for shelf in found.shelves if shelf.count]
    for shelf in waiting:
        _shelf(shelf)
    _advice(found)
    if not waiting:
        _nothing()


def shelf(kind: DeskKind) -> None:
    parts.open_link("desk", t("desk.back"), icon="arrow_back", **FILTERS.values())
    title = t(f"desk_kind.{kind}")
    parts.name_tab(title)
    st.title(title)
    st.write(t(f"desk_help.{kind}"))
    page = door.load(desk.on_shelf, kind, _choose(), after=st.query_params.get("after", ""))
    if page.rows:
        parts.things("shelf", map(_row, page.rows))
    else:
        parts.empty(t("desk.nothing_here"))
    parts.pager(page)


def _choose() -> DeskFilter:
    people = door.load(desk.colleagues)
    mine = str(door.actor().id)
    names = {str(each): t("desk.me") if str(each) == mine else name for each, name in people.items()}
    with st.container(horizontal=True):
        FILTERS.choose(
            "municipality",
            t("desk.municipality"),
            list(places.municipalities()),
            municipality,
            t("desk.anywhere"),
        )
        FILTERS.choose(
            "colleague", t("desk.colleague"), list(names), lambda one: names.get(one, ""), t("desk.anybody")
        )
    return DeskFilter(**FILTERS.values())


def _shelf(view: ShelfView) -> None:
    with st.container(border=True, gap="small", key=f"desk-{view.kind}"):
        many = f"{view.count}+" if view.count >= desk.MOST_COUNTED else number(view.count)
        st.markdown(f":material/{_ICONS[view.kind]}: **{t(f'desk_kind.{view.kind}')}** :blue-badge[{many}]")
        rows = [_row(row) for row in view.first]
        if view.count > len(view.first):
            all_of_them = parts.text_link("desk", t("desk.all", n=many), kind=view.kind, **FILTERS.values())
            rows.append((all_of_them,))
        parts.things(f"shelf-{view.kind}", rows)


def _row(row: DeskRow) -> tuple[str, ...]:
    told = parts.small(row.who, municipality(row.municipality), row.colleague, _when(row))
    return parts.text_path(row.link, parts.plain(_title(row))), told


def _title(row: DeskRow) -> str:
    if row.kind == DeskKind.ADVICE:
        return t("desk.advice_row", channel=t(f"advice_channel.{AdviceChannel(row.title)}"))
    return row.title or t("desk.untitled")


def _when(row: DeskRow) -> str:
    """The day that presses, or how long it has waited."""
    if row.due:
        return t("desk.past" if row.due < today() else "desk.due", day=day(row.due))
    return t("desk.waited", time=waited(row.since)) if row.since else ""


def _advice(found: Desk) -> None:
    """Of other people's advice cases: how many, whatever is chosen above."""
    with st.container(border=True, gap="small", key="desk-advice-counts"):
        st.markdown(f":material/support_agent: **{t('desk.advice_counts')}**")
        st.caption(
            t("desk.advice_told", untaken=number(found.advice.untaken), others=number(found.advice.others))
        )
        if found.advice.untaken:
            parts.open_link("advice", t("desk.advice_queue"), icon="arrow_forward", show="queue")


def _nothing() -> None:
    if FILTERS.narrowed():
        st.write(t("desk.nothing_here"))
        FILTERS.clearing(t("desk.clear"), key="clear-all")
    else:
        parts.empty(t("desk.nothing"), page="ideas", label=t("ideas.title"), icon="lightbulb")
