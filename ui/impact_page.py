"""The charts of the impact page: each with a sentence that says what is in it, and the same as a table."""

import streamlit as st

from services import impact, regions
from services.impact import Happened, Month
from services.regions import Counted
from ui import door, impact_network, impact_timeline, map_chart, parts, tables
from ui.filters import Filters
from ui.texts import language, municipality, number, plain, t

FILTERS = Filters("impact", ("show", "year"))
# So many of the municipalities are named in the sentence.
_NAMED = 3


def region() -> None:
    st.header(t("impact.map"))
    associations = FILTERS.one_of_two("show", t("map.show"), t("map.show_ideas"), t("map.show_associations"))
    numbers = door.load(regions.public_counts, Counted.ASSOCIATIONS if associations else Counted.IDEAS)
    named = t("map.show_associations") if associations else t("map.show_ideas")
    said = _most(numbers, named)
    st.write(said)
    st.altair_chart(
        map_chart.region(numbers, "", theme=_theme()), key="impact-map", width="stretch", alt=said
    )
    with st.expander(t("impact.as_table"), icon=":material/table:", key="map-table"):
        place = t("statistics_by.municipality")
        tables.table([{place: municipality(code), named: number(n)} for code, n in numbers.items()])


def _most(numbers: dict[str, int], named: str) -> str:
    """Where most of it is, and how much there is in all."""
    most = sorted((code for code in numbers if numbers[code]), key=lambda code: -numbers[code])[:_NAMED]
    if not most:
        return t("impact.map_nothing")
    places = ", ".join(f"{municipality(code)} ({numbers[code]})" for code in most)
    return t("impact.map_said", what=named, total=number(sum(numbers.values())), places=places)


def partnerships() -> None:
    st.header(t("impact.network"))
    found = door.load(impact.network)
    if not found.links:
        parts.empty(t("impact.network_nothing"))
        return
    said = t("impact.network_said", associations=len(found.names), n=len(found.links))
    st.write(said)
    st.caption(t("impact.network_help"))
    st.altair_chart(
        impact_network.chart(found, theme=_theme()),
        key="impact-network",
        width="stretch",
        alt=f"{said} {t('impact.network_alt')}",
    )
    with_whom = impact_network.partners(found)
    order = {each: place for place, each in enumerate(found.names, start=1)}
    with st.expander(t("impact.as_table"), icon=":material/table:", key="network-table", expanded=True):
        tables.table(
            [
                {
                    t("impact.network_association"): f"**{place}** {plain(found.names[each])}",
                    t("impact.network_partners"): ", ".join(
                        f"{plain(found.names[other])} ({order[other]})" for other in with_whom[each]
                    ),
                }
                for each, place in order.items()
            ]
        )
    if found.cut:
        st.caption(t("impact.network_cut", most=impact.MOST))


def timeline() -> None:
    st.header(t("impact.timeline"))
    months = door.load(impact.by_month)
    years = [str(year) for year in sorted({each.year for each in months}, reverse=True)]
    FILTERS.choose("year", t("impact.timeline_year"), years, str, years[0])
    chosen = FILTERS.value("year") if FILTERS.value("year") in years else years[0]
    shown = [each for each in months if str(each.year) == chosen]
    said = _told(shown, chosen)
    st.write(said)
    if all(each.is_empty for each in shown):
        return
    st.altair_chart(
        impact_timeline.chart(shown, theme=_theme()), key="impact-timeline", width="stretch", alt=said
    )
    with st.expander(t("impact.as_table"), icon=":material/table:", key="timeline-table"):
        tables.table([_row(each) for each in shown])
    st.caption(t("impact.timeline_help"))


def _told(months: list[Month], year: str) -> str:
    totals = {one: sum(each.counts[one] for each in months) for one in Happened}
    told = ", ".join(
        f"{impact_timeline.happened(one).lower()} {totals[one]}" for one in Happened if totals[one]
    )
    return (
        t("impact.timeline_said", year=year, told=told) if told else t("impact.timeline_nothing", year=year)
    )


def _row(each: Month) -> dict[str, str]:
    counts = {impact_timeline.happened(one): number(count) for one, count in each.counts.items()}
    return {t("impact.timeline_month"): impact_timeline.month_name(each.month)} | counts


def following() -> None:
    """How to hear of it elsewhere, and where the data is for other programmes."""
    st.header(t("impact.follow"))
    st.write(t("impact.follow_words"))
    with st.container(horizontal=True):
        for name in ("ideas", "events"):
            path = f"/feeds/{name}.atom?language={language()}"
            st.link_button(t(f"feeds.{name}"), path, icon=":material/rss_feed:")
        st.link_button(t("impact.data"), "/public/schema.json", icon=":material/data_object:")


def _theme() -> str:
    return st.context.theme.type or "light"
