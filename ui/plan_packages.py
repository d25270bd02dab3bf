"""The work packages: a goal, what is done and what comes of it; the form of one is opened by the address."""

import streamlit as st

from services import plans
from services.plans import PackageRow, PackageWords, PlanView
from ui import door, parts, plan_parts
from ui.texts import refusal, t

NEW = "new"


def draw(view: PlanView) -> None:
    rows = door.load(plans.packages_of, view.id)
    asked = st.query_params.get("package", "")
    row = next((row for row in rows if str(row.id) == asked and row.writes), None)
    if row or (asked == NEW and _owners(view)):
        _form(view, row)
    elif _owners(view) and st.button(
        t("plan_form.add_package"), type="primary", icon=":material/add:", key="add-package"
    ):
        _open(NEW)
    if not rows:
        st.info(t("plan_form.no_packages"), icon=":material/inventory_2:")
    names = {part.id: part.association for part in view.parts}
    for row in rows:
        with st.container(border=True, gap="small"):
            _package(row, names)
            _buttons(view, row, len(rows))


def _package(row: PackageRow, names: dict[int, str]) -> None:
    st.subheader(parts.plain(t("plan_form.package", number=row.number, title=row.title)))
    parts.facts(
        names.get(row.part_id or 0, t("plan_form.package_nobody")),
        t("plan_form.package_tasks", n=row.tasks, done=row.tasks_done),
        t("plan_form.package_milestones", n=row.milestones) if row.milestones else "",
    )
    for name in ("goal", "action", "result"):
        if words := getattr(row, name):
            st.markdown(f"**{t(f'plan_form.package_{name}')}**")
            st.text(words)
    missing = [
        t(f"plan_form.package_{name}") for name in ("goal", "action", "result") if not getattr(row, name)
    ]
    if missing:
        st.caption(t("plan.not_written", fields=", ".join(missing)))


def _buttons(view: PlanView, row: PackageRow, all_rows: int) -> None:
    with st.container(horizontal=True):
        if row.writes and st.button(
            t("plan.edit"), icon=":material/edit:", type="tertiary", key=f"edit-package-{row.id}"
        ):
            _open(str(row.id))
        if view.writes_shared and row.number > 1:
            _mover(row, down=False)
        if view.writes_shared and row.number < all_rows:
            _mover(row, down=True)


def _mover(row: PackageRow, *, down: bool) -> None:
    way = "down" if down else "up"
    if st.button(
        t(f"plan_form.move_{way}"), icon=f":material/arrow_{way}ward:", type="tertiary", key=f"{way}-{row.id}"
    ) and door.perform(plans.move_package, row.id, down=down, version=row.version):
        st.rerun()


def _owners(view: PlanView) -> list[int | None]:
    """Whose package one may make: one's own parts', and for the lead everybody's and nobody's yet."""
    if view.writes_shared:
        return [None, *(part.id for part in view.parts)]
    return [part.id for part in view.parts if part.writes]


def _form(view: PlanView, row: PackageRow | None) -> None:
    fields = door.Fields()
    name = f"package-{row.id if row else NEW}"
    if row:
        plan_parts.seen("package", row)
    with st.container(border=True):
        st.subheader(t("plan_form.edit_package") if row else t("plan_form.add_package"))
        typed = _typed(view, fields, name, row)
        fields.general()
        saved, removed = plan_parts.form_buttons(name, removable=row is not None)
    if saved and _saved(fields, view, typed, row):
        _close(t("plan_form.package_saved"))
    if removed and row:
        parts.confirm(
            t("plan_form.remove_package"),
            t("plan_form.remove_package_sure", n=row.tasks),
            t("plan.remove"),
            lambda: _remove(row),
        )


def _typed(view: PlanView, fields: door.Fields, name: str, row: PackageRow | None) -> PackageWords:
    title = st.text_input(
        t("plan_form.package_title"), row.title if row else "", max_chars=160, key=f"title-{name}"
    )
    fields.beside("title")
    words = {
        each: _words(fields, name, each, getattr(row, each, "")) for each in ("goal", "action", "result")
    }
    owner = plan_parts.choose_part(
        view, t("plan_form.package_owner"), _owners(view), row.part_id if row else None, key=f"part-{name}"
    )
    return PackageWords(title, part_id=owner, **words)


def _words(fields: door.Fields, name: str, each: str, value: str) -> str:
    typed = st.text_area(
        t(f"plan_form.package_{each}"),
        value,
        placeholder=t(f"plan_form.package_{each}_help"),
        help=t(f"plan_form.package_{each}_help"),
        height="content",
        key=f"{each}-{name}",
    )
    fields.beside(each)
    return typed


def _saved(fields: door.Fields, view: PlanView, typed: PackageWords, row: PackageRow | None) -> bool:
    if row is None:
        return bool(fields.perform(plans.add_package, view.id, typed))
    seen = plan_parts.seen("package", row)
    done = fields.once(plans.edit_package, row.id, typed, version=seen)
    return plan_parts.settled("package", row, done)


def _remove(row: PackageRow) -> None:
    done = door.attempt(plans.remove_package, row.id, version=row.version)
    if done.refused:
        # The dialog closes itself, so the words must outlive it.
        door.flash(refusal(done.refused), ":material/error:")
    else:
        _close(t("plan_form.package_removed"))


def _open(package: str) -> None:
    st.query_params["package"] = package
    st.rerun()


def _close(words: str) -> None:
    plan_parts.forget("package")
    door.flash(words)
    st.query_params.pop("package", None)
    st.rerun()
