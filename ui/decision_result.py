"""How the votes fell: in a sentence, as bars, and as a table; and who voted what, when the ballot is open."""

from typing import Any

import altair as alt
import streamlit as st

from models import Ballot, Outcome, ProposalStage, VoteBy
from services import decisions
from services.decisions import Count, ProposalView, SeatRow
from ui import door, parts
from ui.texts import moment, t

_INK = {"light": "#26302b", "dark": "#eef2ee"}
_BAR = {"light": "#2f6b4f", "dark": "#7fc4a2"}
_ROW = 44
# A longer option is cut in the chart; the table has it whole.
_LABEL = 34


def outcome(view: ProposalView) -> None:
    """What came of it, in words."""
    if view.stage == ProposalStage.WITHDRAWN:
        st.warning(t("decisions.is_withdrawn", why=parts.plain(view.reason)), icon=":material/undo:")
    if view.outcome is None:
        return
    chosen = parts.plain(view.chosen)
    told = t(
        f"decisions.outcome_{view.outcome}",
        option=chosen,
        voted=view.turnout.voted,
        entitled=view.turnout.entitled,
        needed=view.needed,
    )
    show = st.success if view.outcome == Outcome.CHOSEN else st.warning
    show(told, icon=":material/gavel:" if view.outcome == Outcome.CHOSEN else ":material/balance:")


def turnout(view: ProposalView) -> None:
    told = t(f"decisions.turnout_{view.vote_by}", voted=view.turnout.voted, entitled=view.turnout.entitled)
    st.progress(view.turnout.voted / max(view.turnout.entitled, 1), text=told)
    if view.needed:
        st.caption(t("decisions.needed", needed=view.needed, entitled=view.turnout.entitled))


def counts(view: ProposalView) -> None:
    """Bars with their numbers, and the same as a table; of a closed ballot only when it has ended."""
    if view.counts is None:
        if view.stage == ProposalStage.OPEN:
            st.caption(t("decisions.counted_at_the_end"))
        return
    if not view.turnout.voted:
        return
    st.subheader(t("decisions.votes_so_far") if view.stage == ProposalStage.OPEN else t("decisions.result"))
    told = "; ".join(f"{label(count)}: {count.votes}" for count in view.counts)
    st.altair_chart(_bars(view.counts, st.context.theme.type or "light"), width="stretch", alt=told)
    st.table(
        {
            t("decisions.option"): [parts.plain(label(count)) for count in view.counts],
            t("decisions.votes"): [str(count.votes) for count in view.counts],
        },
        hide_index=True,
    )


def label(count: Any) -> str:
    """The option's words; the abstention has its own in every language."""
    return t("decisions.abstention") if count.abstains else str(count.text)


def roll(view: ProposalView) -> None:
    """Who voted what. It is drawn once it is opened."""
    if view.ballot == Ballot.CLOSED:
        return
    opening = st.expander(t("decisions.roll"), icon=":material/list_alt:", key="roll", on_change="rerun")
    if not opening.open:
        return
    with opening:
        page = door.load(decisions.roll, view.id, after=st.query_params.get("roll", ""))
        for row in page.rows:
            _row(row, view.vote_by)
        parts.pager(page, name="roll")


def _row(row: SeatRow, vote_by: VoteBy) -> None:
    with st.container(gap=None):
        st.markdown(f"**{parts.plain(row.name) or t('decisions.unnamed')}**")
        if not row.has_voted:
            st.caption(t("decisions.not_voted"))
            return
        st.text(t("decisions.abstention") if row.abstained else row.option)
        if row.cast_at:
            who = row.cast_by if vote_by == VoteBy.ASSOCIATION else ""
            parts.facts(who, moment(row.cast_at))


def _bars(found: list[Count], theme: str) -> alt.LayerChart:
    """The number stands beside each bar, so that neither its length nor its colour is needed."""
    rows = [
        {"place": f"{count.position:02}", "label": _short(label(count)), "votes": count.votes}
        for count in found
    ]
    most = max(1, *(count.votes for count in found))
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        y=alt.Y("place:O", axis=None),
        x=alt.X("votes:Q", axis=None, scale=alt.Scale(domain=[0, most * 1.15])),
    )
    bars = base.mark_bar(color=_BAR[theme], height=14, yOffset=9)
    names = base.mark_text(align="left", dy=-9, fontSize=14, color=_INK[theme]).encode(
        x=alt.value(0), text="label:N"
    )
    numbers = base.mark_text(
        align="left", dx=6, dy=9, fontSize=14, fontWeight="bold", color=_INK[theme]
    ).encode(text="votes:Q")
    chart: alt.LayerChart = (
        alt.layer(bars, names, numbers).properties(height=_ROW * len(rows)).configure_view(strokeOpacity=0)
    )
    return chart


def _short(text: str) -> str:
    return text if len(text) <= _LABEL else f"{text[:_LABEL]} …"
