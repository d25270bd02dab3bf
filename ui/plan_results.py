"""The page of results from inside the plan: the lead writes it, each implementer agrees to it or takes that back."""

import streamlit as st

from models import Conflict, ResultsState
from services import results
from services.plans import PlanView
from services.results import PartAgreement, ResultsDraft, StoryRow
from ui import door, parts, plan_running
from ui.texts import moment, refusal, t

NEW = "new"
_SUB = "results"


def draw(view: PlanView) -> None:
    draft = door.load(results.draft_of, view.id)
    st.write(t("results.help"))
    _state(draft)
    if draft.number:
        agreements(view.id, draft)
        parts.open_link("results", t("results.preview"), icon="preview", id=draft.id, preview=1)
    if draft.may_write:
        _summary(view, draft)
        _stories(view, draft)
        _offer(view, draft)
    elif not draft.number:
        parts.empty(t("results.not_yet"))


def _state(draft: ResultsDraft) -> None:
    parts.state_badge("results_state", draft.state)
    if draft.published_at and draft.state == ResultsState.PUBLISHED:
        st.success(t("results.is_public", at=moment(draft.published_at)), icon=":material/public:")
        parts.open_link("results", t("results.open"), icon="open_in_new", id=draft.id)
    elif draft.state == ResultsState.HIDDEN:
        st.error(t("results.is_hidden"), icon=":material/visibility_off:")
    else:
        st.info(t("results.is_not_public"), icon=":material/lock:")


def agreements(plan_id: int, draft: ResultsDraft) -> None:
    """Who has agreed to the page that is asked about now."""
    with st.container(border=True):
        st.markdown(f"**{t('results.agreements')}**")
        for part in draft.agreements:
            _agreement(plan_id, draft, part)


def _agreement(plan_id: int, draft: ResultsDraft, part: PartAgreement) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.text(part.association)
        if part.agreed_at:
            st.badge(t("results.agreed", at=moment(part.agreed_at)), icon=":material/check:", color="green")
        else:
            st.badge(t("results.waits"), icon=":material/hourglass_empty:", color="orange")
        if part.may_agree:
            agree_button(plan_id, draft.number, part)
        if part.may_withdraw and st.button(
            t("results.withdraw"), type="tertiary", icon=":material/undo:", key=f"withdraw-{part.part_id}"
        ):
            _ask_to_withdraw(plan_id, part)


def agree_button(plan_id: int, number: int, part: PartAgreement) -> None:
    label = t("results.agree")
    if st.button(
        label, type="primary", icon=":material/how_to_reg:", key=f"agree-{part.part_id}"
    ) and door.perform(results.agree, plan_id, part.part_id, number=number):
        door.flash(t("results.thanks"))
        st.rerun()


def _ask_to_withdraw(plan_id: int, part: PartAgreement) -> None:
    def act() -> None:
        done = door.attempt(results.withdraw, plan_id, part.part_id)
        door.flash(t("results.withdrawn") if done else t("results.not_withdrawn"))

    parts.confirm(t("results.withdraw"), t("results.withdraw_sure"), t("results.withdraw"), act)


def _summary(view: PlanView, draft: ResultsDraft) -> None:
    st.subheader(t("results.write"))
    widget = f"summary-{view.id}-{_turn(view.id, draft.summary)}"
    st.text_area(
        t("results.summary"),
        draft.summary,
        height="content",
        max_chars=results.LONGEST_SUMMARY,
        placeholder=t("results.summary_help"),
        key=widget,
        on_change=_save_summary,
        args=(view.id, widget),
    )
    if refused := st.session_state.get(f"refused-summary-{view.id}"):
        st.error(refused, icon=":material/error:")
    if lost := st.session_state.get(f"lost-summary-{view.id}"):
        st.caption(t("results.your_text"))
        st.text(lost)
    st.caption(t("results.no_names"))


def _turn(plan_id: int, text: str) -> int:
    """A fresh field when the text has changed under this session; our own saving keeps it."""
    seen, turn = st.session_state.get(f"seen-summary-{plan_id}", (text, 0))
    if seen != text:
        turn += 1
    st.session_state[f"seen-summary-{plan_id}"] = (text, turn)
    return int(turn)


def _save_summary(plan_id: int, widget: str) -> None:
    """Saves over what this session has seen; a refusal leaves the text in its field."""
    seen, turn = st.session_state[f"seen-summary-{plan_id}"]
    st.session_state.pop(f"refused-summary-{plan_id}", None)
    st.session_state.pop(f"lost-summary-{plan_id}", None)
    done = door.attempt(results.write, plan_id, st.session_state[widget], seen=seen)
    if done:
        st.session_state[f"seen-summary-{plan_id}"] = (done.value.summary, turn)
    elif done.refused:
        st.session_state[f"refused-summary-{plan_id}"] = refusal(done.refused)
        if isinstance(done.refused, Conflict):
            # The field shows the other one's words next; these stay in sight to be joined with them.
            st.session_state[f"lost-summary-{plan_id}"] = st.session_state[widget]


def _stories(view: PlanView, draft: ResultsDraft) -> None:
    st.subheader(t("results.stories"))
    asked = st.query_params.get("story", "")
    for row in draft.stories:
        with st.container(border=True):
            if asked == str(row.id):
                _story_form(view, row)
            else:
                _story(view, row)
    if asked == NEW:
        with st.container(border=True):
            _story_form(view, None)
    elif st.button(t("results.add_story"), icon=":material/add:", key="add-story"):
        st.query_params["story"] = NEW
        st.rerun()


def _story(view: PlanView, row: StoryRow) -> None:
    st.markdown(f"**{parts.plain(row.title)}**")
    st.text(row.body)
    with st.container(horizontal=True):
        if st.button(t("plan.edit"), type="tertiary", icon=":material/edit:", key=f"edit-tale-{row.id}"):
            st.query_params["story"] = str(row.id)
            st.rerun()
        if st.button(
            t("plan.remove"), type="tertiary", icon=":material/delete:", key=f"remove-tale-{row.id}"
        ):
            parts.confirm(
                t("results.remove_story"),
                t("results.remove_sure"),
                t("plan.remove"),
                lambda: door.attempt(results.remove_story, row.id, version=row.version),
            )


def _story_form(view: PlanView, row: StoryRow | None) -> None:
    fields = door.Fields()
    name = f"story-{row.id if row else NEW}"
    if row:
        plan_running.seen("story", row.id, row.version)
    title = st.text_input(
        t("results.story_title"),
        row.title if row else "",
        max_chars=results.LONGEST_TITLE,
        key=f"title-{name}",
    )
    fields.beside("title")
    body = st.text_area(
        t("results.story_body"),
        row.body if row else "",
        max_chars=results.LONGEST_STORY,
        placeholder=t("results.story_help"),
        key=f"body-{name}",
    )
    fields.beside("body")
    fields.general()
    with st.container(horizontal=True):
        saved = st.button(t("plan.save"), icon=":material/save:", key=f"save-{name}")
        if st.button(t("plan.cancel"), key=f"cancel-{name}"):
            plan_running.close(view, _SUB)
    if saved and _save_story(fields, view, row, title, body):
        plan_running.close(view, _SUB, t("results.saved"))


def _save_story(fields: door.Fields, view: PlanView, row: StoryRow | None, title: str, body: str) -> bool:
    if row is None:
        return bool(fields.perform(results.add_story, view.id, title, body))
    version = plan_running.seen("story", row.id, row.version)
    done = fields.once(results.edit_story, row.id, title, body, version=version)
    return plan_running.settled("story", row.id, row.version, done)


def _offer(view: PlanView, draft: ResultsDraft) -> None:
    if draft.number and not draft.changed:
        return
    st.write(t("results.offer_again_help") if draft.number else t("results.offer_help"))
    label = t("results.offer_again") if draft.number else t("results.offer")
    if st.button(label, type="primary", icon=":material/how_to_vote:", key="offer-results") and door.perform(
        results.offer, view.id
    ):
        door.flash(t("results.offered"))
        st.rerun()
