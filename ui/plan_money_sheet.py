"""The tables by way of Excel: a sheet to fill in, and back again after a look at what it would change."""

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from models import BudgetLineKind, Invalid, PayUnit
from services import budgets
from services.budgets import PartBudget, Rates, Sheet
from services.plans import PlanView
from ui import door, parts, plan_money_own, plan_money_rows, plan_money_sums, turns
from ui import plan_money_tables as tables
from ui.texts import LOCALES, language, refusal, t, translated

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_COLUMNS = ("task", "people", "working_time", "pay", "amount", "gross", "year", "euros")
_OF_TABLE = {"posts.task": "task", "costs.kind": "costs_kind", "costs.words": "costs_words"}
_OF_TABLE |= {
    "income.words": "income_words",
    "financing.kind": "financing_kind",
    "financing.words": "financing_words",
}


def draw(view: PlanView, part: PartBudget, rates: Rates) -> None:
    place = parts.folded(t("plan_money.sheet"), icon="table_view", key=f"sheet-of-{part.part_id}")
    if place is None:
        return
    with place:
        st.write(t("plan_money.sheet_help"))
        st.download_button(
            t("plan_money.sheet_take"),
            lambda: budgets.to_sheet(part.written, names(), _notes()),
            file_name=t("plan_money.sheet_file"),
            mime=_XLSX,
            icon=":material/download:",
            on_click="ignore",
            key=f"sheet-take-{part.part_id}",
        )
        file = st.file_uploader(
            t("plan_money.sheet_bring"), type="xlsx", key=turns.key(_name(part)), max_upload_size=1
        )
        if file:
            _look(view, part, rates, file)


def _notes() -> list[str]:
    return [
        t("plan_money.sheet_note_first"),
        t("plan_money.sheet_note_second"),
        t("plan_money.sheet_note_third"),
    ]


def names() -> dict[str, tuple[str, ...]]:
    """What sheets and columns are called: in the reader's language first, and known in every one."""
    keys = {name: f"plan_money.{name}" for name in (*_COLUMNS, "posts", *budgets.TABLES)}
    keys |= {name: f"plan_money.{key}" for name, key in _OF_TABLE.items()}
    keys |= {f"pay_unit.{pay}": f"pay_unit.{pay}" for pay in PayUnit}
    keys |= {f"budget_line_kind.{kind}": f"budget_line_kind.{kind}" for kind in BudgetLineKind}
    keys["help"] = "plan_money.sheet_help_name"
    order = sorted(LOCALES, key=lambda locale: locale != language())
    return {name: tuple(translated(locale, key) for locale in order) for name, key in keys.items()}


def _name(part: PartBudget) -> str:
    return f"sheet-{part.part_id}"


def _look(view: PlanView, part: PartBudget, rates: Rates, file: UploadedFile) -> None:
    """What the sheet says, before anything is replaced."""
    try:
        found = budgets.from_sheet(file.getvalue(), names())
    except Invalid as refused:
        st.error(refusal(refused), icon=":material/error:")
        return
    if found.faults:
        _faults(found)
        return
    told = budgets.counted(budgets.as_written(found, part.written), rates)
    st.markdown(f"**{t('plan_money.sheet_preview')}**")
    plan_money_rows.draw(told)
    if not rates.lacking:
        plan_money_sums.headline(told.sums, "-preview")
    st.warning(t("plan_money.sheet_replaces"), icon=":material/swap_horiz:")
    if st.button(t("plan_money.sheet_use"), type="primary", key=f"sheet-use-{part.part_id}"):
        _use(view, part, found)


def _faults(found: Sheet) -> None:
    lines = [
        f"- **{parts.plain(fault.sheet)} {fault.cell}**: {t(f'errors.{fault.key}', **_spoken(fault.params))}"
        for fault in found.faults
    ]
    st.error(t("plan_money.sheet_faults", n=len(lines)) + "\n\n" + "\n".join(lines), icon=":material/error:")


def _spoken(params: dict[str, object]) -> dict[str, object]:
    return {name: plan_money_own.spoken(value) for name, value in params.items()}


def _use(view: PlanView, part: PartBudget, found: Sheet) -> None:
    typed = budgets.with_alone(found, tables.typed_from(part.written))
    if door.perform(budgets.save, view.id, part.part_id, typed, version=part.written.version):
        plan_money_own.forget(part.part_id)
        turns.over(_name(part), t("plan_money.sheet_used"))
