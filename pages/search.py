import streamlit as st

from models import Kind
from services import places
from services.search import searching
from ui import door, parts, search_box, search_results
from ui.filters import Filters
from ui.texts import municipality, t

FILTERS = Filters("search", ("kind", "municipality"))
MOST_OF_A_KIND, PAGE, LONGEST = 5, 20, 160


def choose_kind() -> Kind | None:
    with st.container(horizontal=True, vertical_alignment="bottom", key="search-filters"):
        FILTERS.choose(
            "kind",
            t("search.kind"),
            search_results.KINDS,
            lambda kind: t(f"search_kind.{kind}"),
            t("search.any_kind"),
        )
        FILTERS.choose(
            "municipality",
            t("search.municipality"),
            list(places.municipalities()),
            municipality,
            t("search.anywhere"),
        )
    found = FILTERS.value("kind")
    return Kind(found) if found in search_results.KINDS else None


def most() -> int:
    """How many of one kind are shown; doubles with each asking for more."""
    return min(max(parts.number_of("most"), PAGE), LONGEST) if kind else MOST_OF_A_KIND


def begin() -> None:
    """Nobody has said yet what to look for."""
    st.write(t("search.intro"))
    st.write(t("search.examples"))
    with st.container(horizontal=True):
        for word in (t("search.example_place"), t("search.example_people"), t("search.example_deed")):
            parts.open_link("search", word, icon="search", q=word)


def nothing() -> None:
    st.write(t("search.nothing"))
    if FILTERS.narrowed():
        FILTERS.clearing(t("search.clear"), key="clear")
    st.markdown(t("search.nothing_hints"))
    with st.container(horizontal=True):
        parts.open_link("idea_form", t("search.write_idea"), icon="edit")
        parts.open_link("map", t("map.title"), icon="map")


st.title(t("search.title"))
words = st.query_params.get("q", "")[: search_box.MOST_LETTERS].strip()
if not words:
    begin()
    st.stop()
st.markdown(t("search.looked_for", words=parts.plain(words)))
kind = choose_kind()
code = FILTERS.value("municipality")
code = code if code in places.municipalities() else ""
results = door.load(
    searching.everything,
    words,
    kind=kind,
    municipality=code,
    most=most(),
)
if results.suggestion:
    parts.open_link(
        "search",
        t("search.did_you_mean", words=parts.plain(results.suggestion)),
        icon="spellcheck",
        q=results.suggestion,
    )
if not results.groups:
    nothing()
search_results.show(results, kind, most(), LONGEST)
# What was asked for stands on the screen while the rest is looked for.
alike = door.load(searching.alike, words, results.found, municipality=code, most=most())
search_results.show_alike(alike)
