"""What goes otherwise than planned in a project under way."""

import streamlit as st

from services import progress
from services.plans import PlanView
from services.progress import DeviationRow, DeviationWords, PartProgress, Progress
from ui import door, parts, plan_running
from ui.texts import day, t

NEW = "new"
_SUB = "deviations"
_LONGEST = {"what": 500, "reason": 1000, "effect": 1000}


def draw(view: PlanView) -> None:
    found = door.load(progress.of_plan, view.id)
    st.write(t("deviations.help"))
    if not _form(view, found):
        _begin(found)
    if not found.deviations:
        parts.empty(t("deviations.none"))
    for row in found.deviations:
        _card(row)


def _begin(found: Progress) -> None:
    if found.notes_for and st.button(
        t("deviations.add"), type="primary", icon=":material/add:", key="add-deviation"
    ):
        st.query_params["deviation"] = NEW
        st.rerun()


def _card(row: DeviationRow) -> None:
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            if row.settled_on:
                st.badge(
                    t("deviations.settled", on=day(row.settled_on)), icon=":material/check:", color="green"
                )
            else:
                st.badge(t("deviations.lasts"), icon=":material/warning:", color="orange")
            st.caption(" · ".join(filter(None, [parts.plain(row.association), parts.plain(row.package)])))
        st.text(row.what)
        for field, words in (("reason", row.reason), ("effect", row.effect)):
            st.markdown(f"**{t(f'deviations.{field}')}**")
            st.text(words)
        if row.may_edit:
            _buttons(row)


def _buttons(row: DeviationRow) -> None:
    is_over = row.settled_on is not None
    label = t("deviations.unsettle") if is_over else t("deviations.settle")
    with st.container(horizontal=True):
        if st.button(label, icon=":material/task_alt:", key=f"settle-{row.id}-{is_over}") and door.perform(
            progress.settle_deviation, row.id, not is_over, version=row.version
        ):
            st.rerun()
        if st.button(t("plan.edit"), type="tertiary", icon=":material/edit:", key=f"edit-dev-{row.id}"):
            st.query_params["deviation"] = str(row.id)
            st.rerun()


def _form(view: PlanView, found: Progress) -> bool:
    asked = st.query_params.get("deviation", "")
    rows = {str(row.id): row for row in found.deviations if row.may_edit}
    if asked == NEW and found.notes_for:
        _fields(view, found, None)
    elif asked in rows:
        _fields(view, found, rows[asked])
    else:
        return False
    return True


def _fields(view: PlanView, found: Progress, row: DeviationRow | None) -> None:
    fields = door.Fields()
    name = f"deviation-{row.id if row else NEW}"
    if row:
        plan_running.seen("deviation", row.id, row.version)
    with st.container(border=True):
        st.subheader(t("deviations.edit") if row else t("deviations.add"))
        part = whose(found, f"part-{name}") if row is None else None
        typed = _typed(fields, name, found, row)
        st.caption(t("progress.no_names"))
        fields.general()
        with st.container(horizontal=True):
            saved = st.button(t("plan.save"), type="primary", icon=":material/save:", key=f"save-{name}")
            if st.button(t("plan.cancel"), key=f"cancel-{name}"):
                plan_running.close(view, _SUB)
    if saved and _save(fields, view, part, typed, row):
        plan_running.close(view, _SUB, t("deviations.saved"))


def whose(found: Progress, key: str) -> PartProgress:
    """The implementer that something is noted for; one's own first."""
    if len(found.notes_for) == 1:
        return found.notes_for[0]
    own = next((place for place, part in enumerate(found.notes_for) if part.mine), 0)
    return st.selectbox(
        t("progress.for_whom"), found.notes_for, index=own, format_func=lambda part: part.association, key=key
    )


def _typed(fields: door.Fields, name: str, found: Progress, row: DeviationRow | None) -> DeviationWords:
    words = {}
    for field, most in _LONGEST.items():
        words[field] = st.text_area(
            t(f"deviations.{field}"),
            getattr(row, field) if row else "",
            max_chars=most,
            placeholder=t(f"deviations.{field}_help"),
            key=f"{field}-{name}",
        )
        fields.beside(field)
    titles = {package.package_id: package.title for package in found.packages}
    ids = list(titles)
    package_id = st.selectbox(
        t("deviations.package"),
        ids,
        index=ids.index(row.package_id) if row and row.package_id in titles else None,
        format_func=lambda package_id: titles.get(package_id, ""),
        placeholder=t("progress.whole"),
        key=f"package-{name}",
    )
    return DeviationWords(words["what"], words["reason"], words["effect"], package_id)


def _save(
    fields: door.Fields,
    view: PlanView,
    part: PartProgress | None,
    typed: DeviationWords,
    row: DeviationRow | None,
) -> bool:
    if row is None and part:
        return bool(fields.perform(progress.note_deviation, view.id, part.part_id, typed))
    assert row is not None
    version = plan_running.seen("deviation", row.id, row.version)
    done = fields.once(progress.edit_deviation, row.id, typed, version=version)
    return plan_running.settled("deviation", row.id, row.version, done)
