"""The figures that stand first on the impact page, each with its definition."""

import streamlit as st

from services import impact
from services.statistics import BY_NAME, SMALLEST_SHOWN, Report
from services.statistics.tables import number
from ui import tables
from ui.spoken import Spoken
from ui.texts import language, moment, t

# Two beside each other on a wide phone, three in the column of the page.
_WIDTH = 216


def draw(report: Report) -> None:
    words = Spoken(language())
    cells = report.total.cells
    told = {name: number(BY_NAME[name], cells[name], words) for name in impact.HEADLINE}
    with st.container(horizontal=True, key="impact-figures"):
        for name, value in told.items():
            if cells[name] is not None:
                st.metric(_named(name), value, border=True, width=_WIDTH)
    if hidden := [_named(name) for name in told if cells[name] is None]:
        st.caption(t("impact.figures_not_shown", names=", ".join(hidden)))
    st.caption(t("impact.figures_known", moment=moment(report.known)))
    with st.expander(t("impact.figures_defined"), icon=":material/help:"):
        heads = [t(f"statistics.head_{head}") for head in ("figure", "number", "definition")]
        rows = [(_named(name), value, t(f"statistics_definition.{name}")) for name, value in told.items()]
        tables.table([dict(zip(heads, row, strict=True)) for row in rows])
        st.caption(t("impact.figures_hidden", least=SMALLEST_SHOWN))


def _named(name: str) -> str:
    return t(f"statistics_figure.{name}")
