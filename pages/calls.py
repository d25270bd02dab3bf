import streamlit as st

from services import calls
from services.calls import CallCard, Window
from ui import door, parts
from ui.texts import day, euros, language, percent, t

COLOURS = {Window.COMING: "blue", Window.OPEN: "green", Window.CLOSED: "gray"}


def show(call: CallCard) -> None:
    with st.container(border=True):
        st.subheader(parts.plain(call.name), anchor=False)
        with st.container(horizontal=True, vertical_alignment="center"):
            st.badge(window(call), color=COLOURS[call.window], icon=":material/event:")  # type: ignore[arg-type]
            st.text(t("calls.dates", opens=day(call.opens_on), closes=day(call.closes_on)))
        lines(in_short(call))
        if call.notes:
            st.text(call.notes)
        with st.expander(t("calls.details"), icon=":material/info:"):
            details(call)
        with st.expander(t("calls.priorities", n=len(call.priorities)), icon=":material/flag:"):
            priorities(call)
        ways(call)


def window(call: CallCard) -> str:
    match call.window:
        case Window.COMING:
            return t("calls.opens_in", n=call.days)
        case Window.OPEN:
            return t("calls.closes_in", n=call.days) if call.days else t("calls.closes_today")
    return t("calls.closed")


def in_short(call: CallCard) -> list[tuple[str, str]]:
    """What decides whether a call is for us."""
    return [
        (t("calls.region"), call.region),
        (t("calls.amount"), euros(call.amount) if call.amount is not None else ""),
        (t("calls.support_rate"), percent(call.support_rate) if call.support_rate is not None else ""),
    ]


def details(call: CallCard) -> None:
    """What the notice says; what may have changed since stands apart."""
    lines(
        [
            (t("calls.programme"), call.programme),
            (t("calls.policy_priority"), call.policy_priority),
            (t("calls.specific_objective"), call.specific_objective),
        ]
    )
    uncertain = [
        (t("calls.authority"), call.authority),
        (t("calls.project_forms"), ", ".join(t(f"call_form.{form}") for form in call.project_forms)),
        (t("calls.cost_models"), ", ".join(t(f"call_cost_model.{model}") for model in call.cost_models)),
    ]
    if any(value for _, value in uncertain):
        st.caption(t("calls.check"))
    lines(uncertain)


def lines(told: list[tuple[str, str]]) -> None:
    """One fact on a line; what is not known is left out."""
    st.markdown("  \n".join(f"**{name}:** {parts.plain(value)}" for name, value in told if value))


def priorities(call: CallCard) -> None:
    for priority in call.priorities:
        st.markdown(f"**{parts.plain(priority.plain[language()])}**")
        st.caption(parts.plain(priority.heading[language()]))


def ways(call: CallCard) -> None:
    with st.container(horizontal=True):
        if call.window != Window.CLOSED:
            parts.open_link("idea_form", t("calls.write_idea"), icon="edit", call=call.id)
        parts.open_link("ideas", t("calls.see_ideas"), icon="lightbulb", call=call.id)
        if call.link:
            st.link_button(t("calls.notice"), call.link, icon=":material/open_in_new:")


st.title(t("calls.title"))
st.write(t("calls.intro"))
found = door.load(calls.visible_to, after=st.query_params.get("after", ""))
for card in found.rows:
    show(card)
if not found.rows:
    parts.empty(t("calls.none"), page="ideas", label=t("ideas.title"), icon="lightbulb")
parts.pager(found)
