"""What the funder would ask of the figures, in words, with what would mend it."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

import streamlit as st

from services.budgets import Check, CheckKind
from ui import parts
from ui.money import cents, share
from ui.texts import t

_SHARES = {"share", "needed"}
# Said of the whole project in other words than of one implementer.
_OF_GROUP = {CheckKind.OWN_SHARE, CheckKind.BALANCE}


def draw(checks: Sequence[Check], names: Mapping[int, str]) -> None:
    """First what needs doing; the rest in one line that opens."""
    failed = _worth_saying([check for check in checks if not check.ok])
    if failed:
        with st.container(border=True):
            st.markdown("\n\n".join(_failed(check, names) for check in failed))
    fine = [check for check in checks if check.ok]
    if fine:
        with st.expander(t("plan_money.fine", n=len(fine)), icon=":material/check_circle:"):
            # One element, however many implementers and checks there are.
            st.markdown("\n\n".join(_fine(check, names) for check in fine))


def _failed(check: Check, names: Mapping[int, str]) -> str:
    told = f":orange[:material/warning:] {_whose(check, names, ' · ')}{_words('bad', check)}"
    return f"{told}  \n:small[{_words('mend', check)}]"


def _fine(check: Check, names: Mapping[int, str]) -> str:
    return f":green[:material/check:] {_whose(check, names, ': ')}{_words('ok', check)}"


def _whose(check: Check, names: Mapping[int, str], then: str) -> str:
    name = names.get(check.part_id or 0)
    if not name:
        return ""
    return f"{parts.plain(name)}{then}" if check.ok else f"**{parts.plain(name)}**{then}"


def _worth_saying(failed: list[Check]) -> list[Check]:
    """Costs and financing differ by the self-financing that is missing: said once, with what would mend both."""
    short = {check.part_id for check in failed if check.kind == CheckKind.OWN_SHARE}
    return [
        check
        for check in failed
        if check.kind != CheckKind.BALANCE or check.part_id not in short or check.figures["surplus"]
    ]


def _words(how: str, check: Check) -> str:
    name = check.kind.value
    if how != "ok" and check.part_id is None and check.kind in _OF_GROUP:
        name = f"{name}_group"
    if (
        how != "ok"
        and check.kind == CheckKind.BALANCE
        and check.figures["surplus"]
        and not check.figures["missing"]
    ):
        name = f"{name}_over"
    return t(f"plan_money_{how}.{name}", **{key: _told(key, value) for key, value in check.figures.items()})


def _told(name: str, value: Decimal | int) -> str | int:
    if name in _SHARES:
        return share(Decimal(value))
    return cents(value) if isinstance(value, Decimal) else value
