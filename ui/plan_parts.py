"""What stands above every screen of a plan, and the ways from one screen to another."""

from collections.abc import Sequence
from typing import Any, Protocol

import streamlit as st

from models import Conflict, ImplementerRole, Kind
from services.plans import PlanView
from ui import door, listening, parts
from ui.texts import t


def heading(view: PlanView) -> None:
    parts.name_tab(view.name)
    parts.back("plans", t("plan.all"))
    st.title(parts.plain(view.name))
    with st.container(horizontal=True, vertical_alignment="center"):
        parts.state_badge("plan_state", view.state)
        if view.shared:
            st.badge(t("plan.shared_with_facilitators"), icon=":material/visibility:", color="blue")
        parts.open_link("idea", t("plan.to_idea"), icon="lightbulb", id=view.idea_id)
        listening.choice(Kind.PLAN, view.id)
    st.caption(t("plan.led_by", lead=parts.plain(view.lead)))


def implementers(view: PlanView) -> None:
    """Everybody who takes part, each with its role on one line: a page of cards is too long for ten."""
    with st.container(border=True, gap="small"):
        for part in view.parts:
            role = t(f"implementer_role.{part.role}")
            parts.open_link(
                "association",
                f"**{parts.plain(part.association)}** :gray-badge[{role}]",
                icon="groups",
                id=part.association_id,
            )
    roles_help()


def roles_help() -> None:
    """The three roles and what is none of them, where somebody may wonder which is which."""
    with st.expander(t("plan.roles_help"), icon=":material/help:"):
        for role in ImplementerRole:
            st.markdown(f"**{t(f'implementer_role.{role}')}**")
            st.write(t(f"implementer_role_help.{role}"))
        st.markdown(f"**{t('plan.purchase')}**")
        st.write(t("plan.purchase_help"))


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


def go(view: PlanView, to: str, sub: str = "", **query: str | int) -> None:
    """Leaves for another screen of the same plan; nothing after this call runs."""
    parts.go("plan", id=view.id, view=to, sub=sub, **query)
