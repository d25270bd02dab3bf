"""What is wished of a set of partners: kept in the address, so that a link opens the same set."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import streamlit as st

from services.consortia import MOST_PARTNERS, Proposed, Wishes
from services.consortia.wishes import USUAL_PARTNERS
from services.partners import Match
from ui import parts
from ui.texts import t

_NAMES = ("most", "per_municipality", "payroll", "included", "excluded")


def asked(kept: Wishes | None) -> Wishes:
    """The wishes of the address; without any those that the set was kept with."""
    if kept and not _in_address():
        return kept
    return Wishes(
        most=min(parts.number_of("most") or USUAL_PARTNERS, MOST_PARTNERS),
        per_municipality=min(parts.number_of("per_municipality"), MOST_PARTNERS),
        payroll=bool(st.query_params.get("payroll")),
        included=_numbers("included")[:MOST_PARTNERS],
        excluded=_numbers("excluded")[:50],
    )


def keep(wishes: Wishes) -> None:
    """Writes them into the address."""
    told = {
        "most": str(wishes.most),
        "per_municipality": str(wishes.per_municipality or ""),
        "payroll": "1" if wishes.payroll else "",
        "included": _listed(wishes.included),
        "excluded": _listed(wishes.excluded),
    }
    for name, value in told.items():
        if value:
            st.query_params[name] = value
        else:
            st.query_params.pop(name, None)


def choose(proposed: Proposed, wishes: Wishes) -> None:
    """The fields for the wishes, and the way back from them, which is seen while they are folded away."""
    with st.expander(t("partner_set.wishes"), icon=":material/tune:", expanded=False):
        left, right = st.columns(2)
        left.selectbox(
            t("partner_set.most"),
            range(1, MOST_PARTNERS + 1),
            index=wishes.most - 1,
            key=_key("most", wishes),
            on_change=_changed,
            args=(wishes, "most"),
        )
        right.selectbox(
            t("partner_set.per_municipality"),
            range(0, 4),
            index=min(wishes.per_municipality, 3),
            format_func=lambda most: str(most) if most else t("partner_set.no_limit"),
            key=_key("per_municipality", wishes),
            on_change=_changed,
            args=(wishes, "per_municipality"),
        )
        st.toggle(
            t("partner_set.payroll"),
            value=wishes.payroll,
            help=t("partner_set.payroll_help"),
            key=_key("payroll", wishes),
            on_change=_changed,
            args=(wishes, "payroll"),
        )
        _who(proposed, wishes)
    if _in_address():
        st.button(
            t("partner_set.clear"),
            icon=":material/filter_alt_off:",
            key="clear-wishes",
            type="tertiary",
            on_click=_clear,
        )


def _in_address() -> bool:
    return any(name in st.query_params for name in _NAMES)


def _clear() -> None:
    for name in _NAMES:
        st.query_params.pop(name, None)


def _who(proposed: Proposed, wishes: Wishes) -> None:
    names = _known(proposed)
    for name, chosen in (("included", wishes.included), ("excluded", wishes.excluded)):
        offered = sorted({*names, *chosen}, key=lambda one: names.get(one, ""))
        st.multiselect(
            t(f"partner_set_wish.{name}"),
            offered,
            default=chosen,
            format_func=lambda one: names.get(one, t("partner_set.somebody")),
            placeholder=t("partner_set.choose_association"),
            key=_key(name, wishes),
            on_change=_changed,
            args=(wishes, name),
        )


def _known(proposed: Proposed) -> dict[int, str]:
    def everybody() -> Iterable[Match]:
        for partner in proposed.partners:
            if partner.standing is None:
                yield partner.match
            if partner.replacement:
                yield partner.replacement
        for row in proposed.rows:
            yield from row.others

    return {match.candidate.association_id: match.candidate.name for match in everybody()}


def _changed(wishes: Wishes, name: str) -> None:
    value = st.session_state[_key(name, wishes)]
    change: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value}
    keep(replace(wishes, **change))


def _key(name: str, wishes: Wishes) -> str:
    # A widget begins anew with the wishes that it shows.
    return f"wish-{name}-{hash(wishes)}"


def _listed(ids: tuple[int, ...]) -> str:
    return "-".join(map(str, ids))


def _numbers(name: str) -> tuple[int, ...]:
    found = st.query_params.get(name, "").split("-")
    return tuple(dict.fromkeys(int(one) for one in found if one.isdecimal() and len(one) < 10))
