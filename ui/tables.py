"""Tables of texts to read."""

from collections.abc import Mapping, Sequence

import pyarrow as pa
import streamlit as st


def table(rows: Sequence[Mapping[str, str]]) -> None:
    """A row for each, with the same columns in all of them.

    As the browser takes it: the way through a data frame is twenty times as long, and a plan's money is forty tables.
    """
    if rows:
        st.table(pa.table({name: [row[name] for row in rows] for name in rows[0]}), hide_index=True)
