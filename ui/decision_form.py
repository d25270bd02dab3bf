"""The form in which something is put to the vote."""

from datetime import time, timedelta

import streamlit as st

from models import Ballot, QuorumKind, VoteBy, today
from services import circles, decisions, events
from services.circles import Circle
from services.decisions import ProposalView, ProposalWords
from ui import door, moments, parts, unsaved
from ui.texts import t

_CLOSES = time(18)
_DAYS = 7


def stands(model: ProposalView | None) -> ProposalWords:
    """What the form shows before anything is typed; `model` is an earlier proposal that this one begins from."""
    options = [option.text for option in model.options if option.text] if model else []
    return ProposalWords(
        title=model.title if model else "",
        options=options or t("decision_form.usual_options").splitlines(),
        closes_at=events.in_finland(today() + timedelta(days=_DAYS), _CLOSES),
        body=model.body if model else "",
    )


def ask(circle: Circle, begun: ProposalWords, fields: door.Fields) -> ProposalWords:
    title, body = _words(fields, begun)
    options = _options(fields, begun)
    abstention = st.checkbox(t("decision_form.abstention"), begun.abstention, key="decision-abstention")
    vote_by = _vote_by(circle, begun.vote_by, fields)
    ballot = _ballot(begun.ballot)
    kind, quorum = _quorum(fields, begun)
    closes_at = moments.ask(
        "decision-closes-{}",
        begun.closes_at,
        day_label=t("decision_form.closes_day"),
        time_label=t("decision_form.closes_time"),
    )
    fields.beside("closes_at")
    return ProposalWords(
        title=title,
        options=options,
        closes_at=closes_at,
        body=body,
        abstention=abstention,
        vote_by=vote_by,
        ballot=ballot,
        quorum_kind=kind,
        quorum=quorum,
        item_id=parts.number_of("item") or None,
    )


def _words(fields: door.Fields, begun: ProposalWords) -> tuple[str, str]:
    title = st.text_input(
        t("decision_form.title_field"),
        begun.title,
        key="decision-title",
        placeholder=t("decision_form.title_example"),
    )
    fields.beside("title")
    body = st.text_area(t("decision_form.body"), begun.body, key="decision-body", height=140)
    fields.beside("body")
    return title, body


def _options(fields: door.Fields, begun: ProposalWords) -> list[str]:
    typed = st.text_area(
        t("decision_form.options"),
        "\n".join(begun.options),
        key="decision-options",
        help=t("decision_form.options_help"),
    )
    fields.beside("options")
    return typed.splitlines()


def _vote_by(circle: Circle, begun: VoteBy, fields: door.Fields) -> VoteBy:
    offered = list(VoteBy)
    chosen = st.radio(
        t("decision_form.vote_by"),
        offered,
        index=offered.index(begun),
        format_func=lambda one: t(f"vote_by.{one}"),
        captions=[t(f"decision_form.vote_by_{one}") for one in VoteBy],
        key="decision-vote-by",
    )
    names = door.load(circles.names_in, circle.kind, circle.id)
    if chosen == VoteBy.ASSOCIATION and circle.is_group and not names:
        st.caption(t("decision_form.no_associations"))
    fields.beside("vote_by")
    return chosen


def _ballot(begun: Ballot) -> Ballot:
    offered = list(Ballot)
    return st.radio(
        t("decision_form.ballot"),
        offered,
        index=offered.index(begun),
        format_func=lambda one: t(f"ballot.{one}"),
        captions=[t(f"decision_form.ballot_{one}") for one in Ballot],
        key="decision-ballot",
    )


def _quorum(fields: door.Fields, begun: ProposalWords) -> tuple[QuorumKind, int]:
    offered = list(QuorumKind)
    kind = st.selectbox(
        t("decision_form.quorum_kind"),
        offered,
        index=offered.index(begun.quorum_kind),
        format_func=lambda one: t(f"quorum_kind.{one}"),
        help=t("decision_form.quorum_help"),
        key="decision-quorum-kind",
    )
    if kind == QuorumKind.NONE:
        return QuorumKind.NONE, 0
    label = t(f"decision_form.quorum_{kind}")
    usual = begun.quorum or {QuorumKind.NUMBER: 2, QuorumKind.SHARE: 50}[kind]
    quorum = st.number_input(label, min_value=1, max_value=9999, value=usual, key=f"decision-quorum-{kind}")
    fields.beside("quorum")
    return kind, int(quorum)


def send(circle: Circle, draft: unsaved.Form, fields: door.Fields, typed: ProposalWords) -> None:
    if done := fields.perform(decisions.propose, circle.kind, circle.id, typed):
        draft.done()
        door.flash(t("decision_form.opened"))
        parts.go("decision", id=done.value.id)
