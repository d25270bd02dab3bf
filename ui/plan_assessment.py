"""The lead's own assessment by the call's criteria, saved as it is given; the others read it."""

from dataclasses import dataclass

import streamlit as st

from models import Conflict, CriterionKind
from services import calls, readiness
from services.plans import PlanView
from services.readiness import Assessed, Gap, SelfAssessment
from ui import door, parts
from ui.texts import language, moment, number, refusal, t, term


@dataclass(frozen=True)
class Spot:
    """One criterion or one need of one plan, and the keys under which the session knows it."""

    plan_id: int
    name: str

    @property
    def score(self) -> str:
        return f"score-{self.plan_id}-{self.name}"

    @property
    def evidence(self) -> str:
        return f"evidence-{self.plan_id}-{self.name}"

    @property
    def seen(self) -> str:
        return f"assessed-{self.plan_id}-{self.name}"

    @property
    def refused(self) -> str:
        return f"assess-refused-{self.plan_id}-{self.name}"


def draw(view: PlanView) -> None:
    found = door.load(readiness.assessment_of, view.id)
    if found.gaps:
        _gaps(view, found)
    if not found.rows:
        return
    st.header(t("assessment.title"))
    st.write(t("assessment.help") if found.may_assess else t("assessment.read_help"))
    if found.uncertain:
        st.badge(t("calls.check"), color="orange", icon=":material/help:")
    for kind in CriterionKind:
        rows = [row for row in found.rows if row.criterion.kind == kind]
        if rows:
            _kind(view, found, kind, rows)


def _kind(view: PlanView, found: SelfAssessment, kind: CriterionKind, rows: list[Assessed]) -> None:
    done = sum(row.score is not None and bool(row.evidence) for row in rows)
    # The numbers stand inside: a label that changes would fold it under the writer's hands.
    with st.expander(t(f"criterion_kind.{kind}"), icon=":material/checklist:"):
        st.caption(t("assessment.done", done=done, all=len(rows)))
        if kind != CriterionKind.GENERAL:
            given, most = found.points(kind)
            st.caption(t("assessment.points", given=number(given), most=number(most)))
        for row in rows:
            _criterion(view, row, may_assess=found.may_assess)


def _criterion(view: PlanView, row: Assessed, *, may_assess: bool) -> None:
    with st.container(border=True, gap="small"):
        st.markdown(f"**{parts.plain(calls.spoken(row.criterion.name, language()))}**")
        if may_assess:
            _ask(view, row)
        else:
            _read(row)


def _ask(view: PlanView, row: Assessed) -> None:
    spot = Spot(view.id, row.criterion.slug)
    _begin(spot, row.version, row.score, row.evidence)
    general = row.criterion.kind == CriterionKind.GENERAL
    offered = [1, 0] if general else list(range(row.criterion.most + 1))
    st.segmented_control(
        t("assessment.score"),
        offered,
        format_func=lambda value: _scored(value, general=general),
        key=spot.score,
        on_change=_save,
        args=(spot, False),
    )
    st.text_area(
        t("assessment.evidence"),
        key=spot.evidence,
        height="content",
        max_chars=readiness.LONGEST_EVIDENCE,
        placeholder=t("assessment.evidence_example"),
        on_change=_save,
        args=(spot, False),
    )
    _below(spot, row)


def _read(row: Assessed) -> None:
    if row.score is None and not row.evidence:
        st.caption(t("assessment.nothing"))
        return
    if row.score is not None:
        st.text(_scored(row.score, general=row.criterion.kind == CriterionKind.GENERAL))
    if row.evidence:
        st.text(row.evidence)


def _scored(value: int, *, general: bool) -> str:
    if general:
        return t("assessment.met") if value else t("assessment.not_met")
    return str(value)


def _gaps(view: PlanView, found: SelfAssessment) -> None:
    st.header(t("assessment.gaps"))
    st.write(t("assessment.gaps_help"))
    for gap in found.gaps:
        with st.container(border=True, gap="small"):
            st.markdown(f"**{parts.plain(_need(gap))}**")
            if found.may_assess:
                _ask_gap(view, gap)
            else:
                st.text(gap.words or t("assessment.nothing"))


def _need(gap: Gap) -> str:
    return gap.need.words or term("competences", gap.need.competence)


def _ask_gap(view: PlanView, gap: Gap) -> None:
    spot = Spot(view.id, str(gap.need.id))
    _begin(spot, gap.version, None, gap.words)
    st.text_area(
        t("assessment.gap"),
        key=spot.evidence,
        height="content",
        max_chars=readiness.LONGEST_EVIDENCE,
        placeholder=t("assessment.gap_example"),
        on_change=_save,
        args=(spot, True),
    )
    _below(spot, None)


def _begin(spot: Spot, version: int, score: int | None, evidence: str) -> None:
    """Fills the fields on arrival, and anew when somebody else has written meanwhile."""
    if st.session_state.get(spot.seen) == version and spot.evidence in st.session_state:
        return
    st.session_state[spot.seen] = version
    st.session_state[spot.score], st.session_state[spot.evidence] = score, evidence


def _save(spot: Spot, gap: bool) -> None:
    """Saves over what this session has seen; what is refused stays in its field, with the reason below it."""
    st.session_state.pop(spot.refused, None)
    seen, evidence = st.session_state[spot.seen], st.session_state[spot.evidence]
    if gap:
        done = door.attempt(readiness.name_gap, spot.plan_id, int(spot.name), evidence, version=seen)
    else:
        score = st.session_state[spot.score]
        done = door.attempt(readiness.assess, spot.plan_id, spot.name, score, evidence, version=seen)
    if done:
        st.session_state[spot.seen] = done.value
    elif done.refused:
        kept = evidence if isinstance(done.refused, Conflict) else ""
        st.session_state[spot.refused] = (refusal(done.refused), kept)


def _below(spot: Spot, row: Assessed | None) -> None:
    if refused := st.session_state.get(spot.refused):
        words, mine = refused
        st.error(words, icon=":material/error:")
        if mine:
            # Theirs stands in the field now: nothing that was typed is lost.
            st.text(mine)
    if row and row.at:
        st.caption(t("plan.saved", at=moment(row.at), who=parts.plain(row.who)))
