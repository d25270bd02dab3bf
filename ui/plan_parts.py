"""What stands above every screen of a plan, and the ways from one screen to another."""

from collections.abc import Sequence
from typing import Any, Protocol

import streamlit as st

from models import Conflict, ImplementerRole, Kind
from services.plans import PlanView
from ui import door, listening, parts
from ui.texts import t


def heading(view: PlanView) -> None:
    marks = [parts.badge_text("plan_state", view.state)]
    if view.shared:
        marks.append(f":blue-badge[:material/visibility: {t('plan.shared_with_facilitators')}]")
    marks.append(parts.text_link("idea", t("plan.to_idea"), id=view.idea_id))
    lead = f":small[{t('plan.led_by', lead=parts.plain(view.lead))}]"
    parts.head(view.name, " ".join(marks), lead, back=("plans", t("plan.all")))
    listening.choice(Kind.PLAN, view.id)


def implementers(view: PlanView) -> None:
    """Everybody who takes part, each with its role on one line: a page of cards is too long for ten."""
    lines = []
    for part in view.parts:
        name = parts.text_link("association", f"**{parts.plain(part.association)}**", id=part.association_id)
        lines.append(f"- {name} :gray-badge[{t(f'implementer_role.{part.role}')}]")
    with st.container(border=True):
        st.markdown("\n".join(lines))
    roles_help()


def roles_help() -> None:
    """The three roles and what is none of them, where somebody may wonder which is which."""
    told = [(t(f"implementer_role.{role}"), t(f"implementer_role_help.{role}")) for role in ImplementerRole]
    told.append((t("plan.purchase"), t("plan.purchase_help")))
    with st.expander(t("plan.roles_help"), icon=":material/help:"):
        st.markdown("\n\n".join(f"**{name}**\n\n{words}" for name, words in told))


def choose_part(
    view: PlanView, label: str, offered: Sequence[int | None], value: int | None, *, key: str
) -> int | None:
    """One of the implementers that may be chosen here; None is nobody yet."""
    names: dict[int | None, str] = {part.id: part.association for part in view.parts}
    if len(offered) == 1:
        return offered[0]
    return st.selectbox(
        label,
        offered,
        index=offered.index(value) if value in offered else 0,
        format_func=lambda part_id: names.get(part_id, t("plan.nobody_yet")),
        key=key,
    )


def form_buttons(name: str, *, removable: bool) -> tuple[bool, bool]:
    """Save, cancel and remove below a form that the address opened; says what was pressed of the first and last."""
    noun = name.split("-")[0]
    with st.container(horizontal=True):
        saved = st.button(t("plan.save"), type="primary", icon=":material/save:", key=f"save-{name}")
        if st.button(t("plan.cancel"), key=f"cancel-{name}"):
            forget(noun)
            st.query_params.pop(noun, None)
            st.rerun()
        removed = removable and st.button(
            t("plan.remove"), type="tertiary", icon=":material/delete:", key=f"remove-{name}"
        )
    return saved, removed


class _Versioned(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def version(self) -> int: ...


def seen(noun: str, row: _Versioned) -> int:
    """The version that stood in the form when it was opened: each click loads the row anew."""
    return int(st.session_state.setdefault(f"version-{noun}-{row.id}", row.version))


def settled(noun: str, row: _Versioned, done: door.Done[Any]) -> bool:
    """Who lost a race has now seen what stands there, below the form, and may save over it."""
    if isinstance(done.refused, Conflict):
        st.session_state[f"version-{noun}-{row.id}"] = row.version
    return done.ok


def forget(noun: str) -> None:
    """What was typed in a form of this noun goes: it has been saved, or its writer let it go."""
    for key in [key for key in st.session_state if f"-{noun}-" in str(key)]:
        del st.session_state[key]


def link(view: PlanView, label: str, to: str, sub: str = "", *, icon: str = "", **query: str | int) -> None:
    """To another screen of the same plan."""
    parts.open_link("plan", label, icon=icon, id=view.id, view=to, sub=sub, **query)


def text_link(view: PlanView, label: str, to: str, sub: str = "", **query: str | int) -> str:
    """The same in a text."""
    return parts.text_link("plan", label, id=view.id, view=to, sub=sub, **query)


def opening(label: str, **query: int) -> str:
    """In a text: this very screen, with the form of one of its things open."""
    return parts.text_link("plan", label, **st.query_params.to_dict() | query)


def go(view: PlanView, to: str, sub: str = "", **query: str | int) -> None:
    """Leaves for another screen of the same plan; nothing after this call runs."""
    parts.go("plan", id=view.id, view=to, sub=sub, **query)
