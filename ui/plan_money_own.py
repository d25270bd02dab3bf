"""An implementer's own money: every change is saved by itself, and nothing that was typed is lost."""

from dataclasses import dataclass
from typing import Any

import streamlit as st

from models import CostModel
from services import budgets
from services.budgets import BudgetConflict, Fault, Faults, PartBudget, Rates, Typed
from ui import door, parts, plan_money_rows
from ui import plan_money_tables as tables
from ui.money import plain_figure
from ui.texts import language, moment, refusal, t


@dataclass
class Seen:
    """What the tables on the screen began with, and what of them is stored: texts and a version, no rows.

    The widgets add what is typed to what they began with, so that `base` stays the same while they live; a new turn is
    a new set of widgets. What has been saved is noted in the object itself: whoever types on stops the script at its
    next look into the session, and a saving that was not noted would look like somebody else's.
    """

    turn: int
    shape: str
    version: int
    base: Typed
    saved: Typed


def draw(plan_id: int, part: PartBudget, rates: Rates) -> bool:
    """The tables, saved when they differ from what is stored; true when everything on the screen is stored."""
    seen = _seen(part, rates)
    typed = _tables(part.part_id, seen, rates)
    st.session_state[_waits(part.part_id)] = False
    if typed != seen.saved:
        stored = _saved(plan_id, part, seen, typed)
        st.session_state[_waits(part.part_id)] = not stored
        return stored
    if part.written.version != seen.version:
        # Somebody else has saved, and nothing of ours waits.
        forget(part.part_id)
        st.rerun()
    _told(part)
    return True


def version_of(part: PartBudget) -> int:
    """The version that this screen has seen last."""
    seen: Seen | None = st.session_state.get(_key(part.part_id))
    return seen.version if seen else part.written.version


def forget(part_id: int) -> None:
    """The next look at the tables begins with what is stored."""
    st.session_state.pop(_key(part_id), None)
    st.session_state[_turns(part_id)] = _turn(part_id) + 1


def _key(part_id: int) -> str:
    return f"money-{part_id}"


def _turns(part_id: int) -> str:
    return f"money-turn-{part_id}"


def _turn(part_id: int) -> int:
    return int(st.session_state.get(_turns(part_id), 0))


def _seen(part: PartBudget, rates: Rates) -> Seen:
    """What this screen began with; it begins anew when its widgets are gone or would be others."""
    shape = repr((language(), rates.model, rates.starts_on, rates.ends_on, _few(part.part_id)))
    seen: Seen | None = st.session_state.get(_key(part.part_id))
    if seen and seen.shape == shape and f"volunteer_hours-{part.part_id}-{seen.turn}" in st.session_state:
        return seen
    if seen:
        forget(part.part_id)
    base = tables.typed_from(part.written)
    made = Seen(_turn(part.part_id), shape, part.written.version, base, base)
    st.session_state[_key(part.part_id)] = made
    return made


def _waits(part_id: int) -> str:
    """Where it stands that something on the screen could not be stored."""
    return f"money-waits-{part_id}"


def _few(part_id: int) -> bool:
    """Whether the tables show their main columns alone: on a telephone at first, then as the person has chosen."""
    on_telephone = "Mobi" in st.context.headers.get("User-Agent", "")
    return bool(st.session_state.setdefault(f"few-{part_id}", on_telephone))


def _tables(part_id: int, seen: Seen, rates: Rates) -> Typed:
    name, base = f"{part_id}-{seen.turn}", seen.base
    # Other columns are other tables: what could not be stored yet would go with these.
    few = st.toggle(
        t("plan_money.few"),
        key=f"few-{part_id}",
        help=t("plan_money.few_help"),
        disabled=st.session_state.get(_waits(part_id), False),
    )
    if rates.model == CostModel.LUMP_SUM:
        share = _figure("lump_share", name, base.lump_share)
        rest = {table: getattr(base, table) for table in ("posts", "costs")}
    else:
        _headed("posts", "posts_help_unit" if rates.model == CostModel.UNIT else "posts_help")
        share = base.lump_share
        posts = tables.posts(name, base.posts, rates, few=few)
        rest = {"posts": posts, "costs": _lines("costs", name, base, rates, few)}
    income = _lines("income", name, base, rates, few)
    financing = _lines("financing", name, base, rates, few)
    hours = _figure("volunteer_hours", name, base.volunteer_hours)
    return Typed(**rest, income=income, financing=financing, volunteer_hours=hours, lump_share=share)


def _lines(table: str, name: str, base: Typed, rates: Rates, few: bool) -> Any:
    inside = table == "costs" and rates.model in (CostModel.FLAT_40, CostModel.UNIT)
    _headed(table, "costs_inside" if inside else f"{table}_help")
    return tables.lines(table, name, getattr(base, table), rates, few=few)


def _headed(table: str, about: str) -> None:
    st.markdown(f"### {t(f'plan_money.{table}')}\n\n:small[{t(f'plan_money.{about}')}]")


def _figure(field: str, name: str, value: str) -> str:
    return st.text_input(
        t(f"plan_money.{field}"),
        value,
        help=t(f"plan_money_help.{field}"),
        key=f"{field}-{name}",
        max_chars=20,
    ).strip()


def _saved(plan_id: int, part: PartBudget, seen: Seen, typed: Typed) -> bool:
    done = door.attempt(budgets.save, plan_id, part.part_id, typed, version=seen.version)
    if done:
        seen.version, seen.saved = done.value, typed
        _told(None)
        return True
    match done.refused:
        case Faults() as faults:
            _faults(faults)
        case BudgetConflict() as conflict:
            _conflict(plan_id, part, seen, typed, conflict)
        case refused if refused:
            st.error(refusal(refused), icon=":material/error:")
    return False


def _told(part: PartBudget | None) -> None:
    """When it was saved and by whom; nobody has to wonder whether a table keeps itself."""
    if part is None:
        st.caption(t("plan_money.saved_now"))
    elif part.written.edited_at:
        at, who = moment(part.written.edited_at), parts.plain(part.written.edited_by)
        st.caption(t("plan_money.saved", at=at, who=who))
    else:
        st.caption(t("plan_money.saves_itself"))


def _faults(refused: Faults) -> None:
    lines = "\n".join(f"- {fault_line(fault)}" for fault in refused.faults)
    st.error(f"{refusal(refused)}\n\n{lines}", icon=":material/error:")


def fault_line(fault: Fault) -> str:
    """Where it is and what to do: "Palkat, rivi 2, Bruttopalkka: Luku ei voi olla pienempi kuin nolla."."""
    words = t(f"errors.{fault.key}", **{name: spoken(value) for name, value in fault.params.items()})
    if not fault.table:
        return f"**{t(f'plan_money.{fault.column}')}**: {words}"
    place = t("plan_money.row", table=t(f"plan_money.{fault.table}"), row=fault.row + 1)
    column = f", {t(f'plan_money.{column_name(fault)}')}" if fault.column else ""
    return f"**{place}{column}**: {words}"


def column_name(fault: Fault) -> str:
    return f"{fault.table}_{fault.column}" if fault.column in ("kind", "words") else fault.column


def spoken(value: Any) -> Any:
    return (
        plain_figure(value).removesuffix(",00").removesuffix(".00") if hasattr(value, "quantize") else value
    )


def _conflict(plan_id: int, part: PartBudget, seen: Seen, typed: Typed, refused: BudgetConflict) -> None:
    """What was typed stays in the tables; beside it what is stored now, and the choice."""
    st.warning(refusal(refused), icon=":material/call_split:")
    with st.expander(t("plan_money.stored_now")):
        plan_money_rows.draw(part)
    st.button(
        t("plan_money.keep_mine"),
        key=f"mine-{part.part_id}",
        on_click=_keep_mine,
        args=(plan_id, part, seen, typed),
    )
    st.button(
        t("plan_money.keep_theirs"), key=f"theirs-{part.part_id}", on_click=forget, args=(part.part_id,)
    )


def _keep_mine(plan_id: int, part: PartBudget, seen: Seen, typed: Typed) -> None:
    """Over what stood there when the choice was made; if yet another one came, the choice is asked again."""
    done = door.attempt(budgets.save, plan_id, part.part_id, typed, version=part.written.version)
    if done:
        seen.version, seen.saved = done.value, typed
