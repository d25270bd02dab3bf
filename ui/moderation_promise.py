"""The promise of the service as the desk sees it: what is late, and what will be soon."""

import streamlit as st

from services.moderation import MOST_COUNTED, Pressing
from ui.texts import moment, t


def warn(found: Pressing) -> None:
    """One line, and only when there is something to hurry for."""
    if found.late:
        late = t("moderation.promise_late", n=found.late, number=_number(found.late))
        st.error(late, icon=":material/timer_off:")
    elif found.soon and found.next_at:
        soon = t(
            "moderation.promise_soon", n=found.soon, number=_number(found.soon), at=moment(found.next_at)
        )
        st.warning(soon, icon=":material/timer:")


def _number(n: int) -> str:
    return f"{n}+" if n >= MOST_COUNTED else str(n)
