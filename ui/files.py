"""The files of a group, an idea, a plan or an event: to fetch, to add, to remove and to put back."""

import streamlit as st

from models import AttachmentAction, AttachmentState, Kind
from services import files
from services.files import FileCard, Place, Shelf
from services.ideas import IdeaDetail
from ui import door, parts, turns
from ui.comments import ask_for_a_look
from ui.texts import moment, number, t

_ICONS = {"image": "image", "text": "description"}
_OFFICE = {"pdf": "picture_as_pdf", "xlsx": "table", "ods": "table", "csv": "table"}


def of_idea(idea: IdeaDetail) -> None:
    """On an idea's own screen: nothing at all where there is nothing to fetch and nothing to add."""
    shelf = door.load(files.of, Kind.IDEA, idea.id)
    if not (shelf.files or shelf.removed or shelf.places[0].may_add):
        return
    st.header(t("files.heading"))
    _draw(Kind.IDEA, idea.id, shelf)


def of_event(event_id: int) -> None:
    """The materials of a training; nothing at all where there is nothing to fetch and nothing to add."""
    shelf = door.load(files.of, Kind.EVENT, event_id)
    if not (shelf.files or shelf.removed or shelf.places[0].may_add):
        return
    st.header(t("event.materials"))
    _draw(Kind.EVENT, event_id, shelf)


def shelf(kind: Kind, subject_id: int) -> None:
    """The files as a screen of their own."""
    st.write(t(f"files.help_{kind}"))
    _draw(kind, subject_id, door.load(files.of, kind, subject_id))


def _draw(kind: Kind, subject_id: int, shelf: Shelf) -> None:
    for place in shelf.places:
        if place.association:
            st.subheader(parts.plain(place.association))
        held = shelf.of(place)
        for card in held:
            _card(card)
        if not held:
            st.caption(t("files.none"))
        if place.may_add:
            _adding(kind, subject_id, place, nothing=not held)
    if shelf.removed:
        with st.expander(t("files.removed", n=len(shelf.removed)), icon=":material/restore_from_trash:"):
            st.caption(t("files.removed_help", days=files.PUT_BACK_WITHIN.days))
            for card in shelf.removed:
                _card(card)


def _card(card: FileCard) -> None:
    with st.container(border=True, gap="small", key=f"file-{card.id}"):
        with st.container(horizontal=True, vertical_alignment="center"):
            if card.state == AttachmentState.REMOVED:
                st.text(card.name)
            else:
                st.link_button(parts.plain(card.name), card.path, icon=_icon(card))
            if card.state == AttachmentState.HIDDEN:
                parts.state_badge("attachment_state", card.state)
            _steps(card)
        parts.facts(size(card.size), card.author, card.association, moment(card.at))


def _steps(card: FileCard) -> None:
    if AttachmentAction.REMOVE in card.actions and _button(card, "remove", "delete"):
        parts.confirm(
            t("files.remove_title"),
            t("files.remove_sure", name=parts.plain(card.name), days=files.PUT_BACK_WITHIN.days),
            t("attachment_action.remove"),
            lambda: _move(card, AttachmentAction.REMOVE),
        )
    if AttachmentAction.PUT_BACK in card.actions and _button(card, "put_back", "undo"):
        _move(card, AttachmentAction.PUT_BACK)
        st.rerun()
    if card.may_flag and _button(card, "flag", "flag"):
        ask_for_a_look(Kind.ATTACHMENT, card.id)


def _button(card: FileCard, action: str, icon: str) -> bool:
    return st.button(
        t(f"attachment_action.{action}"),
        key=f"{action}-file-{card.id}",
        icon=f":material/{icon}:",
        type="tertiary",
    )


def _move(card: FileCard, action: AttachmentAction) -> None:
    if door.perform(files.move, card.id, action):
        door.flash(t(f"files.done_{action}", name=card.name))


def _adding(kind: Kind, subject_id: int, place: Place, *, nothing: bool) -> None:
    name = f"file-{kind}-{subject_id}-{place.part_id or 0}"
    # The next turn's field is empty, and so is the memory that the file was held in.
    key = turns.key(name)
    fields = door.Fields()
    opened = nothing and not place.part_id and kind != Kind.EVENT
    with st.expander(t("files.add"), icon=":material/attach_file:", expanded=opened):
        chosen = st.file_uploader(t("files.choose"), type=list(files.TYPES), key=key, help=t("files.taken"))
        fields.beside("file")
        fields.general()
        st.caption(t(f"files.seen_{kind}"))
        pressed = st.button(
            t("files.send"),
            key=f"send-{key}",
            # On the screen of an idea or an event other steps come first.
            type="secondary" if kind in (Kind.IDEA, Kind.EVENT) else "primary",
            icon=":material/upload:",
            disabled=chosen is None,
        )
    if pressed and chosen is not None:
        content = chosen.getvalue()
        if fields.perform(files.add, kind, subject_id, chosen.name, content, part_id=place.part_id):
            turns.over(name, t("files.added", name=chosen.name))


def _icon(card: FileCard) -> str:
    ending = card.name.rpartition(".")[2].lower()
    return f":material/{_OFFICE.get(ending) or _ICONS.get(card.media_type.split('/')[0], 'draft')}:"


def size(count: int) -> str:
    """Bytes in a person's words: "2,4 Mt"."""
    for unit, least in (("mega", 1024**2), ("kilo", 1024)):
        if count >= least:
            return t(f"files.{unit}", n=number(round(count / least, 1)))
    return t("files.bytes", n=number(count))
