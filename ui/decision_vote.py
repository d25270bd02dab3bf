"""The vote itself: one box for each vote that this person may cast."""

import streamlit as st

from models import Ballot, ProposalStage
from services import decisions
from services.decisions import MySeat, ProposalView
from ui import door, parts
from ui.decision_result import label
from ui.texts import refusal, t

# So few votes can tell by themselves whose they are.
FEW = 5


def boxes(view: ProposalView) -> None:
    if view.stage != ProposalStage.OPEN:
        return
    if not view.takes_votes:
        st.info(t("decisions.being_counted"), icon=":material/hourglass_top:")
        return
    for mine in view.mine:
        with st.container(border=True, key=f"seat-{mine.id}"):
            _box(view, mine)
    if not view.mine:
        st.info(t(f"decisions.no_vote_{view.vote_by}"), icon=":material/info:")


def _box(view: ProposalView, mine: MySeat) -> None:
    if mine.association:
        st.markdown(f"**{t('decisions.vote_of', association=parts.plain(mine.association))}**")
    else:
        st.markdown(f"**{t('decisions.my_vote')}**")
    if view.ballot == Ballot.CLOSED and mine.has_voted:
        st.success(t("decisions.cast_for_good"), icon=":material/check:")
        return
    fields = door.Fields()
    places = [option.id for option in view.options]
    names = {option.id: label(option) for option in view.options}
    chosen = st.radio(
        t("decisions.choose"),
        places,
        index=places.index(mine.option_id) if mine.option_id in places else None,
        format_func=lambda option_id: parts.plain(names[option_id]),
        key=f"vote-{mine.id}-{mine.option_id}",
    )
    fields.beside("option")
    st.caption(t(f"decisions.help_{view.ballot}"))
    fields.general()
    pressed = st.button(
        t("decisions.change") if mine.has_voted else t("decisions.vote"),
        type="secondary" if mine.has_voted else "primary",
        icon=":material/how_to_vote:",
        key=f"cast-{mine.id}",
    )
    if pressed:
        _cast(view, mine, chosen, fields, names)


def _cast(
    view: ProposalView, mine: MySeat, chosen: int | None, fields: door.Fields, names: dict[int, str]
) -> None:
    if view.ballot == Ballot.CLOSED and chosen is not None:
        parts.confirm(
            t("decisions.sure_title"),
            t("decisions.sure", option=parts.plain(names[chosen])),
            t("decisions.vote"),
            lambda: _drop(view.id, mine.id, chosen),
        )
    elif fields.perform(decisions.vote, view.id, mine.id, chosen, seen=mine.option_id):
        door.flash(t("decisions.voted"))
        st.rerun()


def _drop(proposal_id: int, seat_id: int, option_id: int) -> None:
    """The dialog closes itself, so the words must outlive it."""
    done = door.attempt(decisions.vote, proposal_id, seat_id, option_id, seen=None)
    if done.refused:
        door.flash(refusal(done.refused), ":material/error:")
    else:
        door.flash(t("decisions.voted"))


def rules(view: ProposalView) -> None:
    """Who votes and how, in plain words."""
    by = t(f"decisions.by_{view.vote_by}")
    ballot = t(f"decisions.ballot_{view.ballot}")
    st.write(f"{by} {ballot}")
    if view.ballot == Ballot.CLOSED and view.turnout.entitled < FEW:
        st.caption(t("decisions.few"))
