"""The lines of a confirmation in the reader's words: what each is called, and what its text says."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

import streamlit as st

from services.confirmations import Change, Names
from ui import indicators, parts
from ui.differences import marked, told
from ui.money import cents
from ui.texts import day, municipality, number, t

# The groups of lines in the order of the funder's form, and the kinds of lines in each.
GROUPS = {
    "project": ("plan", "implementer", "terms"),
    "texts": ("field",),
    "packages": ("package",),
    "risks": ("risk",),
    "money": ("budget", "post", "cost"),
    "targets": ("target",),
}
# Kinds whose rows are known by one of their own columns.
_TITLED = {"package": "title", "risk": "title", "post": "task", "cost": "words"}
# Texts in which the words that changed are marked; the others are read as a whole.
_RUNNING = ("text", "title", "goal", "action", "result", "response", "task", "words", "name")


@dataclass(frozen=True)
class Key:
    """A line's key in its parts: "<kind>/<row>/<column>"."""

    kind: str
    row: str
    column: str

    @property
    def group(self) -> str:
        return next(group for group, kinds in GROUPS.items() if self.kind in kinds)


def key_of(key: str) -> Key:
    return Key(*key.split("/"))


def everything(words: Mapping[str, str], names: Names) -> None:
    """All that is confirmed, one folded group after another."""
    lines = sorted(map(key_of, words), key=lambda key: list(GROUPS).index(key.group))
    for group, of_group in groupby(lines, key=lambda key: key.group):
        found = list(of_group)
        with st.expander(t(f"confirm_group.{group}"), icon=_ICONS[group], expanded=group == "project"):
            for key in found:
                _line(key, words, names)


_ICONS = {
    "project": ":material/info:",
    "texts": ":material/article:",
    "packages": ":material/inventory_2:",
    "risks": ":material/warning:",
    "money": ":material/euro:",
    "targets": ":material/groups:",
}


def changed(changes: tuple[Change, ...], words: Mapping[str, str], names: Names) -> None:
    """Which words read otherwise than they were confirmed: struck through when gone, bold when new."""
    before = {change.key: change.before for change in changes}
    for change in changes:
        key = key_of(change.key)
        st.markdown(f"**{_label(key, {**before, **words}, names)}**")
        if key.column in _RUNNING and change.before and change.after:
            st.markdown(told(change.pieces))
            continue
        gone, new = (_shown(key, text, names) for text in (change.before, change.after))
        both = [marked("gone", gone) if gone else "", marked("new", new) if new else ""]
        st.markdown(" → ".join(filter(None, both)) if all(both) else f"{''.join(both)} {_alone(change)}")


def _alone(change: Change) -> str:
    return t("confirm.line_new") if change.after else t("confirm.line_gone")


def _line(key: Key, words: Mapping[str, str], names: Names) -> None:
    text = _shown(key, words["/".join((key.kind, key.row, key.column))], names)
    label = _label(key, words, names)
    if key.column == "text" or len(text) > 80:
        st.markdown(f"**{label}**")
        st.text(text)
    else:
        st.markdown(f"**{label}:** {parts.plain(text)}")


def _label(key: Key, words: Mapping[str, str], names: Names) -> str:
    match key.kind:
        case "field":
            return _field(key, names)
        case "implementer":
            return parts.plain(names.associations.get(int(key.row), ""))
        case "target":
            return parts.plain(indicators.name(key.row.split("-", 1)[1]))
        case "plan" | "terms" | "budget":
            return t(f"confirm_line.{key.kind}.{key.column}")
        case _:
            return _row(key, words)


def _field(key: Key, names: Names) -> str:
    place, field = key.row.split("-", 1)
    whose = names.parts.get(int(place), t("plan.shared_part"))
    return f"{parts.plain(whose)}: {t(f'plan_field.{field}')}"


def _row(key: Key, words: Mapping[str, str]) -> str:
    """Which row and which of its columns: a row is called what its own words say."""
    column = t(f"confirm_line.{key.kind}.{key.column}")
    title = words.get(f"{key.kind}/{key.row}/{_TITLED[key.kind]}", "")
    named = parts.plain(title) or (t("confirm.row", number=int(key.row.split("-")[-1]) + 1))
    return f"{t(f'confirm_kind.{key.kind}')} {named}: {column}"


def _shown(key: Key, text: str, names: Names) -> str:
    """A line's text in the reader's way of writing."""
    if not text:
        return ""
    if key.kind in ("post", "cost", "budget", "terms", "target"):
        return _figure(key.column, text)
    spoken: dict[str, Callable[[], str]] = {
        "starts_on": lambda: day(date.fromisoformat(text)),
        "ends_on": lambda: day(date.fromisoformat(text)),
        "cost_model": lambda: t(f"cost_model.{text}"),
        "role": lambda: t(f"implementer_role.{text}"),
        "lead_association_id": lambda: names.associations.get(int(text), text),
        "part_id": lambda: names.parts.get(int(text), text),
        "call_version_id": lambda: names.calls.get(int(text), text),
        "area": lambda: ", ".join(map(municipality, text.split(","))),
    }
    return spoken[key.column]() if key.column in spoken else text


def _figure(column: str, text: str) -> str:
    match column:
        case "task" | "words":
            return text
        case "pay":
            return t(f"pay_unit.{text}")
        case "kind":
            return t(f"budget_line_kind.{text}")
        case "gross" | "euros" | "lump_sum" | "lump_share":
            return cents(Decimal(text))
        case "side_cost_rate" | "support_rate":
            return f"{number(Decimal(text) * 100)} %"
        case "year":
            return text
        case _:
            return number(Decimal(text))
