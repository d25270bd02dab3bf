"""What a section of the form shows besides its texts: facts, dates, lists, and the ways to other screens."""

from collections.abc import Callable

import streamlit as st

from services import budgets, participants, plans, vocabulary
from services.plans import Applicant, Form, PlanView, Section
from ui import door, parts, plan_frame, plan_money, plan_packages, plan_parts, plan_risks
from ui.money import cents
from ui.texts import day, municipality, number, t, term

# The measures are three screens: nobody scrolls past thirteen texts to their work packages.
_BLOCKS = ("texts", "packages", "risks")


def draw(view: PlanView, form: Form, section: Section) -> bool:
    """Draws what the section has of its own; false when its texts are not to follow below."""
    if section.slug == "measures":
        return _measures(view)
    if own := _OWN.get(section.slug):
        own(view, form)
    return True


def after(view: PlanView, form: Form, section: Section) -> None:
    """What follows the texts."""
    if section.slug == "name_and_time":
        plan_frame.dates(view, form)


def _call(view: PlanView, form: Form) -> None:
    terms = form.terms
    if terms.call_id is None:
        st.info(t("plan_form.no_call"), icon=":material/campaign:")
        return
    window = f"{day(terms.opens_on)} – {day(terms.closes_on)}" if terms.opens_on and terms.closes_on else ""
    told = {
        "name": terms.name,
        "programme": terms.programme,
        "policy_priority": terms.policy_priority,
        "specific_objective": terms.specific_objective,
        "authority": terms.authority,
        "region": terms.region,
        "window": window,
    }
    with st.container(border=True, gap="small"):
        for name, value in told.items():
            if value:
                _fact(t(f"plan_form.call_{name}"), value)


def _fact(label: str, value: str) -> None:
    with st.container(gap=None):
        st.caption(label)
        st.text(value)


def _applicants(view: PlanView, form: Form) -> None:
    for applicant in door.load(plans.applicants_of, view.id):
        with st.container(border=True, gap="small"):
            _applicant(applicant)


def _applicant(applicant: Applicant) -> None:
    st.markdown(f"**{parts.plain(applicant.name)}**")
    st.badge(t(f"implementer_role.{applicant.role}"), color="gray")
    if applicant.business_id:
        _fact(t("plan_form.business_id"), applicant.business_id)
    parts.facts(
        term(vocabulary.ASSOCIATION_KINDS, applicant.kind) if applicant.kind else "",
        municipality(applicant.municipality),
    )
    if not applicant.registered:
        st.warning(t("plan_form.not_registered"), icon=":material/warning:")
    if not applicant.business_id:
        st.caption(t("plan_form.no_business_id"))
    parts.open_link(
        "association",
        t("plan_form.edit_profile") if applicant.mine else t("plan_form.see_profile"),
        icon="groups",
        id=applicant.association_id,
    )


def _implementers(view: PlanView, form: Form) -> None:
    plan_parts.implementers(view)


def _area(view: PlanView, form: Form) -> None:
    plan_frame.area(view, form)


def _indicators(view: PlanView, form: Form) -> None:
    targets = door.load(participants.targets_of, view.id)
    total = targets.total.get(participants.TOTAL, 0)
    _fact(t("plan_form.participants"), number(total) if total else t("plan_form.not_chosen"))
    plan_parts.link(view, t("plan_form.to_participants"), "participants", icon="group")


def _costs(view: PlanView, form: Form) -> None:
    model = form.frame.cost_model
    _fact(t("plan_form.cost_model"), t(f"call_cost_model.{model}") if model else t("plan_form.not_chosen"))
    # A cooperation partner has no money in the plan, and none before its eyes.
    if plan_money.reads(view):
        total = door.load(budgets.of_plan, view.id).total
        _fact(t("plan_form.total_costs"), cents(total.total))
        _fact(t("plan_form.support"), cents(total.support))
        _fact(t("plan_form.own_money"), cents(total.own))
        plan_parts.link(view, t("plan_form.to_money"), "money", icon="euro")


def _statements(view: PlanView, form: Form) -> None:
    plan_parts.link(view, t("plan_form.to_files"), "together", "files", icon="attach_file")


def _measures(view: PlanView) -> bool:
    asked = st.query_params.get("block", "")
    key = f"block-{view.id}"
    st.session_state[key] = asked if asked in _BLOCKS else _BLOCKS[0]
    st.segmented_control(
        t("plan_section.measures"),
        _BLOCKS,
        format_func=lambda block: t(f"plan_form.block_{block}"),
        key=key,
        required=True,
        label_visibility="collapsed",
        on_change=_show_block,
        args=(key,),
    )
    match st.session_state[key]:
        case "packages":
            plan_packages.draw(view)
        case "risks":
            plan_risks.draw(view)
        case _:
            return True
    return False


def _show_block(key: str) -> None:
    for form in ("package", "risk"):
        st.query_params.pop(form, None)
    st.query_params["block"] = st.session_state[key]


_OWN: dict[str, Callable[[PlanView, Form], None]] = {
    "call": _call,
    "applicant": _applicants,
    "implementers": _implementers,
    "area": _area,
    "indicators": _indicators,
    "costs": _costs,
    "statements": _statements,
}
