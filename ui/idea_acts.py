"""What can be done with an idea: a button for each step that is open to this reader."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from models import IdeaAction, IdeaState, Kind, RevisionAction, WithdrawReason
from services import ideas, moderation, plans
from services.ideas import IdeaDetail
from ui import comments, door, parts, visitor
from ui.texts import t

# The commonest first; a duplicate asks for more.
_REASONS = [
    WithdrawReason.STARTED,
    WithdrawReason.DONE,
    WithdrawReason.UNFEASIBLE,
    WithdrawReason.DUPLICATE,
    WithdrawReason.OTHER,
]


def next_steps(idea: IdeaDetail) -> None:
    """The way on: for its own people to partners and the plan, for others to offer themselves."""
    with st.container(horizontal=True):
        planned = _plan(idea)
        if IdeaAction.WITHDRAW in idea.actions:
            _way("partners", t("idea.find_partners"), "handshake", primary=not planned, idea=idea.id)
        if not planned:
            _offer(idea)
        if idea.may_edit:
            label = t("idea.revise") if idea.state == IdeaState.PUBLISHED else t("idea.go_on_writing")
            _way("idea_form", label, "edit", primary=idea.state != IdeaState.PUBLISHED, id=idea.id)
        if _to_review(idea):
            place = door.load(moderation.place_of, Kind.IDEA, idea.id)
            _way("moderation", t("idea.review"), "rule", primary=True, item=place or "")


def _offer(idea: IdeaDetail) -> None:
    if not idea.content.needs or idea.state != IdeaState.PUBLISHED:
        return
    if idea.may_offer:
        _way("request_form", t("idea.offer"), "handshake", primary=True, idea=idea.id)
    elif door.actor().is_visitor:
        _way("sign_in", t("idea.sign_in_to_offer"), "login", primary=True, next=visitor.here())


def _to_review(idea: IdeaDetail) -> bool:
    return IdeaAction.PUBLISH in idea.actions or RevisionAction.ACCEPT in idea.revision_actions


def _plan(idea: IdeaDetail) -> bool:
    """The way to the plan for who is in it, or for the idea's own its beginning once a partner has said yes."""
    if plan_id := door.load(plans.of_idea, idea.id):
        _way("plan", t("idea.plan"), "assignment", primary=not _to_review(idea), id=plan_id)
        return True
    if not idea.own or idea.id not in dict(door.load(plans.ready_to_begin)):
        return False
    if st.button(t("plans.begin"), type="primary", icon=":material/assignment_add:", key="begin-plan") and (
        done := door.perform(plans.begin, idea.id)
    ):
        door.flash(t("plans.begun"))
        parts.go("plan", id=done.value.id)
    return True


def _way(page: str, label: str, icon: str, *, primary: bool, **query: Any) -> None:
    kind: Any = "primary" if primary else "secondary"
    if st.button(label, type=kind, icon=f":material/{icon}:", key=f"to-{page}"):
        parts.go(page, **query)


def endorsement(idea: IdeaDetail) -> None:
    """One person's "this is needed"."""
    with st.container(horizontal=True, vertical_alignment="center"):
        if idea.endorsements or idea.may_react:
            st.text(t("idea.endorsed_by", n=idea.endorsements))
        if not idea.may_react:
            return
        act, label = (
            (ideas.unendorse, t("idea.unendorse")) if idea.endorsed else (ideas.endorse, t("idea.endorse"))
        )
        # A key of its own each way: the second press of a double one takes nothing back.
        key = "unendorse" if idea.endorsed else "endorse"
        if st.button(label, icon=":material/thumb_up:", key=key) and door.perform(act, idea.id):
            door.flash(t("idea.unendorsed") if idea.endorsed else t("idea.thanks"))
            st.rerun()
        if st.button(t("idea.flag"), type="tertiary", icon=":material/flag:", key="flag-idea"):
            comments.ask_for_a_look(Kind.IDEA, idea.id)


def leaving(idea: IdeaDetail) -> None:
    """The steps back and out, at the end of the page."""
    with st.container(horizontal=True):
        if IdeaAction.TAKE_BACK in idea.actions:
            _step(idea, t("idea_action.take_back"), "undo", ideas.take_back)
        if RevisionAction.TAKE_BACK in idea.revision_actions:
            _step(idea, t("idea_action.revision_take_back"), "undo", ideas.take_back_revision)
        if IdeaAction.WITHDRAW in idea.actions and st.button(
            t("idea_action.withdraw"), type="tertiary", icon=":material/archive:", key="withdraw"
        ):
            _withdraw(idea)


def _step(idea: IdeaDetail, label: str, icon: str, act: Callable[..., Any]) -> None:
    if st.button(label, icon=f":material/{icon}:", key=f"step-{icon}") and door.perform(act, idea.id):
        door.flash(t("idea.done"))
        st.rerun()


def _withdraw(idea: IdeaDetail) -> None:
    def asking() -> None:
        st.write(t("idea.withdraw_words"))
        fields = door.Fields()
        reason = st.radio(
            t("idea.withdraw_reason"),
            _REASONS,
            format_func=lambda each: t(f"withdraw_reason.{each}"),
            key="withdraw-reason",
        )
        other = _other_idea(idea) if reason == WithdrawReason.DUPLICATE else None
        fields.beside("duplicate_of")
        why = st.text_area(t("idea.withdraw_why"), key="withdraw-why")
        fields.beside("why")
        fields.general()
        if st.button(t("idea_action.withdraw"), type="primary", key="withdraw-now") and fields.perform(
            ideas.withdraw, idea.id, reason, duplicate_of=other, why=why
        ):
            door.flash(t("idea.withdrawn"))
            st.rerun()

    st.dialog(t("idea_action.withdraw"))(asking)()


def _other_idea(idea: IdeaDetail) -> int | None:
    """The idea that goes on instead, found by its words."""
    words = st.text_input(t("idea.other_words"), key="withdraw-words", live=True)
    found = {card.id: card for card in door.load(ideas.visible_to, words=words).rows if card.id != idea.id}
    return st.selectbox(
        t("idea.other"),
        list(found),
        index=None,
        format_func=lambda number: f"{found[number].title} ({found[number].association})",
        placeholder=t("parts.choose"),
        key="withdraw-other",
    )
