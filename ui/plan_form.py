"""The plan in the order of the funder's form."""

import streamlit as st

from services.plans import PlanView
from ui import plan_fields

# Below the form one may also read all of one's own part at once, or everybody else's.
OURS = "ours"
OTHERS = "others"


def draw(view: PlanView) -> None:
    match st.query_params.get("sub", ""):
        case "ours":
            plan_fields.own_parts(view)
        case "others":
            plan_fields.other_parts(view)
        case _:
            plan_fields.shared(view)
