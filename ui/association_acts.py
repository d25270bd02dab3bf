"""What can be done with an association: the way on, and the steps out."""

from typing import Any

import streamlit as st

from models import AssociationAction, AssociationState, Kind
from services import associations, moderation
from services.associations import Joining, Profile
from ui import comments, door, parts
from ui.texts import t

_JUDGING = {
    AssociationAction.VERIFY,
    AssociationAction.DECLINE,
    AssociationAction.ARCHIVE,
    AssociationAction.RESTORE,
}


def situation(association: Profile) -> None:
    """What the state means for the association's own people, and for who may become the first of them."""
    if association.unclaimed and association.joining != Joining.CLOSED:
        st.info(t("association.unclaimed"), icon=":material/person_search:")
    if not association.own:
        return
    match association.state:
        case AssociationState.PENDING:
            st.info(t("association.pending_own"), icon=":material/hourglass_top:")
        case AssociationState.DECLINED:
            st.warning(t("association.declined_own"), icon=":material/undo:")
            if association.declined_because:
                st.text(association.declined_because)
        case AssociationState.ARCHIVED:
            st.info(t("association.archived_own"), icon=":material/inventory_2:")


def next_steps(association: Profile) -> None:
    """The one thing to do next stands first and is coloured."""
    with st.container(horizontal=True):
        if AssociationAction.SUBMIT in association.actions:
            _send_again(association)
        elif AssociationAction.EDIT in association.actions:
            _way(
                "idea_form",
                t("association.write_idea"),
                "edit_note",
                primary=True,
                association=association.id,
            )
        if AssociationAction.EDIT in association.actions:
            _way("association_form", t("association.edit"), "edit", id=association.id)
        if _JUDGING & set(association.actions):
            waits = association.state == AssociationState.PENDING
            place = door.load(moderation.place_of, Kind.ASSOCIATION, association.id)
            _way("moderation", t("association.review"), "rule", primary=waits, item=place or "")
        _join(association)


def _send_again(association: Profile) -> None:
    label = t("association.send_again")
    if st.button(label, type="primary", icon=":material/send:", key="submit") and door.perform(
        associations.move, association.id, AssociationAction.SUBMIT
    ):
        door.flash(t("association.sent_again"))
        st.rerun()


def _way(page: str, label: str, icon: str, *, primary: bool = False, **query: Any) -> None:
    kind: Any = "primary" if primary else "secondary"
    if st.button(label, type=kind, icon=f":material/{icon}:", key=f"to-{page}"):
        parts.go(page, **query)


def _join(association: Profile) -> None:
    match association.joining:
        case Joining.SIGN_IN:
            back = f"/association?id={association.id}"
            _way("sign_in", t("association.sign_in"), "login", primary=True, next=back)
        case Joining.ASK:
            # Who has an association already, or comes to judge, seldom comes to join.
            actor = door.actor()
            kind: Any = "secondary" if actor.roles or associations.oversees(actor) else "primary"
            if st.button(t("association.ask"), type=kind, icon=":material/group_add:", key="ask"):
                _ask(association)
        case Joining.WAIT:
            st.info(t("association.waiting"), icon=":material/hourglass_top:")
            if st.button(t("association.take_back"), key="take-back") and door.perform(
                associations.leave, association.id
            ):
                door.flash(t("association.taken_back"))
                st.rerun()


def _ask(association: Profile) -> None:
    def asking() -> None:
        st.write(t("association.ask_help"))
        fields = door.Fields()
        said = st.text_area(t("association.ask_words"), key="ask-words")
        fields.beside("words")
        fields.general()
        if st.button(t("association.ask_send"), type="primary", key="ask-send") and fields.perform(
            associations.ask_to_join, association.id, words_for_owners=said
        ):
            door.flash(t("association.asked"))
            st.rerun()

    st.dialog(t("association.ask_title"))(asking)()


def showing_partners(association: Profile) -> None:
    """Its own people's word that everybody may see with whom they work."""
    if association.may_show_partners:
        st.toggle(
            t("association.shows_partners"),
            association.shows_partners,
            key=f"shows-partners-{association.id}",
            help=t("association.shows_partners_help"),
            on_change=_show_partners,
            args=(association.id,),
        )


def _show_partners(association_id: int) -> None:
    shown = st.session_state[f"shows-partners-{association_id}"]
    door.flash_refused(door.attempt(associations.show_partners, association_id, shown=shown))


def leaving(association: Profile) -> None:
    """Quiet steps, at the end of the page."""
    with st.container(horizontal=True):
        # Who judges it needs nobody else to look.
        flags = association.may_flag and not _JUDGING & set(association.actions)
        if flags and st.button(
            t("association.flag"), type="tertiary", icon=":material/flag:", key="flag-association"
        ):
            comments.ask_for_a_look(Kind.ASSOCIATION, association.id)
        if association.may_trust:
            _trust(association)
        if association.owned:
            st.link_button(
                t("copies.association"),
                f"/copies/associations/{association.id}",
                type="tertiary",
                icon=":material/download:",
                help=t("copies.association_words"),
            )
        if association.own and st.button(
            t("association.leave"), type="tertiary", icon=":material/logout:", key="leave-association"
        ):
            _leave(association)


def _trust(association: Profile) -> None:
    """A facilitator's word that its ideas and groups need no look beforehand."""
    act, name = (associations.distrust, "distrust") if association.trusted else (associations.trust, "trust")
    if st.button(t(f"association_action.{name}"), type="tertiary", icon=":material/verified_user:", key=name):
        parts.confirm(
            t(f"association_action.{name}"),
            t(f"association.{name}_words"),
            t(f"association_action.{name}"),
            lambda: door.perform(act, association.id),
        )


def _leave(association: Profile) -> None:
    def asking() -> None:
        st.write(t("association.leave_words"))
        fields = door.Fields()
        fields.general()
        if st.button(t("association.leave"), type="primary", key="leave-confirm") and fields.perform(
            associations.leave, association.id
        ):
            door.flash(t("association.left"))
            parts.go("associations")

    st.dialog(t("association.leave"))(asking)()
