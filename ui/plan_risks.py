"""The risks: a matrix of likelihood and effect, the same as a list, and the form of one, opened by the address."""

import streamlit as st

from models import RiskLevel
from services import plans
from services.plans import PlanView, RiskRow, RiskWords
from ui import door, parts, plan_parts
from ui.plan_risk_matrix import matrix, name_of
from ui.texts import refusal, t

NEW = "new"
_COLOURS = {RiskLevel.LOW: "gray", RiskLevel.MIDDLE: "orange", RiskLevel.HIGH: "red"}
_ICONS = {
    RiskLevel.LOW: ":material/check:",
    RiskLevel.MIDDLE: ":material/visibility:",
    RiskLevel.HIGH: ":material/warning:",
}


def draw(view: PlanView) -> None:
    rows = door.load(plans.risks_of, view.id)
    asked = st.query_params.get("risk", "")
    row = next((row for row in rows if str(row.id) == asked and row.writes), None)
    if row or (asked == NEW and _owners(view)):
        _form(view, row)
    elif _owners(view) and st.button(
        t("plan_form.add_risk"), type="primary", icon=":material/add:", key="add-risk"
    ):
        _open(NEW)
    if not rows:
        st.info(t("plan_form.no_risks"), icon=":material/shield:")
        return
    _matrix(rows)
    names = {part.id: part.association for part in view.parts}
    for place, row in enumerate(rows, 1):
        with st.container(border=True, gap="small"):
            _risk(place, row, names)


def _matrix(rows: list[RiskRow]) -> None:
    theme = st.context.theme.type or "light"
    st.altair_chart(matrix(rows, theme=theme), width="stretch", alt=t("plan_form.matrix_alt", n=len(rows)))
    with st.expander(t("plan.as_table"), icon=":material/table:"):
        st.dataframe([_line(place, row) for place, row in enumerate(rows, 1)], hide_index=True)


def _line(place: int, row: RiskRow) -> dict[str, str | int]:
    return {
        t("plan_form.risk_number"): name_of(place),
        t("plan_form.risk_title"): row.title,
        t("plan_form.risk_likelihood"): row.likelihood,
        t("plan_form.risk_effect"): row.effect,
        t("plan_form.risk_score"): row.score,
        t("plan_form.risk_level"): t(f"risk_level.{row.level}"),
    }


def _risk(place: int, row: RiskRow, names: dict[int, str]) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{name_of(place)} · {parts.plain(row.title)}**", width="content")
        st.badge(
            t("plan_form.risk_badge", level=t(f"risk_level.{row.level}"), score=row.score),
            icon=_ICONS[row.level],
            color=_COLOURS[row.level],  # type: ignore[arg-type]
        )
    parts.facts(
        t("plan_form.risk_graded", likelihood=row.likelihood, effect=row.effect),
        names.get(row.part_id or 0, t("plan_form.risk_nobody")),
    )
    if row.response:
        st.text(row.response)
    else:
        st.caption(t("plan_form.no_response"))
    if row.writes and st.button(
        t("plan.edit"), icon=":material/edit:", type="tertiary", key=f"edit-risk-{row.id}"
    ):
        _open(str(row.id))


def _owners(view: PlanView) -> list[int | None]:
    """Whose risk one may name: one's own parts', and for the lead everybody's and nobody's yet."""
    if view.writes_shared:
        return [None, *(part.id for part in view.parts)]
    return [part.id for part in view.parts if part.writes]


def _form(view: PlanView, row: RiskRow | None) -> None:
    fields = door.Fields()
    name = f"risk-{row.id if row else NEW}"
    if row:
        plan_parts.seen("risk", row)
    with st.container(border=True):
        st.subheader(t("plan_form.edit_risk") if row else t("plan_form.add_risk"))
        typed = _typed(view, fields, name, row)
        fields.general()
        saved, removed = plan_parts.form_buttons(name, removable=row is not None)
    if saved and _saved(fields, view, typed, row):
        _close(t("plan_form.risk_saved"))
    if removed and row:
        parts.confirm(
            t("plan_form.remove_risk"), t("plan.remove_sure"), t("plan.remove"), lambda: _remove(row)
        )


def _typed(view: PlanView, fields: door.Fields, name: str, row: RiskRow | None) -> RiskWords:
    title = st.text_input(
        t("plan_form.risk_title"),
        row.title if row else "",
        max_chars=160,
        placeholder=t("plan_form.risk_title_help"),
        key=f"title-{name}",
    )
    fields.beside("title")
    likelihood = _grade(fields, name, "likelihood", row.likelihood if row else None)
    effect = _grade(fields, name, "effect", row.effect if row else None)
    response = st.text_area(
        t("plan_form.risk_response"),
        row.response if row else "",
        placeholder=t("plan_form.risk_response_help"),
        height="content",
        key=f"response-{name}",
    )
    fields.beside("response")
    owner = plan_parts.choose_part(
        view, t("plan_form.risk_owner"), _owners(view), row.part_id if row else None, key=f"part-{name}"
    )
    return RiskWords(title, likelihood, effect, response, owner)


def _grade(fields: door.Fields, name: str, each: str, value: int | None) -> int | None:
    grade = st.segmented_control(
        t(f"plan_form.risk_{each}"),
        list(plans.SCALE),
        default=value,
        help=t(f"plan_form.risk_{each}_help"),
        key=f"{each}-{name}",
    )
    fields.beside(each)
    return grade


def _saved(fields: door.Fields, view: PlanView, typed: RiskWords, row: RiskRow | None) -> bool:
    if row is None:
        return bool(fields.perform(plans.add_risk, view.id, typed))
    seen = plan_parts.seen("risk", row)
    done = fields.once(plans.edit_risk, row.id, typed, version=seen)
    return plan_parts.settled("risk", row, done)


def _remove(row: RiskRow) -> None:
    done = door.attempt(plans.remove_risk, row.id, version=row.version)
    if done.refused:
        # The dialog closes itself, so the words must outlive it.
        door.flash(refusal(done.refused), ":material/error:")
    else:
        _close(t("plan_form.risk_removed"))


def _open(risk: str) -> None:
    st.query_params["risk"] = risk
    st.rerun()


def _close(words: str) -> None:
    plan_parts.forget("risk")
    door.flash(words)
    st.query_params.pop("risk", None)
    st.rerun()
