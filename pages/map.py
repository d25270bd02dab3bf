import streamlit as st

from services import places, regions
from services.regions import Counted
from ui import door, map_chart, parts
from ui.filters import Filters
from ui.texts import municipality, t

FILTERS = Filters("map", ("show", "municipality", "order"))


def counted() -> Counted:
    return Counted.ASSOCIATIONS if FILTERS.value("show") else Counted.IDEAS


def take_click() -> None:
    """What was pressed on the map goes to the address; pressing it again lets it go."""
    found = st.session_state["region"]["selection"].get(map_chart.CLICKED) or []
    pressed = str(found[0].get(map_chart.CODE, "")) if found else ""
    if pressed in places.municipalities() and pressed != FILTERS.value("municipality"):
        st.query_params["municipality"] = pressed
    else:
        st.query_params.pop("municipality", None)


def total() -> str:
    number = sum(numbers.values())
    return t("map.total_associations", n=number) if associations else t("map.total_ideas", n=number)


def told(number: int) -> str:
    return t("map.count_associations", n=number) if associations else t("map.count_ideas", n=number)


def draw_map() -> None:
    theme = st.context.theme.type or "light"
    st.altair_chart(
        map_chart.region(numbers, chosen, theme=theme),
        key="region",
        width="stretch",
        alt=f"{t('map.alt')} {total()}",
        on_select=take_click,
        selection_mode=map_chart.CLICKED,
    )


def draw_chosen() -> None:
    """The municipality that was pressed, and the way to what is there."""
    with st.container(border=True, key="map-chosen"):
        st.subheader(municipality(chosen))
        if numbers[chosen]:
            parts.open_link(show, f"**{told(numbers[chosen])}**", icon="arrow_forward", municipality=chosen)
        else:
            st.write(t("map.no_associations") if associations else t("map.no_ideas"))
            form = "association_form" if associations else "idea_form"
            parts.open_link(form, t("map.add_association") if associations else t("map.add_idea"), icon="add")
        FILTERS.clearing(t("map.clear"), key="clear")


def draw_table() -> None:
    """The same as the map says, for who reads rather than points; each row is a link to its list."""
    most_first = FILTERS.one_of_two("order", t("map.order"), t("map.by_name"), t("map.by_number"))
    rows = sorted(numbers.items(), key=lambda row: -row[1]) if most_first else list(numbers.items())
    with st.container(key="map-table", gap=None):
        for code, number in rows:
            parts.open_link(show, f"{municipality(code)}: {told(number)}", municipality=code)


st.title(t("map.title"))
st.write(t("map.intro"))
associations = FILTERS.one_of_two("show", t("map.show"), t("map.show_ideas"), t("map.show_associations"))
show = counted()
numbers = door.load(regions.counts, show)
found = FILTERS.value("municipality")
chosen = found if found in numbers else ""
st.caption(total())
left, right = st.columns([4, 3], gap="medium")
with left:
    draw_map()
    if chosen:
        draw_chosen()
with right:
    draw_table()
